import { associatedData, power, publicHalf, signedContent, verifySignature } from './algebra.ts';
import { NotTheSame } from './cannot-go-on.ts';
import type { Replacement, StepTaker, UndatedStep, Variable } from './script.ts';
import type { Message } from '#core/protocol/message.ts';

/** Messages that were sent while nobody listens, by label. */
export type Mail = Map<string, Message>;

/**
 * Takes the steps of an entity in a phase without adversary: they happen at once, every message arrives as it was sent, and
 * what the entity reads of it is known.
 */
export class QuietScript implements StepTaker {
  readonly #mail: Mail;
  readonly #open = new Set<string>();

  constructor(mail: Mail) {
    this.#mail = mail;
  }

  variable(hint: string): Variable {
    const name = `${hint} ${this.#open.size}`;
    this.#open.add(name);
    return { kind: 'variable', name };
  }

  needs(): void {
    // It has everything that it ever has.
  }

  addFirst(): void {
    throw new RangeError('numbers are known in a phase without adversary');
  }

  /** Throws {@link NotTheSame} where the phase cannot be gone through: then the text cannot be executed. */
  add(step: UndatedStep): Replacement | null {
    switch (step.kind) {
      case 'send':
        this.#mail.set(step.label, step.message);
        return null;
      case 'receive':
        return this.#learn(step.pattern, this.#mail.get(step.label));
      case 'match':
        return this.#learn(step.pattern, step.value);
      case 'compute': {
        const result = computed(step.symbol, step.args);
        return this.#learn({ kind: 'variable', name: step.variable }, result);
      }
      // Numbers are known in such a phase, and nothing is refused.
      case 'number':
      case 'differ':
      case 'event':
      case 'accept':
      case 'clock':
        return null;
    }
  }

  #learn(pattern: Message, value: Message | undefined): Replacement {
    const found = new Map<string, Message>();
    if (value === undefined || !this.#fits(pattern, value, found)) {
      throw new NotTheSame('everybody goes through the phases without adversary');
    }
    return (message) => put(message, found);
  }

  #fits(pattern: Message, value: Message, found: Map<string, Message>): boolean {
    if (pattern.kind === 'variable' && this.#open.has(pattern.name)) {
      const known = found.get(pattern.name);
      if (known !== undefined) return isSame(known, value);
      found.set(pattern.name, value);
      return true;
    }
    if (pattern.kind !== 'apply' || pattern.symbol === power) return isSame(put(pattern, found), value);
    return (
      value.kind === 'apply' &&
      value.symbol === pattern.symbol &&
      value.args.length === pattern.args.length &&
      pattern.args.every((part, index) => {
        const other = value.args[index];
        return other !== undefined && this.#fits(part, other, found);
      })
    );
  }
}

function put(message: Message, found: ReadonlyMap<string, Message>): Message {
  switch (message.kind) {
    case 'variable':
      return found.get(message.name) ?? message;
    case 'fresh':
    case 'constant':
      return message;
    case 'apply':
      return { ...message, args: message.args.map((part) => put(part, found)) };
  }
}

/** True for messages that are equal, with exponents in whatever order. */
function isSame(one: Message, other: Message): boolean {
  return printed(one) === printed(other);
}

/** A text that is the same for equal messages, with exponents in whatever order; never read back. */
export function printed(message: Message): string {
  switch (message.kind) {
    case 'variable':
    case 'fresh':
    case 'constant':
      return `${message.kind} "${message.name}"`;
    case 'apply': {
      if (message.symbol !== power) return `"${message.symbol}"(${message.args.map(printed).join()})`;
      const exponents: string[] = [];
      let base: Message = message;
      while (base.kind === 'apply' && base.symbol === power) {
        const [inner, exponent]: readonly (Message | undefined)[] = base.args;
        if (inner === undefined || exponent === undefined) break;
        exponents.push(printed(exponent));
        base = inner;
      }
      return `"${power}"(${[printed(base), ...exponents.toSorted()].join()})`;
    }
  }
}

// What a destructor gives, or undefined where it gives nothing.
function computed(symbol: string, [value, key]: readonly Message[]): Message | undefined {
  if (value?.kind !== 'apply') return undefined;
  const [lock, content, associated] = value.args;
  switch (symbol) {
    case signedContent:
      return content;
    case associatedData:
      return associated;
    case verifySignature:
      return lock !== undefined && key !== undefined && isHalfOf(key, lock) ? content : undefined;
    default:
      return undefined;
  }
}

function isHalfOf(half: Message, secret: Message): boolean {
  if (half.kind !== 'apply') return false;
  const own = half.symbol === publicHalf ? half.args[0] : half.symbol === power ? half.args[1] : undefined;
  return own !== undefined && isSame(own, secret);
}
