import type { CertifiedTerm } from '#core/kernel/proof/certificate.ts';
import type { Constant } from '#core/protocol/message.ts';

/** A term in which the terms inside stand by their places: each of them comes before it. */
export type TableEntry =
  | { readonly kind: 'variable'; readonly number: number }
  | { readonly kind: 'constant'; readonly constant: Constant }
  | { readonly kind: 'apply'; readonly symbol: string; readonly args: readonly number[] }
  | { readonly kind: 'fresh'; readonly name: string; readonly args: readonly number[] }
  | { readonly kind: 'run'; readonly role: string; readonly session: number };

/** Writes terms into a table, each once. */
export class TermTable {
  readonly #entries: TableEntry[] = [];
  readonly #places = new Map<string, number>();
  readonly #known = new WeakMap<CertifiedTerm, number>();

  get entries(): readonly TableEntry[] {
    return this.#entries;
  }

  /** The place of a term, which it gets where it has none. */
  place(term: CertifiedTerm): number {
    const known = this.#known.get(term);
    if (known !== undefined) return known;
    const place = this.#placeOf(this.#entryOf(term));
    this.#known.set(term, place);
    return place;
  }

  #placeOf(entry: TableEntry): number {
    const key = JSON.stringify(entry);
    const place = this.#places.get(key) ?? this.#entries.length;
    if (place === this.#entries.length) {
      this.#places.set(key, place);
      this.#entries.push(entry);
    }
    return place;
  }

  #entryOf(term: CertifiedTerm): TableEntry {
    switch (term.kind) {
      case 'variable':
      case 'constant':
        return term;
      case 'apply':
      case 'fresh':
        return { ...term, args: term.args.map((each) => this.place(each)) };
      case 'run':
        return { ...term, session: this.place(term.session) };
    }
  }
}

/** The terms of a table, each at its place; null where one names a place that does not come before it. */
export function termsOf(entries: readonly TableEntry[]): readonly CertifiedTerm[] | null {
  const terms: CertifiedTerm[] = [];
  for (const entry of entries) {
    const inside = (places: readonly number[]): readonly CertifiedTerm[] | null => {
      const found = places.flatMap((place) => terms[place] ?? []);
      return found.length === places.length ? found : null;
    };
    const term = termOf(entry, inside);
    if (term === null) return null;
    terms.push(term);
  }
  return terms;
}

function termOf(
  entry: TableEntry,
  inside: (places: readonly number[]) => readonly CertifiedTerm[] | null,
): CertifiedTerm | null {
  switch (entry.kind) {
    case 'variable':
    case 'constant':
      return entry;
    case 'apply':
    case 'fresh': {
      const args = inside(entry.args);
      return args === null ? null : { ...entry, args };
    }
    case 'run': {
      const [session] = inside([entry.session]) ?? [];
      return session === undefined ? null : { ...entry, session };
    }
  }
}
