import { variablesOf, type Message } from '#core/protocol/message.ts';
import {
  messagesOf,
  type Channel,
  type Protocol,
  type Role,
  type RoleStep,
} from '#core/protocol/protocol.ts';
import type { Act, Form, Gift, Moment, Way } from './form.ts';
import type { MessageReader } from './of-message.ts';
import { anything, applied, printed, type Known, type Term } from './term.ts';
import { unify, unifyAll } from './unify.ts';

/** A role, with what it begins with and gives away, and where its events stand. */
export interface RoleForm extends Form {
  /** What it takes from an earlier role of its agent: under which label, and what. */
  readonly start: { readonly label: string; readonly content: Term } | null;
  readonly gifts: readonly Gift[];
  readonly events: readonly RoleEvent[];
}

/** An event of a role. */
export interface RoleEvent {
  readonly event: string;
  readonly args: readonly Term[];
  readonly honest: readonly string[];
  /** How many acts came before. */
  readonly after: number;
  /** True where something must still be met before the next act, or before the end. */
  readonly isEarly: boolean;
}

/** What a role does, every condition put into the messages that it is about. */
export function formOfRole(protocol: Protocol, role: Role, reader: MessageReader): RoleForm {
  return new RoleReader(protocol, role, reader).form();
}

type StepOf<Kind extends RoleStep['kind']> = Extract<RoleStep, { readonly kind: Kind }>;

class RoleReader {
  readonly #protocol: Protocol;
  readonly #role: Role;
  readonly #reader: MessageReader;
  readonly #agents: ReadonlySet<string>;
  readonly #bound: Set<string>;
  readonly #begun = new Set<string>();
  readonly #numbers = new Map<string, { readonly of: string; readonly anew: boolean }>();
  readonly #gifts: Gift[] = [];
  readonly #events: (Omit<RoleEvent, 'isEarly'> & { readonly known: Known })[] = [];
  readonly #acts: Act[] = [];
  readonly #knowns: Known[] = [];
  #differs: readonly { readonly left: Term; readonly right: Term }[] = [];
  #start: RoleForm['start'] = null;
  #known: Known = new Map();
  #stuck: string | null = null;
  #others = 0;

  constructor(protocol: Protocol, role: Role, reader: MessageReader) {
    this.#protocol = protocol;
    this.#role = role;
    this.#reader = reader;
    this.#agents = new Set(role.parameters.map(({ name }) => name));
    this.#bound = new Set(this.#agents);
  }

  form(): RoleForm {
    for (const step of this.#role.steps) if (!this.#isStuck) this.#take(step);
    if (this.#differs.length > 0) this.#stop('a difference that nothing asks for');
    this.#knowns.push(this.#known);
    const moments = this.#acts.map((act, index): Moment => ({
      act,
      known: this.#knowns[index + 1] ?? this.#known,
    }));
    return {
      moments,
      stuck: this.#stuck,
      numbers: this.#numbers,
      last: new Map(),
      begun: this.#begun,
      start: this.#start,
      gifts: this.#gifts,
      events: this.#events.map(({ known, ...event }) => ({
        ...event,
        isEarly: known.size !== (this.#knowns[event.after] ?? this.#known).size,
      })),
    };
  }

  get #isStuck(): boolean {
    return this.#stuck !== null;
  }

  #stop(why: string): void {
    this.#stuck ??= why;
  }

  #take(step: RoleStep): void {
    const unbound = usedBy(step)
      .flatMap((each) => [...variablesOf(each)])
      .find((name) => !this.#bound.has(name));
    if (unbound !== undefined) {
      this.#stop('a step uses a value that the role does not have');
      return;
    }
    switch (step.kind) {
      case 'send':
        this.#send(step);
        return;
      case 'receive':
        this.#receive(step);
        return;
      case 'match':
        this.#learn(unify(this.#bind(step.pattern), this.#read(step.value), this.#known));
        return;
      case 'differ':
        this.#differs = [...this.#differs, { left: this.#read(step.left), right: this.#read(step.right) }];
        return;
      case 'compute':
        this.#compute(step);
        return;
      case 'number':
        if (this.#bound.has(step.variable)) this.#stop('a number is chosen twice');
        this.#bound.add(step.variable);
        this.#numbers.set(step.variable, step);
        return;
      case 'accept':
        this.#accept(step);
        return;
      case 'clock':
        this.#clock(step);
        return;
      case 'event': {
        const { event, honest } = step;
        const args = step.args.map((each) => this.#read(each));
        this.#events.push({ event, args, honest, after: this.#acts.length, known: this.#known });
      }
    }
  }

  #note(act: Act): void {
    this.#acts.push(act);
    this.#knowns.push(this.#known);
  }

  #send(step: StepOf<'send'>): void {
    const content = this.#read(step.message);
    if (step.purpose === undefined)
      this.#note({ kind: 'send', label: step.label, message: content, way: this.#way(step.channel) });
    else if (step.purpose === 'state')
      this.#gifts.push({ label: step.label, content, after: this.#acts.length });
  }

  #receive(step: StepOf<'receive'>): void {
    const isState = step.purpose === 'state';
    if (isState)
      for (const name of variablesOf(step.pattern)) if (!this.#bound.has(name)) this.#begun.add(name);
    const content = this.#bind(step.pattern);
    if (!isState) {
      this.#note({ kind: 'receive', label: step.label, message: content, way: this.#way(step.channel) });
      return;
    }
    if (this.#start !== null || this.#acts.length > 0) this.#stop('what it begins with comes late');
    this.#start = { label: step.label, content };
  }

  #compute({ symbol, args, variable, checked }: StepOf<'compute'>): void {
    const given = args.map((each) => this.#read(each));
    const rewrites = this.#protocol.theory.rewrites.filter((each) => each.symbol === symbol);
    const found = rewrites.flatMap((rewrite) => {
      this.#others += 1;
      const other = (name: string): Term => ({
        kind: 'unknown',
        name: `${name} in ${String(this.#others)}`,
        sort: anything,
      });
      const known = unifyAll(
        rewrite.args.map((each) => this.#reader.read(each, other)),
        given,
        this.#known,
      );
      return known === null ? [] : [{ known, result: this.#reader.read(rewrite.result, other) }];
    });
    const [only, ...more] = found;
    const result: Term = {
      kind: 'unknown',
      name: variable,
      sort: this.#reader.sort(this.#role.sorts.get(variable)),
    };
    this.#bound.add(variable);
    if (only === undefined || more.length > 0 || !checked) this.#stop('a step whose outcome is open');
    else this.#learn(unify(result, only.result, only.known));
  }

  #accept(step: StepOf<'accept'>): void {
    const holder = step.holder.map((each) => this.#read(each));
    const value = this.#read(step.value);
    const memories = [step.memory, ...step.above];
    if (step.rule === 'once') {
      this.#note({ kind: 'once', memories, holder, value });
      return;
    }
    const chosen = value.kind === 'unknown' ? this.#numbers.get(value.name) : undefined;
    const rule = step.above.length > 0 ? 'advances' : 'checks';
    this.#note({ kind: 'count', rule, counter: chosen?.of ?? null, memories, holder, value });
  }

  #clock(step: StepOf<'clock'>): void {
    const value = this.#read(step.value);
    const isMeant = this.#differs.every(({ right }) => printed(right) === printed(value));
    if (!isMeant) this.#stop('a difference that nothing asks for');
    const differs = this.#differs.map(({ left }) => left);
    this.#differs = [];
    this.#note({ kind: 'clock', moves: step.moves, clock: step.clock, value, differs });
  }

  #way(channel: Channel): Way {
    if (channel.trust === 'public') return { trust: channel.trust };
    const { trust, from, to, once } = channel;
    return { trust, from: this.#read(from), to: this.#read(to), once };
  }

  #learn(known: Known | null): void {
    if (known === null) this.#stop('a condition that nothing meets');
    else this.#known = known;
  }

  #bind(pattern: Message): Term {
    for (const name of variablesOf(pattern)) this.#bound.add(name);
    return this.#read(pattern);
  }

  #read(message: Message): Term {
    return applied(
      this.#reader.read(message, (name) =>
        this.#agents.has(name)
          ? { kind: 'agent', name }
          : { kind: 'unknown', name, sort: this.#reader.sort(this.#role.sorts.get(name)) },
      ),
      this.#known,
    );
  }
}

// The messages whose variables have to have values when a step comes.
function usedBy(step: RoleStep): readonly Message[] {
  switch (step.kind) {
    case 'receive':
      return messagesOf(step).slice(1);
    case 'match':
      return [step.value];
    case 'number':
      return [];
    case 'send':
    case 'differ':
    case 'compute':
    case 'event':
    case 'accept':
    case 'clock':
      return messagesOf(step);
  }
}
