import type { Pair } from './clause.ts';
import {
  beginAlike,
  fits,
  isGenerator,
  partsOf,
  replaceVariables,
  visit,
  withParts,
  type Applied,
  type Term,
  type Variable,
} from './term.ts';
import type { Work } from './work.ts';
import { anySort } from '#core/protocol/message.ts';
import { generator } from '#core/protocol/theory.ts';

/** What variables stand for. In those that unification gives, what stands for one may have variables that others stand for. */
export type Substitution = ReadonlyMap<number, Term>;

const start: Term = { ...generator, sort: anySort, args: [] };

/**
 * The ways in which two terms that are no variables can be equal, each as the pairs that must be equal then. The one equation
 * is x(x(g, a), b) = x(x(g, b), a): between steps at the root of a term only its parts change, and two steps at the root are
 * none, so that two equal applications of x have equal parts, or equal parts after one step. For the latter their bases are
 * x(g, the other's exponent).
 */
function ways(one: Term, other: Term): readonly (readonly Pair[])[] {
  if (!beginAlike(one, other)) return [];
  const others = partsOf(other);
  const plain = partsOf(one).flatMap((part, index): readonly Pair[] => {
    const counterpart = others[index];
    return counterpart === undefined ? [] : [[part, counterpart]];
  });
  if (one.kind !== 'apply' || other.kind !== 'apply' || !one.symbol.exponential) return [plain];
  const [base, exponent] = one.args;
  const [otherBase, otherExponent] = other.args;
  if (base === undefined || otherBase === undefined || exponent === undefined || otherExponent === undefined)
    return [plain];
  if (!canStart(base, one) || !canStart(otherBase, one)) return [plain];
  const raised = (to: Term): Term => ({ ...one, args: [start, to] });
  return [
    plain,
    [
      [base, raised(otherExponent)],
      [raised(exponent), otherBase],
    ],
  ];
}

// Whether a base can be x(g, something).
function canStart(base: Term, { symbol }: Applied): boolean {
  if (base.kind === 'variable') return fits(base.sort, { kind: 'apply', symbol, args: [] });
  if (base.kind !== 'apply' || base.symbol.name !== symbol.name) return false;
  const [innermost] = base.args;
  return innermost !== undefined && (innermost.kind === 'variable' || isGenerator(innermost));
}

/** True if two terms are never equal, as can be seen without putting anything in for variables. */
function clash(one: Term, other: Term, work: Work): boolean {
  work.spend();
  if (one.kind === 'variable') return other.kind !== 'variable' && !fits(one.sort, other);
  if (other.kind === 'variable') return !fits(other.sort, one);
  if (!beginAlike(one, other)) return true;
  if (one.kind === 'apply' && one.symbol.exponential) return false;
  return clashAt(one.args, other.args, work);
}

/** True if terms at one place of two lists are never equal. */
export function clashAt(terms: readonly Term[], others: readonly Term[], work: Work): boolean {
  // Asked more often than anything else: without a closure it takes half the time.
  for (let index = 0; index < terms.length; index += 1) {
    const [one, other] = [terms[index], others[index]];
    if (one !== undefined && other !== undefined && clash(one, other, work)) return true;
  }
  return false;
}

/** True if two terms are equal whatever their variables stand for. */
export function same(one: Term, other: Term, work: Work): boolean {
  work.spend();
  if (one === other) return true;
  if (one.kind === 'variable' || other.kind === 'variable') {
    return one.kind === 'variable' && other.kind === 'variable' && one.number === other.number;
  }
  return ways(one, other).some((pairs) => pairs.every(([left, right]) => same(left, right, work)));
}

/**
 * What the variables of a pattern can stand for so that it is the subject, whose variables are taken for values: every
 * way that extends the binding. The variables of the two have nothing to do with each other.
 */
export function match(
  pattern: Term,
  subject: Term,
  binding: Substitution,
  work: Work,
): readonly Substitution[] {
  work.spend();
  if (pattern.kind === 'variable') {
    const bound = binding.get(pattern.number);
    if (bound !== undefined) return same(bound, subject, work) ? [binding] : [];
    work.spend(binding.size);
    return fits(pattern.sort, subject) ? [new Map([...binding, [pattern.number, subject]])] : [];
  }
  if (subject.kind === 'variable') return [];
  return ways(pattern, subject).flatMap((pairs) =>
    matchAll(
      pairs.map(([part]) => part),
      pairs.map(([, part]) => part),
      binding,
      work,
    ),
  );
}

/** Likewise for several patterns and as many subjects, place by place. */
export function matchAll(
  patterns: readonly Term[],
  subjects: readonly Term[],
  binding: Substitution,
  work: Work,
): readonly Substitution[] {
  work.spend(1 + binding.size);
  const plain = new Map(binding);
  switch (matchPlainly(patterns, subjects, plain, work)) {
    case 'matches':
      return [plain];
    case 'differs':
      return [];
    case 'commutes':
      break;
  }
  let found: readonly Substitution[] = [binding];
  for (const [index, pattern] of patterns.entries()) {
    const subject = subjects[index];
    if (subject === undefined || found.length === 0) return found;
    found = found.flatMap((each) => match(pattern, subject, each, work));
  }
  return found;
}

// Where nothing commutes there is one way at most, which is added to what is bound. What differs in a place before anything
// commutes is told as such.
function matchPlainly(
  patterns: readonly Term[],
  subjects: readonly Term[],
  bound: Map<number, Term>,
  work: Work,
): 'matches' | 'differs' | 'commutes' {
  for (let index = 0; index < patterns.length; index += 1) {
    const [pattern, subject] = [patterns[index], subjects[index]];
    if (pattern === undefined || subject === undefined) continue;
    work.spend();
    if (pattern.kind === 'variable') {
      const known = bound.get(pattern.number);
      if (known === undefined && fits(pattern.sort, subject)) bound.set(pattern.number, subject);
      else if (known === undefined || !same(known, subject, work)) return 'differs';
      continue;
    }
    if (subject.kind === 'variable' || !beginAlike(pattern, subject)) return 'differs';
    if (pattern.kind === 'apply' && pattern.symbol.exponential) return 'commutes';
    const parts = matchPlainly(pattern.args, subject.args, bound, work);
    if (parts !== 'matches') return parts;
  }
  return 'matches';
}

/** The ways in which all pairs can be made equal: every solution is an instance of one of them. */
export function unify(
  pairs: readonly Pair[],
  work: Work,
  given: Substitution = new Map(),
): readonly Substitution[] {
  work.spend(1 + given.size + pairs.length);
  const bound = new Map(given);
  const open = pairs.toReversed();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    work.spend();
    const [one, other] = [valueOf(next[0], bound), valueOf(next[1], bound)];
    if (one === other) continue;
    if (one.kind === 'variable' || other.kind === 'variable') {
      if (!bind(one, other, bound, work)) return [];
      continue;
    }
    const [plain, ...others] = ways(one, other);
    if (plain === undefined) return [];
    // Where something commutes, each way goes on by itself.
    if (others.length > 0)
      return [plain, ...others].flatMap((way) => unify([...way, ...open.toReversed()], work, bound));
    open.push(...plain.toReversed());
  }
  return [bound];
}

// What a term stands for, as far as its beginning.
function valueOf(term: Term, substitution: Substitution): Term {
  let value = term;
  while (value.kind === 'variable') {
    const next = substitution.get(value.number);
    if (next === undefined) return value;
    value = next;
  }
  return value;
}

// Two terms one of which at least is a variable: adds what makes them equal, or answers that nothing does. A variable of a sort
// stands for less than one of the sort `any`.
function bind(one: Term, other: Term, bound: Map<number, Term>, work: Work): boolean {
  if (one.kind !== 'variable') return bind(other, one, bound, work);
  if (other.kind === 'variable') {
    if (one.number === other.number) return true;
    if (fits(one.sort, other)) bound.set(one.number, other);
    else if (fits(other.sort, one)) bound.set(other.number, one);
    else return false;
    return true;
  }
  // The equation keeps the size of terms, so that nothing equals what it is a part of.
  if (!fits(one.sort, other) || occurs(one, other, bound, work)) return false;
  bound.set(one.number, other);
  return true;
}

function occurs(variable: Variable, term: Term, substitution: Substitution, work: Work): boolean {
  work.spend();
  const value = valueOf(term, substitution);
  if (value.kind === 'variable') return value.number === variable.number;
  return partsOf(value).some((part) => occurs(variable, part, substitution, work));
}

/** A term with everything that its variables stand for put in, by a substitution that unification gave. */
export function substitute(term: Term, substitution: Substitution, work: Work): Term {
  work.spend();
  const value = valueOf(term, substitution);
  if (value.kind === 'variable') return value;
  return withParts(
    value,
    partsOf(value).map((part) => substitute(part, substitution, work)),
  );
}

/** A pattern with what matching bound its variables to; those that are not bound stay. */
export function instantiate(pattern: Term, binding: Substitution): Term {
  return replaceVariables(pattern, (variable) => binding.get(variable.number) ?? variable);
}

/** A value that may be chosen to be unlike everything else, in the place of a variable of another clause. */
export function freeValue({ number, sort }: Variable): Term {
  return { kind: 'constant', name: `${freeName}${number}`, sort, args: [] };
}

/** What the names of values begin with that may be chosen. */
export const freeName = '\u0000free ';

/** True if two terms are different whatever happens, as long as the pairs in `differ` are, and free values are chosen well. */
export function mustDiffer(pair: Pair, differ: readonly Pair[], work: Work): boolean {
  return unify([pair], work).every(
    (solution) =>
      [...solution.values()].some(hasFree) ||
      differ.some(([one, other]) =>
        same(substitute(one, solution, work), substitute(other, solution, work), work),
      ),
  );
}

// No other term has a free value as its value or in it.
function hasFree(term: Term): boolean {
  let found = false;
  visit(term, (each) => {
    if (each.kind === 'constant' && each.name.startsWith(freeName)) found = true;
  });
  return found;
}
