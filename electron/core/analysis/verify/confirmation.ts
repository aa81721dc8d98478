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
   * makes it. Null when none is accepted. Told to stop, it answers with what it has.
   */
  attack(query: Query, suggested: readonly Trace[], cancelled: () => boolean): Trace | null {
    const protocol = this.#protocol;
    const isAttack = (trace: Trace): boolean => !cancelled() && isViolation(protocol, query, trace);
    const found =
      suggested.find(isAttack) ??
      this.#repeatedHonest(query, isAttack) ??
      repeated(protocol, query, suggested, isAttack);
    return found === null ? null : minimal(found, isAttack);
  }

  #repeatedHonest(query: Query, isAttack: (trace: Trace) => boolean): Trace | null {
    if (this.#unharmed.has(query.name)) return null;
    this.#honest ??= honestTrace(this.#protocol);
    const found = repeated(this.#protocol, query, [this.#honest], isAttack);
    if (found === null) this.#unharmed.add(query.name);
    return found;
  }
}

// A violation that comes of repeating a run of one of the traces, up to an event that the query starts from.
function repeated(
  protocol: Protocol,
  query: Query,
  traces: readonly Trace[],
  isAttack: (trace: Trace) => boolean,
): Trace | null {
  for (const trace of traces) {
    for (const [run, { role }] of startsOf(trace).entries()) {
      for (const steps of stepsToEnd(protocol, query, role)) {
        for (const renewed of [false, true]) {
          const again = withRepeatedRun(trace, run, steps, renewed);
          if (isAttack(again)) return again;
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
function minimal(trace: Trace, isAttack: (trace: Trace) => boolean): Trace {
  let best = trace;
  let shorter: Trace | undefined = best;
  while (shorter !== undefined) {
    best = shorter;
    shorter = shortenings(best).find(isAttack);
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
