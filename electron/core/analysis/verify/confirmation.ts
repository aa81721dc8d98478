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
import { startsOf, type Trace } from '#core/protocol/trace.ts';

/** Finds attacks on the queries of one protocol. */
export class AttackSearch {
  readonly #protocol: Protocol;
  #honest: Trace | null = null;
  /** The queries that no repetition of the honest trace violates. */
  readonly #unharmed = new Set<string>();

  constructor(protocol: Protocol) {
    this.#protocol = protocol;
  }

  /**
   * The first of the suggested traces, or of what comes of repeating a run of the honest trace or of them with
   * the same messages, that the replay accepts as a violation; as short as leaving out runs and last steps
   * makes it. Null when none is accepted.
   */
  attack(query: Query, suggested: readonly Trace[]): Trace | null {
    const protocol = this.#protocol;
    const found =
      suggested.find((trace) => isViolation(protocol, query, trace)) ??
      this.#repeatedHonest(query) ??
      repeated(protocol, query, suggested);
    return found === null ? null : minimal(protocol, query, found);
  }

  #repeatedHonest(query: Query): Trace | null {
    if (this.#unharmed.has(query.name)) return null;
    this.#honest ??= honestTrace(this.#protocol);
    const found = repeated(this.#protocol, query, [this.#honest]);
    if (found === null) this.#unharmed.add(query.name);
    return found;
  }
}

// A violation that comes of repeating a run of one of the traces, up to an event that the query starts from.
function repeated(protocol: Protocol, query: Query, traces: readonly Trace[]): Trace | null {
  for (const trace of traces) {
    for (const [run, { role }] of startsOf(trace).entries()) {
      for (const steps of stepsToEnd(protocol, query, role)) {
        for (const renewed of [false, true]) {
          const again = withRepeatedRun(trace, run, steps, renewed);
          if (isViolation(protocol, query, again)) return again;
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
  const runs = [...startsOf(trace).keys()].toReversed();
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
