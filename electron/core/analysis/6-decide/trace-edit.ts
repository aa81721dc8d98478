import {
  adversaryConstant,
  adversaryValue,
  anySort,
  constantSort,
  type Constant,
  type GroundMessage,
  type Sort,
} from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import { startsOf, type Trace, type TraceAction } from '#core/protocol/trace.ts';

/**
 * A trace in which the first steps of a run are done once more, with the same messages, at the end of each
 * phase in which the run took them. The numbers that it moves its counters on to are others the second time; with
 * `renewed`, so are values that the adversary made up for this run alone.
 */
export function withRepeatedRun(
  protocol: Protocol,
  trace: Trace,
  run: number,
  steps: number,
  renewed: boolean,
): Trace {
  const elsewhere = constantsOfOthers(trace, new Set([run]));
  const counted = numbersOf(protocol, trace, run);
  const another = (constant: Constant): Constant =>
    counted.has(constant.name) || (renewed && !elsewhere.has(constant.name))
      ? madeUpAnew(constant)
      : constant;
  const copy = startsOf(trace).length;
  const again = (message: GroundMessage): GroundMessage =>
    renumber(message, (each) => (each === run ? copy : each), another);
  const actions: TraceAction[] = [];
  let pending: TraceAction[] = [];
  let taken = 0;
  for (const action of trace.actions) {
    if (action.kind === 'phase') {
      actions.push(...pending);
      pending = [];
    }
    actions.push(action);
    if (action.kind === 'start' && action.run === run) pending.push({ ...action, run: copy });
    if (action.kind === 'step' && action.run === run) {
      taken += 1;
      if (taken > steps) continue;
      pending.push({
        ...action,
        run: copy,
        received: action.received === null ? null : again(action.received),
      });
    }
  }
  return { actions: inOrderOfStart([...actions, ...pending]) };
}

/**
 * A trace in which some runs are done once more in their phase, after all that happens in it, with values of their
 * own: a second session beside the first. `kept` is a step of one of them, counted among those that the run took,
 * at which the second run gets the message of the first; with `renewed`, values that the adversary made up for the
 * session are others in it.
 */
export function withSecondSession(
  trace: Trace,
  runs: ReadonlySet<number>,
  kept: { readonly run: number; readonly step: number; readonly renewed: boolean },
): Trace {
  const copies = new Map([...runs].map((run, index) => [run, startsOf(trace).length + index]));
  const number = (run: number): number => copies.get(run) ?? run;
  const elsewhere = constantsOfOthers(trace, runs);
  const another = (constant: Constant): Constant =>
    elsewhere.has(constant.name) ? constant : madeUpAnew(constant);
  const again = (message: GroundMessage): GroundMessage => renumber(message, number, another);
  const secondMessage = (message: GroundMessage, run: number, step: number): GroundMessage => {
    if (kept.run !== run || kept.step !== step) return again(message);
    return kept.renewed ? renumber(message, (each) => each, another) : message;
  };
  const actions: TraceAction[] = [];
  const taken = new Map<number, number>();
  let pending: TraceAction[] = [];
  for (const action of trace.actions) {
    if (action.kind === 'phase') {
      actions.push(...pending);
      pending = [];
    }
    actions.push(action);
    if (action.kind === 'phase' || !runs.has(action.run)) continue;
    const run = number(action.run);
    if (action.kind === 'start') {
      pending.push({ ...action, run });
      continue;
    }
    const step = taken.get(action.run) ?? 0;
    taken.set(action.run, step + 1);
    const { received } = action;
    pending.push({
      ...action,
      run,
      received: received === null ? null : secondMessage(received, action.run, step),
    });
  }
  return { actions: inOrderOfStart([...actions, ...pending]) };
}

/**
 * A trace in which the agents of a sort are the adversary: what their runs did it does by itself, with values of
 * its own for those that they made.
 */
export function withDishonest(protocol: Protocol, trace: Trace, sort: Sort): Trace {
  const gone = new Set<number>();
  for (const [run, { role, agents }] of startsOf(trace).entries()) {
    const self = protocol.roles.find(({ name }) => name === role)?.self ?? null;
    const agent = self === null ? undefined : agents.get(self);
    if (agent?.kind === 'constant' && constantSort(agent, protocol) === sort) gone.add(run);
  }
  const made = new Map<string, GroundMessage>();
  const replaced = (message: GroundMessage): GroundMessage => {
    switch (message.kind) {
      case 'constant':
        return constantSort(message, protocol) === sort ? adversaryConstant(sort) : message;
      case 'fresh': {
        if (!gone.has(message.run)) return message;
        const key = `${message.name} ${message.run}`;
        const value =
          made.get(key) ?? adversaryValue(protocol.sorts.get(message.name) ?? anySort, 9000 + made.size);
        made.set(key, value);
        return value;
      }
      case 'apply':
        return { ...message, args: message.args.map(replaced) };
    }
  };
  const actions = trace.actions.flatMap((action): readonly TraceAction[] => {
    if (action.kind === 'phase') return [action];
    if (gone.has(action.run)) return [];
    if (action.kind === 'step') {
      return [{ ...action, received: action.received === null ? null : replaced(action.received) }];
    }
    return [
      { ...action, agents: new Map([...action.agents].map(([name, agent]) => [name, replaced(agent)])) },
    ];
  });
  return { actions: inOrderOfStart(actions) };
}

/**
 * A trace in which all honest agents of a sort are the first of them that it names; null when no sort has more than
 * one.
 */
export function withFewerAgents(trace: Trace): Trace | null {
  const first = new Map<Sort, Constant>();
  const names = new Set<string>();
  const fewer = withConstantsReplaced(trace, (constant) => {
    if (constant.origin?.kind !== 'honest') return constant;
    names.add(constant.name);
    const known = first.get(constant.origin.sort) ?? constant;
    first.set(constant.origin.sort, known);
    return known;
  });
  return names.size > first.size ? fewer : null;
}

/** A trace without a run; null when a message of another run has a value of it. */
export function withoutRun(trace: Trace, run: number): Trace | null {
  const actions = trace.actions.filter((action) => action.kind === 'phase' || action.run !== run);
  const needed = actions.some(
    (action) => action.kind === 'step' && action.received !== null && mentions(action.received, run),
  );
  return needed ? null : { actions: inOrderOfStart(actions) };
}

/**
 * A trace in which one run does what two did: the agents and values of the run that goes are those of the one
 * that stays, and its steps are those of the one that came further. Null when the two play different roles.
 */
export function withRunsMerged(trace: Trace, gone: number, stays: number): Trace | null {
  const starts = startsOf(trace);
  const [from, into] = [starts[gone], starts[stays]];
  if (from === undefined || from.role !== into?.role) return null;
  const agents = new Map<string, Constant>();
  for (const [parameter, agent] of from.agents) {
    const instead = into.agents.get(parameter);
    if (agent.kind !== 'constant' || instead?.kind !== 'constant') return null;
    agents.set(agent.name, instead);
  }
  const steps = (run: number): number =>
    trace.actions.filter((action) => action.kind === 'step' && action.run === run).length;
  const kept = steps(gone) > steps(stays) ? gone : stays;
  const merged = (message: GroundMessage): GroundMessage =>
    renumber(
      message,
      (run) => (run === gone ? stays : run),
      (constant) => agents.get(constant.name) ?? constant,
    );
  const actions = trace.actions.flatMap((action): readonly TraceAction[] => {
    if (action.kind === 'phase') return [action];
    if (action.kind === 'start') {
      if (action.run === gone) return [];
      const renamed = [...action.agents].map(([name, agent]) => [name, merged(agent)] as const);
      return [{ ...action, agents: new Map(renamed) }];
    }
    const received = action.received === null ? null : merged(action.received);
    if (action.run !== gone && action.run !== stays) return [{ ...action, received }];
    return action.run === kept ? [{ ...action, run: stays, received }] : [];
  });
  return { actions: inOrderOfStart(actions) };
}

/** A trace without the last step of a run; null when it has taken none. */
export function withoutLastStep(trace: Trace, run: number): Trace | null {
  const last = trace.actions.findLastIndex((action) => action.kind === 'step' && action.run === run);
  return last < 0 ? null : { actions: trace.actions.filter((_, index) => index !== last) };
}

/** A trace that ends before its last change of phase; null when nothing happens without one. */
export function withoutLastPhase(trace: Trace): Trace | null {
  return trace.actions.at(-1)?.kind === 'phase' ? { actions: trace.actions.slice(0, -1) } : null;
}

// Another value of the adversary's for one that it made up; every other constant itself.
function madeUpAnew(constant: Constant): Constant {
  const { origin } = constant;
  const number = origin?.kind === 'adversary' ? origin.number : null;
  return origin === undefined || number === null ? constant : adversaryValue(origin.sort, number + 1_000);
}

// The constants that runs other than these received.
function constantsOfOthers(trace: Trace, runs: ReadonlySet<number>): ReadonlySet<string> {
  return new Set(
    trace.actions.flatMap((action) =>
      action.kind === 'step' && !runs.has(action.run) && action.received !== null
        ? [...constantsIn(action.received)]
        : [],
    ),
  );
}

// The numbers that a run moves counters and clocks on to.
function numbersOf(protocol: Protocol, trace: Trace, run: number): ReadonlySet<string> {
  const role = protocol.roles.find(({ name }) => name === startsOf(trace)[run]?.role);
  const taken = trace.actions.filter((action) => action.kind === 'step' && action.run === run);
  return new Set(
    taken.flatMap((action, index) => {
      const step = role?.steps[index];
      if (step?.kind !== 'number' || !step.anew || action.kind !== 'step') return [];
      return action.received === null ? [] : [...constantsIn(action.received)];
    }),
  );
}

/** A trace in which other constants stand for constants. */
export function withConstantsReplaced(trace: Trace, another: (constant: Constant) => Constant): Trace {
  const renamed = (message: GroundMessage): GroundMessage => renumber(message, (run) => run, another);
  return {
    actions: trace.actions.map((action): TraceAction => {
      switch (action.kind) {
        case 'phase':
          return action;
        case 'start':
          return {
            ...action,
            agents: new Map([...action.agents].map(([name, agent]) => [name, renamed(agent)])),
          };
        case 'step':
          return { ...action, received: action.received === null ? null : renamed(action.received) };
      }
    }),
  };
}

function mentions(message: GroundMessage, run: number): boolean {
  if (message.kind === 'fresh') return message.run === run;
  return message.kind === 'apply' && message.args.some((argument) => mentions(argument, run));
}

function renumber(
  message: GroundMessage,
  number: (run: number) => number,
  another: (constant: Constant) => Constant = (constant) => constant,
): GroundMessage {
  switch (message.kind) {
    case 'fresh':
      return { ...message, run: number(message.run) };
    case 'constant':
      return another(message);
    case 'apply':
      return { ...message, args: message.args.map((argument) => renumber(argument, number, another)) };
  }
}

function constantsIn(message: GroundMessage): ReadonlySet<string> {
  if (message.kind === 'constant') return new Set([message.name]);
  return message.kind === 'apply'
    ? new Set(message.args.flatMap((each) => [...constantsIn(each)]))
    : new Set();
}

// Runs are numbered in the order of their start.
function inOrderOfStart(actions: readonly TraceAction[]): readonly TraceAction[] {
  const numbers = new Map<number, number>();
  for (const action of actions) if (action.kind === 'start') numbers.set(action.run, numbers.size);
  const number = (run: number): number => numbers.get(run) ?? run;
  return actions.map((action): TraceAction => {
    if (action.kind === 'phase') return action;
    const run = number(action.run);
    if (action.kind === 'start') return { ...action, run };
    return { ...action, run, received: action.received === null ? null : renumber(action.received, number) };
  });
}
