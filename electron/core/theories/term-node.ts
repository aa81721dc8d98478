/**
 * A term of the prover and the search, made once by a {@link TermBank}: two terms without variables are equal, modulo the
 * theories of their symbols, exactly when they are the same object.
 */
export interface TermNode {
  readonly id: number;
  /** Index of the function symbol, or -1 for a variable. */
  readonly symbol: number;
  /** Number of the variable, or -1. */
  readonly variable: number;
  /** Of a variable: what it may take (0: anything). Of an application: its atomic sort, or 0 if composed. */
  readonly sort: number;
  readonly args: readonly TermNode[];
  readonly ground: boolean;
  /** How many symbols and variables it has. */
  readonly size: number;
}

/** The numbers of the variables that occur in terms. */
export function variablesOf(cells: readonly TermNode[]): ReadonlySet<number> {
  const found = new Set<number>();
  const visit = (cell: TermNode): void => {
    if (cell.ground) return;
    if (cell.symbol < 0) found.add(cell.variable);
    else cell.args.forEach(visit);
  };
  cells.forEach(visit);
  return found;
}

/** A linked list of pairs of terms to be made equal. */
export type TermPairs = {
  readonly left: TermNode;
  readonly right: TermNode;
  readonly next: TermPairs;
} | null;

/** The pairs of two rows of terms of the same length. */
export function pairTerms(left: readonly TermNode[], right: readonly TermNode[], next: TermPairs): TermPairs {
  let pairs = next;
  for (let index = left.length - 1; index >= 0; index -= 1) {
    const [one, other] = [left[index], right[index]];
    if (one !== undefined && other !== undefined) pairs = { left: one, right: other, next: pairs };
  }
  return pairs;
}
