import { anything, applied, partsOf, printed, raised, sortOf, type Known, type Term } from './term.ts';

type Power = Extract<Term, { readonly kind: 'power' }>;

/** What is known once two terms are the same; null where they cannot be. */
export function unify(one: Term, other: Term, known: Known): Known | null {
  const [left, right] = [applied(one, known), applied(other, known)];
  if (printed(left) === printed(right)) return known;
  if (right.kind === 'unknown' && (left.kind !== 'unknown' || right.sort === anything))
    return bound(right, left, known);
  if (left.kind === 'unknown') return bound(left, right, known);
  if (left.kind === 'apply' && right.kind === 'apply')
    return left.symbol === right.symbol ? unifyAll(left.args, right.args, known) : null;
  return left.kind === 'power' && right.kind === 'power' ? unifyPowers(left, right, known) : null;
}

/** Likewise for lists of terms, each with its counterpart. */
export function unifyAll(ones: readonly Term[], others: readonly Term[], known: Known): Known | null {
  if (ones.length !== others.length) return null;
  return ones.reduce((found: Known | null, each, index) => {
    const other = others[index];
    return found === null || other === undefined ? null : unify(each, other, found);
  }, known);
}

// Without what both are raised to, one is an unknown base, or one exponent each is left.
function unifyPowers(one: Power, other: Power, known: Known): Known | null {
  const [mine, theirs] = [without(one.exponents, other.exponents), without(other.exponents, one.exponents)];
  const [left, right] = [raised(one.base, mine), raised(other.base, theirs)];
  if (one.base?.kind === 'unknown' && mine.length === 0 && right !== null)
    return unify(one.base, right, known);
  if (other.base?.kind === 'unknown' && theirs.length === 0 && left !== null)
    return unify(left, other.base, known);
  const isSameBase =
    (one.base === null ? '' : printed(one.base)) === (other.base === null ? '' : printed(other.base));
  return isSameBase && mine.length === 1 ? unifyAll(mine, theirs, known) : null;
}

function without(terms: readonly Term[], others: readonly Term[]): readonly Term[] {
  const left = others.map(printed);
  return terms.filter((term) => {
    const index = left.indexOf(printed(term));
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

function bound(
  unknown: Extract<Term, { readonly kind: 'unknown' }>,
  value: Term,
  known: Known,
): Known | null {
  const fits = unknown.sort === anything || sortOf(value) === unknown.sort;
  return fits && !standsIn(unknown.name, value) ? new Map([...known, [unknown.name, value]]) : null;
}

function standsIn(name: string, term: Term): boolean {
  return term.kind === 'unknown' ? term.name === name : partsOf(term).some((part) => standsIn(name, part));
}
