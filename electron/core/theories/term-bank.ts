import type { TermNode } from './term-node.ts';
import type { Constant } from '#core/protocol/message.ts';
import type { EquationalTheory, TermFactory } from './equational-theory.ts';
import { free } from './free.ts';

/** A function symbol as the bank knows it. */
export interface BankSymbol {
  readonly name: string;
  readonly kind: SymbolKind;
  readonly sort: number;
  /** The theory of its applications. */
  readonly theory: EquationalTheory;
  /** The constant that it is; null for other kinds. */
  readonly constant: Constant | null;
}

/**
 * - `function`: a symbol of the protocol's theory.
 * - `constant`, `fresh`: names. A fresh value's first argument is its run.
 * - `run`: identifies runs.
 */
export type SymbolKind = 'function' | 'constant' | 'fresh' | 'run';

/** Makes terms, each once, in the normal form of the theory of their symbol. */
export class TermBank implements TermFactory {
  readonly symbols: BankSymbol[] = [];
  readonly #symbolIndex = new Map<string, number>();
  readonly #sorts = new Map<string, number>([['any', 0]]);
  readonly #sortNames: string[] = ['any'];
  // Open addressing; the length is a power of two, and at most half of it is in use.
  #terms: (TermNode | undefined)[] = emptyTable(1024);
  #count = 0;
  readonly #variables = new Map<number, TermNode>();
  #next = 0;

  /** The number of a sort; 0 is the sort of every message. */
  sort(name: string): number {
    const known = this.#sorts.get(name);
    if (known !== undefined) return known;
    this.#sorts.set(name, this.#sortNames.length);
    this.#sortNames.push(name);
    return this.#sortNames.length - 1;
  }

  sortName(sort: number): string {
    return this.#sortNames[sort] ?? 'any';
  }

  /** The index of a symbol; declared at first sight, with the kind, sort and theory given then. */
  symbol(
    name: string,
    kind: SymbolKind,
    sort: number,
    theory: EquationalTheory = free,
    constant: Constant | null = null,
  ): number {
    const key = `${kind} ${name}`;
    const known = this.#symbolIndex.get(key);
    if (known !== undefined) return known;
    this.#symbolIndex.set(key, this.symbols.length);
    this.symbols.push({ name, kind, sort, theory, constant });
    return this.symbols.length - 1;
  }

  /** True when a term is no more than its arguments together. */
  isOpen(cell: TermNode): boolean {
    return cell.symbol >= 0 && this.symbols[cell.symbol]?.theory.isOpen === true;
  }

  describe(cell: TermNode): BankSymbol {
    const symbol = this.symbols[cell.symbol];
    if (symbol === undefined) throw new Error('a variable has no symbol');
    return symbol;
  }

  variable(index: number, sort: number): TermNode {
    const key = index * 1024 + sort;
    const known = this.#variables.get(key);
    if (known !== undefined) return known;
    const made: TermNode = {
      id: this.#next,
      symbol: -1,
      variable: index,
      sort,
      args: [],
      ground: false,
      size: 1,
    };
    this.#next += 1;
    this.#variables.set(key, made);
    return made;
  }

  /** A symbol applied, in normal form. */
  apply(symbol: number, args: readonly TermNode[]): TermNode {
    const described = this.symbols[symbol];
    const isFree = described === undefined || described.theory.isFree;
    const normal = isFree ? args : described.theory.normalForm(symbol, args);
    return this.#make(symbol, described?.sort ?? 0, normal);
  }

  /** A symbol applied to arguments that are those of its normal form. */
  intern(symbol: number, args: readonly TermNode[]): TermNode {
    return this.#make(symbol, this.symbols[symbol]?.sort ?? 0, args);
  }

  constant(constant: Constant, sort: number): TermNode {
    const symbol = this.symbol(constant.name, 'constant', sort, free, constant);
    const known = this.symbols[symbol]?.constant?.origin;
    if (known?.kind !== constant.origin?.kind) throw new Error('two constants have one name');
    return this.apply(symbol, []);
  }

  #make(symbol: number, sort: number, args: readonly TermNode[]): TermNode {
    const place = this.#placeOf(symbol, args);
    const known = this.#terms[place];
    if (known !== undefined) return known;
    let ground = true;
    let size = 1;
    for (const argument of args) {
      ground &&= argument.ground;
      size += argument.size;
    }
    const made: TermNode = { id: this.#next, symbol, variable: -1, sort, args, ground, size };
    this.#next += 1;
    this.#terms[place] = made;
    this.#count += 1;
    if (this.#count * 2 > this.#terms.length) this.#grow();
    return made;
  }

  // Where the term is, or where it belongs.
  #placeOf(symbol: number, args: readonly TermNode[]): number {
    const mask = this.#terms.length - 1;
    let place = hashOf(symbol, args) & mask;
    for (let at = this.#terms[place]; at !== undefined; at = this.#terms[place]) {
      if (at.symbol === symbol && sameCells(at.args, args)) return place;
      place = (place + 1) & mask;
    }
    return place;
  }

  #grow(): void {
    const before = this.#terms;
    this.#terms = emptyTable(before.length * 2);
    for (const cell of before)
      if (cell !== undefined) this.#terms[this.#placeOf(cell.symbol, cell.args)] = cell;
  }
}

function emptyTable(length: number): (TermNode | undefined)[] {
  return new Array<TermNode | undefined>(length).fill(undefined);
}

function hashOf(symbol: number, args: readonly TermNode[]): number {
  let hash = Math.imul(symbol + 1, 0x9e3779b1);
  for (const { id } of args) hash = Math.imul(hash ^ id, 0x85ebca6b) ^ (hash >>> 15);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function sameCells(one: readonly TermNode[], other: readonly TermNode[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index += 1) if (one[index] !== other[index]) return false;
  return true;
}
