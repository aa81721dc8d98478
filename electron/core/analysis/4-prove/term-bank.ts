import { generator } from '#core/protocol/theory.ts';

/**
 * A term of the prover, hash-consed by a {@link TermBank}: two terms without variables are equal, modulo the
 * theory, exactly when they are the same object.
 */
export interface Cell {
  readonly id: number;
  /** Index of the function symbol, or -1 for a variable. */
  readonly symbol: number;
  /** Number of the variable, or -1. */
  readonly variable: number;
  /** Of a variable: what it may take (0: anything). Of an application: its atomic sort, or 0 if composed. */
  readonly sort: number;
  readonly args: readonly Cell[];
  readonly ground: boolean;
  /** How many symbols and variables it has. */
  readonly size: number;
}

/** What the bank knows of a function symbol. */
export interface BankSymbol {
  readonly name: string;
  readonly kind: SymbolKind;
  readonly sort: number;
}

/**
 * - `function`: a symbol of the protocol's theory; `exponential` the commuting one; `transparent` a tuple.
 * - `constant`, `fresh`, `counter`: names. A fresh value's first argument is its run.
 * - `run`: identifies runs.
 */
export type SymbolKind =
  'function' | 'exponential' | 'transparent' | 'constant' | 'fresh' | 'counter' | 'run';

/** Makes terms, each once, and keeps exponentiations of the generator in one order. */
export class TermBank {
  readonly symbols: BankSymbol[] = [];
  readonly #symbolIndex = new Map<string, number>();
  readonly #sorts = new Map<string, number>([['any', 0]]);
  readonly #sortNames: string[] = ['any'];
  // Open addressing; the length is a power of two, and at most half of it is in use.
  #terms: (Cell | undefined)[] = emptyTable(1024);
  #count = 0;
  readonly #variables = new Map<number, Cell>();
  #next = 0;
  #generator: Cell | null = null;

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

  /** The index of a symbol; declared at first sight, with the kind and sort given then. */
  symbol(name: string, kind: SymbolKind, sort: number): number {
    const key = `${kind === 'exponential' || kind === 'transparent' ? 'function' : kind} ${name}`;
    const known = this.#symbolIndex.get(key);
    if (known !== undefined) return known;
    this.#symbolIndex.set(key, this.symbols.length);
    this.symbols.push({ name, kind, sort });
    return this.symbols.length - 1;
  }

  describe(cell: Cell): BankSymbol {
    const symbol = this.symbols[cell.symbol];
    if (symbol === undefined) throw new RangeError('a variable has no symbol');
    return symbol;
  }

  variable(index: number, sort: number): Cell {
    const key = index * 1024 + sort;
    const known = this.#variables.get(key);
    if (known !== undefined) return known;
    const made: Cell = {
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

  /** A symbol applied. */
  apply(symbol: number, args: readonly Cell[]): Cell {
    const described = this.symbols[symbol];
    if (described?.kind === 'exponential') return this.#exponential(symbol, described.sort, args);
    return this.#intern(symbol, described?.sort ?? 0, args);
  }

  constant(name: string, sort: number): Cell {
    return this.apply(this.symbol(name, 'constant', sort), []);
  }

  /** The constant that exponentiation starts from. */
  get generator(): Cell {
    this.#generator ??= this.constant(generator.name, 0);
    return this.#generator;
  }

  // x(x(g, a), b) and x(x(g, b), a) are one term: the exponent made first stands inside.
  #exponential(symbol: number, sort: number, args: readonly Cell[]): Cell {
    const [base, exponent] = args;
    if (base?.symbol !== symbol || exponent === undefined) return this.#intern(symbol, sort, args);
    const [innerBase, innerExponent] = base.args;
    if (innerBase !== this.generator || innerExponent === undefined || innerExponent.id <= exponent.id) {
      return this.#intern(symbol, sort, args);
    }
    return this.#intern(symbol, sort, [this.#intern(symbol, sort, [innerBase, exponent]), innerExponent]);
  }

  #intern(symbol: number, sort: number, args: readonly Cell[]): Cell {
    const place = this.#placeOf(symbol, args);
    const known = this.#terms[place];
    if (known !== undefined) return known;
    let ground = true;
    let size = 1;
    for (const argument of args) {
      ground &&= argument.ground;
      size += argument.size;
    }
    const made: Cell = { id: this.#next, symbol, variable: -1, sort, args, ground, size };
    this.#next += 1;
    this.#terms[place] = made;
    this.#count += 1;
    if (this.#count * 2 > this.#terms.length) this.#grow();
    return made;
  }

  // Where the term is, or where it belongs.
  #placeOf(symbol: number, args: readonly Cell[]): number {
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

function emptyTable(length: number): (Cell | undefined)[] {
  return new Array<Cell | undefined>(length).fill(undefined);
}

function hashOf(symbol: number, args: readonly Cell[]): number {
  let hash = Math.imul(symbol + 1, 0x9e3779b1);
  for (const { id } of args) hash = Math.imul(hash ^ id, 0x85ebca6b) ^ (hash >>> 15);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function sameCells(one: readonly Cell[], other: readonly Cell[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index += 1) if (one[index] !== other[index]) return false;
  return true;
}

/** The numbers of the variables that occur in terms. */
export function variablesOf(cells: readonly Cell[]): ReadonlySet<number> {
  const found = new Set<number>();
  const visit = (cell: Cell): void => {
    if (cell.ground) return;
    if (cell.symbol < 0) found.add(cell.variable);
    else cell.args.forEach(visit);
  };
  cells.forEach(visit);
  return found;
}
