import type { Composition } from './composition.ts';
import type { Message } from '#core/protocol/message.ts';
import type { Application, Term, TermStore } from '#core/terms/term.ts';
import { theory as primitives } from '#core/terms/theory.ts';

/** Private: `tried(guess, value, place)` notes that the guess gives the value, by opening what stands at the place. */
export const triedSymbol = 'opened by a guess';

/** Private: a place in a cipher. */
export const placeSymbol = 'place in what was opened';

/** One way in which whoever tries a guess out makes a value: its pattern, and what must be had for it. */
export interface Way {
  readonly message: Message;
  readonly needs: readonly Message[];
  readonly differ: readonly (readonly [string, Message])[];
  /** True where it is made with the guess, or with what the guess opens. */
  readonly byGuess: boolean;
  /** The values in it that come from what the guess opens. */
  readonly opened: readonly Opened[];
}

/** A value from something opened: the variable of its place there, and where it is put; null where nobody sees it again. */
interface Opened {
  readonly from: string;
  readonly path: string | null;
}

/** A place in a cipher that is opened, as it is noted. */
export function placeAt(path: string, cipher: Message): Message {
  return {
    kind: 'apply',
    symbol: placeSymbol,
    args: [{ kind: 'constant', name: `place${path}` }, cipher],
  };
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
    return { kind: 'variable', name: this.#name() };
  }

  #name(): string {
    this.#names += 1;
    return `part ${String(this.#names)}`;
  }

  /** What the guess opens, wherever it does. */
  tried(value: Message, place = this.any()): Message {
    return { kind: 'apply', symbol: triedSymbol, args: [this.guess, value, place] };
  }

  /** All ways to have the value of a term, those without the guess included. */
  all(term: Term): readonly Way[] {
    return [this.#known(), ...this.byGuess(term)];
  }

  /** The ways to have the value of a term by the guess. */
  byGuess(term: Term): readonly Way[] {
    const ways: Way[] = [];
    if (this.#guess.fits(term)) ways.push({ ...plain, message: this.guess, byGuess: true });
    if (this.#guess.opens(term)) {
      const value = this.any();
      const from = this.#name();
      const needs = [this.tried(value, { kind: 'variable', name: from })];
      ways.push({ message: value, needs, differ: [], byGuess: true, opened: [{ from, path: '' }] });
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
        return this.#together(
          term.parts.map((part, index) => this.all(part).map((way) => below(way, `.${String(index)}`))),
          (args) => this.#composition.tuple(args),
        );
      case 'apply':
        return primitives[term.primitive].commutes ? this.#agreed(term) : this.#applied(term);
    }
  }

  /** The private half of a pair, as a place where a guess may stand. */
  privateHalf(pair: string): Term {
    return this.#store.keyHalf('private', pair);
  }

  /** The public half of a signer as something that the guess opens; none where it opens no such half of the pair. */
  openedHalf(pair: string, signer: Message): readonly Message[] {
    const isOpened = this.#guess.opens(this.#store.keyHalf('public', pair));
    return isOpened ? [this.tried(this.#composition.publicHalf(pair, signer))] : [];
  }

  #publicWays(pair: string): readonly Way[] {
    return this.byGuess(this.privateHalf(pair)).map((way) => ({
      ...way,
      opened: hidden(way).opened,
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
        halves.map((half) => this.all(half).map(hidden)),
        ([secret, half]) => this.#composition.agreed(secret ?? this.any(), half ?? this.any()),
      );
    });
  }

  #applied(term: Application): readonly Way[] {
    const { opens, associated } = primitives[term.primitive];
    const key = term.key === null ? [] : [this.all(term.key).map(hidden)];
    const content = this.all(term.content).map((way) =>
      opens === 'nobody' ? hidden(way) : below(way, '.in'),
    );
    const beside = term.associated === null ? [this.#known()] : this.all(term.associated).map(hidden);
    const ways = this.#together([...key, content, ...(associated ? [beside] : [])], (args) => ({
      kind: 'apply',
      symbol: term.primitive,
      args,
    }));
    return term.primitive === 'enc' ? ways.map(notFromItself) : ways;
  }

  #known(): Way {
    const value = this.any();
    return { ...plain, message: value, needs: [value] };
  }

  #together(parts: readonly (readonly Way[])[], make: (args: readonly Message[]) => Message): readonly Way[] {
    let rows: { readonly args: readonly Message[]; readonly way: Omit<Way, 'message'> }[] = [
      { args: [], way: plain },
    ];
    for (const choices of parts) {
      rows = rows
        .flatMap(({ args, way }) =>
          choices.map(({ message, ...more }) => ({
            args: [...args, message],
            way: {
              needs: [...way.needs, ...more.needs],
              differ: [...way.differ, ...more.differ],
              byGuess: way.byGuess || more.byGuess,
              opened: [...way.opened, ...more.opened],
            },
          })),
        )
        .filter(({ way }) => way.opened.length <= mostOpened)
        .toSorted((one, other) => one.way.opened.length - other.way.opened.length)
        .slice(0, mostWays);
    }
    return rows.filter(({ way }) => way.byGuess).map(({ args, way }) => ({ ...way, message: make(args) }));
  }
}

const plain: Omit<Way, 'message'> = { needs: [], differ: [], byGuess: false, opened: [] };

// What is put where nobody can take it out again.
function hidden(way: Way): Way {
  return { ...way, opened: way.opened.map((each) => ({ ...each, path: null })) };
}

// What is put a step further in.
function below(way: Way, step: string): Way {
  const deeper = ({ from, path }: Opened): Opened => ({
    from,
    path: path === null ? null : `${step}${path}`,
  });
  return { ...way, opened: way.opened.map(deeper) };
}

// A cipher that is made from what came out of it is the same for every guess.
function notFromItself(way: Way): Way {
  const apart = way.opened.flatMap(({ from, path }): Way['differ'] =>
    path === null ? [] : [[from, placeAt(path.slice('.in'.length), way.message)]],
  );
  return { ...way, differ: [...way.differ, ...apart] };
}
