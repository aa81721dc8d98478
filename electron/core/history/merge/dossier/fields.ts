import { found, partOf, type Before } from '#core/history/merge/decision/before.ts';
import { inTurn, plainWays, type Decisions, type Site } from '#core/history/merge/decision/decisions.ts';
import type { DossierField, DossierPlace, PlaceValue } from '#core/history/merge/decision/place.ts';
import { canonicalJson } from '#core/history/canonical.ts';
import { mergeEntries } from './merge-entries.ts';

/** The site of a place of a dossier. */
export function siteOf(place: DossierPlace): Site {
  const { section, entry, field, member } = place;
  return { id: JSON.stringify(['dossier', section, entry, field, member]), place };
}

/** Longer words than this no dossier takes, so that two texts are not joined to more. */
const longestWords = 50_000;

/** Merges the fields of one entry that both sides have, or of a section that is none. */
export class Fields<Entry> {
  readonly #decisions: Decisions;
  readonly #section: DossierPlace['section'];
  readonly #entry: string | null;
  readonly #before: Before<Entry>;
  readonly #mine: Entry;
  readonly #theirs: Entry;

  constructor(
    decisions: Decisions,
    at: Pick<DossierPlace, 'section' | 'entry'>,
    before: Before<Entry>,
    mine: Entry,
    theirs: Entry,
  ) {
    this.#decisions = decisions;
    this.#section = at.section;
    this.#entry = at.entry;
    this.#before = before;
    this.#mine = mine;
    this.#theirs = theirs;
  }

  /** A field that is one side's or the other's. */
  one<Value extends PlaceValue>(field: DossierField, of: (entry: Entry) => Value): Value {
    return this.#choose(field, of);
  }

  /** Words of any length: of two the one can stand under the other. */
  words(field: DossierField, of: (entry: Entry) => string): string {
    return this.#choose(field, of, (one, other) => {
      const joined = inTurn(one, other).join('\n\n');
      return one === '' || other === '' || joined.length > longestWords ? null : joined;
    });
  }

  /** A list whose members are either in it or not. */
  members<Member extends PlaceValue>(
    field: DossierField,
    of: (entry: Entry) => readonly Member[],
  ): readonly Member[] {
    return mergeEntries(this.#decisions, partOf(this.#before, of), of(this.#mine), of(this.#theirs), {
      keyOf: (member) => (typeof member === 'string' ? member : canonicalJson(member)),
      siteOf: (member) => siteOf({ ...this.#place(field), member }),
      ways: plainWays<Member>(),
      merged: (_key, _before, mine) => mine,
    });
  }

  /** A list of things with a key each, what is under one key being one thing. */
  keyed<Member extends PlaceValue>(
    field: DossierField,
    of: (entry: Entry) => readonly Member[],
    keyOf: (member: Member) => string,
  ): readonly Member[] {
    const placeOf = (member: string): DossierPlace => ({ ...this.#place(field), member });
    return mergeEntries(this.#decisions, partOf(this.#before, of), of(this.#mine), of(this.#theirs), {
      keyOf,
      siteOf: (key) => siteOf(placeOf(key)),
      ways: plainWays<Member>(),
      merged: (key, before, mine, theirs) =>
        this.#decisions.choose(siteOf(placeOf(key)), before, mine, theirs, plainWays<Member>()),
    });
  }

  /** A part that can be missing: one field where a side lacks it, else field by field. */
  inside<Part extends PlaceValue & object>(
    field: DossierField,
    of: (entry: Entry) => Part | null,
    merge: (fields: Fields<Part>) => Part,
  ): Part | null {
    const [mine, theirs] = [of(this.#mine), of(this.#theirs)];
    const was = this.#before.kind === 'known' ? of(this.#before.value) : null;
    if (mine === null || theirs === null) return this.#choose(field, of);
    const before = this.#before.kind === 'known' ? found(this.#before, was ?? undefined) : this.#before;
    const at = { section: this.#section, entry: this.#entry };
    return merge(new Fields(this.#decisions, at, before, mine, theirs));
  }

  #choose<Value extends PlaceValue>(
    field: DossierField,
    of: (entry: Entry) => Value,
    joined?: (one: Value, other: Value) => Value | null,
  ): Value {
    return this.#decisions.choose(
      siteOf(this.#place(field)),
      partOf(this.#before, of),
      of(this.#mine),
      of(this.#theirs),
      plainWays<Value>(joined),
    );
  }

  #place(field: DossierField): DossierPlace {
    return { part: 'dossier', section: this.#section, entry: this.#entry, field, member: null };
  }
}
