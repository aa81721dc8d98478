import type { Constant, GroundMessage } from '#core/protocol/message.ts';

/** How a format writes the application of a symbol whose parts are written already; null where it has no way of its own. */
export type WriteApplication = (
  symbol: string,
  args: readonly string[],
  terms: readonly GroundMessage[],
) => string | null;

/** A message as it is written out, and abridged. */
export interface Told {
  readonly message: string;
  /** With the numbers of earlier steps in brackets for what was their message. */
  readonly short: string;
}

/** Shorter messages are written out again. */
const shortest = 24;

/**
 * Writes the messages of one attack, in order: fresh values with their run, agents as `honest 1` or `dishonest`, values
 * that the adversary makes up as `made up 1` and so on, in the order in which they appear.
 */
export class AttackWords {
  readonly #application: WriteApplication;
  readonly #madeUp = new Map<string, number>();
  /** By what is written: the number of the step that had it first as its message. */
  readonly #told = new Map<string, number>();

  constructor(application: WriteApplication) {
    this.#application = application;
  }

  /** The message of a step: written out, and with the number of an earlier step in brackets for its message. */
  told(message: GroundMessage, step: number): Told {
    const told = this.#write(message);
    if (told.message.length >= shortest && !this.#told.has(told.message)) this.#told.set(told.message, step);
    return told;
  }

  #write(message: GroundMessage): Told {
    switch (message.kind) {
      case 'fresh':
        return unabridged(`${message.name}#${String(message.run + 1)}`);
      case 'constant':
        return unabridged(this.#constant(message));
      case 'apply': {
        const { symbol, args } = message;
        const parts = args.map((part) => this.#write(part));
        const apply = (written: readonly string[]): string =>
          this.#application(symbol, written, args) ?? `${symbol}(${written.join(', ')})`;
        const whole = apply(parts.map((part) => part.message));
        const earlier = this.#told.get(whole);
        const short = earlier === undefined ? apply(parts.map((part) => part.short)) : `[${String(earlier)}]`;
        return { message: whole, short };
      }
    }
  }

  #constant({ name, origin }: Constant): string {
    switch (origin?.kind) {
      case undefined:
        return name;
      case 'honest':
        return `honest ${String(origin.number)}`;
      case 'adversary': {
        if (origin.number === null) return 'dishonest';
        const number = this.#madeUp.get(name) ?? this.#madeUp.size + 1;
        this.#madeUp.set(name, number);
        return `made up ${String(number)}`;
      }
    }
  }
}

function unabridged(message: string): Told {
  return { message, short: message };
}
