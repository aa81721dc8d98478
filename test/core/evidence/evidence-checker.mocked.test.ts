import { afterEach, expect, test, vi } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { verifyAndCompare } from '#core/analysis/pipeline/verify-model.ts';
import { SafeVacuity } from '#core/analysis/pipeline/safe-vacuity.ts';
import { Validation } from '#core/analysis/pipeline/validation.ts';
import { ProofJudge, type ProofVerdict } from '#core/analysis/6-decide/proof-judge.ts';
import { EvidenceChecker } from '#core/evidence/evidence-checker.ts';
import { Foundations } from '#core/evidence/foundations.ts';
import type { StatedAnswer } from '#core/evidence/stated-answer.ts';
import { mapSteps, type RoleStep } from '#core/protocol/protocol.ts';
import { emptyCertificate } from '../../support/certificates.ts';

// A translation that is wrong, for whoever states answers and whoever judges them.
const mistake = vi.hoisted(() => ({ in: (step: RoleStep): RoleStep => step }));

vi.mock(import('#core/analysis/3-translate/translate.ts'), async (original) => {
  const translation = await original();
  const protocolOf: typeof translation.protocolOf = (...given) => {
    const { protocol, properties } = translation.protocolOf(...given);
    return { properties, protocol: mapSteps(protocol, mistake.in) };
  };
  return { ...translation, protocolOf };
});

afterEach(() => {
  mistake.in = (step) => step;
  vi.restoreAllMocks();
});

const { executable } = checkText(`protocol P
entity A
entity B
key K shared by A, B long-term
data D of A
phase one {
  message m A -> B: aead[K](D ; A, B)
}
confidentiality D: A
`);
if (executable === null) throw new Error('the model can be executed');
const { model, run } = executable;

const inClear = (step: RoleStep): RoleStep =>
  step.kind === 'send' && step.label === 'm' ? { ...step, message: { kind: 'fresh', name: 'D' } } : step;

/** What is said of the only answer; parts of it may be others than what the analysis states. */
function judged(parts: Partial<StatedAnswer> = {}): unknown {
  const foundations = new Foundations();
  const limits = { clauses: 10_000, cancelled: () => false, progress: foundations.note, unguarded: true };
  const stated = verifyAndCompare(model, run, limits).map((each, index) => foundations.stated(each, index));
  const checker = new EvidenceChecker({ model, run });
  const [answer] = stated;
  const [question] = checker.questions;
  if (answer === undefined || question === undefined) throw new Error('something is asked');
  return checker.judge(question, { ...answer, ...parts });
}

const refused = (code: string, detail: string | null = null): unknown => ({ kind: 'refused', code, detail });

test('an attack that happens in a protocol which is not that of the model is refused', () => {
  mistake.in = inClear;
  expect(judged()).toEqual(refused('attack-not-on-model'));
});

test('nothing holds of a protocol which is not that of the model, whatever proves it', () => {
  vi.spyOn(ProofJudge.prototype, 'judge').mockReturnValue({ kind: 'checked' });
  const proved = { answer: 'holds', certificate: emptyCertificate, trace: null } as const;
  expect(judged(proved)).toEqual({ kind: 'accepted' });
  mistake.in = (step) =>
    step.kind === 'send' && step.label === 'm' ? { ...step, message: { kind: 'constant', name: 'X' } } : step;
  expect(judged(proved)).toEqual(refused('translation-refused'));
  expect(judged({ ...proved, answer: 'holds-within', runs: 2 })).toEqual(refused('translation-refused'));
});

test('nothing holds where no honest run comes to it', () => {
  vi.spyOn(Validation.prototype, 'passes').mockReturnValue(true);
  vi.spyOn(ProofJudge.prototype, 'judge').mockReturnValue({ kind: 'checked' });
  mistake.in = (step) => (step.kind === 'event' ? { ...step, event: `nothing like ${step.event}` } : step);
  expect(judged({ answer: 'holds', certificate: emptyCertificate })).toEqual(refused('no-witness'));
  expect(judged({ answer: 'holds-within', runs: 2, certificate: null })).toEqual(refused('no-witness'));
});

test('nothing is about nothing where the honest run could not be completed', () => {
  vi.spyOn(SafeVacuity.prototype, 'isVacuous').mockReturnValue(null);
  expect(judged({ answer: 'vacuous', certificate: null })).toEqual(refused('not-vacuous'));
});

test.each<[ProofVerdict, unknown]>([
  [{ kind: 'checked' }, { kind: 'accepted' }],
  [{ kind: 'partial', open: ['injectivity', 'enough'] }, refused('proof-partial', 'injectivity enough')],
  [{ kind: 'refused', code: 'goal-violates' }, refused('proof-refused', 'goal-violates')],
  [{ kind: 'unchecked', reason: 'limit' }, refused('proof-too-large', 'limit')],
  [{ kind: 'unchecked', reason: 'cancelled' }, refused('proof-too-large', 'cancelled')],
])('what the checker of proofs says is what is said: %j', (found, said) => {
  vi.spyOn(ProofJudge.prototype, 'judge').mockReturnValue(found);
  expect(judged({ answer: 'holds', certificate: emptyCertificate })).toEqual(said);
});

test('what rests on nothing is refused', () => {
  expect(judged({ answer: 'holds', certificate: null })).toEqual(refused('no-evidence'));
  expect(judged({ answer: 'violated', certificate: null, trace: null })).toEqual(refused('no-evidence'));
});
