import { replay, Replayer, type Execution, type EventOccurrence } from '#core/kernel/execution.ts';
import { matches, type Binding } from '#core/kernel/pattern.ts';
import { honestTrace } from '#core/kernel/honest-trace.ts';
import type { ScytherClaim } from '#core/interchange/scyther/report.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { EventPattern, Query } from '#core/protocol/query.ts';
import type { Trace, TraceAction } from '#core/protocol/trace.ts';

/**
 * An execution that agrees with a claim of synchronisation but is not in order: a message that the adversary can make
 * by itself arrives before its sender sends it. Tried is what happens when nobody attacks, with one sender of a
 * message in question held back as long as the others can go on. Null when that violates
 * nothing, or when told to stop before all was tried.
 */
export function findSynchronisationViolation(
  protocol: Protocol,
  { query: name, exchanges }: ScytherClaim,
  cancelled: () => boolean,
): Trace | null {
  const query = protocol.queries.find((each) => each.name === name);
  if (query?.kind !== 'correspondence' || exchanges.length === 0) return null;
  const honest = honestTrace(protocol);
  const execution = replay(protocol, honest);
  if ('code' in execution) return null;
  for (const { label } of exchanges) {
    if (cancelled()) return null;
    const sent = execution.transmissions.find((each) => each.kind === 'send' && each.label === label);
    if (sent === undefined) continue;
    const trace = delayed(protocol, honest, sent.run, sent.action);
    const replayed = replay(protocol, trace);
    if (!('code' in replayed) && isOutOfOrder(replayed, query, exchanges)) return trace;
  }
  return null;
}

// The trace with the actions of the run, from that one on, each as late as the others allow.
function delayed(protocol: Protocol, trace: Trace, run: number, from: number): Trace {
  const replayer = new Replayer(protocol);
  const actions: TraceAction[] = [];
  const take = (action: TraceAction | undefined): boolean => {
    if (action === undefined || replayer.take(action, actions.length) !== null) return false;
    actions.push(action);
    return true;
  };
  trace.actions.slice(0, from).forEach(take);
  const later = trace.actions.slice(from);
  const isHeld = (action: TraceAction): boolean => action.kind === 'step' && action.run === run;
  const others = later.filter((action) => !isHeld(action));
  const held = later.filter(isHeld);
  for (;;) {
    if (take(others[0])) others.shift();
    else if (take(held[0])) held.shift();
    else return { actions };
  }
}

// Whether a claim's run has no cast that agrees with it and in which each message is sent before it is received.
function isOutOfOrder(
  execution: Execution,
  query: Extract<Query, { kind: 'correspondence' }>,
  exchanges: ScytherClaim['exchanges'],
): boolean {
  const ends = execution.occurrences.filter(({ event, counts }) => counts && event === query.end.event);
  return ends.some((end) => {
    const bindings = matching(execution, query.end, end, new Map());
    if (bindings.length === 0) return false;
    const own = new Map([[query.end.run, end.run]]);
    return !bindings.some((binding) => hasCast(execution, query.needs, end, own, binding, exchanges));
  });
}

function hasCast(
  execution: Execution,
  needs: readonly EventPattern[],
  end: EventOccurrence,
  cast: ReadonlyMap<string, number>,
  binding: Binding,
  exchanges: ScytherClaim['exchanges'],
): boolean {
  const [need, ...others] = needs;
  if (need === undefined) return exchanges.every((each) => isInOrder(execution, cast, each));
  return execution.occurrences.some(
    (occurrence) =>
      occurrence.event === need.event &&
      occurrence.at < end.at &&
      matching(execution, need, occurrence, binding).some((bound) =>
        hasCast(execution, others, end, new Map([...cast, [need.run, occurrence.run]]), bound, exchanges),
      ),
  );
}

function isInOrder(
  { transmissions }: Execution,
  cast: ReadonlyMap<string, number>,
  { label, sender, receiver }: ScytherClaim['exchanges'][number],
): boolean {
  const at = (kind: 'send' | 'receive', role: string): number | undefined =>
    transmissions.find((each) => each.kind === kind && each.label === label && each.run === cast.get(role))
      ?.action;
  const [sent, received] = [at('send', sender), at('receive', receiver)];
  return sent !== undefined && received !== undefined && sent < received;
}

function matching(
  { table }: Execution,
  { args }: EventPattern,
  occurrence: EventOccurrence,
  binding: Binding,
): readonly Binding[] {
  let found: readonly Binding[] = args.length === occurrence.args.length ? [binding] : [];
  args.forEach((argument, index) => {
    const value = occurrence.args[index];
    found = found.flatMap((each) =>
      value === undefined ? [] : matches(argument, value, each, new Map(), table),
    );
  });
  return found;
}
