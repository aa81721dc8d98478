import { describe, expect, test } from 'vitest';
import { answersTo } from '../../../support/models/answered.ts';
import { sampleText } from '../../../support/models/sample.ts';

// What an entity could build at some moment it keeps secret, whatever it calls it and whatever it erases.

/** The answers about the secrecy of an element, by entity. */
function secrecyOf(element: string, text: string): Readonly<Record<string, string>> {
  const asked = answersTo(text).filter(
    ({ question }) => question.kind === 'secrecy' && question.element === element && question.attack === null,
  );
  return Object.fromEntries(asked.map(({ question, answer }) => [question.entity, answer]));
}

const model = (steps: string): string => `protocol Built
entity A
entity B
key K shared by A, B
key X shared by A, B session
constant L
data D of B
phase run {
${steps}
}
confidentiality X: A, B
`;

describe('a secret that could be built', () => {
  test('is lost for who never calls it by its name', () => {
    const steps = `  B derives X = kdf[K](L)
  message m1 B -> A: D, mac[X](D)
  message m2 B -> A: X`;
    expect(secrecyOf('X', model(steps))).toEqual({ A: 'violated', B: 'violated' });
    expect(secrecyOf('X', model(steps.replace('B -> A: X', 'B -> A: D')))).toEqual({
      A: 'holds',
      B: 'holds',
    });
  });

  test('is lost for who has erased what it is made of', () => {
    const steps = `  message m1 A -> B: L
  A erases K
  B derives X = kdf[K](L)
  message m2 B -> A: hash(X), X`;
    expect(secrecyOf('X', model(steps))).toEqual({ A: 'violated', B: 'violated' });
  });

  test('is asked about for everybody in the sample who may have it', () => {
    expect(secrecyOf('K_mh_kek', sampleText)).toEqual({ KPE: 'holds', HES: 'holds', MET: 'holds' });
  });
});
