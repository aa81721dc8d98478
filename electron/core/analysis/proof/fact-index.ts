import type { Fact } from '#core/analysis/proof/clause.ts';
import type { Cell, TermBank } from '#core/analysis/proof/term-bank.ts';

/**
 * What stands at some fixed places of a fact: the symbol, or that there is a variable, or that the place lies
 * below one or nowhere (S. Schulz, "Fingerprint indexing for paramodulation and rewriting", 2012). Facts of one
 * predicate have prints of the same length. Two facts whose prints do not fit neither match nor unify; nothing is
 * said of those whose prints fit.
 */
export type Print = readonly number[];

const [aVariable, below, nowhere] = [-1, -2, -3];

/** How many arguments are looked at, on each level, below the top of an argument. */
const widths: readonly number[] = [3, 2, 2];

/** The print of a fact. Below exponentials nothing is looked at, since exponents commute. */
export function printOf(fact: Fact, bank: TermBank): Print {
  const print: number[] = [];
  const last = fact.args.length - 1;
  fact.args.forEach((cell, index) => {
    look(cell, index === last ? 0 : widths.length, bank, print);
  });
  return print;
}

function look(cell: Cell, level: number, bank: TermBank, print: number[]): void {
  print.push(cell.symbol < 0 ? aVariable : cell.symbol);
  const width = widths[level];
  if (width === undefined) return;
  const closed = cell.symbol < 0 || bank.symbols[cell.symbol]?.kind === 'exponential';
  for (let index = 0; index < width; index += 1) {
    const part = closed ? undefined : cell.args[index];
    if (part === undefined) fill(closed ? below : nowhere, level + 1, print);
    else look(part, level + 1, bank, print);
  }
}

function fill(mark: number, level: number, print: number[]): void {
  print.push(mark);
  const width = widths[level] ?? 0;
  for (let index = 0; index < width; index += 1) fill(mark, level + 1, print);
}

function fitsInstance(general: Print, special: Print): boolean {
  for (let index = 0; index < general.length; index += 1) {
    const mark = general[index] ?? below;
    if (mark >= 0 && mark !== special[index]) return false;
  }
  return true;
}

function fitsUnifier(one: Print, other: Print): boolean {
  for (let index = 0; index < one.length; index += 1) {
    const mark = one[index] ?? below;
    const against = other[index] ?? below;
    if (mark >= 0 && against >= 0 && mark !== against) return false;
  }
  return true;
}

interface Row<Entry> {
  readonly print: Print;
  readonly entry: Entry;
}

/**
 * Entries by facts: found are all whose fact may stand in a relation to another one, and perhaps some more.
 * Entries that were removed are not found.
 */
export class FactIndex<Entry extends { readonly removed: boolean }> {
  // By predicate and the first two marks of the print.
  readonly #rows = new Map<number, Map<number, Map<number, Row<Entry>[]>>>();

  add(predicate: number, print: Print, entry: Entry): void {
    const byFirst = childOf(this.#rows, predicate, () => new Map<number, Map<number, Row<Entry>[]>>());
    const bySecond = childOf(byFirst, print[0] ?? nowhere, () => new Map<number, Row<Entry>[]>());
    const second = print[1] ?? nowhere;
    const rows = bySecond.get(second) ?? [];
    // Now and then those that were removed make room.
    const kept =
      rows.length > 0 && (rows.length & 63) === 0 ? rows.filter((row) => !row.entry.removed) : rows;
    kept.push({ print, entry });
    bySecond.set(second, kept);
  }

  /** Those whose fact may have this one as an instance. */
  generalising(predicate: number, print: Print): readonly Entry[] {
    const [first, second] = [print[0] ?? nowhere, print[1] ?? nowhere];
    const found: Entry[] = [];
    const byFirst = this.#rows.get(predicate);
    for (const bySecond of [byFirst?.get(first), first < 0 ? undefined : byFirst?.get(aVariable)]) {
      if (bySecond === undefined) continue;
      for (const [mark, rows] of bySecond) {
        if (mark >= 0 && mark !== second) continue;
        for (const row of rows) {
          if (!row.entry.removed && fitsInstance(row.print, print)) found.push(row.entry);
        }
      }
    }
    return found;
  }

  /** Those whose fact may be an instance of this one. */
  instances(predicate: number, print: Print): readonly Entry[] {
    return this.#fitting(predicate, print, false);
  }

  /** Those whose fact may have an instance in common with this one. */
  unifiable(predicate: number, print: Print): readonly Entry[] {
    return this.#fitting(predicate, print, true);
  }

  #fitting(predicate: number, print: Print, both: boolean): readonly Entry[] {
    const [first, second] = [print[0] ?? nowhere, print[1] ?? nowhere];
    const fits = both ? fitsUnifier : fitsInstance;
    const found: Entry[] = [];
    for (const [mark, bySecond] of this.#rows.get(predicate) ?? []) {
      if (first >= 0 && mark !== first && !(both && mark < 0)) continue;
      for (const [next, rows] of bySecond) {
        if (second >= 0 && next !== second && !(both && next < 0)) continue;
        for (const row of rows) {
          if (!row.entry.removed && fits(print, row.print)) found.push(row.entry);
        }
      }
    }
    return found;
  }
}

function childOf<Child>(map: Map<number, Child>, key: number, make: () => Child): Child {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
