import { expect, test, vi } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import { mapSteps, type RoleStep } from '#core/protocol/protocol.ts';

// Translations that are wrong, so that an attack is found that the model does not have.
const mistake = vi.hoisted(() => ({ in: (step: RoleStep): RoleStep => step }));

vi.mock(import('#core/analysis/3-translate/translate.ts'), async (original) => {
  const translation = await original();
  const protocolOf: typeof translation.protocolOf = (...given) => {
    const { protocol, properties } = translation.protocolOf(...given);
    return { properties, protocol: mapSteps(protocol, mistake.in) };
  };
  return { ...translation, protocolOf };
});

const text = `protocol P
entity A
entity B
key K shared by A, B long-term
data D of A
data R of B
phase one {
  message m1 A -> B: aead[K](D ; A, B)
  message m2 B -> A: aead[K](R ; B, A)
}
confidentiality D: A
confidentiality R: B
`;

function answersTo(unguarded: boolean): ReadonlyMap<string, string> {
  const { executable } = checkText(text);
  if (executable === null) throw new Error('the model can be executed');
  const limits = { clauses: 20_000, cancelled: () => false, progress: () => undefined, unguarded };
  const verdicts = verifyModel(executable.model, executable.run, limits);
  return new Map(verdicts.map(({ question, answer }) => [question.key, answer]));
}

test('an attack that cannot happen on the model is not told as one', () => {
  mistake.in = (step) =>
    step.kind === 'send' && step.label === 'm1' ? { ...step, message: { kind: 'fresh', name: 'D' } } : step;
  const key = 'secrecy of D at A';
  expect(answersTo(true).get(key)).toBe('violated');
  expect(answersTo(false).get(key)).toBe('inconsistent');
});

test('neither is one of which something has no meaning in the model', () => {
  // B gets what A sends as what it sends itself, and then sends R to everybody.
  mistake.in = (step) => {
    if (step.kind === 'receive' && step.label === 'm1') return { ...step, label: 'm2' };
    return step.kind === 'send' && step.label === 'm2'
      ? { ...step, message: { kind: 'fresh', name: 'R' } }
      : step;
  };
  const key = 'secrecy of R at B';
  expect(answersTo(true).get(key)).toBe('violated');
  expect(answersTo(false).get(key)).toBe('inconsistent');
});
