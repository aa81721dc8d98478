import { Predicates, type Fact } from '#core/analysis/proof/clause.ts';
import { TermBank, type Cell } from '#core/analysis/proof/term-bank.ts';
import { adversaryConstant, anySort, type Message, type Sort } from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';

/**
 * The terms and facts of one abstraction of a protocol. Phases are gathered into epochs: with one epoch the
 * abstraction forgets the phases, which only gives the adversary more.
 */
export class Vocabulary {
  readonly protocol: Protocol;
  readonly bank = new TermBank();
  readonly predicates = new Predicates();
  readonly epochs: number;
  readonly sorts: ReadonlySet<Sort>;
  readonly constants: ReadonlySet<string>;
  readonly channels: ReadonlyMap<string, { readonly trust: Trust; readonly epoch: number }>;
  readonly #counters = new Map<string, Cell>();

  constructor(protocol: Protocol, phased: boolean) {
    this.protocol = protocol;
    this.epochs = phased ? protocol.phases : 1;
    this.sorts = sortsOf(protocol);
    this.constants = constantsOf(protocol);
    this.channels = channelsOf(protocol, (phase) => this.epochOf(phase));
  }

  epochOf(phase: number): number {
    return Math.min(phase, this.epochs - 1);
  }

  symbol(name: string): number {
    const symbol = this.protocol.theory.symbols.get(name);
    if (symbol === undefined) throw new RangeError(`the theory has no symbol ${name}`);
    const kind = symbol.exponential ? 'exponential' : symbol.transparent ? 'transparent' : 'function';
    return this.bank.symbol(name, kind, this.bank.sort(symbol.sort));
  }

  /** A message as a term, its variables replaced. Fresh values must be among the variables, by name. */
  message(message: Message, variables: ReadonlyMap<string, Cell>): Cell {
    switch (message.kind) {
      case 'variable':
      case 'fresh': {
        const key = message.kind === 'fresh' ? freshKey(message.name) : message.name;
        const cell = variables.get(key);
        if (cell === undefined) throw new RangeError(`${key} is not bound`);
        return cell;
      }
      case 'constant':
        return this.bank.constant(message.name, this.#sortOf(message.name));
      case 'apply':
        return this.bank.apply(
          this.symbol(message.symbol),
          message.args.map((argument) => this.message(argument, variables)),
        );
    }
  }

  /** A fresh value of a run; what it depends on tells apart the runs that the abstraction mixes. */
  fresh(name: string, dependencies: readonly Cell[]): Cell {
    const symbol = this.bank.symbol(name, 'fresh', this.bank.sort(this.protocol.sorts.get(name) ?? anySort));
    return this.bank.apply(symbol, dependencies);
  }

  /** The value of a counter in a run. */
  counter(name: string, run: Cell): Cell {
    const sort = this.bank.sort(this.protocol.sorts.get(name) ?? anySort);
    const symbol = this.bank.symbol(name, 'counter', sort);
    this.#counters.set(name, this.bank.apply(symbol, [this.bank.variable(0, 0)]));
    return this.bank.apply(symbol, [run]);
  }

  /** Every counter's value in any run: all are known to the adversary. */
  counters(): readonly Cell[] {
    return [...this.#counters.values()];
  }

  #sortOf(constant: string): number {
    const listed = this.protocol.sorts.get(constant);
    if (listed !== undefined) return this.bank.sort(listed);
    for (const sort of this.sorts) {
      if (adversaryConstant(sort).name === constant) return this.bank.sort(sort);
    }
    return 0;
  }

  attacker(epoch: number, message: Cell): Fact {
    return { predicate: this.predicates.number({ kind: 'attacker', phase: epoch }), args: [message] };
  }

  channel(label: string, from: Cell, to: Cell, message: Cell): Fact {
    return { predicate: this.predicates.number({ kind: 'channel', label }), args: [from, to, message] };
  }

  event(event: string, run: Cell, args: readonly Cell[]): Fact {
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

function constantsOf(protocol: Protocol): ReadonlySet<string> {
  const constants = new Set<string>();
  const visit = (message: Message): void => {
    if (message.kind === 'constant') constants.add(message.name);
    if (message.kind === 'apply') message.args.forEach(visit);
  };
  for (const exposure of protocol.exposures) visit(exposure.message);
  for (const role of protocol.roles) {
    for (const step of role.steps) messagesOf(step).forEach(visit);
  }
  for (const rewrite of protocol.theory.rewrites) [...rewrite.args, rewrite.result].forEach(visit);
  return constants;
}

function messagesOf(step: Protocol['roles'][number]['steps'][number]): readonly Message[] {
  switch (step.kind) {
    case 'send':
      return [step.message, ...endsOf(step.channel)];
    case 'receive':
      return [step.pattern, ...endsOf(step.channel)];
    case 'match':
      return [step.pattern, step.value];
    case 'differ':
      return [step.left, step.right];
    case 'compute':
    case 'event':
      return step.args;
    case 'advance':
      return [];
    case 'accept':
      return [...step.holder, step.value];
  }
}

function endsOf(
  channel: { readonly trust: 'public' } | { readonly from: Message; readonly to: Message },
): readonly Message[] {
  return 'from' in channel ? [channel.from, channel.to] : [];
}

function channelsOf(
  protocol: Protocol,
  epochOf: (phase: number) => number,
): ReadonlyMap<string, { readonly trust: Trust; readonly epoch: number }> {
  const channels = new Map<string, { readonly trust: Trust; readonly epoch: number }>();
  for (const role of protocol.roles) {
    for (const step of role.steps) {
      if (step.kind !== 'send' && step.kind !== 'receive') continue;
      if (step.channel.trust === 'public' && !protocol.passive) continue;
      channels.set(step.label, { trust: step.channel.trust, epoch: epochOf(step.phase) });
    }
  }
  return channels;
}
