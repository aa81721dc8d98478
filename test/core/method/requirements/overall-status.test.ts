import { describe, expect, it } from 'vitest';
import { analyseModel, checkText } from '#core/analysis/pipeline/analyse.ts';
import type { Verdict } from '#core/analysis/record/verdict.ts';
import type { AnalysisCurrency } from '#core/analysis/record/active-analysis.ts';
import { overallStatus } from '#core/method/requirements/overall-status.ts';
import { analysisOf } from '../../../support/models/measured.ts';

function modelOf(statements: string, message = 'aead[K](X)'): string {
  return `protocol P
    entity A
    entity B
    key K shared by A, B long-term
    data X of A
    phase run channel public adversary present {
      message m A -> B: ${message}
    }
    ${statements}`;
}

interface Given {
  readonly asked?: boolean;
  readonly currency?: AnalysisCurrency;
  readonly verdicts?: (verdicts: readonly Verdict[]) => readonly Verdict[];
}

function statusOf(text: string, { asked = false, currency = 'current', verdicts }: Given = {}): string {
  const { executable } = checkText(text);
  if (executable === null) throw new Error('not executable');
  const { model, run } = executable;
  const analysis = asked ? { ...analysisOf(text), currency } : null;
  const kept =
    analysis === null || verdicts === undefined
      ? analysis
      : { ...analysis, verdicts: verdicts(analysis.verdicts) };
  return overallStatus(executable, analyseModel(model, run, '0'.repeat(64)), kept);
}

describe('what is said of a whole model', () => {
  const ticked = modelOf('confidentiality X: A, B');

  it('is nothing while nothing is required of it', () => {
    expect(statusOf(modelOf(''))).toBe('unstated');
    expect(statusOf(modelOf(''), { asked: true })).toBe('unstated');
    expect(statusOf(modelOf('requirement R1 confidentiality "Keep X"'))).toBe('unrefined');
  });

  it('is no more than what was compared while nobody asked about an active adversary', () => {
    expect(statusOf(ticked)).toBe('compared');
    expect(statusOf(modelOf('authentication A to B: aliveness'))).toBe('not-asked');
    expect(statusOf(modelOf('confidentiality X: A'))).not.toBe('compared');
  });

  it('is good only where everything was asked, of this text, and is proved', () => {
    expect(statusOf(ticked, { asked: true })).toBe('holds');
    expect(statusOf(ticked, { asked: true, currency: 'outdated' })).toBe('outdated');
    expect(statusOf(ticked, { asked: true, currency: 'under-way' })).toBe('open');
    expect(statusOf(ticked, { asked: true, verdicts: () => [] })).toBe('open');
    const lost = modelOf('confidentiality X: A, B\n    integrity X: A', 'aead[K](X), X');
    expect(statusOf(lost, { asked: true })).toBe('violated');
  });

  it.each(['undecided', 'holds-within', 'violated'] as const)('is not good with one answer %s', (answer) => {
    const one = (all: readonly Verdict[]): readonly Verdict[] =>
      all.map((each, index) => (index === 0 ? { ...each, answer } : each));
    expect(statusOf(ticked, { asked: true, verdicts: one })).toBe(answer);
  });
});
