import { afterEach, describe, expect, test, vi } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { SafeVacuity } from '#core/analysis/pipeline/safe-vacuity.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import * as listener from '#core/analysis/6-decide/listener.ts';
import { ProofJudge, type ProofVerdict } from '#core/analysis/6-decide/proof-judge.ts';
import { ModelReplay } from '#core/analysis/replay/model-replay.ts';
import { Validator } from '#core/analysis/validate/validate.ts';

// What the judges of answers say is put into their mouths: here it matters what becomes of it.
vi.mock(import('#core/analysis/6-decide/listener.ts'), { spy: true });

afterEach(() => {
  vi.resetAllMocks();
  vi.restoreAllMocks();
});

const { executable } = checkText(`protocol P
entity A
entity B
key K shared by A, B long-term
data D of A
data E of A
phase one {
  message m A -> B: aead[K](D ; A, B), E
}
confidentiality D: A, B
confidentiality E: A, B
attack quiet {
  adversary passive
}
`);
if (executable === null) throw new Error('the model can be executed');
const { model, run } = executable;

/** What becomes of what is proved (that A's D stays secret), and of what is violated (that its E does). */
function told(): readonly (string | null)[] {
  const verdicts = verifyModel(model, run, {
    clauses: 5_000,
    cancelled: () => false,
    progress: () => undefined,
  });
  return ['secrecy of D at A', 'secrecy of E at A'].map((key) => {
    const found = verdicts.find(({ question }) => question.attack === null && question.key === key);
    return found?.reason ?? found?.answer ?? null;
  });
}

// As the runtime says it.
const tooDeep = (): never => {
  throw new RangeError('Maximum call stack size exceeded');
};

test('what the judges accept is told', () => {
  expect(told()).toEqual(['holds', 'violated']);
});

describe('nothing is said to hold', () => {
  test.each<[ProofVerdict, string]>([
    [{ kind: 'unchecked', reason: 'limit' }, 'limit'],
    [{ kind: 'unchecked', reason: 'cancelled' }, 'cancelled'],
    [{ kind: 'partial', open: ['enough'] }, 'partly-proved'],
    [{ kind: 'refused', code: 'goal-violates' }, 'inconsistent'],
  ])('where of its proof is known: %j', (found, answer) => {
    vi.spyOn(ProofJudge.prototype, 'judge').mockReturnValue(found);
    expect(told()).toEqual([answer, 'violated']);
  });

  test('where a listener has it', () => {
    vi.mocked(listener.listenerKnowledge).mockReturnValue({ elements: new Set(['D']) });
    expect(told()).toEqual(['inconsistent', 'violated']);
  });

  test('where the interpreter never comes to what the protocol comes to', () => {
    vi.spyOn(SafeVacuity.prototype, 'isVacuous').mockReturnValue(true);
    expect(told()).toEqual(['inconsistent', 'violated']);
  });

  test('where the protocol was not compared with the model to the end, or is another', () => {
    vi.spyOn(Validator.prototype, 'differenceOf').mockImplementation(tooDeep);
    expect(told()).toEqual(['inconsistent', 'violated']);
    vi.spyOn(Validator.prototype, 'differenceOf').mockReturnValue('something');
    expect(told()).toEqual(['inconsistent', 'violated']);
  });
});

test('nothing is said to be violated where the attack was not replayed on the model to the end, or is refused', () => {
  vi.spyOn(ModelReplay.prototype, 'refused').mockImplementation(tooDeep);
  expect(told()).toEqual(['holds', 'inconsistent']);
  vi.spyOn(ModelReplay.prototype, 'refused').mockReturnValue('untold');
  expect(told()).toEqual(['holds', 'inconsistent']);
});

test('each protocol is compared with the model under its own adversary', () => {
  const compared = vi.spyOn(Validator.prototype, 'differenceOf');
  verifyModel(model, run, { clauses: 5_000, cancelled: () => false, progress: () => undefined });
  const adversaries = compared.mock.calls.map(([, attack]) => attack?.name ?? null);
  expect(new Set(adversaries)).toEqual(new Set([null, 'quiet']));
  const protocols = compared.mock.calls.map(([protocol]) => protocol);
  expect(new Set(protocols).size).toBe(protocols.length);
});
