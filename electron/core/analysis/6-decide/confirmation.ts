import { continueHonestly, honestTrace } from '#core/kernel/honest-trace.ts';
import { endEvents } from '#core/analysis/4-prove/goal.ts';
import { minimalTrace } from './minimal-trace.ts';
import { inPossibleOrder } from './possible-order.ts';
import { replay } from '#core/kernel/execution.ts';
import { violates } from '#core/kernel/violation.ts';
import { withRepeatedRun, withDishonest, withFewerAgents, withSecondSession } from './trace-edit.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';
import { startsOf, type Trace } from '#core/protocol/trace.ts';

/** How many actions the variations of traces may have together: long ones have many, and they rarely are attacks. */
const maximalVaried = 50_000;

/** Finds attacks on the queries of one protocol. */
export class AttackSearch {
  readonly #protocol: Protocol;
  #usual: readonly Trace[] | null = null;
  #honest: ReturnType<typeof replay> | null = null;
  /** The attacks on all queries so far. */
  readonly #found: Trace[] = [];
  /** The queries that no variation of the usual traces violates. */
  readonly #unharmed = new Set<string>();

  constructor(protocol: Protocol) {
    this.#protocol = protocol;
  }

  /**
   * The honest trace where it loses a secret by itself; else the first of the suggested traces, or of what comes of
   * varying the usual traces or them, or of what can happen of them, that the replay accepts as a violation; as short
   * as leaving out runs and last steps makes it. Null when none is accepted. Told to stop, it answers with what it has.
   */
  attack(query: Query, suggested: readonly Trace[], cancelled: () => boolean): Trace | null {
    const isAttack = (trace: Trace): boolean => !cancelled() && isViolation(this.#protocol, query, trace);
    const found =
      this.#overheard(query, cancelled) ??
      this.#continueFound(isAttack) ??
      this.#varyUsual(query, isAttack) ??
      suggested.find(isAttack) ??
      this.#carryOn(suggested, isAttack) ??
      this.#vary(query, suggested, isAttack);
    if (found === null) return null;
    this.#found.push(found);
    return minimalTrace(found, isAttack);
  }

  /** The honest trace, as short as it can be, where it violates a query by itself; else null. */
  undisturbed(query: Query, cancelled: () => boolean): Trace | null {
    const honest = this.#violatingHonest(query, cancelled);
    if (honest === null) return null;
    return minimalTrace(honest, (trace) => !cancelled() && isViolation(this.#protocol, query, trace));
  }

  // Where listening is enough, nothing more is shown.
  #overheard(query: Query, cancelled: () => boolean): Trace | null {
    return query.kind === 'secrecy' ? this.#violatingHonest(query, cancelled) : null;
  }

  // The honest trace where it violates a query. It is the same for all queries, so that it is replayed once.
  #violatingHonest(query: Query, cancelled: () => boolean): Trace | null {
    const [honest] = this.#usualTraces();
    if (honest === undefined || cancelled()) return null;
    this.#honest ??= replay(this.#protocol, honest);
    return !('code' in this.#honest) && violates(this.#honest, query) ? honest : null;
  }

  #usualTraces(): readonly Trace[] {
    this.#usual ??= usualTraces(this.#protocol);
    return this.#usual;
  }

  /** An attack that comes of those that were found for other queries; null when none does. */
  attackLikeOthers(query: Query, cancelled: () => boolean): Trace | null {
    const isAttack = (trace: Trace): boolean => !cancelled() && isViolation(this.#protocol, query, trace);
    const found = this.#continueFound(isAttack);
    return found === null ? null : minimalTrace(found, isAttack);
  }

  // An attack on one query may be one on another as soon as its runs have gone on.
  #continueFound(isAttack: (trace: Trace) => boolean): Trace | null {
    for (const trace of this.#found) {
      const fewer = withFewerAgents(trace);
      for (const each of fewer === null ? [trace] : [trace, fewer]) {
        if (isAttack(each)) return each;
        const more = continueHonestly(this.#protocol, each);
        if (isAttack(more)) return more;
      }
    }
    return null;
  }

  // What cannot happen as it stands may be an attack in another order, or with what can, once all runs have gone on.
  #carryOn(suggested: readonly Trace[], isAttack: (trace: Trace) => boolean): Trace | null {
    for (const trace of suggested) {
      const ordered = inPossibleOrder(this.#protocol, trace);
      if (isAttack(ordered)) return ordered;
      const possible = continueHonestly(this.#protocol, trace);
      if (isAttack(possible)) return possible;
    }
    return null;
  }

  #varyUsual(query: Query, isAttack: (trace: Trace) => boolean): Trace | null {
    if (this.#unharmed.has(query.name)) return null;
    const found = this.#vary(query, this.#usualTraces(), isAttack);
    if (found === null) this.#unharmed.add(query.name);
    return found;
  }

  #vary(query: Query, traces: readonly Trace[], isAttack: (trace: Trace) => boolean): Trace | null {
    let actions = 0;
    for (const trace of traces) {
      for (const varied of variations(this.#protocol, query, trace)) {
        actions += varied.actions.length;
        if (actions > maximalVaried) return null;
        const possible = asFarAsPossible(this.#protocol, varied);
        if (isAttack(possible)) return possible;
      }
    }
    return null;
  }
}

// What is varied may fail after what matters has happened.
function asFarAsPossible(protocol: Protocol, trace: Trace): Trace {
  const execution = replay(protocol, trace);
  return 'code' in execution ? { actions: trace.actions.slice(0, execution.action) } : trace;
}

// What happens when nobody attacks, and when agents of one sort do what they should but belong to the adversary.
function usualTraces(protocol: Protocol): readonly Trace[] {
  const honest = honestTrace(protocol);
  const others = protocol.agentSorts.map((sort) => withDishonest(protocol, honest, sort));
  return [honest, ...others.filter((trace) => !('code' in replay(protocol, trace)))];
}

// A run that comes to an event that the query starts from, once more with the same messages; and a second session
// in which it gets one message of the first.
function* variations(protocol: Protocol, query: Query, trace: Trace): Generator<Trace> {
  for (const [run, { role }] of startsOf(trace).entries()) {
    for (const steps of stepsToEnd(protocol, query, role)) {
      for (const renewed of [false, true]) yield withRepeatedRun(protocol, trace, run, steps, renewed);
      const session = runsOfSamePhase(protocol, trace, role);
      const script = protocol.roles.find(({ name }) => name === role)?.steps.slice(0, steps) ?? [];
      for (const [step, { kind }] of script.entries()) {
        if (kind !== 'receive') continue;
        for (const renewed of [false, true]) yield withSecondSession(trace, session, { run, step, renewed });
      }
    }
  }
}

function runsOfSamePhase(protocol: Protocol, trace: Trace, role: string): ReadonlySet<number> {
  const phaseOf = (name: string): number | undefined =>
    protocol.roles.find((each) => each.name === name)?.steps[0]?.phase;
  const phase = phaseOf(role);
  return new Set(
    [...startsOf(trace).entries()].flatMap(([run, start]) => (phaseOf(start.role) === phase ? [run] : [])),
  );
}

// How many steps a role takes to each event that the query starts from.
function stepsToEnd(protocol: Protocol, query: Query, role: string): readonly number[] {
  const ends = new Set(endEvents(query));
  const steps = protocol.roles.find(({ name }) => name === role)?.steps ?? [];
  return steps.flatMap((step, index) => (step.kind === 'event' && ends.has(step.event) ? [index + 1] : []));
}

/** True when the replay accepts a trace and it violates the query. */
export function isViolation(protocol: Protocol, query: Query, trace: Trace): boolean {
  const execution = replay(protocol, trace);
  return !('code' in execution) && violates(execution, query);
}
