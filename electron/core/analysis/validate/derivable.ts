import { partsOf, printed, tuple, type Term } from './term.ts';

/** What can be put together from some terms, and taken apart, by whoever has them. */
export class Derivable {
  readonly #known = new Set<string>();

  constructor(terms: readonly Term[]) {
    let waiting = [...terms];
    // What is locked waits until its key is there.
    for (let before = -1; before !== waiting.length;) {
      before = waiting.length;
      waiting = waiting.flatMap((term) => this.#open(term));
    }
  }

  has(term: Term): boolean {
    switch (term.kind) {
      case 'agent':
      case 'constant':
      case 'number':
      case 'none':
        return true;
      case 'apply':
        return (
          this.#known.has(keyOf(term)) ||
          (!isSecret(term.symbol) && partsOf(term).every((part) => this.has(part)))
        );
      case 'power':
        return this.#known.has(keyOf(term)) || this.#hasPower(term);
      case 'unknown':
      case 'made':
      case 'shared':
        return this.#known.has(keyOf(term));
    }
  }

  // With all exponents but one inside, or all of them.
  #hasPower({ base, exponents }: Extract<Term, { readonly kind: 'power' }>): boolean {
    return exponents.some((exponent, index) => {
      const rest = exponents.toSpliced(index, 1);
      if (!this.has(exponent)) return false;
      if (rest.length === 0) return base === null || this.has(base);
      return this.has({ kind: 'power', base, exponents: rest });
    });
  }

  // Takes a term, and returns what may still be opened later.
  #open(term: Term): readonly Term[] {
    this.#known.add(keyOf(term));
    if (term.kind !== 'apply') return [];
    if (term.symbol === tuple) return term.args.flatMap((part) => this.#open(part));
    const [key, content, beside] = term.args;
    if (key === undefined || content === undefined) return [];
    // Anybody reads what is signed, and what goes beside a cipher.
    if (beside !== undefined) this.#known.add(keyOf(beside));
    const opener = openerOf(term.symbol, key);
    if (opener === null) return [];
    return opener === 'nothing' || this.has(opener) ? this.#open(content) : [term];
  }
}

function openerOf(symbol: string, key: Term): Term | 'nothing' | null {
  switch (symbol) {
    case 'sign':
      return 'nothing';
    case 'enc':
    case 'aead':
      return key;
    case 'penc':
      return key.kind === 'power' && key.base === null && key.exponents.length === 1
        ? (key.exponents[0] ?? null)
        : null;
    default:
      return null;
  }
}

function isSecret(symbol: string): boolean {
  return symbol.startsWith('secret ');
}

// The two sides count from different numbers, and everybody has all of them.
function keyOf(term: Term): string {
  return printed(withoutNumbers(term));
}

function withoutNumbers(term: Term): Term {
  switch (term.kind) {
    case 'number':
      return { ...term, name: '' };
    case 'apply':
      return { ...term, args: term.args.map(withoutNumbers) };
    case 'power':
    case 'unknown':
    case 'made':
    case 'shared':
    case 'agent':
    case 'constant':
    case 'none':
      return term;
  }
}
