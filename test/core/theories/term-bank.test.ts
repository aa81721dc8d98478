import { expect, test } from 'vitest';
import { adversaryConstant, honestAgent } from '#core/protocol/message.ts';
import { TermBank } from '#core/theories/term-bank.ts';

test('what belongs to the adversary is never taken for what is called the same and does not', () => {
  const bank = new TermBank();
  const own = adversaryConstant('agent');
  expect(bank.constant(own, 1)).toBe(bank.constant(own, 1));
  expect(() => bank.constant({ kind: 'constant', name: own.name }, 1)).toThrow('two constants have one name');
  const honest = honestAgent('agent', 1);
  expect(() => bank.constant({ ...own, name: honest.name }, 1)).not.toThrow();
  expect(() => bank.constant(honest, 1)).toThrow('two constants have one name');
});
