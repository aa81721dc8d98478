import { expect, test, vi } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import { mapSteps } from '#core/protocol/protocol.ts';

// A translation that is wrong: what A sends reaches nobody.
vi.mock(import('#core/analysis/3-translate/translate.ts'), async (original) => {
  const translation = await original();
  const protocolOf: typeof translation.protocolOf = (...given) => {
    const { protocol, properties } = translation.protocolOf(...given);
    const lost = mapSteps(protocol, (step) =>
      step.kind === 'send' && step.label === 'm1' ? { ...step, label: 'lost' } : step,
    );
    return { properties, protocol: lost };
  };
  return { ...translation, protocolOf };
});

test('where the model runs to its end and its translation does not, nothing is said to hold', () => {
  const { executable } = checkText(`protocol P
entity A
entity B
key K shared by A, B long-term
data D of A
data R of B
phase one {
  message m1 A -> B: aead[K](D ; A, B)
  message m2 B -> A: aead[K](R ; B, A)
}
confidentiality D: A, B
confidentiality R: A, B
`);
  if (executable === null) throw new Error('the model can be executed');
  const limits = { clauses: 20_000, cancelled: () => false, progress: () => undefined };
  const say = (unguarded: boolean): readonly string[] =>
    verifyModel(executable.model, executable.run, { ...limits, unguarded }).map(
      ({ answer, reason }) => reason ?? answer,
    );
  expect(say(true)).toContain('holds');
  expect(new Set(say(false))).toEqual(new Set(['inconsistent']));
});
