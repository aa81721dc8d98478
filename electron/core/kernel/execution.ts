import { Adversary } from './adversary.ts';
import { evaluate, freshName, matches, type Binding } from './pattern.ts';
import { ValueTable, type Value } from './value.ts';
import { adversaryConstant, type GroundMessage, type Message } from '#core/protocol/message.ts';
import {
  messagesOf,
  type Channel,
  type EventStep,
  type Protocol,
  type Role,
  type RoleStep,
} from '#core/protocol/protocol.ts';
import type { Trace, TraceAction } from '#core/protocol/trace.ts';

/** Why an action cannot happen. */
export type RefusalCode =
  | 'unknown-role'
  | 'too-many-runs'
  | 'wrong-agents'
  | 'unknown-run'
  | 'run-ended'
  | 'wrong-phase'
  | 'malformed-message'
  | 'not-bound'
  | 'message-expected'
  | 'message-unexpected'
  | 'not-derivable'
  | 'not-on-channel'
  | 'pattern-differs'
  | 'values-differ'
  | 'values-equal'
  | 'destructor-fails'
  | 'counter-refused';

/** The first action of a trace that cannot happen. `action` is its index. */
export interface Refusal {
  readonly action: number;
  readonly code: RefusalCode;
}

/** An event that happened in an execution; `at` is the index of the action. */
export interface Occurrence {
  readonly at: number;
  readonly event: string;
  readonly run: number;
  readonly role: string;
  readonly args: readonly Value[];
  /** Whether all the agents that the event names as honest are. */
  readonly counts: boolean;
}

/** An execution of a protocol: what happened, and what the adversary has at its end. */
export interface Execution {
  readonly table: ValueTable;
  readonly occurrences: readonly Occurrence[];
  readonly adversary: Adversary;
  /** The role of each run, by number. */
  readonly roles: readonly string[];
  /** Every message that was sent or received, in order. */
  readonly transmissions: readonly Transmission[];
}

/** A message that a run sent or received; `action` is the index of the action. */
export interface Transmission {
  readonly action: number;
  readonly kind: 'send' | 'receive';
  readonly run: number;
  readonly label: string;
  readonly message: Value;
  /** Whether the adversary decides what arrives. */
  readonly open: boolean;
}

interface Run {
  readonly number: number;
  readonly role: Role;
  binding: Binding;
  next: number;
}

interface OnChannel {
  readonly label: string;
  readonly from: Value | null;
  readonly to: Value | null;
  readonly message: Value;
}

/**
 * Executes a trace step by step under the semantics of {@link Protocol}, with ground messages only and no
 * search for anything but the adversary's derivations. It shares no code with the prover or the search, so
 * that what they propose counts only if this accepts it.
 */
export function replay(protocol: Protocol, trace: Trace): Execution | Refusal {
  const player = new Replayer(protocol);
  for (const [index, action] of trace.actions.entries()) {
    const code = player.take(action, index);
    if (code !== null) return { action: index, code };
  }
  return player.execution();
}

/** Executes actions one by one. An action that is refused leaves everything as it was. */
export class Replayer {
  readonly #protocol: Protocol;
  readonly #table: ValueTable;
  readonly #adversary: Adversary;
  readonly #runs: Run[] = [];
  readonly #channel: OnChannel[] = [];
  readonly #occurrences: Occurrence[] = [];
  readonly #accepted = new Map<string, Value[]>();
  /** When each counter value was made: later is greater. */
  readonly #advanced = new Map<Value, number>();
  readonly #transmissions: Transmission[] = [];
  #phase = 0;

  constructor(protocol: Protocol) {
    this.#protocol = protocol;
    this.#table = new ValueTable(protocol);
    this.#adversary = new Adversary(protocol, this.#table);
  }

  execution(): Execution {
    return {
      table: this.#table,
      occurrences: this.#occurrences,
      adversary: this.#adversary,
      roles: this.#runs.map(({ role }) => role.name),
      transmissions: this.#transmissions,
    };
  }

  /** The step that a run takes next, or undefined when it has none left. */
  nextStep(run: number): RoleStep | undefined {
    const found = this.#runs[run];
    return found?.role.steps[found.next];
  }

  take(action: TraceAction, index: number): RefusalCode | null {
    switch (action.kind) {
      case 'start':
        return this.#start(action);
      case 'phase':
        if (action.phase <= this.#phase || action.phase >= this.#protocol.phases) return 'wrong-phase';
        this.#phase = action.phase;
        this.#adversary.enter(action.phase);
        return null;
      case 'step':
        return this.#advance(action, index);
    }
  }

  #start(action: Extract<TraceAction, { kind: 'start' }>): RefusalCode | null {
    const role = this.#protocol.roles.find(({ name }) => name === action.role);
    if (role === undefined) return 'unknown-role';
    if (action.run !== this.#runs.length) return 'unknown-run';
    const running = this.#runs.filter((run) => run.role === role).length;
    if (role.runs !== null && running >= role.runs) return 'too-many-runs';
    const binding = new Map<string, Value>();
    for (const { name, sort } of role.parameters) {
      const message = action.agents.get(name);
      const agent = message === undefined ? null : this.#table.read(message);
      if (agent?.kind !== 'constant' || (sort !== 'any' && agent.sort !== sort)) return 'wrong-agents';
      if (name === role.self && this.#dishonest(agent)) return 'wrong-agents';
      binding.set(name, agent);
      this.#adversary.meet(agent);
    }
    this.#runs.push({ number: action.run, role, binding, next: 0 });
    return null;
  }

  #advance(action: Extract<TraceAction, { kind: 'step' }>, index: number): RefusalCode | null {
    const run = this.#runs[action.run];
    if (run === undefined) return 'unknown-run';
    const step = run.role.steps[run.next];
    if (step === undefined) return 'run-ended';
    if (step.phase !== this.#phase) return 'wrong-phase';
    if (step.kind === 'receive' && action.received === null) return 'message-expected';
    if (step.kind !== 'receive' && action.received !== null) return 'message-unexpected';
    this.#makeFresh(run, step);
    const code = this.#step(run, step, action.received, index);
    if (code === null) run.next += 1;
    return code;
  }

  #makeFresh(run: Run, step: RoleStep): void {
    const visit = (message: Message): void => {
      if (message.kind === 'apply') message.args.forEach(visit);
      if (message.kind !== 'fresh' || run.binding.has(freshName(message.name))) return;
      const made = this.#table.fresh(message.name, run.number);
      run.binding = new Map([...run.binding, [freshName(message.name), made]]);
    };
    messagesOf(step).forEach(visit);
  }

  #step(run: Run, step: RoleStep, received: GroundMessage | null, index: number): RefusalCode | null {
    switch (step.kind) {
      case 'send':
        return this.#send(run, step, index);
      case 'receive':
        return this.#receive(run, step, received, index);
      case 'match': {
        const value = this.#value(step.value, run);
        return value === null ? 'not-bound' : this.#bind(run, step.pattern, value, 'values-differ');
      }
      case 'differ': {
        const [left, right] = [this.#value(step.left, run), this.#value(step.right, run)];
        if (left === null || right === null) return 'not-bound';
        return left === right ? 'values-equal' : null;
      }
      case 'compute':
        return this.#compute(run, step);
      case 'event':
        return this.#event(run, step, index);
      case 'advance': {
        const value = this.#table.fresh(step.value, run.number);
        this.#advanced.set(value, this.#advanced.size);
        run.binding = new Map([...run.binding, [freshName(step.value), value]]);
        return null;
      }
      case 'accept':
        return this.#accept(run, step);
    }
  }

  #value(message: Message, run: Run): Value | null {
    return evaluate(message, run.binding, this.#table);
  }

  #bind(run: Run, pattern: Message, value: Value, otherwise: RefusalCode): RefusalCode | null {
    const [found] = matches(pattern, value, run.binding, run.role.sorts, this.#table);
    if (found === undefined) return otherwise;
    run.binding = found;
    return null;
  }

  #send(run: Run, step: Extract<RoleStep, { kind: 'send' }>, index: number): RefusalCode | null {
    const message = this.#value(step.message, run);
    if (message === null) return 'not-bound';
    const { channel, label } = step;
    const open = this.#isOpen(channel);
    const transmission: Transmission = { action: index, kind: 'send', run: run.number, label, message, open };
    if (channel.trust === 'public') {
      this.#transmissions.push(transmission);
      this.#channel.push({ label, from: null, to: null, message });
      this.#adversary.learn(message);
      return null;
    }
    const [from, to] = [this.#value(channel.from, run), this.#value(channel.to, run)];
    if (from === null || to === null) return 'not-bound';
    this.#transmissions.push(transmission);
    this.#channel.push({ label, from, to, message });
    const reads = channel.trust === 'authentic' || (this.#dishonest(to) && !this.#protocol.passive);
    if (reads) this.#adversary.learn(message);
    return null;
  }

  #receive(
    run: Run,
    step: Extract<RoleStep, { kind: 'receive' }>,
    received: GroundMessage | null,
    index: number,
  ): RefusalCode | null {
    const message = received === null ? null : this.#table.read(received);
    if (message === null) return 'malformed-message';
    const code = this.#take(run, step, message);
    if (code === null) {
      this.#transmissions.push({
        action: index,
        kind: 'receive',
        run: run.number,
        label: step.label,
        message,
        open: this.#isOpen(step.channel),
      });
    }
    return code;
  }

  #take(run: Run, step: Extract<RoleStep, { kind: 'receive' }>, message: Value): RefusalCode | null {
    const { channel } = step;
    if (channel.trust === 'public') {
      const available = this.#protocol.passive
        ? this.#channel.some((sent) => sent.label === step.label && sent.message === message)
        : this.#adversary.derives(message);
      if (!available) return 'not-derivable';
      return this.#bind(run, step.pattern, message, 'pattern-differs');
    }
    for (const [from, to] of this.#endsOf(channel, step.label, message)) {
      const before = run.binding;
      if (
        this.#bind(run, channel.from, from, 'not-on-channel') === null &&
        this.#bind(run, channel.to, to, 'not-on-channel') === null &&
        this.#bind(run, step.pattern, message, 'pattern-differs') === null
      ) {
        return null;
      }
      run.binding = before;
    }
    return 'not-on-channel';
  }

  // The pairs of ends between which the message is, or can be put by the adversary, for this label.
  #endsOf(
    channel: Exclude<Channel, { trust: 'public' }>,
    label: string,
    message: Value,
  ): readonly (readonly [Value, Value])[] {
    const ends: (readonly [Value, Value])[] = [];
    for (const sent of this.#channel) {
      if (sent.label === label && sent.message === message && sent.from !== null && sent.to !== null) {
        ends.push([sent.from, sent.to]);
      }
    }
    if (this.#protocol.passive || !this.#adversary.derives(message)) return ends;
    const agents = this.#runs.flatMap(({ role, binding }) =>
      role.parameters.flatMap(({ name }) => binding.get(name) ?? []),
    );
    const dishonest = this.#protocol.agentSorts.map((sort) =>
      this.#table.constant(adversaryConstant(sort).name),
    );
    const senders = channel.trust === 'confidential' ? [...agents, ...dishonest] : dishonest;
    for (const from of new Set(senders)) {
      for (const to of new Set([...agents, ...dishonest])) ends.push([from, to]);
    }
    return ends;
  }

  #isOpen(channel: Channel): boolean {
    return channel.trust === 'public' && !this.#protocol.passive;
  }

  #dishonest(agent: Value): boolean {
    return this.#protocol.agentSorts.some(
      (sort) => agent === this.#table.constant(adversaryConstant(sort).name),
    );
  }

  #compute(run: Run, step: Extract<RoleStep, { kind: 'compute' }>): RefusalCode | null {
    const args: Value[] = [];
    for (const argument of step.args) {
      const value = this.#value(argument, run);
      if (value === null) return 'not-bound';
      args.push(value);
    }
    for (const rewrite of this.#protocol.theory.rewrites) {
      if (rewrite.symbol !== step.symbol || rewrite.args.length !== args.length) continue;
      let bindings: readonly Binding[] = [new Map()];
      rewrite.args.forEach((pattern, index) => {
        const value = args[index];
        bindings = bindings.flatMap((binding) =>
          value === undefined ? [] : matches(pattern, value, binding, new Map(), this.#table),
        );
      });
      const [first] = bindings;
      const result = first === undefined ? null : evaluate(rewrite.result, first, this.#table);
      if (result !== null) return this.#assign(run, step.variable, result);
    }
    const stuck = step.checked ? null : this.#table.apply(step.symbol, args);
    return stuck === null ? 'destructor-fails' : this.#assign(run, step.variable, stuck);
  }

  #assign(run: Run, variable: string, value: Value): null {
    run.binding = new Map([...run.binding, [variable, value]]);
    return null;
  }

  #event(run: Run, step: EventStep, index: number): RefusalCode | null {
    const args: Value[] = [];
    for (const argument of step.args) {
      const value = this.#value(argument, run);
      if (value === null) return 'not-bound';
      args.push(value);
    }
    const counts = step.honest.every((name) => {
      const agent = run.binding.get(name);
      return agent !== undefined && !this.#dishonest(agent);
    });
    const { number, role } = run;
    this.#occurrences.push({ at: index, event: step.event, run: number, role: role.name, args, counts });
    return null;
  }

  // Counters are numbers: among values that were advanced, later is greater. A value that nobody advanced is
  // a number of the adversary's choice, which can be greater once and no more.
  #accept(run: Run, step: Extract<RoleStep, { kind: 'accept' }>): RefusalCode | null {
    const value = this.#value(step.value, run);
    const holder = step.holder.map((message) => this.#value(message, run));
    if (value === null || holder.includes(null)) return 'not-bound';
    const memory = `${step.counter} ${holder.map((each) => each?.key ?? -1).join(' ')}`;
    const earlier = this.#accepted.get(memory) ?? [];
    if (earlier.includes(value)) return 'counter-refused';
    const time = this.#advanced.get(value);
    const greatest = Math.max(-1, ...earlier.map((each) => this.#advanced.get(each) ?? -1));
    if (time !== undefined && time < greatest) return 'counter-refused';
    this.#accepted.set(memory, [...earlier, value]);
    return null;
  }
}
