import { anySort, type Sort } from '#core/protocol/message.ts';
import { generator, type FunctionSymbol } from '#core/protocol/theory.ts';

/** A term of clauses: a plain tree. Every variable carries its sort, every application its symbol. */
export type Term = Variable | NamedTerm | Applied | RunTerm;

export interface Variable {
  readonly kind: 'variable';
  readonly number: number;
  readonly sort: Sort;
}

/** A constant (without arguments), or a value that a run made, told apart from others by its arguments. */
export interface NamedTerm {
  readonly kind: 'constant' | 'fresh';
  readonly name: string;
  readonly sort: Sort;
  readonly args: readonly Term[];
}

export interface Applied {
  readonly kind: 'apply';
  readonly symbol: FunctionSymbol;
  readonly args: readonly Term[];
}

export interface RunTerm {
  readonly kind: 'run';
  readonly role: string;
  readonly args: readonly [session: Term];
}

/** The sort of every value of a term. */
export function sortOf(term: Term): Sort {
  switch (term.kind) {
    case 'apply':
      return term.symbol.sort;
    case 'run':
      return anySort;
    case 'variable':
    case 'constant':
    case 'fresh':
      return term.sort;
  }
}

/** True if a variable of the sort takes every value of the term. */
export function fits(sort: Sort, term: Term): boolean {
  return sort === anySort || sortOf(term) === sort;
}

/** The parts of a term, none for variables and constants. */
export function partsOf(term: Term): readonly Term[] {
  return term.kind === 'variable' ? [] : term.args;
}

/** A term with other parts, as many as it has; the term itself where they are its own. */
export function withParts(term: Term, parts: readonly Term[]): Term {
  if (term.kind === 'variable' || parts.every((part, index) => part === term.args[index])) return term;
  if (term.kind !== 'run') return { ...term, args: parts };
  const [session] = parts;
  return session === undefined ? term : { ...term, args: [session] };
}

/** True if two terms that are no variables begin alike, so that they are equal when their parts are. Values of two sorts differ. */
export function beginAlike(one: Term, other: Term): boolean {
  if (one.kind === 'variable' || other.kind === 'variable' || one.args.length !== other.args.length)
    return false;
  return one.kind === other.kind && nameOf(one) === nameOf(other) && sortOf(one) === sortOf(other);
}

/** The name that a term begins with. */
export function nameOf(term: Exclude<Term, Variable>): string {
  if (term.kind === 'apply') return term.symbol.name;
  return term.kind === 'run' ? term.role : term.name;
}

/** What a term begins with; two terms with different beginnings that are no variables are never equal. */
export function headOf(term: Term): string {
  switch (term.kind) {
    case 'variable':
      return 'variable';
    case 'constant':
    case 'fresh':
      return `${term.kind} ${term.sort} ${term.name}`;
    case 'apply':
      return `apply ${term.symbol.name}`;
    case 'run':
      return `run ${term.role}`;
  }
}

/** True for the constant that exponentiation starts from. */
export function isGenerator(term: Term): boolean {
  return term.kind === 'constant' && term.name === generator.name;
}

/** Calls back for a term and everything in it, parts after what they are parts of. */
export function visit(term: Term, callback: (each: Term) => void): void {
  callback(term);
  for (const part of partsOf(term)) visit(part, callback);
}

/** The numbers of the variables of terms. */
export function variablesOf(terms: readonly Term[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (const term of terms) {
    visit(term, (each) => {
      if (each.kind === 'variable') found.add(each.number);
    });
  }
  return found;
}

/** A term with every variable replaced. */
export function replaceVariables(term: Term, replace: (variable: Variable) => Term): Term {
  if (term.kind === 'variable') return replace(term);
  return withParts(
    term,
    term.args.map((part) => replaceVariables(part, replace)),
  );
}
