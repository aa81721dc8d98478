import { replaceVariables, type Term, type Variable } from './term.ts';

/**
 * A fact that clauses speak of.
 *
 * - `attacker`: the adversary has the only argument in the epoch. Never a transparent application, which stands for its parts.
 * - `channel`: a message, or a part of one, is on a channel.
 * - `event`: an event happened, as rules conclude it. The run, then its arguments.
 * - `noted`: something happened, as runs remember it: an event, or a value taken into a memory. Nothing concludes it: in the
 *   proof of one execution what is noted in it is given.
 */
export interface Fact {
  readonly kind: 'attacker' | 'channel' | 'event' | 'noted';
  /** Tells facts of one kind apart: facts of different names have nothing to do with each other. */
  readonly name: string;
  /** 0 but for `attacker`. */
  readonly epoch: number;
  readonly args: readonly Term[];
}

export type Pair = readonly [Term, Term];

/** When all hypotheses hold and no pair of `differ` is equal, so does the conclusion; null for what must not happen. */
export interface Clause {
  readonly hypotheses: readonly Fact[];
  readonly conclusion: Fact | null;
  readonly differ: readonly Pair[];
}

export function attacker(epoch: number, term: Term): Fact {
  return { kind: 'attacker', name: '', epoch, args: [term] };
}

export function eventFact(kind: 'event' | 'noted', event: string, args: readonly Term[]): Fact {
  return { kind, name: `event ${event}`, epoch: 0, args };
}

export function acceptedFact(memory: string, args: readonly Term[]): Fact {
  return { kind: 'noted', name: acceptedName(memory), epoch: 0, args };
}

export function acceptedName(memory: string): string {
  return `accepted ${memory}`;
}

export function channelFact(label: string, part: number | null, args: readonly Term[]): Fact {
  return { kind: 'channel', name: `${part ?? 'whole'} ${label}`, epoch: 0, args };
}

/** The memory that what is delivered once counts as. */
export function deliveryOf(label: string): string {
  return `delivery of ${label}`;
}

/** True if two facts are of one predicate. */
export function alike(one: Fact, other: Fact): boolean {
  return (
    one.kind === other.kind &&
    one.epoch === other.epoch &&
    one.name === other.name &&
    one.args.length === other.args.length
  );
}

/** What the adversary's having a term means: having the parts of transparent applications. Other facts as they are. */
export function split(fact: Fact): readonly Fact[] {
  const [term] = fact.args;
  if (fact.kind !== 'attacker' || term?.kind !== 'apply' || !term.symbol.transparent) return [fact];
  return term.args.flatMap((part) => split(attacker(fact.epoch, part)));
}

/** A clause, as often as its conclusion has parts, with what the adversary needs taken apart. */
export function splitClause(clause: Clause): readonly Clause[] {
  const hypotheses = clause.hypotheses.flatMap(split);
  if (clause.conclusion === null) return [{ ...clause, hypotheses }];
  return split(clause.conclusion).map((conclusion) => ({ ...clause, hypotheses, conclusion }));
}

/** All terms of a clause. */
export function termsOf({ hypotheses, conclusion, differ }: Clause): readonly Term[] {
  return [...hypotheses.flatMap(({ args }) => args), ...(conclusion?.args ?? []), ...differ.flat()];
}

function mapFact(fact: Fact, change: (term: Term) => Term): Fact {
  return { ...fact, args: fact.args.map(change) };
}

export function mapClause(clause: Clause, change: (term: Term) => Term): Clause {
  return {
    hypotheses: clause.hypotheses.map((fact) => mapFact(fact, change)),
    conclusion: clause.conclusion === null ? null : mapFact(clause.conclusion, change),
    differ: clause.differ.map(([left, right]): Pair => [change(left), change(right)]),
  };
}

/** A clause whose variables have numbers from an offset on, so that it has none in common with another. */
export function renumber(clause: Clause, offset: number): Clause {
  const moved = (variable: Variable): Term => ({ ...variable, number: variable.number + offset });
  return mapClause(clause, (term) => replaceVariables(term, moved));
}
