import type { TermExpression } from '#core/language/syntax.ts';
import { namesIn, written, type AppliedTerm, type Text } from './text.ts';
import type { Value, Values } from './value.ts';

/** A name of the text, or a half of a pair, that a run can have a value for. */
type Named = Extract<TermExpression, { readonly kind: 'name' | 'key-half' }>;

/** A part of a message with the term that it should be. */
export interface Part {
  readonly term: TermExpression;
  readonly value: Value;
  /** True once the run has kept it as it came, because it could neither open nor compare it. */
  readonly kept: boolean;
  /** Counters and clocks that had other numbers when it came than the run has under their names now. */
  readonly loose: readonly string[];
}

/**
 * What one run of an entity holds: values under the names of the text, and parts of messages as they came. It changes
 * only by what the text says.
 */
export class Holdings {
  readonly #text: Text;
  readonly #values: Values;
  #named: Map<string, Value>;
  #parts: Map<string, Value>;
  #aside: Map<string, Value>;
  // Whether a copy has the same maps: most copies are never changed.
  #shared = false;

  constructor(
    text: Text,
    values: Values,
    named = new Map<string, Value>(),
    parts = new Map<string, Value>(),
    aside = new Map<string, Value>(),
  ) {
    this.#text = text;
    this.#values = values;
    this.#named = named;
    this.#parts = parts;
    this.#aside = aside;
  }

  copy(): Holdings {
    const copy = new Holdings(this.#text, this.#values, this.#named, this.#parts, this.#aside);
    this.#shared = true;
    copy.#shared = true;
    return copy;
  }

  // Called before anything is changed.
  #change(): void {
    if (!this.#shared) return;
    this.#named = new Map(this.#named);
    this.#parts = new Map(this.#parts);
    this.#aside = new Map(this.#aside);
    this.#shared = false;
  }

  /** Some of the names, and no parts of messages. */
  only(isChosen: (name: string) => boolean): Holdings {
    const named = new Map([...this.#named].filter(([name]) => isChosen(name)));
    return new Holdings(this.#text, this.#values, named);
  }

  /** Every value that is held, under a name or as a part of a message. */
  get all(): readonly Value[] {
    return [...this.#named.values(), ...this.#parts.values()];
  }

  /** The names and halves under which something is held, as they are written. */
  get names(): readonly string[] {
    return [...this.#named.keys()];
  }

  /** The parts of messages that are kept as they came, under the terms that they should be. */
  get parts(): readonly (readonly [string, Value])[] {
    return [...this.#parts];
  }

  named(name: string): Value | null {
    return this.#named.get(name) ?? null;
  }

  /** The value that a name stands for, whether it is held or can be built from what it is derived from. */
  valueOf(name: string): Value | null {
    const held = this.#named.get(name);
    const definition = this.#text.definition(name);
    return held ?? (definition === null ? null : this.build(definition));
  }

  /** The names that have another value than in earlier holdings. */
  changedSince(earlier: Holdings): readonly string[] {
    return [...this.#named].flatMap(([name, value]) => (earlier.#named.get(name) === value ? [] : [name]));
  }

  bind(term: Named, value: Value): void {
    this.#change();
    this.#named.set(written(term), value);
  }

  bindName(name: string, value: Value): void {
    this.#change();
    this.#named.set(name, value);
  }

  /** Keeps a part of a message that cannot be read, as the term that it should be. */
  keepPart(term: TermExpression, value: Value): void {
    this.#change();
    this.#parts.set(written(this.#text.spelledOut(term)), value);
  }

  /** Leaves a number open, to be taken from what comes; where nothing comes, it is known what it was. */
  setAside(name: string): void {
    const value = this.#named.get(name);
    if (value === undefined) return;
    this.forget(name);
    this.#aside.set(name, value);
  }

  /** The names of numbers that are left open. */
  get leftOpen(): readonly string[] {
    return [...this.#aside.keys()].filter((name) => !this.#named.has(name));
  }

  /** The number that a name had before it was left open, or null. */
  aside(name: string): Value | null {
    return this.#aside.get(name) ?? null;
  }

  /** Forgets what goes under a name; what was received under another, or derived from it, stays. */
  forget(name: string): void {
    this.#change();
    for (const each of [name, `sk(${name})`, `pk(${name})`]) this.#named.delete(each);
    this.#aside.delete(name);
  }

  /** A text that is the same for holdings of the same content. */
  get key(): string {
    return [
      ...this.#named,
      ...this.#parts,
      ...[...this.#aside].map(([name, value]) => [`last ${name}`, value] as const),
    ]
      .map(([name, { id }]) => `${name}=${String(id)}`)
      .toSorted()
      .join(',');
  }

  /** Forgets the parts in which a name stands that has another value now. */
  forgetPartsWith(name: string): void {
    this.#change();
    for (const part of this.#parts.keys())
      if (part.split(/[^\p{L}\p{N}_']+/u).includes(name)) this.#parts.delete(part);
  }

  /** The part that came as this term and could not be read, or null. */
  partKept(term: TermExpression): Value | null {
    return this.#parts.get(written(this.#text.spelledOut(term))) ?? null;
  }

  /** The value of a term, as the run would send it now; null where it lacks something. What was received goes before. */
  build(term: TermExpression): Value | null {
    const held = term.kind === 'name' ? this.#named.get(term.name) : undefined;
    return held ?? this.partKept(term) ?? this.compose(term);
  }

  /** Like `build`, but never the whole as something that was received. */
  compose(term: TermExpression): Value | null {
    switch (term.kind) {
      case 'name': {
        const definition = this.#text.definition(term.name);
        return definition === null ? null : this.build(definition);
      }
      case 'key-half': {
        const held = this.#named.get(written(term));
        if (held !== undefined || term.half === 'private') return held ?? null;
        const secret = this.#named.get(`sk(${term.pair.name})`);
        return secret === undefined ? null : this.#values.power(null, secret);
      }
      case 'tuple': {
        const parts = term.parts.map((part) => this.build(part));
        return parts.every((part) => part !== null) ? this.#values.tuple(parts) : null;
      }
      case 'apply':
        return this.#apply(term);
    }
  }

  #apply({ primitive, key, content, associated }: AppliedTerm): Value | null {
    if (primitive === 'dh' && key?.kind === 'key-half' && content.kind === 'key-half') {
      return this.#agree(key.pair.name, content.pair.name) ?? this.#agree(content.pair.name, key.pair.name);
    }
    const [lock, inside, beside] = [key, content, associated].map((part) =>
      part === null ? null : this.build(part),
    );
    if ((key !== null && !lock) || !inside || (associated !== null && !beside)) return null;
    return this.#values.apply(primitive, lock ?? null, inside, beside ?? null);
  }

  // The private half of one pair and the public one of the other.
  #agree(own: string, other: string): Value | null {
    const secret = this.#named.get(`sk(${own})`);
    const span = { start: 0, end: 0 };
    const half = this.build({ kind: 'key-half', half: 'public', pair: { name: other, span }, span });
    return secret === undefined || half === null ? null : this.#values.power(half, secret);
  }
}

/** A part in which some numbers may be others than they are now. */
export function loosened(given: Part, numbers: readonly string[]): Part {
  const loose = namesIn(given.term).filter((name) => numbers.includes(name));
  return loose.length === 0 ? given : { ...given, loose: [...new Set([...given.loose, ...loose])] };
}
