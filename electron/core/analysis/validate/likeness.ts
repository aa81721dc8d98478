import { partsOf, printed, type Term } from './term.ts';

type Power = Extract<Term, { readonly kind: 'power' }>;

/** What is compared. */
export interface Among {
  /** The names of unknown values that a run begins with, of either side. */
  readonly ours: ReadonlySet<string>;
  readonly theirs: ReadonlySet<string>;
  /** True where receivers tell the kinds of values apart. */
  readonly typed: boolean;
}

/**
 * Which names of one side stand for which of the other: one to one. What a run begins with may be something definite on
 * one side and unknown on the other, which does not ask where it comes from; then it has to be shown elsewhere.
 */
export class Likeness {
  readonly #names = new Map<string, string>();
  readonly #back = new Map<string, string>();
  readonly #given = new Map<string, Term>();
  readonly #among: Among;

  constructor(among: Among) {
    this.#among = among;
  }

  /** The same, to try something out with. */
  copy(): Likeness {
    const same = new Likeness(this.#among);
    for (const [own, other] of this.#names) {
      same.#names.set(own, other);
      same.#back.set(other, own);
    }
    for (const [key, term] of this.#given) same.#given.set(key, term);
    return same;
  }

  /** What an unknown value that the other side begins with is on this side; null where nothing has shown it. */
  ofTheirs(name: string): Term | null {
    return this.#given.get(`theirs ${name}`) ?? null;
  }

  /** Likewise what one that this side begins with is on the other. */
  ofOurs(name: string): Term | null {
    return this.#given.get(`ours ${name}`) ?? null;
  }

  // Where nothing is typed, the roles do without sorts.
  #isOfSort(our: string, their: string): boolean {
    return our === their || (!this.#among.typed && our === 'any');
  }

  /** True if a term of this side stands for one of the other; what that says of names is kept. */
  matches(our: Term, their: Term): boolean {
    if (their.kind === 'unknown' && this.#among.theirs.has(their.name))
      return this.#isGiven('theirs', their, our, their);
    if (our.kind === 'unknown' && this.#among.ours.has(our.name))
      return this.#isGiven('ours', our, their, their);
    switch (our.kind) {
      case 'unknown':
        return their.kind === 'unknown' && this.#isOfSort(our.sort, their.sort) && this.#isPair(our, their);
      case 'made':
        return (
          their.kind === 'made' &&
          our.guessable === their.guessable &&
          this.#isOfSort(our.sort, their.sort) &&
          this.#isPair(our, their)
        );
      case 'number':
        return their.kind === 'number' && this.#isPair(our, their);
      case 'shared':
        return their.kind === 'shared' && our.name === their.name && our.sort === their.sort;
      case 'agent':
      case 'constant':
        return their.kind === our.kind && our.name === their.name;
      case 'none':
        return their.kind === 'none';
      case 'apply':
        return their.kind === 'apply' && our.symbol === their.symbol && this.allMatch(our.args, their.args);
      case 'power':
        return their.kind === 'power' && this.#samePowers(our, their);
    }
  }

  allMatch(ours: readonly Term[], theirs: readonly Term[]): boolean {
    return (
      ours.length === theirs.length &&
      ours.every((our, index) => {
        const their = theirs[index];
        return their !== undefined && this.matches(our, their);
      })
    );
  }

  // What both sides know to be the same, without anything new being said of names.
  #settled(our: Term): string | null {
    if (our.kind === 'unknown' || our.kind === 'made' || our.kind === 'number')
      return this.#names.get(nameOf(our)) ?? null;
    return null;
  }

  #isPair(our: Term, their: Term): boolean {
    const [mine, other] = [nameOf(our), nameOf(their)];
    const [known, back] = [this.#names.get(mine), this.#back.get(other)];
    if (known === undefined && back === undefined) {
      this.#names.set(mine, other);
      this.#back.set(other, mine);
      return true;
    }
    return known === other && back === mine;
  }

  #isGiven(
    side: 'ours' | 'theirs',
    unknown: Extract<Term, { readonly kind: 'unknown' }>,
    value: Term,
    their: Term,
  ): boolean {
    const key = `${side} ${unknown.name}`;
    const known = this.#given.get(key);
    if (known !== undefined) return printed(known) === printed(value);
    // Unknown on both sides, it is one value of one sort.
    if (value.kind === 'unknown') {
      const isOne = side === 'theirs' ? this.#isPair(value, their) : this.#isPair(unknown, their);
      const [our, other] = side === 'theirs' ? [value, unknown] : [unknown, value];
      if (!isOne || !this.#isOfSort(our.sort, other.sort)) return false;
    }
    this.#given.set(key, value);
    return true;
  }

  #samePowers(our: Power, their: Power): boolean {
    const isSameBase =
      our.base === null || their.base === null ? our.base === their.base : this.matches(our.base, their.base);
    return isSameBase && this.#sameSets(our.exponents, their.exponents);
  }

  // Those first of which it is known what they stand for.
  #sameSets(ours: readonly Term[], theirs: readonly Term[]): boolean {
    if (ours.length !== theirs.length) return false;
    const left = [...theirs];
    const take = (index: number): void => void left.splice(index, 1);
    const open = ours.filter((our) => {
      const settled = this.#settled(our);
      const index = left.findIndex((their) =>
        settled === null ? isRigid(our) && this.matches(our, their) : nameOf(their) === settled,
      );
      if (index >= 0) take(index);
      return index < 0;
    });
    return open.every((our) => {
      const index = left.findIndex((their) => their.kind === our.kind && this.matches(our, their));
      if (index >= 0) take(index);
      return index >= 0;
    });
  }
}

function isRigid(term: Term): boolean {
  if (term.kind === 'unknown' || term.kind === 'made' || term.kind === 'number') return false;
  return partsOf(term).every(isRigid);
}

function nameOf(term: Term): string {
  return 'name' in term ? `${term.kind} ${term.name}` : '';
}
