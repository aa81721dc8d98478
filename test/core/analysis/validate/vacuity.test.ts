import { expect, test } from 'vitest';
import { Vacuity } from '#core/analysis/validate/vacuity.ts';
import { parse, resolve } from '#core/notation/notation.ts';

// B gets D in the factory after a code that it compares with its own.
const text = (advancing: string): string => `protocol P
entity A
entity B
key K shared by A, B
key L shared by A, B
counter C shared by A, B
data D of A
data E of A
constant X
phase factory channel secure adversary absent {
  ${advancing}
  A derives L = kdf[K](C)
  B derives L = kdf[K](C)
  message f1 A -> B: mac[L](X)
  message f2 A -> B: D
}
phase run {
  message r A -> B: aead[K](X)
}
`;

function isVacuous(advancing: string, element: string): boolean | null {
  const asked = { kind: 'secrecy', element, entity: 'B', originator: null, on: [], phase: null };
  const { model } = resolve(parse(text(advancing)).tree);
  return new Vacuity(model).isVacuous({ ...asked, honest: ['A', 'B'], attack: null });
}

test('a question is about nothing only where the honest run comes to its end without that', () => {
  expect(isVacuous('', 'D')).toBe(false);
  expect(isVacuous('', 'E')).toBe(true);
  // B has another code, and waits for ever: that it lacks D says nothing of the model.
  for (const element of ['D', 'E']) expect(isVacuous('A advances C', element)).toBeNull();
});
