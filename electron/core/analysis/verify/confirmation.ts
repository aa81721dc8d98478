import { honestTrace } from '#core/analysis/verify/honest-trace.ts';
import { endEvents } from '#core/analysis/proof/goal.ts';
import { replay } from '#core/analysis/replay/execution.ts';
import { violates } from '#core/analysis/replay/violation.ts';
import {
  withoutLastPhase,
  withoutRun,
  withoutLastStep,
  withRepeatedRun,
  withRunsMerged,
} from '#core/analysis/verify/trace-edit.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';
import type { Trace } from '#core/protocol/trace.ts';

/**
 * The first of the suggested traces, or of what comes of repeating a run of them or of the honest trace with
 * the same messages, that the replay accepts as a violation; as short as leaving out runs and last steps makes it. Null when
 * none is accepted.
 */
export function confirmed(protocol: Protocol, query: Query, suggested: readonly Trace[]): Trace | null {
  for (const trace of suggested)
    if (isViolation(protocol, query, trace)) return minimal(protocol, query, trace);
  for (const trace of [honestTrace(protocol), ...suggested]) {
    const roles = trace.actions.flatMap((action) => (action.kind === 'start' ? [action.role] : []));
    for (const [run, role] of roles.entries()) {
      for (const steps of stepsToEnd(protocol, query, role)) {
        for (const renewed of [false, true]) {
          const repeated = withRepeatedRun(trace, run, steps, renewed);
          if (isViolation(protocol, query, repeated)) return minimal(protocol, query, repeated);
        }
      }
    }
  }
  return null;
}

// How many steps a role takes to each event that the query starts from.
function stepsToEnd(protocol: Protocol, query: Query, role: string): readonly number[] {
  const ends = new Set(endEvents(query));
  const steps = protocol.roles.find(({ name }) => name === role)?.steps ?? [];
  return steps.flatMap((step, index) => (step.kind === 'event' && ends.has(step.event) ? [index + 1] : []));
}

function isViolation(protocol: Protocol, query: Query, trace: Trace): boolean {
  const execution = replay(protocol, trace);
  return !('code' in execution) && violates(execution, query);
}

function runsOf(trace: Trace): number {
  return trace.actions.filter(({ kind }) => kind === 'start').length;
}

// Merges and leaves out runs, and leaves out last steps, as long as the violation stays.
function minimal(protocol: Protocol, query: Query, trace: Trace): Trace {
  let best = trace;
  let shorter: Trace | undefined = best;
  while (shorter !== undefined) {
    best = shorter;
    shorter = shortenings(best).find((each) => isViolation(protocol, query, each));
  }
  return best;
}

function shortenings(trace: Trace): readonly Trace[] {
  const runs = [...Array.from({ length: runsOf(trace) }).keys()].toReversed();
  const found = [
    withoutLastPhase(trace),
    ...runs.map((run) => withoutRun(trace, run)),
    ...runs.flatMap((gone) =>
      runs.flatMap((stays) => (stays < gone ? [withRunsMerged(trace, gone, stays)] : [])),
    ),
    ...runs.map((run) => withoutLastStep(trace, run)),
  ];
  return found.filter((each) => each !== null);
}
