import { errorAt, type Diagnostic } from '#core/language/diagnostic.ts';
import type { ElementKind } from '#core/language/model.ts';
import type { Identifier, Statement } from '#core/language/syntax.ts';

/** What a declared name stands for. */
export type Declared = 'entity' | ElementKind | 'phase' | 'requirement' | 'message';

/** Every name that a text declares. A name declared twice keeps its first meaning. */
export class NameTable {
  readonly #declared = new Map<string, Declared>();
  readonly #diagnostics: Diagnostic[];

  /** @param diagnostics receives what is wrong with names. */
  constructor(statements: readonly Statement[], diagnostics: Diagnostic[]) {
    this.#diagnostics = diagnostics;
    for (const statement of statements) this.#declareStatement(statement);
  }

  #declareStatement(statement: Statement): void {
    switch (statement.kind) {
      case 'entity':
        this.#declare(statement.name, 'entity');
        return;
      case 'element':
        this.#declare(statement.name, statement.elementKind);
        return;
      case 'phase':
        this.#declare(statement.name, 'phase');
        for (const item of statement.items) if (item.kind === 'message') this.#declare(item.name, 'message');
        return;
      case 'requirement':
        this.#declare(statement.name, 'requirement');
        return;
      case 'protocol':
      case 'tick':
    }
  }

  #declare(identifier: Identifier, meaning: Declared): void {
    if (this.#declared.has(identifier.name)) {
      this.#diagnostics.push(errorAt(identifier.span, 'duplicate-name', { name: identifier.name }));
      return;
    }
    this.#declared.set(identifier.name, meaning);
  }

  /** What a name stands for, or undefined. */
  meaning(name: string): Declared | undefined {
    return this.#declared.get(name);
  }

  /** The name, if it is an entity's; else null, with a diagnostic. */
  entity(identifier: Identifier): string | null {
    return this.#expect(identifier, 'not-an-entity', (meaning) => meaning === 'entity');
  }

  /** The names that are entities'; a diagnostic for each that is not. */
  entities(identifiers: readonly Identifier[]): readonly string[] {
    return identifiers.map((each) => this.entity(each)).filter((name) => name !== null);
  }

  /** The name, if it is an element's; else null, with a diagnostic. */
  element(identifier: Identifier): string | null {
    return this.#expect(identifier, 'not-an-element', isElement);
  }

  /** The names that are elements'; a diagnostic for each that is not. */
  elements(identifiers: readonly Identifier[]): readonly string[] {
    return identifiers.map((each) => this.element(each)).filter((name) => name !== null);
  }

  /** The name, if it is a key pair's; else null, with a diagnostic. */
  keyPair(identifier: Identifier): string | null {
    return this.#expect(identifier, 'not-a-key-pair', (meaning) => meaning === 'key-pair');
  }

  /** The name, if it is a symmetric key's; else null, with a diagnostic. */
  symmetricKey(identifier: Identifier): string | null {
    return this.#expect(identifier, 'not-a-symmetric-key', (meaning) => meaning === 'symmetric-key');
  }

  /** The names that are requirements'; a diagnostic for each that is not. */
  requirements(identifiers: readonly Identifier[]): readonly string[] {
    return identifiers
      .map((each) => this.#expect(each, 'unknown-requirement', (meaning) => meaning === 'requirement'))
      .filter((name) => name !== null);
  }

  /** The name, if it can stand in a term: an element other than a key pair, or an entity. */
  termName(identifier: Identifier): string | null {
    return this.#expect(
      identifier,
      'key-half-expected',
      (meaning) => meaning === 'entity' || (isElement(meaning) && meaning !== 'key-pair'),
    );
  }

  #expect(
    identifier: Identifier,
    code: Diagnostic['code'],
    accepts: (meaning: Declared) => boolean,
  ): string | null {
    const meaning = this.#declared.get(identifier.name);
    if (meaning === undefined) {
      this.#diagnostics.push(this.#unknown(identifier, accepts));
      return null;
    }
    if (!accepts(meaning)) {
      const refused = code === 'key-half-expected' && meaning !== 'key-pair' ? 'not-an-element' : code;
      this.#diagnostics.push(errorAt(identifier.span, refused, { name: identifier.name }));
      return null;
    }
    return identifier.name;
  }

  #unknown(identifier: Identifier, accepts: (meaning: Declared) => boolean): Diagnostic {
    const candidates = [...this.#declared].filter(([, meaning]) => accepts(meaning)).map(([name]) => name);
    const nearest = nearestName(identifier.name, candidates);
    return {
      ...errorAt(identifier.span, 'unknown-name', { name: identifier.name }),
      fix:
        nearest === null ? null : { replacement: nearest, edit: { span: identifier.span, insert: nearest } },
    };
  }
}

function isElement(meaning: Declared): meaning is ElementKind {
  return !['entity', 'phase', 'requirement', 'message'].includes(meaning);
}

/** The candidate that a misspelt name most likely meant, or null when none is near. */
function nearestName(name: string, candidates: readonly string[]): string | null {
  const limit = Math.max(1, Math.floor(name.length / 3));
  let nearest: { name: string; distance: number } | null = null;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) > limit) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance <= limit && (nearest === null || distance < nearest.distance)) {
      nearest = { name: candidate, distance };
    }
  }
  return nearest?.name ?? null;
}

// Levenshtein's distance, one row at a time.
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 0; i < left.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < right.length; j += 1) {
      const substitution = (row[j] ?? 0) + (left[i] === right[j] ? 0 : 1);
      next.push(Math.min(substitution, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
