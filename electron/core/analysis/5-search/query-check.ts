import { type TermNode, type TermPairs, pairTerms } from '#core/theories/term-node.ts';
import { Bindings } from '#core/theories/bindings.ts';
import type { Signature } from '#core/analysis/4-prove/signature.ts';
import type { NodePosition } from './order.ts';
import type { Semibundle } from './semibundle.ts';
import type { Message } from '#core/protocol/message.ts';
import type { EventPattern, Query } from '#core/protocol/query.ts';

/** Tells whether all executions that a semibundle stands for meet a query as far as its ends are concerned. */
export class QueryCheck {
  readonly #signature: Signature;
  readonly #query: Query;
  readonly #matching: Bindings;
  readonly #patterns: readonly Pattern[];

  constructor(signature: Signature, query: Query) {
    this.#signature = signature;
    this.#query = query;
    this.#matching = new Bindings(signature.bank, signature.work);
    const variables = new Map<string, TermNode>();
    this.#patterns =
      query.kind === 'correspondence'
        ? [query.end, ...query.needs].map((each) => patternOf(each, signature, variables))
        : [];
  }

  /** True when no execution of the semibundle violates the query at its ends, whatever is added to it. */
  satisfied(bundle: Semibundle, bindings: Bindings): boolean {
    const memo = new Map<number, TermNode>();
    const put = (cell: TermNode): TermNode => bindings.resolve(cell, memo);
    switch (this.#query.kind) {
      case 'secrecy':
      case 'unreachable':
      case 'unique':
        return false;
      case 'fresh':
        return bundle.ends.some((end) => this.#hasFresh(put(this.#args(bundle, end)[0] ?? this.#nothing)));
      case 'equal': {
        const [left, right] = bundle.ends.map((end) => put(this.#args(bundle, end)[0] ?? this.#nothing));
        return left === right;
      }
      case 'correspondence':
        return this.#agrees(bundle, put, this.#query.injective);
    }
  }

  get #nothing(): TermNode {
    return this.#signature.bank.constant({ kind: 'constant', name: 'nothing' }, 0);
  }

  #args({ runs }: Semibundle, { run, node }: NodePosition): readonly TermNode[] {
    const event = runs[run]?.strand.nodes[node];
    return event?.kind === 'event' ? event.args : [];
  }

  // Numbers are predictable, but whoever counts has each once.
  #hasFresh(cell: TermNode): boolean {
    const { bank, protocol } = this.#signature;
    if (protocol.numberSorts.includes(bank.sortName(cell.sort))) return true;
    if (cell.symbol < 0) return false;
    return bank.describe(cell).kind === 'fresh' || cell.args.some((part) => this.#hasFresh(part));
  }

  #agrees(bundle: Semibundle, put: (cell: TermNode) => TermNode, injective: boolean): boolean {
    const partners = bundle.ends.map((end) => this.#partners(bundle, end, put));
    if (!injective) return partners.every((each) => each.size > 0);
    return assignable(partners.map((each) => [...each]));
  }

  // The runs of the first need in every way in which all needs are met before the end.
  #partners(bundle: Semibundle, end: NodePosition, put: (cell: TermNode) => TermNode): ReadonlySet<number> {
    const found = new Set<number>();
    const [pattern] = this.#patterns;
    if (pattern === undefined) return found;
    const happened = eventsOf(bundle).filter(({ place }) => bundle.order.precedes(place, end));
    const cover = (index: number, pairs: TermPairs, first: number): void => {
      const need = this.#patterns[index];
      if (need === undefined) {
        if (this.#matching.match(pairs, () => true)) found.add(first);
        return;
      }
      for (const { event, args, place } of happened) {
        if (event !== need.event || args.length !== need.args.length) continue;
        const more = this.#pairs(need, place.run, args.map(put), pairs);
        if (!this.#matching.match(more, () => true)) continue;
        cover(index + 1, more, index === 1 ? place.run : first);
      }
    };
    cover(1, this.#pairs(pattern, end.run, this.#args(bundle, end).map(put), null), -1);
    return found;
  }

  #pairs(pattern: Pattern, run: number, args: readonly TermNode[], rest: TermPairs): TermPairs {
    return pairTerms([pattern.run, ...pattern.args], [this.#signature.run(run), ...args], rest);
  }
}

interface Pattern {
  readonly event: string;
  readonly run: TermNode;
  readonly args: readonly TermNode[];
}

// Matching tells the variables of patterns from those of what they are matched with, whatever their numbers.
function patternOf(pattern: EventPattern, signature: Signature, variables: Map<string, TermNode>): Pattern {
  const declare = (message: Message): void => {
    if (message.kind === 'apply') message.args.forEach(declare);
    if (message.kind !== 'variable' || variables.has(message.name)) return;
    variables.set(message.name, signature.bank.variable(variables.size, 0));
  };
  const run: Message = { kind: 'variable', name: `run ${pattern.run}` };
  [run, ...pattern.args].forEach(declare);
  const cell = (message: Message): TermNode => signature.message(message, variables);
  return { event: pattern.event, run: cell(run), args: pattern.args.map(cell) };
}

interface Happening {
  readonly event: string;
  readonly args: readonly TermNode[];
  readonly place: NodePosition;
}

function eventsOf({ runs }: Semibundle): readonly Happening[] {
  return runs.flatMap(({ strand, reach }, run) =>
    strand.nodes
      .slice(0, reach)
      .flatMap((each, node): readonly Happening[] =>
        each.kind === 'event' ? [{ event: each.event, args: each.args, place: { run, node } }] : [],
      ),
  );
}

// Whether every end can have a partner of its own: a matching in a bipartite graph (Kuhn's augmenting paths).
function assignable(partners: readonly (readonly number[])[]): boolean {
  const taken = new Map<number, number>();
  const place = (end: number, visited: Set<number>): boolean =>
    (partners[end] ?? []).some((run) => {
      if (visited.has(run)) return false;
      visited.add(run);
      const holder = taken.get(run);
      if (holder !== undefined && !place(holder, visited)) return false;
      taken.set(run, end);
      return true;
    });
  return partners.every((_, end) => place(end, new Set()));
}
