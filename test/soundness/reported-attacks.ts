import { expect } from 'vitest';
import { replay } from '#core/kernel/execution.ts';
import { violates } from '#core/kernel/violation.ts';
import type { CheckedText } from '#core/analysis/pipeline/analyse.ts';
import type { ActiveProgress } from '#core/analysis/pipeline/active-options.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import { problemsOf } from '#core/analysis/pipeline/problems.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';
import type { Trace } from '#core/protocol/trace.ts';
import { followsToViolation } from './bounded/follow.ts';
import { corruptionsOf, type Corruptions } from './corruption.ts';

type Executable = NonNullable<CheckedText['executable']>;

/** An attack that was reported: the trace is said to violate the query of the protocol. */
export interface Reported {
  readonly protocol: Protocol;
  readonly query: Query;
  readonly trace: Trace;
}

/** The attacks that are reported of a model within so many clauses. */
export function reportedIn({ model, run }: Executable, clauses: number): readonly Reported[] {
  const replayed = new Map<number, Trace>();
  const progress = (news: ActiveProgress): void => {
    if (news.kind === 'answered' && news.replayed !== null) replayed.set(news.question, news.replayed);
  };
  const verdicts = verifyModel(model, run, { clauses, cancelled: () => false, progress });
  const asked = problemsOf(model, run).flatMap(({ protocol, questions }) =>
    questions
      .map((question) => protocol.queries.find(({ name }) => name === question.key))
      .map((query) => ({ protocol, query })),
  );
  return verdicts.flatMap(({ answer }, index) => {
    const { protocol, query } = asked[index] ?? {};
    const trace = replayed.get(index);
    expect(trace !== undefined).toBe(answer === 'violated');
    if (trace === undefined) return [];
    if (protocol === undefined || query === undefined) throw new Error('violated, but not asked');
    return [{ protocol, query, trace }];
  });
}

/** Whether the replay accepts a trace as a violation. The other executor must be of the same opinion. */
export function isShown({ protocol, query }: Reported, trace: Trace): boolean {
  const execution = replay(protocol, trace);
  const shown = !('code' in execution) && violates(execution, query);
  expect(followsToViolation(protocol, query, trace)).toBe(shown);
  return shown;
}

/** How many corrupted traces there are of each kind, and how many of them are violations still. */
export type Tally = Record<keyof Corruptions, { of: number; shown: number }>;

/** Corrupts a trace in every way and counts what of it is still a violation. */
export function tallyCorrupted(reported: Reported, tally: Tally): void {
  const corrupted = corruptionsOf(reported.protocol, reported.trace);
  for (const kind of ['dropped', 'swapped', 'stranger'] as const) {
    for (const trace of corrupted[kind]) {
      tally[kind].of += 1;
      if (isShown(reported, trace)) tally[kind].shown += 1;
    }
  }
}
