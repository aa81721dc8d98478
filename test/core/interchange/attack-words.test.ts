import { expect, test } from 'vitest';
import { AttackWords } from '#core/interchange/format/attack-words.ts';
import { writeApplication as asScyther } from '#core/interchange/scyther/written.ts';
import { writeApplication as asVerifpal } from '#core/interchange/verifpal/written.ts';
import {
  adversaryConstant,
  adversaryValue,
  honestAgent,
  type GroundMessage,
} from '#core/protocol/message.ts';
import { generator } from '#core/protocol/theory.ts';

const apply = (symbol: string, ...args: readonly GroundMessage[]): GroundMessage => ({
  kind: 'apply',
  symbol,
  args,
});
const name = (text: string): GroundMessage => ({ kind: 'constant', name: text });
const nonce: GroundMessage = { kind: 'fresh', name: 'n', run: 1 };

test('the messages of an attack on a model of Verifpal are in its words', () => {
  const words = new AttackWords(asVerifpal);
  const told = (message: GroundMessage): string => words.told(message, 1).message;
  const power = apply('DH', generator, nonce);
  expect(told(power)).toBe('PUBKEY(n#2)');
  expect(told(apply('DH', power, name('k')))).toBe('DH_KEX(PUBKEY(n#2), k)');
  expect(told(apply('CONCAT_3', nonce, nonce, name('nil')))).toBe('CONCAT(n#2, n#2, nil)');
  expect(told(apply('HKDF_2', nonce, name('k'), name('nil')))).toBe('HKDF(n#2, k, nil)[2]');
  expect(told(apply('forgeable SIGN from 0', name('k')))).toBe('forgeable SIGN: k');
});

test('and those of one on a protocol of Scyther in its own', () => {
  const words = new AttackWords(asScyther);
  const told = (message: GroundMessage): string => words.told(message, 1).message;
  const three = apply(
    'tuple 2',
    honestAgent('Agent', 1),
    apply('tuple 2', nonce, adversaryConstant('Agent')),
  );
  expect(told(three)).toBe('(honest 1, n#2, dishonest)');
  const key = apply('pk', honestAgent('Agent', 2));
  expect(told(apply('asymmetric encryption', three, key))).toBe('{honest 1, n#2, dishonest}pk(honest 2)');
  expect(told(apply('h', three))).toBe('h(honest 1, n#2, dishonest)');
  expect(told(apply('k', honestAgent('Agent', 1), honestAgent('Agent', 2)))).toBe('k(honest 1, honest 2)');
});

test('values that the adversary makes up are told apart and counted as they appear', () => {
  const words = new AttackWords(asVerifpal);
  const values = [17, 3, 17].map((number) => words.told(adversaryValue('any', number), 1).message);
  expect(values).toEqual(['made up 1', 'made up 2', 'made up 1']);
});

test('what was the message of an earlier step is told by its number, also inside another', () => {
  const words = new AttackWords(asVerifpal);
  const sealed = apply('AEAD_ENC', name('key'), nonce, name('nil'));
  expect(words.told(sealed, 1).short).toBe('AEAD_ENC(key, n#2, nil)');
  const long = apply('AEAD_ENC', name('key'), sealed, name('nil'));
  expect(words.told(long, 2).short).toBe('AEAD_ENC(key, AEAD_ENC(key, n#2, nil), nil)');
  expect(words.told(long, 3)).toEqual({
    message: 'AEAD_ENC(key, AEAD_ENC(key, n#2, nil), nil)',
    short: '[2]',
  });
  expect(words.told(apply('HASH_1', long), 4).short).toBe('HASH([2])');
});
