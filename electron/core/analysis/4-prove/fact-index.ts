import type { Fact } from './clause.ts';
import type { TermNode } from '#core/theories/term-node.ts';
import type { TermBank } from '#core/theories/term-bank.ts';

/**
 * The marks at some fixed places of a fact: the symbol, or that there is a variable, or that the place lies
 * below one or nowhere (S. Schulz, "Fingerprint indexing for paramodulation and rewriting", 2012). Facts of one
 * predicate have prints of the same length. Two facts whose prints do not fit neither match nor unify; nothing is
 * said of those whose prints fit.
 */
export type Print = readonly number[];

const [aVariable, below, nowhere] = [-1, -2, -3];
const openMarks = [aVariable, below, nowhere];

/** How many arguments are looked at, on each level, below the top of an argument. */
const widths: readonly number[] = [3, 2, 2];

/** The print of a fact. Below symbols with equations nothing is looked at: the same term may stand there otherwise. */
export function printOf(fact: Fact, bank: TermBank): Print {
  const print: number[] = [];
  const last = fact.args.length - 1;
  fact.args.forEach((cell, index) => {
    look(cell, index === last ? 0 : widths.length, bank, print);
  });
  return print;
}

function look(cell: TermNode, level: number, bank: TermBank, print: number[]): void {
  print.push(cell.symbol < 0 ? aVariable : cell.symbol);
  const width = widths[level];
  if (width === undefined) return;
  const closed = cell.symbol < 0 || bank.symbols[cell.symbol]?.theory.isFree === false;
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

function fitsInstance(general: Print, special: Print, from: number): boolean {
  for (let index = from; index < general.length; index += 1) {
    const mark = general[index] ?? below;
    if (mark >= 0 && mark !== special[index]) return false;
  }
  return true;
}

function fitsUnifier(one: Print, other: Print, from: number): boolean {
  for (let index = from; index < one.length; index += 1) {
    const mark = one[index] ?? below;
    const against = other[index] ?? below;
    if (mark >= 0 && against >= 0 && mark !== against) return false;
  }
  return true;
}

interface Row<Entry> {
  readonly print: Print;
  readonly entry: Entry;
  readonly order: number;
}

/** Either a leaf with some rows, or, once it had too many, one branch for each mark at its depth. */
interface Node<Entry> {
  rows: Row<Entry>[];
  /** With more rows than this it is tidied up. */
  limit: number;
  branches: Map<number, Node<Entry>> | null;
}

/** How many rows a leaf has before it branches. */
const maximalRows = 16;

type Relation = 'generalises' | 'is-instance' | 'unifies';

/**
 * Entries by facts: found are all whose fact may stand in a relation to another one, and perhaps some more. Entries that were
 * removed are not found.
 */
export class FactIndex<Entry extends { readonly removed: boolean }> {
  readonly #roots = new Map<number, Node<Entry>>();
  #count = 0;

  add(predicate: number, print: Print, entry: Entry): void {
    let node = branchOf(this.#roots, predicate);
    let depth = 0;
    for (; node.branches !== null; depth += 1) node = branchOf(node.branches, print[depth] ?? nowhere);
    node.rows.push({ print, entry, order: this.#count });
    this.#count += 1;
    if (node.rows.length <= node.limit) return;
    node.rows = node.rows.filter((row) => !row.entry.removed);
    if (node.rows.length > maximalRows && depth < print.length) branchOut(node, depth);
    // Where nothing tells its rows apart, looking through all of them at each addition would take too long.
    else node.limit = Math.max(maximalRows, 2 * node.rows.length);
  }

  /** Whether something is so of one of those whose fact may have this one as an instance, which are tried in any order. */
  hasGeneralising(predicate: number, print: Print, isSo: (entry: Entry) => boolean): boolean {
    const root = this.#roots.get(predicate);
    return root !== undefined && some(root, 0, print, 'generalises', ({ entry }) => isSo(entry));
  }

  /** Calls back for all whose fact may be an instance of this one, in any order. */
  forInstances(predicate: number, print: Print, take: (entry: Entry) => void): void {
    const root = this.#roots.get(predicate);
    if (root === undefined) return;
    some(root, 0, print, 'is-instance', ({ entry }) => {
      take(entry);
      return false;
    });
  }

  /** Those whose fact may have an instance in common with this one, in the order in which they were added. */
  unifiable(predicate: number, print: Print): readonly Entry[] {
    const root = this.#roots.get(predicate);
    if (root === undefined) return [];
    const found: Row<Entry>[] = [];
    some(root, 0, print, 'unifies', (row) => {
      found.push(row);
      return false;
    });
    return found.sort((one, other) => one.order - other.order).map(({ entry }) => entry);
  }
}

// Whether something is so of a row that stands in the relation to a print; looks no further once it is.
function some<Entry extends { readonly removed: boolean }>(
  { rows, branches }: Node<Entry>,
  depth: number,
  print: Print,
  relation: Relation,
  isSo: (row: Row<Entry>) => boolean,
): boolean {
  if (branches === null) {
    // The marks of the branches that led here fit already.
    for (const row of rows)
      if (!row.entry.removed && fits(row.print, print, relation, depth) && isSo(row)) return true;
    return false;
  }
  const wanted = print[depth] ?? nowhere;
  if (wanted < 0 && relation !== 'generalises') {
    for (const branch of branches.values()) if (some(branch, depth + 1, print, relation, isSo)) return true;
    return false;
  }
  const exact = wanted < 0 ? undefined : branches.get(wanted);
  if (exact !== undefined && some(exact, depth + 1, print, relation, isSo)) return true;
  if (relation === 'is-instance') return false;
  for (const mark of openMarks) {
    const branch = branches.get(mark);
    if (branch !== undefined && some(branch, depth + 1, print, relation, isSo)) return true;
  }
  return false;
}

// Whether marks fit from a place on.
function fits(found: Print, print: Print, relation: Relation, from: number): boolean {
  switch (relation) {
    case 'generalises':
      return fitsInstance(found, print, from);
    case 'is-instance':
      return fitsInstance(print, found, from);
    case 'unifies':
      return fitsUnifier(found, print, from);
  }
}

function branchOut<Entry>(node: Node<Entry>, depth: number): void {
  const branches = new Map<number, Node<Entry>>();
  for (const row of node.rows) branchOf(branches, row.print[depth] ?? nowhere).rows.push(row);
  node.branches = branches;
  node.rows = [];
}

function branchOf<Entry>(branches: Map<number, Node<Entry>>, key: number): Node<Entry> {
  const known = branches.get(key);
  if (known !== undefined) return known;
  const made: Node<Entry> = { rows: [], limit: maximalRows, branches: null };
  branches.set(key, made);
  return made;
}
