/**
 * A message as both sides are brought to for comparison. What is the same for everybody is a leaf of its name; what one
 * side calls otherwise than the other (`unknown`, `made`, `number`) is told apart by its name and nothing else.
 *
 * - `unknown`: any value of its sort. `made`: a value that the run makes. `number`: one that was shown before the adversary came.
 * - `agent`, `constant`, `none`: as the model names them; `none` stands where there is no associated data.
 * - `shared`: what its agents have from before the adversary came; the name has the element and the agents.
 * - `power`: a base, null for the generator, raised to the exponents in any order.
 */
export type Term =
  | { readonly kind: 'unknown'; readonly name: string; readonly sort: string }
  | { readonly kind: 'made'; readonly name: string; readonly sort: string; readonly guessable: boolean }
  | {
      readonly kind: 'shared';
      readonly name: string;
      readonly sort: string;
      readonly agents: readonly string[];
    }
  | { readonly kind: 'agent' | 'constant' | 'number'; readonly name: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'apply'; readonly symbol: string; readonly args: readonly Term[] }
  | { readonly kind: 'power'; readonly base: Term | null; readonly exponents: readonly Term[] };

/** What unknown values are, by their names. */
export type Known = ReadonlyMap<string, Term>;

/** The sort that every value has. */
export const anything = 'any';

/** The sort of all numbers of counters and clocks. */
export const anyNumber = 'number';

/** The symbol of tuples. */
export const tuple = 'tuple';

/** A base raised to more exponents. */
export function raised(base: Term | null, exponents: readonly Term[]): Term | null {
  if (exponents.length === 0) return base;
  if (base?.kind === 'power') return { ...base, exponents: [...base.exponents, ...exponents] };
  return { kind: 'power', base, exponents };
}

/** A value that belongs to some agents from the start; in which order they are named says nothing. */
export function shared(element: string, agents: readonly string[], sort: string): Term {
  return { kind: 'shared', name: `${element} of ${agents.toSorted().join(', ')}`, sort, agents };
}

/** A term with everything in it that is known. */
export function applied(term: Term, known: Known): Term {
  switch (term.kind) {
    case 'unknown': {
      const value = known.get(term.name);
      return value === undefined ? term : applied(value, known);
    }
    case 'apply':
      return { ...term, args: term.args.map((each) => applied(each, known)) };
    case 'power': {
      const base = term.base === null ? null : applied(term.base, known);
      const exponents = term.exponents.map((each) => applied(each, known));
      return raised(base, exponents) ?? term;
    }
    case 'made':
    case 'shared':
    case 'agent':
    case 'constant':
    case 'number':
    case 'none':
      return term;
  }
}

/** The terms that a term is directly made of. */
export function partsOf(term: Term): readonly Term[] {
  switch (term.kind) {
    case 'apply':
      return term.args;
    case 'power':
      return [...(term.base === null ? [] : [term.base]), ...term.exponents];
    case 'unknown':
    case 'made':
    case 'shared':
    case 'agent':
    case 'constant':
    case 'number':
    case 'none':
      return [];
  }
}

/** A text that is the same for equal terms and no others. */
export function printed(term: Term): string {
  switch (term.kind) {
    case 'none':
      return '-';
    case 'apply':
      return `${term.symbol}(${term.args.map(printed).join(', ')})`;
    case 'power': {
      const exponents = term.exponents.map(printed).toSorted().join('^');
      return `${term.base === null ? 'generator' : printed(term.base)}^${exponents}`;
    }
    case 'unknown':
    case 'made':
    case 'shared':
    case 'agent':
    case 'constant':
    case 'number':
      return `${term.kind} <${term.name}>`;
  }
}

/** The sort of a value that is no composed one, or `any`. */
export function sortOf(term: Term): string {
  switch (term.kind) {
    case 'unknown':
    case 'made':
    case 'shared':
      return term.sort;
    case 'agent':
      return `agent ${term.name}`;
    case 'number':
      return anyNumber;
    case 'constant':
    case 'none':
    case 'apply':
    case 'power':
      return anything;
  }
}

/** The roles of all agents that stand in a term, or share something in it. */
export function agentsIn(term: Term): ReadonlySet<string> {
  switch (term.kind) {
    case 'agent':
      return new Set([term.name]);
    case 'shared':
      return new Set(term.agents);
    case 'unknown':
    case 'made':
    case 'constant':
    case 'number':
    case 'none':
    case 'apply':
    case 'power':
      return new Set(partsOf(term).flatMap((part) => [...agentsIn(part)]));
  }
}
