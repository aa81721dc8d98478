import { power, publicHalf } from '#core/analysis/3-translate/algebra.ts';
import { noAssociatedData } from '#core/analysis/3-translate/composition.ts';
import type { Value } from '#core/kernel/value.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import { generator } from '#core/protocol/theory.ts';
import { isPrimitiveName, theory as primitives } from '#core/terms/theory.ts';
import type { ValueNames } from './value-names.ts';

/** A message in the notation of the language: written out, and with references to earlier steps for what repeats. */
export interface Written {
  readonly whole: string;
  readonly short: string;
}

/** What is shorter is written out again. */
const shortest = { protected: 24, derived: 60 };

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** How values are written at one place of a story. */
type Writer = (value: Value) => string | null;

/**
 * Writes the messages of an attack. `[3]` stands for the message of step 3, `[3a]` for the part of it that is marked
 * `[3a]=…` there.
 */
export class WrittenMessages {
  readonly #protocol: Protocol;
  readonly #names: ValueNames;
  readonly #whole = new Map<Value, string>();
  /** The step that had each first as its message. */
  readonly #messages = new Map<Value, number>();
  /** What repeats without being a message, and its label once it was told. */
  readonly #parts = new Map<Value, string | null>();
  readonly #hasOnlyPairs: boolean;
  readonly #marks = new Map<number, number>();
  readonly #told: readonly Written[];

  /** `messages`: those of the steps, in order; steps count from 1. */
  constructor(protocol: Protocol, names: ValueNames, messages: readonly Value[]) {
    this.#protocol = protocol;
    this.#names = names;
    const tuples = [...protocol.theory.symbols.values()].filter(({ transparent }) => transparent);
    this.#hasOnlyPairs = tuples.every(({ arity }) => arity === 2);
    // Names are given in the order of the story.
    for (const message of messages) this.whole(message);
    const seen = new Set<Value>();
    messages.forEach((message, index) => {
      this.#findRepeated(message, seen);
      if (this.#isLong(message) && !this.#messages.has(message)) this.#messages.set(message, index + 1);
    });
    this.#told = messages.map((message, index) => ({
      whole: this.whole(message),
      short: this.#short(message, index + 1),
    }));
  }

  /** The message of a step, by its index. */
  step(index: number): Written {
    return this.#told[index] ?? { whole: '', short: '' };
  }

  /** A value that is told when so many steps were. */
  after(value: Value, steps: number): Written {
    return { whole: this.whole(value), short: this.#reference(value, steps) ?? this.whole(value) };
  }

  /** True if some message stands for itself again, or some part does. */
  get refers(): { readonly messages: boolean; readonly parts: boolean } {
    const parts = [...this.#parts.values()].some((label) => label !== null);
    return { messages: this.#told.some(({ short }) => /\[\d+\]/u.test(short)), parts };
  }

  /** A value written out. */
  whole(value: Value): string {
    const known = this.#whole.get(value);
    if (known !== undefined) return known;
    const written = this.#write(value, true, () => null);
    this.#whole.set(value, written);
    return written;
  }

  // Notes what was seen before; what is in it does not count once more.
  #findRepeated(value: Value, seen: Set<Value>): void {
    if (seen.has(value) && this.#isLong(value)) {
      if (!this.#messages.has(value)) this.#parts.set(value, null);
      return;
    }
    seen.add(value);
    for (const part of value.args) this.#findRepeated(part, seen);
  }

  #short(message: Value, step: number): string {
    return this.#reference(message, step - 1) ?? this.#shortened(message, step, true);
  }

  #shortened(value: Value, step: number, top: boolean): string {
    return this.#write(value, top, (part) => {
      const known = this.#reference(part, step - 1);
      if (known !== null) return known;
      if (!this.#parts.has(part)) return null;
      const label = this.#parts.get(part) ?? null;
      if (label !== null) return label;
      const count = this.#marks.get(step) ?? 0;
      this.#marks.set(step, count + 1);
      const made = `[${step}${letters[count] ?? `-${count + 1}`}]`;
      this.#parts.set(part, made);
      return `${made}=${this.#shortened(part, step, false)}`;
    });
  }

  // What stands for something that so many steps have told.
  #reference(value: Value, steps: number): string | null {
    const message = this.#messages.get(value);
    if (message !== undefined && message <= steps) return `[${message}]`;
    return this.#parts.get(value) ?? null;
  }

  #isLong(value: Value): boolean {
    if (value.kind !== 'apply') return false;
    const symbol = this.#protocol.theory.symbols.get(value.name);
    if (symbol === undefined || symbol.private || value.name === publicHalf) return false;
    const isDerived = value.name === power || value.name === 'kdf' || value.name === 'hash';
    return this.whole(value).length >= (isDerived ? shortest.derived : shortest.protected);
  }

  // In the notation of the language; what a run made bears the run's number.
  #write(value: Value, top: boolean, instead: Writer): string {
    const inner = (part: Value, alone: boolean): string => instead(part) ?? this.#write(part, alone, instead);
    switch (value.kind) {
      case 'constant':
        return value.constant === null ? value.name : this.#names.constant(value.constant);
      case 'fresh':
        return this.#names.made(value.name, value.run);
      case 'apply':
        break;
    }
    const { args, name } = value;
    const symbol = this.#protocol.theory.symbols.get(name);
    // Where only pairs are there, what is behind a pair's comma goes on without brackets.
    const list = (): string =>
      args
        .map((each, index) => inner(each, this.#hasOnlyPairs && symbol?.transparent === true && index === 1))
        .join(', ');
    if (symbol?.transparent === true) return top ? list() : `(${list()})`;
    const [key, content, associated] = args;
    if (key === undefined) return name;
    if (symbol?.lowEntropy === true) return inner(key, top);
    if (name === power && content !== undefined) {
      const isPublic = key.kind === 'constant' && key.name === generator.name;
      const exponent = inner(content, true);
      return isPublic ? `pk(${exponent})` : `${name}[${exponent}](${inner(key, true)})`;
    }
    if (content === undefined || name === publicHalf) return `${name}(${inner(key, true)})`;
    if (!isPrimitiveName(name) || primitives[name].key === 'none') return `${name}(${list()})`;
    const bare = associated === undefined || isNoAssociatedData(associated);
    const more = bare ? '' : ` ; ${inner(associated, true)}`;
    return `${name}[${inner(key, true)}](${inner(content, true)}${more})`;
  }
}

function isNoAssociatedData(value: Value): boolean {
  return value.kind === 'constant' && value.name === noAssociatedData.name;
}
