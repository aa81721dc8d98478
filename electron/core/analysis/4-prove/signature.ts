import { Predicates, type Fact } from './clause.ts';
import type { StepBudget } from './step-budget.ts';
import type { TermNode } from '#core/theories/term-node.ts';
import { TermBank } from '#core/theories/term-bank.ts';
import { theoriesOver } from '#core/theories/theories.ts';
import {
  adversaryConstant,
  anySort,
  constantSort,
  type Constant,
  type Message,
  type Sort,
} from '#core/protocol/message.ts';
import { messagesOf, type Channel, type Protocol, type Role } from '#core/protocol/protocol.ts';

/**
 * The terms and facts of one abstraction of a protocol. Phases are gathered into epochs: with one epoch the
 * abstraction forgets the phases, which only gives the adversary more.
 */
export class Signature {
  readonly protocol: Protocol;
  /** Counts all work on these terms. */
  readonly work: StepBudget;
  readonly bank = new TermBank();
  readonly predicates = new Predicates();
  readonly epochs: number;
  readonly sorts: ReadonlySet<Sort>;
  readonly constants: ReadonlyMap<string, Constant>;
  readonly channels: ReadonlyMap<string, ChannelUse>;
  readonly #theoryOf = theoriesOver(this.bank);
  readonly #splittings: ReadonlyMap<string, readonly number[]>;
  readonly #honest: ReadonlySet<Sort> | null;
  /** The numbers of runs by the symbols that identify them. */
  readonly #runs = new Map<number, number>();

  /**
   * `honest` are the sorts of agents of which there are honest ones; all others are the adversary. Null stands
   * for every sort.
   */
  constructor(
    protocol: Protocol,
    precision: { readonly phased: boolean },
    honest: ReadonlySet<Sort> | null,
    work: StepBudget,
  ) {
    this.protocol = protocol;
    this.work = work;
    this.#honest = honest;
    this.epochs = precision.phased ? protocol.phases : 1;
    this.sorts = sortsOf(protocol);
    this.constants = constantsOf(protocol);
    this.#splittings = splittingsOf(protocol);
    this.channels = channelsOf(protocol, (phase) => this.epochOf(phase));
  }

  /** A variable for an agent or another value: of a sort without honest agents it is the adversary. */
  agent(index: number, sort: Sort): TermNode {
    const dishonest = this.#honest?.has(sort) === false && this.protocol.agentSorts.includes(sort);
    return dishonest
      ? this.bank.constant(adversaryConstant(sort), this.bank.sort(sort))
      : this.bank.variable(index, this.bank.sort(sort));
  }

  /** True when a term has in it the adversary where that is taken for every agent of a sort. */
  standsForMany(cell: TermNode): boolean {
    if (cell.symbol < 0) return false;
    const { name } = this.bank.describe(cell);
    const { agentSorts } = this.protocol;
    const taken = agentSorts.some(
      (sort) => this.#honest?.has(sort) === false && adversaryConstant(sort).name === name,
    );
    return taken || cell.args.some((part) => this.standsForMany(part));
  }

  /** The term that identifies the run of this number. */
  run(number: number): TermNode {
    const symbol = this.bank.symbol(`run ${number}`, 'run', 0);
    this.#runs.set(symbol, number);
    return this.bank.apply(symbol, []);
  }

  /** The number of the run that a term identifies, see {@link run}; null for every other term. */
  runNumber(cell: TermNode): number | null {
    return this.#runs.get(cell.symbol) ?? null;
  }

  /** The sorts of agents all of whose agents are taken for the adversary's. */
  get dishonest(): readonly Sort[] {
    return this.protocol.agentSorts.filter((sort) => this.#honest?.has(sort) === false);
  }

  epochOf(phase: number): number {
    return Math.min(phase, this.epochs - 1);
  }

  symbol(name: string): number {
    const symbol = this.protocol.theory.symbols.get(name);
    if (symbol === undefined) throw new Error(`the theory has no symbol ${name}`);
    return this.bank.symbol(name, 'function', this.bank.sort(symbol.sort), this.#theoryOf(symbol));
  }

  /** A message as a term, its variables replaced. Fresh values must be among the variables, by name. */
  message(message: Message, variables: ReadonlyMap<string, TermNode>): TermNode {
    switch (message.kind) {
      case 'variable':
      case 'fresh': {
        const key = message.kind === 'fresh' ? freshKey(message.name) : message.name;
        const cell = variables.get(key);
        if (cell === undefined) throw new Error(`${key} is not bound`);
        return cell;
      }
      case 'constant':
        return this.bank.constant(message, this.bank.sort(constantSort(message, this.protocol)));
      case 'apply':
        return this.bank.apply(
          this.symbol(message.symbol),
          message.args.map((argument) => this.message(argument, variables)),
        );
    }
  }

  /** A fresh value of a run; what it depends on tells apart the runs that the abstraction mixes. */
  fresh(name: string, dependencies: readonly TermNode[]): TermNode {
    const symbol = this.bank.symbol(name, 'fresh', this.bank.sort(this.protocol.sorts.get(name) ?? anySort));
    return this.bank.apply(symbol, dependencies);
  }

  attacker(epoch: number, message: TermNode): Fact {
    return { predicate: this.attackerIn(epoch), args: [message] };
  }

  /** The predicate of what the adversary has in an epoch. */
  attackerIn(epoch: number): number {
    return this.predicates.number({ kind: 'attacker', phase: epoch });
  }

  /** A message on a channel; where each arrives once, with the run that sent it. */
  channel(
    label: string,
    from: TermNode,
    to: TermNode,
    message: TermNode,
    sender: TermNode | null = null,
  ): Fact {
    const args = [from, to, message, ...(sender === null ? [] : [sender])];
    return { predicate: this.predicates.number({ kind: 'channel', label, part: null }), args };
  }

  /** One part of a tuple on a secure channel: from, to, the agents in the tuple, the part. */
  channelPart(label: string, part: number, args: readonly TermNode[]): Fact {
    return { predicate: this.predicates.number({ kind: 'channel', label, part }), args };
  }

  /**
   * The parts that a tuple on a channel may be split into without loss of what is sent: those that are no
   * agents, where the channel is secure, between a run's own agent and itself, and every message of the label is a
   * tuple of the same parts. Null where it is not so.
   */
  splitting(label: string): readonly number[] | null {
    return this.#splittings.get(label) ?? null;
  }

  /** The run accepted a value of the counter: the holder's messages, then the value. */
  accepted(counter: string, run: TermNode, args: readonly TermNode[]): Fact {
    return { predicate: this.predicates.number({ kind: 'accepted', counter }), args: [run, ...args] };
  }

  event(event: string, run: TermNode, args: readonly TermNode[]): Fact {
    return { predicate: this.predicates.number({ kind: 'event', event }), args: [run, ...args] };
  }
}

type Trust = 'public' | 'authentic' | 'confidential' | 'secure';

/** Where the fresh values stand among the variables of a role. */
export function freshKey(name: string): string {
  return `fresh ${name}`;
}

function sortsOf(protocol: Protocol): ReadonlySet<Sort> {
  const sorts = new Set<Sort>([anySort, ...protocol.agentSorts, ...protocol.sorts.values()]);
  for (const role of protocol.roles) {
    for (const { sort } of role.parameters) sorts.add(sort);
    for (const sort of role.sorts.values()) sorts.add(sort);
  }
  for (const symbol of protocol.theory.symbols.values()) sorts.add(symbol.sort);
  return sorts;
}

/** All constants that a protocol's text has, by name. */
export function constantsOf(protocol: Protocol): ReadonlyMap<string, Constant> {
  const constants = new Map<string, Constant>();
  const visit = (message: Message): void => {
    if (message.kind === 'constant') constants.set(message.name, message);
    if (message.kind === 'apply') message.args.forEach(visit);
  };
  for (const exposure of protocol.exposures) visit(exposure.message);
  for (const role of protocol.roles) {
    for (const step of role.steps) messagesOf(step).forEach(visit);
  }
  for (const rewrite of protocol.theory.rewrites) [...rewrite.args, rewrite.result].forEach(visit);
  for (const { premises, conclusion, differ = [] } of protocol.theory.deductions) {
    [...premises, conclusion, ...differ.map(([, other]) => other)].forEach(visit);
  }
  for (const query of protocol.queries) {
    if (query.kind === 'correspondence')
      [query.end, ...query.needs].forEach(({ args }) => {
        args.forEach(visit);
      });
  }
  return constants;
}

/** The channel of a label, with its first sending and last receiving epoch. */
interface ChannelUse {
  readonly trust: Trust;
  readonly once: boolean;
  readonly sent: number;
  readonly received: number;
}

function channelsOf(protocol: Protocol, epochOf: (phase: number) => number): ReadonlyMap<string, ChannelUse> {
  const channels = new Map<string, ChannelUse>();
  for (const step of protocol.roles.flatMap(({ steps }) => steps)) {
    if (step.kind !== 'send' && step.kind !== 'receive') continue;
    const { trust } = step.channel;
    if (trust === 'public' && !protocol.passive) continue;
    const epoch = epochOf(step.phase);
    const isOnce = step.channel.trust !== 'public' && step.channel.once;
    const { once, sent, received } = channels.get(step.label) ?? {
      once: false,
      sent: epoch,
      received: epoch,
    };
    channels.set(step.label, {
      trust,
      once: once || isOnce,
      sent: step.kind === 'send' ? Math.min(sent, epoch) : sent,
      received: step.kind === 'receive' ? Math.max(received, epoch) : received,
    });
  }
  return channels;
}

function splittingsOf(protocol: Protocol): ReadonlyMap<string, readonly number[]> {
  const shapes = new Map<string, Shape[]>();
  for (const role of protocol.roles) {
    for (const step of role.steps) {
      if (step.kind !== 'send' && step.kind !== 'receive') continue;
      const message = step.kind === 'send' ? step.message : step.pattern;
      const found = shapes.get(step.label) ?? [];
      shapes.set(step.label, found);
      found.push(shapeOf(message, step.channel, role, protocol));
    }
  }
  const found = new Map<string, readonly number[]>();
  for (const [label, [first, ...others]] of shapes) {
    if (first == null || !others.every((other) => isSameShape(first, other))) continue;
    const parts = first.flatMap((agent, index) => (agent === null ? [index] : []));
    if (parts.length > 1) found.set(label, parts);
  }
  return found;
}

/** For each part of a tuple the parameter that it is, null where it is none; null where the tuple must stay whole. */
type Shape = readonly (string | null)[] | null;

function isSameShape(one: readonly (string | null)[], other: Shape): boolean {
  return other?.length === one.length && one.every((part, index) => part === other[index]);
}

function shapeOf(message: Message, channel: Channel, role: Role, protocol: Protocol): Shape {
  if (channel.trust !== 'secure' || message.kind !== 'apply') return null;
  // The run's own agent is honest, so that the adversary has no end of the channel.
  const own = [channel.from, channel.to].every((end) => end.kind === 'variable' && end.name === role.self);
  const parameters = new Set(role.parameters.map(({ name }) => name));
  if (!own || protocol.theory.symbols.get(message.symbol)?.transparent !== true) return null;
  return message.args.map((part) =>
    part.kind === 'variable' && parameters.has(part.name) ? part.name : null,
  );
}
