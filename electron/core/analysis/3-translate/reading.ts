import { associatedData, power, publicHalf, signedContent, verifySignature } from './algebra.ts';
import type { Composition } from './composition.ts';
import { namesWithin, partsOf, type Declarations } from './declarations.ts';
import { halfOf, holdingOf, type Holding } from './holding.ts';
import type { Replacement, StepTaker, UndatedStep } from './script.ts';
import type { Store } from './store.ts';
import { printTerm } from '#core/language/print/print-parts.ts';
import type { TermExpression } from '#core/language/syntax.ts';
import { anySort, type Message, type Sort } from '#core/protocol/message.ts';
import { theory as primitives } from '#core/terms/theory.ts';

type AppliedTerm = Extract<TermExpression, { readonly kind: 'apply' }>;

/** A part of a message that came and waits to be opened or compared. */
export interface UnreadPart {
  readonly term: AppliedTerm;
  readonly value: Message;
  /** Counters and clocks that had other numbers when it came than the entity has under their names now. */
  readonly loose: readonly string[];
}

/** What an entity leaves out in a message. */
export interface Leniency {
  /** What is made with a primitive and not verified, as it is written. */
  readonly unverified: ReadonlySet<string>;
  /** Names that are held and not compared. */
  readonly uncompared: ReadonlySet<string>;
  /** Names that are taken as they come, also where they could be built. */
  readonly skipped: ReadonlySet<string>;
}

/** How an entity reads one message. */
export interface ReadingRules extends Leniency {
  readonly entity: string;
  readonly declarations: Declarations;
  readonly composition: Composition;
  readonly sortOf: (holding: Holding) => Sort;
  /** The numbers that a derived name was made with and that are others by now. */
  readonly movedSince: (name: string) => readonly string[];
}

/** A place in a message that is being read. */
interface Place {
  readonly term: TermExpression;
  readonly loose: readonly string[];
  /** True where the entity has it as it came already. */
  readonly kept: boolean;
  message: Message | null;
  /** The places inside, once it is known how to look into it, and how the whole is written with them. */
  inside: {
    readonly places: readonly Place[];
    readonly whole: (parts: readonly Message[]) => Message;
  } | null;
  /** What the entity has under once it is read. */
  readonly named: Holding | null;
}

/** Something that anybody sees of a part that stays closed. */
interface Shown {
  readonly symbol: string;
  readonly value: Message;
  readonly term: TermExpression;
  readonly loose: readonly string[];
}

/**
 * Reads messages for an entity: what it holds or can build is compared, what it can open is opened, everything else gets
 * its name or is kept as it came, to be looked at again when more is known. The store is changed accordingly.
 */
export class Reading {
  readonly #store: Store;
  readonly #script: StepTaker;
  readonly #rules: ReadingRules;
  #unread: readonly UnreadPart[];
  #shown: readonly Shown[] = [];

  constructor(store: Store, script: StepTaker, unread: readonly UnreadPart[], rules: ReadingRules) {
    this.#store = store;
    this.#script = script;
    this.#unread = unread;
    this.#rules = rules;
  }

  /** The parts that wait to be opened or compared. */
  get unread(): readonly UnreadPart[] {
    return this.#unread;
  }

  /** Takes a message in; `step` makes the step that receives what is written like this. */
  take(term: TermExpression, step: (pattern: Message) => UndatedStep): void {
    this.#emit(step(this.#pattern(placeOf(term))));
    this.lookAgain();
  }

  /** Opens and compares what lay unread, as soon as it can be. */
  lookAgain(): void {
    for (let progress = true; progress;) progress = this.#lookAtShown() || this.#lookAtUnread();
  }

  #lookAtShown(): boolean {
    const [first, ...rest] = this.#shown;
    if (first === undefined) return false;
    this.#shown = rest;
    const content = this.#compute(first.symbol, [first.value]);
    this.#match(placeOf(first.term, first.loose), content);
    return true;
  }

  #lookAtUnread(): boolean {
    const index = this.#unread.findIndex((part) => this.#isReady(part));
    const part = this.#unread[index];
    if (part === undefined) return false;
    this.#unread = this.#unread.toSpliced(index, 1);
    const { term, value, loose } = part;
    const verifier = term.primitive === 'sign' ? this.#verifier(term) : null;
    if (verifier !== null && signer(verifier) === null) {
      this.#match(placeOf(term.content, loose), this.#compute(verifySignature, [value, verifier]));
    } else {
      this.#match({ ...placeOf(term, loose), kept: true }, value);
    }
    return true;
  }

  // What a destructor gives; the run goes on only if it gives something.
  #compute(symbol: string, args: readonly Message[]): Message {
    const result = this.#script.variable('part', anySort);
    const step = { kind: 'compute', variable: result.name, symbol, args, checked: true } as const;
    return this.#emit(step)?.(result) ?? result;
  }

  #match(place: Place, value: Message): void {
    this.#emit({ kind: 'match', pattern: this.#pattern(place), value });
  }

  #emit(step: UndatedStep): Replacement | null {
    const replacement = this.#script.add(step);
    if (replacement === null) return null;
    this.#store.replace(replacement);
    this.#unread = this.#unread.map((part) => ({ ...part, value: replacement(part.value) }));
    this.#shown = this.#shown.map((part) => ({ ...part, value: replacement(part.value) }));
    return replacement;
  }

  // How a message must look to be taken for a term. What is bound on the way is in the store.
  #pattern(root: Place): Message {
    while (root.message === null) {
      const progress =
        this.#open(root) ||
        this.#findNumbers(root) ||
        this.#closeSpelledOut(root) ||
        this.#spellOut(root) ||
        this.#readPast(root) ||
        this.#close(root);
      if (!progress) throw new RangeError('every part of a message is read or kept');
    }
    return root.message;
  }

  // One walk over what can be read now; tells whether anything was.
  #open(place: Place): boolean {
    if (place.message !== null) return false;
    if (place.inside !== null) {
      const progress = place.inside.places.map((each) => this.#open(each)).includes(true);
      const parts = place.inside.places.map(({ message }) => message);
      if (!parts.every((part) => part !== null)) return progress;
      this.#settle(place, place.inside.whole(parts));
      return true;
    }
    switch (place.term.kind) {
      case 'tuple': {
        const places = place.term.parts.map((part) => placeOf(part, place.loose));
        place.inside = { places, whole: (parts) => this.#rules.composition.tuple(parts) };
        return true;
      }
      case 'name':
        return this.#openName(place, holdingOf(place.term.name));
      case 'key-half':
        return this.#openName(place, halfOf(place.term.pair.name, place.term.half));
      case 'apply':
        return this.#openApplied(place, place.term);
    }
  }

  #settle(place: Place, message: Message): void {
    place.message = message;
    if (place.named !== null) this.#store.set(place.named, message);
    // It can be sent on as it came, also by whoever could not make it.
    if (place.term.kind === 'apply' && place.inside !== null) this.#store.keep(place.term, message);
  }

  #openName(place: Place, holding: Holding): boolean {
    const { declarations, sortOf, uncompared, skipped } = this.#rules;
    const { name, half } = holding;
    if (isLoose(place.term, place.loose)) {
      place.message = this.#script.variable(name, sortOf(holding));
      return true;
    }
    const derived = half === null && declarations.definition(name) !== null;
    const isSkipped = derived && skipped.has(name);
    if (!isSkipped && this.#isPast(place.term)) return false;
    if (uncompared.has(name)) {
      place.message = this.#script.variable(name, sortOf(holding));
      return true;
    }
    const own = isSkipped ? this.#store.get(holding) : this.#store.build(place.term);
    if (own === null && derived && !isSkipped) return false;
    place.message = own ?? this.#script.variable(name, sortOf(holding));
    this.#store.set(holding, place.message);
    return true;
  }

  #openApplied(place: Place, term: AppliedTerm): boolean {
    const unverified = this.#isUnverified(term);
    const key = this.#keyToOpen(term, place.loose);
    if (key !== null) {
      // Who does not verify takes the content out of anything.
      this.#lookInto(place, term, unverified ? this.#script.variable('key', anySort) : key);
      return true;
    }
    if (unverified || this.#isPast(term)) return false;
    if (isLoose(term, place.loose)) return this.#readWithAnyNumbers(place, term);
    const own = this.#store.compose(term) ?? (place.kept ? null : this.#store.keptAs(term));
    if (own === null) return false;
    this.#settle(place, own);
    return true;
  }

  #lookInto(place: Place, { primitive, content, associated }: AppliedTerm, key: Message): void {
    const places = [content, ...(associated === null ? [] : [associated])].map((part) =>
      placeOf(part, place.loose),
    );
    place.inside = {
      places,
      whole: ([inside, beside]) =>
        inside === undefined ? key : this.#rules.composition.apply(primitive, key, inside, beside ?? null),
    };
  }

  #isUnverified(term: AppliedTerm): boolean {
    return this.#rules.unverified.size > 0 && this.#rules.unverified.has(printTerm(term));
  }

  // The key as it stands in something that the entity can look into; null where it cannot.
  #keyToOpen(term: AppliedTerm, loose: readonly string[]): Message | null {
    const { key } = term;
    if (key === null || this.#isPast(key)) return null;
    switch (primitives[term.primitive].opens) {
      case 'same-key':
        if (!isLoose(key, loose)) return this.#store.build(key);
        return this.#isKnownButForNumbers(key, loose) ? this.#withAnyNumbers(key, loose) : null;
      case 'other-half': {
        if (key.kind !== 'key-half') return null;
        const secret = this.#store.build({ ...key, half: 'private' });
        return secret === null ? null : this.#rules.composition.publicHalf(key.pair.name, secret);
      }
      case 'anybody': {
        const verifier = this.#verifier(term);
        return verifier === null ? null : signer(verifier);
      }
      case 'nobody':
        return null;
    }
  }

  // With any numbers in the places of those that the entity does not know any more: opened where the key is right,
  // compared as a whole where there is nothing to open.
  #readWithAnyNumbers(place: Place, term: AppliedTerm): boolean {
    const key = primitives[term.primitive].opens === 'same-key' ? term.key : null;
    const known = key ?? term;
    if (!this.#isKnownButForNumbers(known, place.loose)) return false;
    const message = this.#withAnyNumbers(known, place.loose);
    if (key !== null) this.#lookInto(place, term, message);
    else this.#settle(place, message);
    return true;
  }

  // Who does not hold a derived name in whose derivation a number stood that has moved on since cannot build it.
  #readPast(place: Place): boolean {
    return this.#inEach(place, (each) => {
      const { term } = each;
      if (term.kind !== 'apply' || this.#isUnverified(term) || !this.#isPast(term)) return false;
      return this.#readWithAnyNumbers(each, term);
    });
  }

  // True if a derived name of the past stands in a term: not held, with a number in its derivation that is another now.
  #isPast(term: TermExpression): boolean {
    return namesWithin(term).some((name) => {
      const definition = this.#rules.declarations.definition(name);
      if (definition === null || this.#store.get(holdingOf(name)) !== null) return false;
      if (this.#rules.movedSince(name).length > 0) return true;
      return !namesWithin(definition).includes(name) && this.#isPast(definition);
    });
  }

  // The public half that verifies a signature.
  #verifier({ key }: AppliedTerm): Message | null {
    return key?.kind === 'key-half' ? this.#store.build({ ...key, half: 'public' }) : null;
  }

  #isReady({ term, loose }: UnreadPart): boolean {
    if (this.#isUnverified(term)) return false;
    if (term.primitive === 'sign' && this.#verifier(term) !== null) return true;
    if (this.#keyToOpen(term, loose) !== null || this.#numbersFor(term, loose) !== null) return true;
    if (!this.#isPast(term) && !isLoose(term, loose)) return this.#store.compose(term) !== null;
    const key = primitives[term.primitive].opens === 'same-key' ? term.key : null;
    return this.#isKnownButForNumbers(key ?? term, loose);
  }

  // Where only the numbers of counters and clocks of its own are missing, whichever makes the message right is taken.
  #findNumbers(place: Place): boolean {
    return this.#inEach(place, ({ term, loose }) => {
      if (term.kind !== 'apply' || this.#isUnverified(term)) return false;
      const found = this.#numbersFor(term, loose);
      for (const [name, number] of found ?? []) this.#store.set(holdingOf(name), number);
      return found !== null;
    });
  }

  // Does something at each place that is not read yet; tells whether anything was done.
  #inEach(place: Place, act: (place: Place) => boolean): boolean {
    if (place.message !== null) return false;
    if (place.inside === null) return act(place);
    return place.inside.places.map((each) => this.#inEach(each, act)).includes(true);
  }

  // Does something at the first place that is not read yet where it can be done: what is taken over there may be what is
  // compared at the next.
  #inFirst(place: Place, act: (place: Place) => boolean): boolean {
    if (place.message !== null) return false;
    return place.inside === null ? act(place) : place.inside.places.some((each) => this.#inFirst(each, act));
  }

  #numbersFor(term: AppliedTerm, loose: readonly string[]): ReadonlyMap<string, Message> | null {
    if (isLoose(term, loose)) return null;
    const known = primitives[term.primitive].opens === 'same-key' ? term.key : term;
    if (known === null || !this.#isKnownButForNumbers(known, loose)) return null;
    const found = new Map<string, Message>();
    this.#withNumbers(known, loose, found);
    const numbers = [...found].filter(([name]) => this.#rules.declarations.isNumber(name));
    return numbers.length === 0 ? null : new Map(numbers);
  }

  // True if the entity could build a term if only it knew some numbers, of counters and clocks of its own or of the past.
  #isKnownButForNumbers(term: TermExpression, loose: readonly string[]): boolean {
    if (!isLoose(term, loose) && !this.#isPast(term) && this.#store.build(term) !== null) return true;
    switch (term.kind) {
      case 'name': {
        const { declarations, entity, movedSince } = this.#rules;
        if (loose.includes(term.name)) return true;
        const definition = declarations.definition(term.name);
        return definition === null
          ? declarations.keeps(entity, term.name)
          : this.#isKnownButForNumbers(definition, [...loose, ...movedSince(term.name)]);
      }
      case 'key-half':
        return false;
      case 'tuple':
        return term.parts.every((part) => this.#isKnownButForNumbers(part, loose));
      case 'apply':
        return (
          !primitives[term.primitive].commutes &&
          partsOf(term).every((part) => this.#isKnownButForNumbers(part, loose))
        );
    }
  }

  // Such a term with any numbers; what a derived name turns out to be, it is from then on.
  #withAnyNumbers(term: TermExpression, loose: readonly string[]): Message {
    const found = new Map<string, Message>();
    const message = this.#withNumbers(term, loose, found);
    for (const [name, own] of found) {
      if (this.#rules.declarations.definition(name) !== null) this.#store.set(holdingOf(name), own);
    }
    return message;
  }

  // The term with any number where one is loose, and the same one wherever else a number or a derived name stands.
  #withNumbers(term: TermExpression, loose: readonly string[], found: Map<string, Message>): Message {
    const { declarations, composition, movedSince, sortOf } = this.#rules;
    const built = isLoose(term, loose) || this.#isPast(term) ? null : this.#store.build(term);
    if (built !== null) return built;
    switch (term.kind) {
      case 'name': {
        const { name } = term;
        if (loose.includes(name)) return this.#script.variable(name, sortOf(holdingOf(name)));
        const known = found.get(name);
        if (known !== undefined) return known;
        const definition = declarations.definition(name);
        const own =
          definition === null
            ? this.#script.variable(name, sortOf(holdingOf(name)))
            : this.#withNumbers(definition, [...loose, ...movedSince(name)], found);
        found.set(name, own);
        return own;
      }
      case 'key-half':
        throw new RangeError('a half is no number');
      case 'tuple':
        return composition.tuple(term.parts.map((part) => this.#withNumbers(part, loose, found)));
      case 'apply': {
        const put = (part: TermExpression | null): Message | null =>
          part === null ? null : this.#withNumbers(part, loose, found);
        const [key, associated] = [put(term.key), put(term.associated)];
        const content = this.#withNumbers(term.content, loose, found);
        return composition.apply(term.primitive, key, content, associated);
      }
    }
  }

  // A derived name that cannot be built is what it is derived as; the entity has it as it came.
  #spellOut(root: Place): boolean {
    return this.#inFirst(root, (place) => {
      if (place.term.kind !== 'name') return false;
      const { name } = place.term;
      const definition = this.#rules.declarations.definition(name);
      if (definition === null) return false;
      const loose = [...place.loose, ...this.#rules.movedSince(name)];
      const places = [{ ...placeOf(definition, loose), kept: true, named: holdingOf(name) }];
      place.inside = { places, whole: ([whole]) => whole ?? { kind: 'variable', name } };
      return true;
    });
  }

  // The entity has a derived name at once, which may open what comes beside it.
  #closeSpelledOut(root: Place): boolean {
    return this.#inFirst(root, (place) => place.named !== null && this.#closeAt(place));
  }

  // What stays closed is kept as it came. Anybody reads what is signed, and what goes beside a cipher.
  #close(root: Place): boolean {
    return this.#inFirst(root, (place) => this.#closeAt(place));
  }

  #closeAt(place: Place): boolean {
    const { term, loose } = place;
    if (term.kind !== 'apply') return false;
    const value = this.#script.variable('part', anySort);
    if (!place.kept) {
      this.#store.keep(term, value);
      const shown = [
        ...(primitives[term.primitive].opens === 'anybody'
          ? [{ symbol: signedContent, term: term.content }]
          : []),
        ...(term.associated === null ? [] : [{ symbol: associatedData, term: term.associated }]),
      ];
      this.#shown = [...this.#shown, ...shown.map((each) => ({ ...each, value, loose }))];
    }
    if (!this.#isUnverified(term)) this.#unread = [...this.#unread, { term, value, loose }];
    place.message = value;
    if (place.named !== null) this.#store.set(place.named, value);
    return true;
  }
}

/** The comparisons that still wait, with what came before numbers moved on. */
export function loosened(unread: readonly UnreadPart[], numbers: readonly string[]): readonly UnreadPart[] {
  return unread.map((part) => {
    const loose = namesWithin(part.term).filter((name) => numbers.includes(name));
    return loose.length === 0 ? part : { ...part, loose: [...new Set([...part.loose, ...loose])] };
  });
}

function placeOf(term: TermExpression, loose: readonly string[] = []): Place {
  return { term, loose, kept: false, message: null, inside: null, named: null };
}

function isLoose(term: TermExpression, loose: readonly string[]): boolean {
  return loose.length > 0 && namesWithin(term).some((name) => loose.includes(name));
}

// Who signs what a public half verifies, where the half is known as one that is made from a private one.
function signer(half: Message): Message | null {
  if (half.kind !== 'apply') return null;
  if (half.symbol === publicHalf) return half.args[0] ?? null;
  return half.symbol === power ? (half.args[1] ?? null) : null;
}
