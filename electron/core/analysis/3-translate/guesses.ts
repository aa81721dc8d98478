import { sharedSymbol } from './algebra.ts';
import type { Composition } from './composition.ts';
import { withoutImplied } from './guess-reduction.ts';
import { rulesFor, type FoundRules, type GuessRule } from './guess-rules.ts';
import { GuessWays, placeSymbol, triedSymbol } from './guess-ways.ts';
import type { HonestExecution } from '#core/analysis/1-execute/execute.ts';
import type { Element, Model } from '#core/language/model.ts';
import type { Message } from '#core/protocol/message.ts';
import type { Deduction, FunctionSymbol } from '#core/protocol/theory.ts';
import { allSubterms, type Term } from '#core/terms/term.ts';

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

const noteSymbol: FunctionSymbol = { ...sharedSymbol(triedSymbol, 3, 'any'), note: true };

/** What guessing adds to the theory of a protocol. */
export interface Guessing {
  readonly symbols: readonly FunctionSymbol[];
  readonly deductions: readonly Deduction[];
}

/**
 * What an adversary gains by trying out the values of low-entropy elements offline (the paper, section 6.2.3; Lowe,
 * "Analysing protocols subject to guessing attacks", 2004), each by itself. A right guess is told from a wrong one by
 * anything that comes out as it should with the right one alone:
 *
 * - a value that was seen, or opened, and can be made again with the guess and with what it opens;
 * - an authenticated cipher that opens, or a signature in what opens that is verified;
 * - something known in what opens, or the same thing in two places of what opens.
 *
 * What a guess opens is noted under a private symbol, with its place, so that it can be used to open and make further
 * things, over any number of steps. The shapes are those of the model's messages; what stands in them may be anything, and the guessed value
 * may stand wherever a receiver would take it. `typed`: receivers tell the kinds of values apart.
 */
export function guessing(
  model: Model,
  execution: HonestExecution,
  shared: ReadonlyMap<string, Message>,
  composition: Composition,
  typed: boolean,
): Guessing {
  const { vocabulary } = execution;
  const guesses = model.elements
    .filter((element) => isGuessable(element) && !vocabulary.isDerived(element.name))
    .map((element) => ({
      message: valueOf(element, shared),
      fits: placesFor(vocabulary.secret(element), execution, typed),
    }));
  if (guesses.length === 0) return { symbols: [], deductions: [] };
  const terms = [...seenTerms(model, execution)];
  const rules = guesses.flatMap((guess) => {
    const found = allRules(
      terms,
      (opens) => {
        return new GuessWays({ ...guess, opens }, vocabulary.store, composition);
      },
      (shown) => placesForOpened(shown, execution, typed),
    );
    return withoutImplied(
      found.opened.length === 0
        ? found.confirmed
        : [...comparisons(guess.message), ...found.confirmed, ...found.opened],
    );
  });
  const opensAny = rules.some(
    ({ conclusion }) => conclusion.kind === 'apply' && conclusion.symbol === triedSymbol,
  );
  return {
    symbols: [
      ...model.elements.filter(isGuessable).map(guessableSymbol),
      ...(opensAny ? [noteSymbol, sharedSymbol(placeSymbol, 2, 'any')] : []),
    ],
    deductions: rules.map((rule, index) => ({
      ...rule,
      name: `guess ${String(index + 1)}`,
      use: 'analysis',
      fromPhase: 0,
      isGuess: true,
    })),
  };
}

// The rules for one guess. What it opens may open more: the places for that grow with what is opened.
function allRules(
  terms: readonly Term[],
  waysWith: (opens: (place: Term) => boolean) => GuessWays,
  placesFor: (shown: ReadonlySet<Term>) => (place: Term) => boolean,
): FoundRules {
  let shown: ReadonlySet<Term> = new Set();
  for (;;) {
    const ways = waysWith(shown.size === 0 ? () => false : placesFor(shown));
    const found = terms.map((term) => rulesFor(term, ways, (each) => isLikeOne(each, shown)));
    const more = new Set([...shown, ...found.flatMap((each) => each.shown)]);
    if (more.size === shown.size) {
      return {
        confirmed: found.flatMap(({ confirmed }) => confirmed),
        opened: found.flatMap(({ opened }) => opened),
        shown: [...shown],
      };
    }
    shown = more;
  }
}

// What tells that a guess was right, whatever it opened: something known, itself, or the same in two places.
function comparisons(guess: Message): readonly GuessRule[] {
  const variable = (name: string): Message => ({ kind: 'variable', name });
  const [value, place, other] = [variable('value'), variable('place'), variable('other place')];
  const tried = (opened: Message, at: Message): Message => ({
    kind: 'apply',
    symbol: triedSymbol,
    args: [guess, opened, at],
  });
  return [
    { premises: [tried(value, place), value], conclusion: guess },
    { premises: [tried(guess, place)], conclusion: guess },
    {
      premises: [tried(value, place), tried(value, other)],
      conclusion: guess,
      differ: [['place', other]],
    },
  ];
}

// The element's values, whosever they are.
function valueOf(element: Element, shared: ReadonlyMap<string, Message>): Message {
  const own: Message = { kind: 'variable', name: 'own' };
  return shared.get(element.name) ?? { kind: 'apply', symbol: guessableSymbol(element).name, args: [own] };
}

// Everything that may be seen: what stands in messages, also within each other, and what is derived, as it may leak.
function seenTerms(model: Model, { deliveries, vocabulary }: HonestExecution): ReadonlySet<Term> {
  const derived = model.elements.filter(({ name }) => vocabulary.isDerived(name));
  const halves = model.elements
    .filter((element) => element.kind === 'key-pair' && isGuessable(element))
    .map(({ name }) => vocabulary.store.keyHalf('public', name));
  const all = [
    ...deliveries.map(({ content }) => content),
    ...derived.map((element) => vocabulary.secret(element)),
    ...halves,
  ];
  return new Set(all.flatMap((term) => [...allSubterms(term)]));
}

// Whether a value made in the same way is among others.
function isLikeOne(term: Term, others: ReadonlySet<Term>): boolean {
  return [...others].some((other) =>
    term.kind === 'apply'
      ? other.kind === 'apply' && other.primitive === term.primitive
      : other.kind === term.kind,
  );
}

// What a guess opens stands where somebody takes values of its kind. Constants stay what they are; names of agents and
// numbers everybody has.
function placesForOpened(
  shown: ReadonlySet<Term>,
  execution: HonestExecution,
  typed: boolean,
): (place: Term) => boolean {
  const kinds = new Set([...shown].map((term) => kindOf(term, execution)));
  return (place) => {
    const kind = kindOf(place, execution);
    if (kind === 'constant') return false;
    return !typed || (kinds.has(kind) && !isPredictable(kind));
  };
}

function isPredictable(kind: string): boolean {
  return kind === 'agent' || kind === 'counter' || kind === 'timestamp';
}

// The kind of an element, also of halves of pairs; of everything that is put together it is the same.
function kindOf(term: Term, { vocabulary }: HonestExecution): string {
  if (term.kind === 'key-half') return `${term.half} half`;
  return term.kind === 'atom' ? (vocabulary.element(term.name)?.kind ?? 'agent') : 'composed';
}

// A guessed value stands where the text has it, and where somebody takes what it gets for something of the same kind.
function placesFor(secret: Term, execution: HonestExecution, typed: boolean): (place: Term) => boolean {
  const taken = new Set(execution.deliveries.flatMap(({ learned }) => learned));
  const own = kindOf(secret, execution);
  return (place) => {
    if (place === secret) return true;
    if (!taken.has(place)) return false;
    const kind = kindOf(place, execution);
    return !typed || kind === 'composed' || kind === own;
  };
}
