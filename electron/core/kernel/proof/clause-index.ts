import type { Clause, Fact } from './clause.ts';
import { FactFeatures, includes, visitPlaces, type FeatureSet } from './fact-features.ts';
import { nameOf } from './term.ts';

/** What the hypotheses of a clause have: all of them, and those of them that say what was noted. */
interface Needs {
  readonly all: FeatureSet;
  readonly noted: FeatureSet;
}

/** Clauses about one predicate. */
interface Group<Each> {
  readonly all: Each[];
  /** By place: those with a variable there. */
  readonly open: Map<number, Each[]>;
  /** By place and by the name of what stands there. */
  readonly named: Map<number, Map<string, Each[]>>;
}

/**
 * Clauses by a fact of each, what they conclude unless said otherwise. Of those that cannot have to do with a given fact, most
 * are left out: those with something else at the place of it where fewest have the same.
 */
export class ClauseIndex<Each extends Clause = Clause> {
  readonly #groups = new Map<string, Group<Each>>();
  readonly #features = new FactFeatures();
  readonly #needs = new Map<Each, Needs>();
  // The same hypotheses are asked about again for everything that is built of them.
  readonly #noted = new WeakMap<readonly Fact[], FeatureSet>();

  constructor(
    clauses: readonly Each[],
    factOf: (clause: Each) => Fact | null = ({ conclusion }) => conclusion,
  ) {
    for (const clause of clauses) {
      const fact = factOf(clause);
      const known = this.#groups.get(keyOf(fact));
      const group: Group<Each> = known ?? { all: [], open: new Map(), named: new Map() };
      this.#groups.set(keyOf(fact), group);
      this.#needs.set(clause, {
        all: this.#features.of(clause.hypotheses),
        noted: this.#features.of(clause.hypotheses.filter(isNoted)),
      });
      group.all.push(clause);
      visitPlaces(fact, (place, _, term) => {
        if (term.kind === 'variable') return void listAt(group.open, place).push(clause);
        const names = group.named.get(place) ?? new Map<string, Each[]>();
        group.named.set(place, names);
        listAt(names, nameOf(term)).push(clause);
      });
    }
  }

  /** The clauses whose fact may have this one as an instance. */
  forFact(fact: Fact | null): readonly Each[] {
    return this.#find(fact, true);
  }

  /** The clauses whose fact may have an instance in common with this one. */
  meeting(fact: Fact): readonly Each[] {
    return this.#find(fact, false);
  }

  /** The clauses whose conclusion may have that of a clause as an instance, and whose hypotheses all may have one of its own. */
  covering({ hypotheses, conclusion }: Clause): readonly Each[] {
    const found = this.forFact(conclusion);
    if (found.length === 0) return found;
    const given = this.#features.of(hypotheses);
    return found.filter((clause) => includes(given, this.#needs.get(clause)?.all ?? []));
  }

  /**
   * Likewise, where what is noted in a clause has to be given, and its other hypotheses may follow in some way. To
   * `hypotheses` nothing noted is added afterwards.
   */
  deriving(fact: Fact | null, hypotheses: readonly Fact[]): readonly Each[] {
    const found = this.forFact(fact);
    if (found.length === 0) return found;
    const given = this.#noted.get(hypotheses) ?? this.#features.of(hypotheses.filter(isNoted));
    this.#noted.set(hypotheses, given);
    return found.filter((clause) => includes(given, this.#needs.get(clause)?.noted ?? []));
  }

  // Where a variable counts as a value, only variables have it as an instance.
  #find(fact: Fact | null, isValue: boolean): readonly Each[] {
    const group = this.#groups.get(keyOf(fact));
    if (group === undefined) return [];
    if (group.all.length <= few) return group.all;
    const best: Choice<Each> = { count: group.all.length, places: null, same: undefined };
    visitPlaces(fact, (place, above, term) => {
      if (term.kind === 'variable' && !isValue) return;
      const same = term.kind === 'variable' ? undefined : group.named.get(place)?.get(nameOf(term));
      let count = (same?.length ?? 0) + (group.open.get(place)?.length ?? 0);
      for (const each of above) count += group.open.get(each)?.length ?? 0;
      if (count >= best.count) return;
      best.count = count;
      best.places = [...above, place];
      best.same = same;
    });
    const { places, same } = best;
    if (places === null) return group.all;
    const open = places.flatMap((place) => group.open.get(place) ?? []);
    return same === undefined ? open : [...open, ...same];
  }
}

/** The place at which fewest clauses are left, with those above it; null where all are. */
interface Choice<Each> {
  count: number;
  places: readonly number[] | null;
  /** Those with the same name there. */
  same: readonly Each[] | undefined;
}

/** So many clauses are not worth being looked up. */
const few = 6;

function isNoted({ kind }: Fact): boolean {
  return kind === 'noted';
}

function listAt<Key, Each>(lists: Map<Key, Each[]>, key: Key): Each[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

function keyOf(fact: Fact | null): string {
  return fact === null ? 'nothing' : `${fact.kind} ${fact.epoch} ${fact.args.length} ${fact.name}`;
}
