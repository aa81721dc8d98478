import type { Break } from './adversary.ts';
import type { AppliedValue, Primitive, Value, Values } from './value.ts';

/** What the adversary knows: everything that it can take out of what it has seen, and put together from that. */
export class Knowledge {
  readonly #values: Values;
  readonly #parts: Set<Value>;
  readonly #broken: Set<string>;

  constructor(values: Values, parts = new Set<Value>(), broken = new Set<string>()) {
    this.#values = values;
    this.#parts = parts;
    this.#broken = broken;
  }

  copy(): Knowledge {
    return new Knowledge(this.#values, new Set(this.#parts), new Set(this.#broken));
  }

  /** From now on a primitive is broken. */
  breakPrimitive({ primitive, flaw }: Pick<Break, 'primitive' | 'flaw'>): void {
    this.#broken.add(`${flaw} ${primitive}`);
    this.#takeApart();
  }

  /** True if a primitive's results can be made, or changed, by whoever lacks the key. */
  canForge(primitive: Primitive): boolean {
    return this.#isBroken('forgeable', primitive) || this.#isBroken('malleable', primitive);
  }

  #isBroken(flaw: Break['flaw'], primitive: Primitive): boolean {
    return this.#broken.has(`${flaw} ${primitive}`);
  }

  /** The values that were seen, and what could be taken out of them. */
  get parts(): Iterable<Value> {
    return this.#parts;
  }

  add(value: Value): void {
    if (this.#parts.has(value)) return;
    this.#parts.add(value);
    this.#takeApart();
  }

  /** The public half of a private one. */
  halfOf(value: Value): Value {
    return this.#values.power(null, value);
  }

  /** True if a value was seen, or could be taken out of one that was. */
  has(value: Value): boolean {
    return this.#parts.has(value);
  }

  /** True if the adversary can make a value. */
  derives(value: Value): boolean {
    return this.#parts.has(value) || this.composes(value);
  }

  /** True if it can put a value together from others, whether it has seen it or not, or forge it. */
  composes(value: Value): boolean {
    return this.makes(value) || (value.kind === 'apply' && this.#forges(value));
  }

  /** True if it can put a value together from all that it is made of. */
  makes(value: Value): boolean {
    switch (value.kind) {
      case 'agent':
      case 'constant':
      case 'number':
      case 'none':
        return true;
      case 'atom':
        return value.origin === 'adversary';
      case 'unknown':
        return false;
      case 'tuple':
        return value.parts.every((part) => this.derives(part));
      case 'apply':
        return [value.key, value.content, value.associated].every(
          (part) => part === null || this.derives(part),
        );
      case 'power':
        return this.#raises(value);
    }
  }

  // Without the key: from nothing but what is put in, or from another result under the same key.
  #forges({ primitive, key, content, associated }: AppliedValue): boolean {
    if (this.#isBroken('forgeable', primitive) && this.derives(content) && this.derives(associated))
      return true;
    if (!this.#isBroken('malleable', primitive) || !this.derives(content)) return false;
    return [...this.#parts].some(
      (part) =>
        part.kind === 'apply' &&
        part.primitive === primitive &&
        part.key === key &&
        part.associated === associated,
    );
  }

  // With any one exponent, from the same power without it; the generator is known.
  #raises({ base, exponents }: Extract<Value, { readonly kind: 'power' }>): boolean {
    if (base === null && exponents.length === 0) return true;
    const halves = exponents.map((exponent) => this.#values.power(null, exponent));
    if (
      this.#isBroken('weak', 'dh') &&
      base === null &&
      halves.length > 1 &&
      halves.every((half) => this.#parts.has(half))
    )
      return true;
    return exponents.some((exponent, index) => {
      if (!this.derives(exponent)) return false;
      let rest = base;
      for (const [other, each] of exponents.entries())
        if (other !== index) rest = this.#values.power(rest, each);
      return rest === null || this.derives(rest);
    });
  }

  #takeApart(): void {
    for (let before = -1; before !== this.#parts.size;) {
      before = this.#parts.size;
      for (const value of this.#parts) for (const part of this.#within(value)) this.#parts.add(part);
    }
  }

  #within(value: Value): readonly Value[] {
    if (value.kind === 'tuple') return value.parts;
    if (value.kind !== 'apply') return [];
    const { primitive, key, content, associated } = value;
    if (this.#isBroken('weak', primitive)) return [content, associated];
    switch (primitive) {
      case 'enc':
      case 'aead':
        return key !== null && this.derives(key) ? [content, associated] : [associated];
      case 'penc': {
        const secret = key?.kind === 'power' && key.base === null ? key.exponents : [];
        return secret.length === 1 && secret.every((each) => this.derives(each)) ? [content] : [];
      }
      case 'sign':
        return [content];
      case 'mac':
      case 'hash':
      case 'kdf':
        return [];
    }
  }
}
