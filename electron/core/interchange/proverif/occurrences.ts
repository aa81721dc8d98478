import { adversaryConstant, anySort, type Message, type Sort } from '#core/protocol/message.ts';
import { messagesOf, type Channel, type Protocol, type RoleStep } from '#core/protocol/protocol.ts';
import type { EventPattern, Query } from '#core/protocol/query.ts';
import { generator } from '#core/protocol/theory.ts';

/** How a message of a label comes from one to the other; `once`: what an honest agent sent arrives at one run. */
export interface Carried {
  readonly trust: Channel['trust'];
  readonly once: boolean;
}

/** Everything that occurs in a protocol and has to be declared in a model, in order of first occurrence. */
export interface Occurrences {
  readonly sorts: ReadonlySet<Sort>;
  readonly constants: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
  readonly labels: ReadonlyMap<string, Carried>;
  /** The counters whose values somebody accepts, with how many messages say whose memory it is. */
  readonly counters: ReadonlyMap<string, ReadonlySet<number>>;
  readonly clocks: ReadonlySet<string>;
  /** Symbols with rewrites of which an application stays: written in a message, or left by `compute`. */
  readonly stuck: ReadonlySet<string>;
}

/** Finds all that a model of the protocol has to declare. */
export function occurrencesIn(protocol: Protocol): Occurrences {
  const sorts = new Set<Sort>(protocol.agentSorts);
  const constants = new Set<string>(protocol.agentSorts.map((sort) => adversaryConstant(sort).name));
  const events = new Set<string>();
  const labels = new Map<string, Carried>();
  const counters = new Map<string, Set<number>>();
  const clocks = new Set<string>();
  const stuck = new Set<string>();
  const rewritten = new Set(protocol.theory.rewrites.map(({ symbol }) => symbol));
  const see = (message: Message): void => {
    if (message.kind === 'constant') constants.add(message.name);
    if (message.kind !== 'apply') return;
    if (rewritten.has(message.symbol)) stuck.add(message.symbol);
    message.args.forEach(see);
  };
  for (const symbol of protocol.theory.symbols.values()) {
    sorts.add(symbol.sort);
    if (symbol.exponential) see(generator);
  }
  for (const sort of protocol.sorts.values()) sorts.add(sort);
  for (const { args, result } of protocol.theory.rewrites) [...args, result].forEach(see);
  for (const { premises, conclusion, differ = [] } of protocol.theory.deductions) {
    [...premises, conclusion, ...differ.map(([, other]) => other)].forEach(see);
  }
  for (const { message, variables } of protocol.exposures) {
    see(message);
    for (const sort of variables.values()) sorts.add(sort);
  }
  for (const role of protocol.roles) {
    for (const sort of [...role.parameters.map((each) => each.sort), ...role.sorts.values()]) sorts.add(sort);
    for (const step of role.steps) {
      messagesOf(step).forEach(see);
      if (step.kind === 'event') events.add(step.event);
      if (step.kind === 'accept') {
        counters.set(step.memory, (counters.get(step.memory) ?? new Set()).add(step.holder.length));
      }
      if (step.kind === 'compute' && !step.checked && rewritten.has(step.symbol)) stuck.add(step.symbol);
      if (step.kind === 'clock') clocks.add(step.clock);
      if (step.kind === 'send' || step.kind === 'receive') {
        const once = isOnce(step) || labels.get(step.label)?.once === true;
        labels.set(step.label, { trust: step.channel.trust, once });
      }
    }
  }
  for (const query of protocol.queries) {
    for (const { event } of patternsOf(query)) events.add(event);
    for (const { args } of patternsOf(query)) args.forEach(see);
    for (const event of eventsOf(query)) events.add(event);
  }
  sorts.delete(anySort);
  return { sorts, constants, events, labels, counters, clocks, stuck };
}

/** True for a receipt that no other may follow of the same message. */
export function isOnce(step: RoleStep): boolean {
  return step.kind === 'receive' && step.channel.trust !== 'public' && step.channel.once;
}

/** The event patterns of a query. */
export function patternsOf(query: Query): readonly EventPattern[] {
  return query.kind === 'correspondence' ? [query.end, ...query.needs] : [];
}

function eventsOf(query: Query): readonly string[] {
  switch (query.kind) {
    case 'secrecy':
    case 'unreachable':
    case 'unique':
      return [query.event];
    case 'correspondence':
    case 'equal':
    case 'fresh':
      return [];
  }
}
