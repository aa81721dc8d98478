import type { EdgeOrigin } from './key-hierarchy.ts';
import type { Model } from '#core/language/model.ts';
import type { TermExpression } from '#core/language/syntax.ts';
import { theory } from '#core/terms/theory.ts';

/**
 * What a key does for an element, as the text writes it:
 *
 * - `encrypts`: the element stands in what is encrypted under the key, in whichever layer.
 * - `authenticates`: it stands in what a code, a signature or an authenticated encryption under the key covers, the
 *   associated data included. Plain encryption is not counted here: it shows that somebody had the key, where what is
 *   decrypted can be told from rubbish.
 * - `derives`: the key stands in the term that the element is derived as.
 */
export const protectionUses = ['encrypts', 'authenticates', 'derives'] as const;
export type ProtectionUse = (typeof protectionUses)[number];

/** A key and what it does for an element, with everything that makes it so, in the order of the model. */
export interface Protection {
  readonly key: string;
  readonly element: string;
  readonly use: ProtectionUse;
  readonly origins: readonly EdgeOrigin[];
}

/** Everything that keys protect in a model, in the order of the text. Constants and names of entities need no protection. */
export function protections(model: Model): readonly Protection[] {
  const collection = new Collection(model);
  for (const phase of model.phases) {
    for (const step of phase.steps) {
      if (step.kind === 'message') {
        collection.message(step.content, { phase: phase.name, message: step.name });
      } else if (step.kind === 'derive') {
        collection.derivation(step.element, step.content, { phase: phase.name, message: null });
      }
    }
  }
  return collection.list();
}

class Collection {
  readonly #keys: ReadonlySet<string>;
  readonly #elements: ReadonlySet<string>;
  readonly #found = new Map<string, Omit<Protection, 'origins'> & { readonly origins: EdgeOrigin[] }>();

  constructor({ elements }: Model) {
    const isKey = (kind: string): boolean => kind === 'symmetric-key' || kind === 'key-pair';
    this.#keys = new Set(elements.flatMap(({ kind, name }) => (isKey(kind) ? [name] : [])));
    this.#elements = new Set(elements.flatMap(({ kind, name }) => (kind === 'constant' ? [] : [name])));
  }

  list(): readonly Protection[] {
    return [...this.#found.values()];
  }

  /** Notes what the keys of a term's applications cover. Terms of a text are only as deep as it was typed. */
  message(term: TermExpression, origin: EdgeOrigin): void {
    if (term.kind === 'tuple') for (const part of term.parts) this.message(part, origin);
    if (term.kind !== 'apply') return;
    if (term.key !== null) {
      const { opens } = theory[term.primitive];
      const keys = this.#named(term.key, this.#keys);
      const encrypts = opens === 'same-key' || opens === 'other-half';
      const vouches = term.primitive === 'aead' || term.primitive === 'mac' || opens === 'anybody';
      for (const name of this.#carried(term.content)) {
        if (encrypts) this.#note(keys, name, 'encrypts', origin);
        if (vouches) this.#note(keys, name, 'authenticates', origin);
      }
      const associated = term.associated === null ? [] : this.#carried(term.associated);
      for (const name of associated) this.#note(keys, name, 'authenticates', origin);
    }
    this.message(term.content, origin);
    if (term.associated !== null) this.message(term.associated, origin);
  }

  derivation(element: string, term: TermExpression, origin: EdgeOrigin): void {
    this.#note(this.#named(term, this.#keys), element, 'derives', origin);
  }

  #note(keys: readonly string[], element: string, use: ProtectionUse, origin: EdgeOrigin): void {
    for (const key of keys) {
      if (key === element) continue;
      const id = `${use} ${key} ${element}`;
      const known = this.#found.get(id);
      if (known === undefined) this.#found.set(id, { key, element, use, origins: [origin] });
      else if (!known.origins.some((each) => isSame(each, origin))) known.origins.push(origin);
    }
  }

  #named(term: TermExpression, among: ReadonlySet<string>): readonly string[] {
    return [...namesIn(term)].filter((name) => among.has(name));
  }

  // What something is encrypted or made under is used there, not carried.
  #carried(term: TermExpression): readonly string[] {
    return [...namesIn(term, 'contents')].filter((name) => this.#elements.has(name));
  }
}

function isSame(left: EdgeOrigin, right: EdgeOrigin): boolean {
  return left.phase === right.phase && left.message === right.message;
}

/** The names that stand in a term as it is written, those of key pairs included, each once; in its keys, too, or not. */
export function namesIn(
  term: TermExpression,
  where: 'anywhere' | 'contents' = 'anywhere',
): ReadonlySet<string> {
  const names = new Set<string>();
  const open = [term];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    if (each.kind === 'name') names.add(each.name);
    else if (each.kind === 'key-half') names.add(each.pair.name);
    else if (each.kind === 'tuple') open.push(...each.parts.toReversed());
    else {
      if (each.associated !== null) open.push(each.associated);
      open.push(each.content);
      if (each.key !== null && where === 'anywhere') open.push(each.key);
    }
  }
  return names;
}
