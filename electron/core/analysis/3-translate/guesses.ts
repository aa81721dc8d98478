import { sharedSymbol } from './algebra.ts';
import type { Composition } from './composition.ts';
import type { HonestExecution } from '#core/analysis/1-execute/execute.ts';
import type { Element, Model } from '#core/language/model.ts';
import type { Message } from '#core/protocol/message.ts';
import type { Deduction, FunctionSymbol } from '#core/protocol/theory.ts';
import { allSubterms, subterms, type Application, type Term } from '#core/terms/term.ts';
import { theory as primitives } from '#core/terms/theory.ts';

/**
 * True if an element has so little entropy that its values can be tried out. A counter's or a clock's next value
 * is known without that.
 */
export function isGuessable({ entropy, kind }: Element): boolean {
  return entropy === 'low' && kind !== 'counter' && kind !== 'timestamp' && kind !== 'constant';
}

/** The symbol around each value of a guessable element that runs make, by which it is recognised. */
export function guessableSymbol(element: Element): FunctionSymbol {
  // Open to all: the adversary's own values can be guessed as well, and what is inside is never sent.
  const symbol = sharedSymbol(`low-entropy ${element.name}`, 1, element.kind);
  return { ...symbol, private: false, lowEntropy: true };
}

/**
 * The exposures that an adversary gains by trying out the values of low-entropy elements offline (the paper, section
 * 6.2.3; Lowe, "Analysing protocols subject to guessing attacks", 2004). A guess is verified by whoever has something
 * made one-way from the element, or locked with a key made from it, and everything else that went into it: the right
 * value, and no other, gives the same again or unlocks. Public-key encryption counts as deterministic, which makes the
 * adversary stronger. One deduction for each shape that the model's messages have.
 */
export function guesses(
  model: Model,
  execution: HonestExecution,
  shared: ReadonlyMap<string, Message>,
  composition: Composition,
): readonly Deduction[] {
  const all = new Set(execution.deliveries.flatMap(({ content }) => [...allSubterms(content)]));
  const found = new Map<string, Deduction>();
  for (const element of model.elements.filter(isGuessable)) {
    const secret = execution.vocabulary.secret(element);
    if (secret.kind !== 'atom') continue;
    for (const term of all) {
      if (term.kind !== 'apply' || !allSubterms(term).has(secret)) continue;
      for (const deduction of new Shape(element, secret, shared, composition).deductions(term)) {
        found.set(JSON.stringify(deduction.premises), deduction);
      }
    }
  }
  return [...found.values()];
}

class Shape {
  readonly #element: Element;
  readonly #secret: Term;
  readonly #shared: ReadonlyMap<string, Message>;
  readonly #composition: Composition;

  constructor(
    element: Element,
    secret: Term,
    shared: ReadonlyMap<string, Message>,
    composition: Composition,
  ) {
    this.#composition = composition;
    this.#element = element;
    this.#secret = secret;
    this.#shared = shared;
  }

  /** The ways in which a guess of the element is verified by this term. */
  deductions(term: Application): readonly Deduction[] {
    switch (primitives[term.primitive].opens) {
      case 'anybody':
        return [];
      case 'same-key':
        return term.key === null || !this.#has(term.key) ? [] : this.#unlocking(term, term.key);
      case 'nobody':
      case 'other-half':
        return this.#patterns(term).map(({ message, parts }) => this.#deduction(message, parts));
    }
  }

  // Authenticated encryption tells by itself whether a guess unlocked it, plain encryption by a part of the
  // content that is known.
  #unlocking(term: Application, key: Term): readonly Deduction[] {
    const inside = term.content.kind === 'tuple' ? term.content.parts : [term.content];
    const shown = inside.map((_, index): Message => ({ kind: 'variable', name: `shown ${index}` }));
    const [single] = shown;
    const content = shown.length === 1 && single !== undefined ? single : this.#composition.tuple(shown);
    const open: Message = { kind: 'variable', name: 'associated' };
    const rest = primitives[term.primitive].associated ? [content, open] : [content];
    const recognised = term.primitive === 'aead' ? [null] : shown.map((_, index) => `shown ${index}`);
    return this.#patterns(key).flatMap(({ message, parts }) =>
      recognised.map((part) =>
        this.#deduction(
          { kind: 'apply', symbol: term.primitive, args: [message, ...rest] },
          new Set([...parts, ...(part === null ? [] : [part])]),
        ),
      ),
    );
  }

  #padded({ primitive, associated }: Application, args: readonly Message[]): readonly Message[] {
    const missing = primitives[primitive].associated && associated === null;
    return missing ? [...args, { kind: 'variable', name: 'associated' }] : args;
  }

  #deduction(whole: Message, parts: ReadonlySet<string>): Deduction {
    const known = [...parts].map((name): Message => ({ kind: 'variable', name }));
    return {
      name: `guess of ${this.#element.name}`,
      use: 'analysis',
      premises: [whole, ...known],
      conclusion: this.#value(),
      fromPhase: 0,
      isGuess: true,
    };
  }

  #has(term: Term): boolean {
    return allSubterms(term).has(this.#secret);
  }

  // The element's values, whosever they are.
  #value(): Message {
    const shared = this.#shared.get(this.#element.name);
    const own: Message = { kind: 'variable', name: 'own' };
    return shared ?? { kind: 'apply', symbol: guessableSymbol(this.#element).name, args: [own] };
  }

  // The term with everything free of the element as a variable; what else has the element in it may also be
  // known as a whole, where it is not what is guessed from.
  #patterns(term: Term): readonly { readonly message: Message; readonly parts: ReadonlySet<string> }[] {
    if (term === this.#secret) return [{ message: this.#value(), parts: new Set() }];
    const inside = subterms(term);
    const guessed = inside.filter((part) => this.#has(part));
    return guessed.flatMap((main) => this.#combine(term, inside, main));
  }

  #combine(
    term: Term,
    inside: readonly Term[],
    main: Term,
  ): readonly { readonly message: Message; readonly parts: ReadonlySet<string> }[] {
    let ways: { readonly args: readonly Message[]; readonly parts: ReadonlySet<string> }[] = [
      { args: [], parts: new Set() },
    ];
    for (const part of inside) {
      const whole = { message: variableOf(part), parts: new Set([nameOf(part)]) };
      const choices = [...(this.#has(part) ? this.#patterns(part) : []), ...(part === main ? [] : [whole])];
      ways = ways.flatMap(({ args, parts }) =>
        choices.map((choice) => ({
          args: [...args, choice.message],
          parts: new Set([...parts, ...choice.parts]),
        })),
      );
    }
    return ways.map(({ args, parts }) => ({ message: this.#apply(term, args), parts }));
  }

  #apply(term: Term, args: readonly Message[]): Message {
    if (term.kind === 'tuple') return this.#composition.tuple(args);
    if (term.kind !== 'apply') throw new RangeError('an atom has no parts');
    return { kind: 'apply', symbol: term.primitive, args: this.#padded(term, args) };
  }
}

function nameOf(term: Term): string {
  return `part ${term.id}`;
}

function variableOf(term: Term): Message {
  return { kind: 'variable', name: nameOf(term) };
}
