import type { Composition } from './composition.ts';
import type { Message } from '#core/protocol/message.ts';
import { subterms, type Application, type Term, type TermStore } from '#core/terms/term.ts';
import { theory as primitives } from '#core/terms/theory.ts';

/** Private: `tried(guess, value, place)` notes that the guess gives the value, by opening what stands at the place. */
export const triedSymbol = 'opened by a guess';

/** Private: a place in a cipher. */
export const placeSymbol = 'place in what was opened';

/** One way in which whoever tries a guess out makes a value: its pattern, and what must be had for it. */
export interface Way {
  readonly message: Message;
  readonly needs: readonly Message[];
  /** True where it is made with the guess, or with what the guess opens. */
  readonly byGuess: boolean;
  /** How many values of it come from what the guess opens. */
  readonly opened: number;
}

/** How the guessed value is written, in which places it may stand, and in which something that it opens may. */
export interface Guess {
  readonly message: Message;
  readonly fits: (place: Term) => boolean;
  readonly opens: (place: Term) => boolean;
}

/** How many values from opened ciphers a way may put together. */
const mostOpened = 2;

/** How many ways a value is made in; more have only messages that are larger than any that are known. */
const mostWays = 256;

/**
 * The ways in which values are made with a guess. What stands in a term without the guess is any value that the adversary
 * has, or any that the guess opens: other runs have others than the honest one.
 */
export class GuessWays {
  readonly #guess: Guess;
  readonly #store: TermStore;
  readonly #composition: Composition;
  #names = 0;

  constructor(guess: Guess, store: TermStore, composition: Composition) {
    this.#guess = guess;
    this.#store = store;
    this.#composition = composition;
  }

  get guess(): Message {
    return this.#guess.message;
  }

  get composition(): Composition {
    return this.#composition;
  }

  /** A variable that stands nowhere else. */
  any(): Message {
    this.#names += 1;
    return { kind: 'variable', name: `part ${String(this.#names)}` };
  }

  /** What the guess opens, wherever it does. */
  tried(value: Message): Message {
    return { kind: 'apply', symbol: triedSymbol, args: [this.guess, value, this.any()] };
  }

  /** All ways to have the value of a term, those without the guess included. */
  all(term: Term): readonly Way[] {
    return [this.#known(), ...this.byGuess(term)];
  }

  /** The ways to have the value of a term by the guess. */
  byGuess(term: Term): readonly Way[] {
    const ways: Way[] = [];
    if (this.#guess.fits(term)) ways.push({ message: this.guess, needs: [], byGuess: true, opened: 0 });
    if (this.#guess.opens(term)) {
      const value = this.any();
      ways.push({ message: value, needs: [this.tried(value)], byGuess: true, opened: 1 });
    }
    return [...ways, ...this.composed(term)];
  }

  /** The ways to put the value of a term together, with the guess in one of its parts at least. */
  composed(term: Term): readonly Way[] {
    switch (term.kind) {
      case 'atom':
        return [];
      case 'key-half':
        return term.half === 'private' ? [] : this.#publicWays(term.pair);
      case 'tuple':
        return this.#together(term.parts.map((part) => this.all(part)), (args) => this.#composition.tuple(args));
      case 'apply':
        return primitives[term.primitive].commutes ? this.#agreed(term) : this.#applied(term);
    }
  }

  /** The private half of a pair, as a place where a guess may stand. */
  privateHalf(pair: string): Term {
    return this.#store.keyHalf('private', pair);
  }

  #publicWays(pair: string): readonly Way[] {
    return this.byGuess(this.privateHalf(pair)).map((way) => ({
      ...way,
      message: this.#composition.publicHalf(pair, way.message),
    }));
  }

  // By one of the two private halves, with the public half of the other.
  #agreed({ key, content }: Application): readonly Way[] {
    if (key?.kind !== 'key-half' || content.kind !== 'key-half') return [];
    const orders = [
      [key.pair, content.pair],
      [content.pair, key.pair],
    ] as const;
    return orders.flatMap(([own, other]) => {
      const halves = [this.privateHalf(own), this.#store.keyHalf('public', other)];
      return this.#together(
        halves.map((half) => this.all(half)),
        ([secret, half]) => this.#composition.agreed(secret ?? this.any(), half ?? this.any()),
      );
    });
  }

  #applied(term: Application): readonly Way[] {
    const parts = subterms(term).map((part) => this.all(part));
    const beside = primitives[term.primitive].associated && term.associated === null ? [[this.#known()]] : [];
    return this.#together([...parts, ...beside], (args) => ({
      kind: 'apply',
      symbol: term.primitive,
      args,
    }));
  }

  #known(): Way {
    const value = this.any();
    return { message: value, needs: [value], byGuess: false, opened: 0 };
  }

  #together(
    parts: readonly (readonly Way[])[],
    make: (args: readonly Message[]) => Message,
  ): readonly Way[] {
    let rows: { readonly args: readonly Message[]; readonly way: Omit<Way, 'message'> }[] = [
      { args: [], way: { needs: [], byGuess: false, opened: 0 } },
    ];
    for (const choices of parts) {
      rows = rows
        .flatMap(({ args, way }) =>
          choices.map(({ message, needs, byGuess, opened }) => ({
            args: [...args, message],
            way: {
              needs: [...way.needs, ...needs],
              byGuess: way.byGuess || byGuess,
              opened: way.opened + opened,
            },
          })),
        )
        .filter(({ way }) => way.opened <= mostOpened)
        .toSorted((one, other) => one.way.opened - other.way.opened)
        .slice(0, mostWays);
    }
    return rows.filter(({ way }) => way.byGuess).map(({ args, way }) => ({ ...way, message: make(args) }));
  }
}
