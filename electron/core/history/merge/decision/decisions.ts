import { unknown, type Before } from './before.ts';
import type {
  ConflictKind,
  ConflictPlace,
  MergeAnswer,
  MergedPlace,
  MergePlace,
  PlannedPlace,
  PlaceValue,
} from './place.ts';
import { isSameValue } from '#core/history/canonical.ts';

/** Something of a base that nobody can tell: common states contradict each other there. */
export interface Contested {
  readonly part: MergePlace['part'];
  readonly id: string;
}

/** A place with the identifier that answers are given under. */
export interface Site {
  readonly id: string;
  readonly place: MergePlace;
  /** Under what the place is contested in a base, if not under its own identifier. */
  readonly contests?: string;
  readonly notable?: boolean;
}

/** How values of a place are compared, shown and put together. */
export interface Ways<Value> {
  readonly same: (one: Value, other: Value) => boolean;
  readonly shown: (value: Value) => PlaceValue;
  /** Both values, one after the other; null where that makes no sense. The same whichever comes first. */
  readonly joined?: (one: Value, other: Value) => Value | null;
  /** Which of several ways of writing the same stays. The same whichever comes first. */
  readonly written?: (before: Before<Value>, one: Value, other: Value) => Value;
}

/** Compares by what is canonically written, and shows values as they are. */
export function plainWays<Value extends PlaceValue>(joined?: Ways<Value>['joined']): Ways<Value> {
  const ways: Ways<Value> = {
    same: isSameValue,
    shown: (value) => value,
  };
  return joined === undefined ? ways : { ...ways, joined };
}

/** What a merge is made with: what is contested in its base, and the answers that were given. */
export interface MergeTerms {
  readonly contested: readonly Contested[] | 'everything';
  readonly answers: ReadonlyMap<string, MergeAnswer>;
}

/**
 * Decides place by place, and notes every place that differs. Where an answer is missing mine stands in for it, and the outcome
 * is not to be used.
 */
export class Decisions {
  readonly #contested: ReadonlySet<string> | 'everything';
  readonly #contestedParts: ReadonlySet<MergePlace['part']>;
  readonly #answers: ReadonlyMap<string, MergeAnswer>;
  readonly #places: PlannedPlace[] = [];
  readonly #unanswered: ConflictPlace[] = [];

  constructor({ contested, answers }: MergeTerms) {
    const everything = contested === 'everything';
    this.#contested = everything ? contested : new Set(contested.map(({ id }) => id));
    this.#contestedParts = new Set(everything ? ['text', 'dossier'] : contested.map(({ part }) => part));
    this.#answers = answers;
  }

  /** Every place that differs, in the order in which it was decided. */
  get places(): readonly PlannedPlace[] {
    return this.#places;
  }

  /** The conflicts to which there is no answer. */
  get unanswered(): readonly ConflictPlace[] {
    return this.#unanswered;
  }

  /** True where nobody knows what was there before. */
  isContested(id: string): boolean {
    return this.#contested === 'everything' || this.#contested.has(id);
  }

  /** True where there is anything in this part of which nobody knows what was there before. */
  isPartContested(part: MergePlace['part']): boolean {
    return this.#contestedParts.has(part);
  }

  /** Decides what stands in a place that both sides have. */
  choose<Value>(site: Site, told: Before<Value>, mine: Value, theirs: Value, ways: Ways<Value>): Value {
    const before = this.isContested(site.id) ? unknown : told;
    const was = before.kind === 'known' ? before.value : undefined;
    const isAsBefore = (value: Value): boolean => was !== undefined && ways.same(was, value);
    const shown = this.#shown(site, was, mine, theirs, ways);
    if (ways.same(mine, theirs)) {
      const value = ways.written?.(before, mine, theirs) ?? mine;
      if (was !== undefined && !isAsBefore(mine)) this.#note(shown, 'both', 'changed', value, ways);
      return value;
    }
    if (isAsBefore(theirs)) {
      this.#note(shown, 'mine', 'changed', mine, ways);
      return mine;
    }
    if (isAsBefore(mine)) {
      this.#note(shown, 'theirs', 'changed', theirs, ways);
      return theirs;
    }
    const joined = ways.joined?.(mine, theirs) ?? null;
    const kind = { known: 'changed', absent: 'added', unknown: 'unknown-base' } as const;
    const offered: readonly MergeAnswer[] = [
      'mine',
      'theirs',
      ...(was === undefined ? [] : ['base' as const]),
    ];
    const answers = joined === null ? offered : [...offered, 'both' as const];
    switch (this.ask(site, shown, kind[before.kind], answers)) {
      case 'mine':
      case null:
        return mine;
      case 'theirs':
        return theirs;
      case 'base':
        return was ?? mine;
      case 'both':
        return joined ?? mine;
    }
  }

  /**
   * Decides whether something is there that can be added and removed as one, and what it is; undefined where it is not.
   *
   * @param merged makes one of both where both sides have it.
   */
  present<Value>(
    site: Site,
    told: Before<Value>,
    mine: Value | undefined,
    theirs: Value | undefined,
    ways: Ways<Value>,
    merged: (before: Before<Value>, mine: Value, theirs: Value) => Value,
  ): Value | undefined {
    const before = this.isContested(site.id) ? unknown : told;
    const was = before.kind === 'known' ? before.value : undefined;
    const shown = this.#shown(site, was, mine, theirs, ways);
    if (mine !== undefined && theirs !== undefined) {
      const value = merged(before, mine, theirs);
      if (before.kind === 'absent' && ways.same(mine, theirs))
        this.#note(shown, 'both', 'added', value, ways);
      return value;
    }
    if (mine === undefined && theirs === undefined) {
      if (was !== undefined) this.#note(shown, 'both', 'removed', undefined, ways);
      return undefined;
    }
    const [holder, remover] =
      mine === undefined ? (['theirs', 'mine'] as const) : (['mine', 'theirs'] as const);
    const held = mine ?? theirs;
    if (before.kind === 'absent') {
      this.#note(shown, holder, 'added', held, ways);
      return held;
    }
    if (was !== undefined && held !== undefined && ways.same(was, held)) {
      this.#note(shown, remover, 'removed', undefined, ways);
      return undefined;
    }
    const kind = was === undefined ? 'unknown-base' : (`removed-by-${remover}` as const);
    const answers = ['mine', 'theirs', ...(was === undefined ? [] : ['base' as const])] as const;
    switch (this.ask(site, shown, kind, answers)) {
      case 'mine':
        return mine;
      case 'theirs':
        return theirs;
      case 'base':
        return was;
      case 'both':
      case null:
        return held;
    }
  }

  /** Notes that something was moved. */
  noteMoved(
    { id, place }: Site,
    origin: MergedPlace['origin'],
    values: Readonly<Record<'base' | 'mine' | 'theirs' | 'result', string>>,
  ): void {
    this.#places.push({ id, place, ...values, origin, change: 'moved', notable: false });
  }

  /** Notes a conflict; the answer to it, null where there is none that makes sense here. */
  ask(
    { id, place, contests = id }: Site,
    { base, mine, theirs }: Pick<ConflictPlace, 'base' | 'mine' | 'theirs'>,
    conflict: ConflictKind,
    answers: readonly MergeAnswer[],
  ): MergeAnswer | null {
    const noted: ConflictPlace = {
      ...{ id, place, base, mine, theirs, origin: 'conflict' },
      ...{ conflict, answers, contests },
    };
    this.#places.push(noted);
    const answer = this.#answers.get(id);
    if (answer !== undefined && answers.includes(answer)) return answer;
    this.#unanswered.push(noted);
    return null;
  }

  #shown<Value>(
    site: Site,
    was: Value | undefined,
    mine: Value | undefined,
    theirs: Value | undefined,
    { shown }: Ways<Value>,
  ): Shown {
    const shownOf = (value: Value | undefined): PlaceValue | undefined =>
      value === undefined ? undefined : shown(value);
    return { site, base: shownOf(was), mine: shownOf(mine), theirs: shownOf(theirs) };
  }

  #note<Value>(
    { site: { id, place, notable = false }, base, mine, theirs }: Shown,
    origin: MergedPlace['origin'],
    change: MergedPlace['change'],
    value: Value | undefined,
    { shown }: Ways<Value>,
  ): void {
    const result = value === undefined ? undefined : shown(value);
    const removal = notable && change === 'removed';
    this.#places.push({ id, place, base, mine, theirs, origin, change, result, notable: removal });
  }
}

interface Shown {
  readonly site: Site;
  readonly base: PlaceValue | undefined;
  readonly mine: PlaceValue | undefined;
  readonly theirs: PlaceValue | undefined;
}

/** Texts of both sides, one after the other, in an order that does not tell which is whose. */
export function inTurn(one: string, other: string): readonly [string, string] {
  return one < other ? [one, other] : [other, one];
}
