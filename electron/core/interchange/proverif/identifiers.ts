/**
 * Words that ProVerif 2.05 reads as keywords or predefines in its typed front end (the token table of its
 * lexer, and the manual's sections 3.1 and 4.1), so that no name of a model may be one.
 */
const reservedWords: ReadonlySet<string> = new Set([
  ...['among', 'axiom', 'channel', 'choice', 'clauses', 'const', 'def', 'diff', 'do', 'elimtrue', 'else'],
  ...['equation', 'equivalence', 'event', 'expand', 'fail', 'for', 'forall', 'foreach', 'free', 'fun', 'get'],
  ...[
    'if',
    'implementation',
    'in',
    'inj',
    'insert',
    'lemma',
    'let',
    'letfun',
    'letproba',
    'new',
    'noninterf',
  ],
  ...['noselect', 'not', 'nounif', 'or', 'otherwise', 'out', 'param', 'phase', 'pred', 'proba', 'process'],
  ...['proof', 'public_vars', 'putbegin', 'query', 'reduc', 'restriction', 'secret', 'select', 'set'],
  ...['suchthat', 'sync', 'table', 'then', 'type', 'weaksecret', 'yield'],
  ...['any_type', 'attacker', 'bitstring', 'bool', 'data', 'false', 'is_cst', 'is_nat', 'mess', 'nat'],
  ...['private', 'sid', 'subterm', 'time', 'true', 'typeConverter'],
]);

const longestBase = 48;

/** Gives out ProVerif identifiers: letters, digits and underscores, each once, none of them reserved. */
export class IdentifierPool {
  readonly #taken = new Set<string>();
  readonly #takenInside = new Set<string>();
  readonly #outer: IdentifierPool | null;

  constructor(outer: IdentifierPool | null = null) {
    this.#outer = outer;
  }

  /** A pool for an inner scope: no name of it hides one of this pool, whichever is taken first. */
  inner(): IdentifierPool {
    return new IdentifierPool(this);
  }

  /** An unused identifier that resembles the name; `otherwise` stands in for a name without Latin letters. */
  take(name: string, otherwise: string): string {
    const plain = name.replaceAll(/[^A-Za-z0-9]+/gu, '_').replace(/^[^A-Za-z]+/u, '');
    const base = plain.slice(0, longestBase).replace(/_+$/u, '') || otherwise;
    let identifier = base;
    for (let number = 2; !this.#free(identifier); number += 1) identifier = `${base}_${number}`;
    this.#taken.add(identifier);
    if (this.#outer !== null) this.#outer.#takenInside.add(identifier);
    return identifier;
  }

  #free(identifier: string): boolean {
    if (reservedWords.has(identifier)) return false;
    if (this.#taken.has(identifier) || this.#takenInside.has(identifier)) return false;
    return this.#outer === null || !this.#outer.#taken.has(identifier);
  }
}

/** A name as a ProVerif comment can hold it: no character of it can end the comment or open another. */
export function commentable(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N} _.,;:'-]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `{${code.toString(16)}}`;
  });
}
