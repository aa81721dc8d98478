import { Adversary } from './adversary.ts';
import type { Awaiting } from './assembled.ts';
import { Channels, type ChannelEnds } from './channels.ts';
import { evaluate, freshName, matches, applyRewrites, type Binding } from './pattern.ts';
import { Numbers } from './numbers.ts';
import type { Refusal, RefusalCode } from './refusal.ts';
import { ValueTable, type Value } from './value.ts';
import type { GroundMessage, Message, Sort } from '#core/protocol/message.ts';
import {
  messagesOf,
  type Channel,
  type EventStep,
  type Protocol,
  type Purpose,
  type Role,
  type RoleStep,
} from '#core/protocol/protocol.ts';
import type { Trace, TraceAction } from '#core/protocol/trace.ts';

/** An event that happened in an execution; `at` is the index of the action. */
export interface EventOccurrence {
  readonly at: number;
  readonly event: string;
  readonly run: number;
  readonly role: string;
  readonly args: readonly Value[];
  /** True when all the agents that the event names as honest are. */
  readonly counts: boolean;
}

/** An execution of a protocol: what happened, and what the adversary has at its end. */
export interface Execution {
  readonly table: ValueTable;
  readonly occurrences: readonly EventOccurrence[];
  readonly adversary: Adversary;
  /** The role of each run, by number. */
  readonly roles: readonly string[];
  /** Every message that was sent or received, in order. */
  readonly transmissions: readonly Transmission[];
  /** Those of the protocol. */
  readonly numberSorts: readonly Sort[];
}

/** A message that a run sent or received; `action` is the index of the action. */
export interface Transmission {
  readonly action: number;
  readonly kind: 'send' | 'receive';
  readonly run: number;
  readonly label: string;
  /** Null for a message of the protocol. */
  readonly purpose: Purpose | null;
  readonly message: Value;
  /** True when the adversary decides what arrives. */
  readonly open: boolean;
}

interface Run {
  readonly number: number;
  readonly role: Role;
  binding: Binding;
  next: number;
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
  readonly #channels: Channels;
  readonly #numbers = new Numbers();
  readonly #occurrences: EventOccurrence[] = [];
  readonly #transmissions: Transmission[] = [];
  #phase = 0;

  constructor(protocol: Protocol) {
    this.#protocol = protocol;
    this.#table = new ValueTable(protocol);
    this.#adversary = new Adversary(protocol, this.#table);
    this.#channels = new Channels(protocol, this.#table, this.#adversary);
  }

  execution(): Execution {
    return {
      table: this.#table,
      occurrences: this.#occurrences,
      adversary: this.#adversary,
      roles: this.#runs.map(({ role }) => role.name),
      transmissions: this.#transmissions,
      numberSorts: this.#protocol.numberSorts,
    };
  }

  /** The step that a run takes next, or undefined when it has none left. */
  nextStep(run: number): RoleStep | undefined {
    const found = this.#runs[run];
    return found?.role.steps[found.next];
  }

  /** The value of a message of a role in a run by now; null where something of it is not bound. */
  valueIn(run: number, message: Message): Value | null {
    const found = this.#runs[run];
    return found === undefined ? null : this.#value(message, found);
  }

  /** What a run knows by now, and the sorts of its variables; null where there is no such run. */
  knownTo(run: number): Awaiting | null {
    const found = this.#runs[run];
    return found === undefined ? null : { binding: found.binding, sorts: found.role.sorts };
  }

  /** The value of a message of a trace; null where it is not well formed. */
  read(message: GroundMessage): Value | null {
    return this.#table.read(message);
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
      if (name === role.self && this.#channels.isDishonest(agent)) return 'wrong-agents';
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
    const takes = step.kind === 'receive' || step.kind === 'number';
    if (takes && action.received === null) return 'message-expected';
    if (!takes && action.received !== null) return 'message-unexpected';
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
      case 'number':
        return this.#number(run, step, received);
      case 'accept':
        return this.#accept(run, step);
      case 'clock':
        return this.#clock(run, step);
    }
  }

  #value(message: Message, run: Run): Value | null {
    return evaluate(message, run.binding, this.#table);
  }

  #values(messages: readonly Message[], run: Run): readonly Value[] | null {
    const values: Value[] = [];
    for (const message of messages) {
      const value = this.#value(message, run);
      if (value === null) return null;
      values.push(value);
    }
    return values;
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
    const ends = channel.trust === 'public' ? null : this.#ends(channel, run);
    if (ends === undefined) return 'not-bound';
    const open = this.#channels.isOpen(channel);
    const purpose = step.purpose ?? null;
    this.#transmissions.push({ action: index, kind: 'send', run: run.number, label, purpose, message, open });
    this.#channels.send(channel, label, ends, message);
    return null;
  }

  #ends(channel: Exclude<Channel, { trust: 'public' }>, run: Run): ChannelEnds | undefined {
    const [from, to] = [this.#value(channel.from, run), this.#value(channel.to, run)];
    return from === null || to === null ? undefined : [from, to];
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
        purpose: step.purpose ?? null,
        message,
        open: this.#channels.isOpen(step.channel),
      });
    }
    return code;
  }

  #take(run: Run, step: Extract<RoleStep, { kind: 'receive' }>, message: Value): RefusalCode | null {
    const { channel } = step;
    if (channel.trust === 'public') {
      if (!this.#channels.arrives(step.label, message)) return 'not-derivable';
      return this.#bind(run, step.pattern, message, 'pattern-differs');
    }
    const known = [this.#value(channel.from, run), this.#value(channel.to, run)] as const;
    const arrivals = this.#channels.arrivalsOf(channel, step.label, message, known, () => this.#agents());
    for (const { ends, sent } of arrivals) {
      const [from, to] = ends;
      const before = run.binding;
      if (
        this.#bind(run, channel.from, from, 'not-on-channel') === null &&
        this.#bind(run, channel.to, to, 'not-on-channel') === null &&
        this.#bind(run, step.pattern, message, 'pattern-differs') === null
      ) {
        if (sent !== null) this.#channels.deliver(sent);
        return null;
      }
      run.binding = before;
    }
    return 'not-on-channel';
  }

  // The agents of all runs.
  #agents(): readonly Value[] {
    return this.#runs.flatMap(({ role, binding }) =>
      role.parameters.flatMap(({ name }) => binding.get(name) ?? []),
    );
  }

  #compute(run: Run, step: Extract<RoleStep, { kind: 'compute' }>): RefusalCode | null {
    const args = this.#values(step.args, run);
    if (args === null) return 'not-bound';
    const result = applyRewrites(this.#protocol.theory.rewrites, step.symbol, args, this.#table);
    if (result !== null) return this.#assign(run, step.variable, result);
    const stuck = step.checked ? null : this.#table.apply(step.symbol, args);
    return stuck === null ? 'destructor-fails' : this.#assign(run, step.variable, stuck);
  }

  #assign(run: Run, variable: string, value: Value): null {
    run.binding = new Map([...run.binding, [variable, value]]);
    return null;
  }

  #event(run: Run, step: EventStep, index: number): RefusalCode | null {
    const args = this.#values(step.args, run);
    if (args === null) return 'not-bound';
    const counts = step.honest.every((name) => {
      const agent = run.binding.get(name);
      return agent !== undefined && !this.#channels.isDishonest(agent);
    });
    const { number, role } = run;
    this.#occurrences.push({ at: index, event: step.event, run: number, role: role.name, args, counts });
    return null;
  }

  #accept(run: Run, step: Extract<RoleStep, { kind: 'accept' }>): RefusalCode | null {
    const value = this.#value(step.value, run);
    const [holder, passed] = [this.#values(step.holder, run), this.#values(step.passed, run)];
    if (value === null || holder === null || passed === null) return 'not-bound';
    const own = (memory: string): string => `${memory} ${holder.map(({ key }) => key).join(' ')}`;
    const accepted =
      step.rule === 'once'
        ? this.#numbers.acceptOnce(own(step.memory), value)
        : this.#numbers.accept(own(step.memory), step.above.map(own), passed, value);
    return accepted ? null : 'number-refused';
  }

  #clock(run: Run, step: Extract<RoleStep, { kind: 'clock' }>): RefusalCode | null {
    const [value, passed] = [this.#value(step.value, run), this.#values(step.passed, run)];
    if (value === null || passed === null) return 'not-bound';
    return this.#numbers.show(step.clock, value, step.moves, passed) ? null : 'number-refused';
  }

  // Anything of the right sort that is not composed counts as a number.
  #number(
    run: Run,
    step: Extract<RoleStep, { kind: 'number' }>,
    received: GroundMessage | null,
  ): RefusalCode | null {
    const value = received === null ? null : this.#table.read(received);
    if (value?.kind !== 'constant' || !this.#protocol.numberSorts.includes(value.sort)) return 'not-a-number';
    return this.#bind(run, { kind: 'variable', name: step.variable }, value, 'not-a-number');
  }
}
