import { errorAt, replaceAt, type Diagnostic } from '#core/language/diagnostic.ts';
import { isElementKind, type ElementKind } from './kinds.ts';
import { nearestName } from '#core/language/nearest-name.ts';
import type { Identifier, Statement } from '#core/language/syntax.ts';

/** The kinds of thing that a declared name stands for. */
export type Declared = 'entity' | ElementKind | 'phase' | 'requirement' | 'message' | 'attack';

/** For how many unknown names of a text the one that was meant is looked for: that compares each with all. */
const mostLookedUp = 100;

/** Every name that a text declares. A name declared twice keeps its first meaning. */
export class NameTable {
  readonly #declared = new Map<string, Declared>();
  readonly #diagnostics: Diagnostic[];
  #unknowns = 0;

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
      case 'attack':
        this.#declare(statement.name, 'attack');
        return;
      case 'protocol':
      case 'tick':
      case 'claim':
      case 'coincide':
    }
  }

  #declare(identifier: Identifier, meaning: Declared): void {
    if (this.#declared.has(identifier.name)) {
      this.#diagnostics.push(errorAt(identifier.span, 'duplicate-name', { name: identifier.name }));
      return;
    }
    this.#declared.set(identifier.name, meaning);
  }

  /** The kind of thing that a name stands for, or undefined. */
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
    return this.#expect(identifier, 'not-an-element', isElementKind);
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

  /** The name, if a phase's; else null, with a diagnostic. */
  phase(identifier: Identifier): string | null {
    return this.#expect(identifier, 'not-a-phase', (meaning) => meaning === 'phase');
  }

  /** The name, if that of an element whose value can be worked out from others; else null, with a diagnostic. */
  derivable(identifier: Identifier): string | null {
    return this.#expect(
      identifier,
      'not-derivable',
      (meaning) => meaning === 'symmetric-key' || meaning === 'data' || meaning === 'nonce',
    );
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
      (meaning) => meaning === 'entity' || (isElementKind(meaning) && meaning !== 'key-pair'),
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
      const diagnostic = errorAt(identifier.span, refused, { name: identifier.name });
      const half =
        refused === 'key-half-expected' ? replaceAt(identifier.span, `pk(${identifier.name})`) : null;
      this.#diagnostics.push({ ...diagnostic, fix: half });
      return null;
    }
    return identifier.name;
  }

  #nearest(name: string, accepts: (meaning: Declared) => boolean): string | null {
    const candidates = [...this.#declared].filter(([, meaning]) => accepts(meaning)).map(([each]) => each);
    return nearestName(name, candidates);
  }

  #unknown(identifier: Identifier, accepts: (meaning: Declared) => boolean): Diagnostic {
    this.#unknowns += 1;
    const nearest = this.#unknowns > mostLookedUp ? null : this.#nearest(identifier.name, accepts);
    return {
      ...errorAt(identifier.span, 'unknown-name', { name: identifier.name }),
      fix: nearest === null ? null : replaceAt(identifier.span, nearest),
    };
  }
}
