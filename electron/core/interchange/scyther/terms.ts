import { pairOf, symbols, type Algebra } from '#core/interchange/scyther/algebra.ts';
import type { Failures } from '#core/interchange/scyther/failure.ts';
import type { Entity, Scope } from '#core/interchange/scyther/scope.ts';
import { partsOf, type Term } from '#core/interchange/scyther/syntax.ts';
import { anySort, type Message } from '#core/protocol/message.ts';

/** Stands for what could not be translated; the import has failed then. */
const nothing: Message = { kind: 'constant', name: '' };

/** Translates the terms of one scope to messages. */
export class TermWriter {
  readonly #scope: Scope;
  readonly #algebra: Algebra;
  readonly #failures: Failures;

  constructor(scope: Scope, algebra: Algebra, failures: Failures) {
    this.#scope = scope;
    this.#algebra = algebra;
    this.#failures = failures;
  }

  message(term: Term): Message {
    switch (term.kind) {
      case 'name':
        return this.#named(term);
      case 'call':
        return this.#call(term);
      case 'encrypt':
        return this.#encryption(term.body, term.key);
      case 'tuple':
        return pairOf(term.parts.map((part) => this.message(part)));
    }
  }

  /** The message for each part of a term that may be a tuple. */
  parts(term: Term | null): readonly Message[] {
    return term === null ? [] : partsOf(term).map((part) => this.message(part));
  }

  #named(term: Extract<Term, { kind: 'name' }>): Message {
    const entity = this.#scope.find(term.name);
    if (entity !== undefined && entity.kind !== 'type') return entity.message;
    this.#failures.add(entity === undefined ? 'undeclared' : 'not-a-term', term);
    return nothing;
  }

  #call(term: Extract<Term, { kind: 'call' }>): Message {
    const entity = this.#scope.find(term.name);
    const args = term.args.map((argument) => this.message(argument));
    if (entity?.kind === 'constant' && entity.callable) return this.#algebra.apply(entity.name, args);
    this.#failures.add(entity === undefined ? 'undeclared' : 'not-a-function', term);
    return nothing;
  }

  // What opens an encryption is told by its key's form, so that form must be seen.
  #encryption(body: Term, key: Term): Message {
    const args = [this.message(body), this.message(key)];
    return { kind: 'apply', symbol: this.#cipher(key), args };
  }

  #cipher(key: Term): string {
    if (key.kind !== 'name' && key.kind !== 'call') return symbols.symmetric;
    const entity = this.#scope.find(key.name);
    if (key.kind === 'call') {
      const asymmetric = entity?.kind === 'constant' && this.#algebra.isAsymmetric(entity.name);
      return asymmetric ? symbols.asymmetric : symbols.symmetric;
    }
    if (entity?.kind === 'constant' && this.#algebra.isInverse(entity.name)) return symbols.inverse;
    if (mayBeAnyKey(entity)) this.#failures.add('key-of-any-sort', key);
    return symbols.symmetric;
  }
}

function mayBeAnyKey(entity: Entity | undefined): boolean {
  return entity?.kind === 'variable' && (entity.sort === anySort || entity.sort === 'Function');
}
