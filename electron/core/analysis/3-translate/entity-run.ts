import { CannotGoOn, NotTheSame } from './cannot-go-on.ts';
import type { Composition } from './composition.ts';
import { namesWithin, type Declarations } from './declarations.ts';
import { holdingKey, holdingOf, secretOf, type Holding } from './holding.ts';
import { loosened, Reading, type Leniency, type UnreadPart } from './reading.ts';
import { printed } from './quiet-script.ts';
import type { StepTaker, UndatedStep } from './script.ts';
import type { Held, Store } from './store.ts';
import type { Element, MessageStep, Step } from '#core/language/model.ts';
import { printTerm } from '#core/language/print/print-parts.ts';
import type { TermExpression } from '#core/language/syntax.ts';
import type { Message, Sort } from '#core/protocol/message.ts';
import type { Channel } from '#core/protocol/protocol.ts';

/** Everything around one entity that its execution depends on. */
export interface Surroundings {
  readonly declarations: Declarations;
  readonly composition: Composition;
  readonly sortOf: (holding: Holding) => Sort;
  /** The value that an entity makes of an element. */
  readonly fresh: (element: Element, entity: string) => Message;
  /** The number that an entity's counter or clock comes to. */
  readonly number: (
    element: Element,
    entity: string,
    use: 'advances' | 'shows',
    script: StepTaker,
  ) => Message;
  /** An entity goes on only if a number may be taken over: a counter's as greater than all before, a clock's as the present. */
  readonly accept: (element: Element, entity: string, value: Message, script: StepTaker) => void;
  /** An entity uses up a value that it has made. */
  readonly useUp: (element: Element, entity: string, value: Message, script: StepTaker) => void;
  /** The channel of a message. */
  readonly channelOf: (step: MessageStep) => Channel;
}

/** What an entity has when it begins. */
export interface EntityState {
  readonly store: Store;
  /** The parts of messages that it could not read yet. */
  readonly unread: readonly UnreadPart[];
  /** The holdings, by their keys, whose values came in messages while there was an adversary. */
  readonly received: ReadonlySet<string>;
}

/**
 * Executes one entity through the steps of a phase, whoever it deals with: what it holds changes by what the text says of
 * it, and what it does goes to a script.
 */
export class EntityRun {
  readonly entity: string;
  readonly #around: Surroundings;
  readonly #script: StepTaker;
  readonly #steps: readonly Step[];
  /** Counters and clocks that it has moved on itself, and those that it has sent since. */
  readonly #advanced = new Set<string>();
  readonly #sent = new Set<string>();
  /** The numbers that names had before they were left open. */
  readonly #aside = new Map<string, Message>();
  readonly #store: Store;
  readonly #received: Set<string>;
  #unread: readonly UnreadPart[];
  /** What it made or was given by its own doing in the step before. */
  #own: readonly Holding[] = [];

  constructor(
    entity: string,
    steps: readonly Step[],
    { store, unread, received }: EntityState,
    script: StepTaker,
    around: Surroundings,
  ) {
    this.entity = entity;
    this.#steps = steps;
    this.#store = store.copy();
    this.#received = new Set(received);
    this.#unread = unread;
    this.#script = script;
    this.#around = around;
    // What a clock showed in an earlier phase is not what it shows now.
    const { declarations } = around;
    for (const { name } of declarations.model.elements) {
      if (declarations.isClock(name) && declarations.keeps(entity, name)) this.#forget(name);
    }
  }

  /** How often what it holds has changed: as long as this is the same, so is everything that it would leave. */
  get changes(): string {
    return `${this.#store.changes} ${this.#unread.length} ${this.#aside.size}`;
  }

  /** What the entity leaves to later phases where it stops now. */
  get left(): EntityState {
    const store = this.#store.copy();
    const open = [...this.#aside].filter(([name]) => store.get(holdingOf(name)) === null);
    for (const [name, message] of open) store.set(holdingOf(name), message);
    const unread = loosened(
      this.#unread,
      open.map(([name]) => name),
    );
    return { store, unread, received: this.#received };
  }

  get state(): EntityState {
    return { store: this.#store, unread: this.#unread, received: this.#received };
  }

  /** True while something that a name stands in waits to be opened or compared. */
  isUnread(name: string): boolean {
    const { declarations } = this.#around;
    return this.#unread.some(({ term }) => declarations.mentionedIn(term).has(name));
  }

  /** What it came to hold by its own doing since this was asked last: made, derived, moved on. */
  takeOwn(): readonly Holding[] {
    const own = this.#own;
    this.#own = [];
    return own;
  }

  /** Brings along by itself what a message needs before it is sent: data and nonces of its own, its numbers. */
  prepare(step: MessageStep): void {
    this.#provide(step.content);
  }

  /** Takes a step; those of others change nothing but that clocks and counters move on. */
  take(step: Step): void {
    switch (step.kind) {
      case 'message':
        if (step.sender === this.entity) this.#send(step);
        if (step.receiver === this.entity) this.#tryToReceive(step);
        return;
      case 'make':
        if (step.entity === this.entity) for (const name of step.elements) this.#make(name);
        return;
      case 'derive':
        if (step.entities.includes(this.entity)) this.#derive(step);
        return;
      case 'advance':
        for (const name of step.elements) {
          if (step.entity === this.entity) this.#advance(name);
          else this.#seeAdvanced(name);
        }
        return;
      case 'check':
        if (step.entity === this.entity) for (const name of step.elements) this.#check(name);
        return;
      case 'erase':
        if (step.entities.includes(this.entity)) for (const name of step.elements) this.#forget(name);
        return;
      // What it accepts or installs is seen by the claims, and it must have it.
      case 'accept':
      case 'install':
        if (step.entities.includes(this.entity)) for (const name of step.elements) this.#need(name);
        return;
      // What it skips belongs to the message before.
      case 'skip':
        return;
    }
  }

  #emit(step: UndatedStep): void {
    const replacement = this.#script.add(step);
    if (replacement === null) return;
    this.#store.replace(replacement);
    this.#unread = this.#unread.map((part) => ({ ...part, value: replacement(part.value) }));
  }

  #bindOwn(holding: Holding, message: Message): void {
    this.#store.set(holding, message);
    this.#received.delete(holdingKey(holding));
    this.#own = [...this.#own, holding];
  }

  #make(name: string): void {
    const element = this.#around.declarations.element(name);
    if (element !== undefined) this.#bindOwn(secretOf(element), this.#around.fresh(element, this.entity));
  }

  #provide(term: TermExpression): void {
    const { declarations } = this.#around;
    for (const name of this.#namesToBuild(term)) {
      if (this.#store.get(holdingOf(name)) !== null) continue;
      const told = this.#aside.get(name);
      if (declarations.isOwn(name, this.entity)) this.#make(name);
      else if (declarations.keeps(this.entity, name)) {
        this.#loosen([name]);
        this.#bindNumber(name, 'shows');
      } else if (told !== undefined) {
        this.#unread = loosened(this.#unread, [name]);
        this.#store.set(holdingOf(name), told);
      }
    }
  }

  #bindNumber(name: string, use: 'advances' | 'shows'): void {
    const element = this.#around.declarations.element(name);
    if (element === undefined) return;
    this.#bindOwn(holdingOf(name), this.#around.number(element, this.entity, use, this.#script));
  }

  // The names in a term, and those that its derived names are made of where they are not held.
  #namesToBuild(term: TermExpression): ReadonlySet<string> {
    const found = new Set<string>();
    const open = [...namesWithin(term)];
    for (let name = open.shift(); name !== undefined; name = open.shift()) {
      if (found.has(name)) continue;
      found.add(name);
      const definition = this.#around.declarations.definition(name);
      if (definition !== null && this.#store.get(holdingOf(name)) === null) {
        open.push(...namesWithin(definition));
      }
    }
    return found;
  }

  // What it would look for first.
  #missingIn(term: TermExpression): string {
    const names = [...this.#namesToBuild(term)];
    const { declarations } = this.#around;
    return (
      names.find(
        (name) =>
          declarations.definition(name) === null &&
          ([null, 'public', 'private'] as const).every((half) => this.#store.get({ name, half }) === null),
      ) ??
      names[0] ??
      ''
    );
  }

  #numbersIn(term: TermExpression): readonly string[] {
    return [...this.#namesToBuild(term)].filter((name) => this.#around.declarations.isNumber(name));
  }

  #send(step: MessageStep): void {
    this.#provide(step.content);
    const message = this.#store.build(step.content);
    if (message === null) throw new CannotGoOn(step, this.entity, this.#missingIn(step.content));
    for (const name of this.#numbersIn(step.content)) this.#sent.add(name);
    this.#emit({ kind: 'send', label: step.name, message, channel: this.#around.channelOf(step) });
  }

  #derive(step: Extract<Step, { readonly kind: 'derive' }>): void {
    const { element: name, content } = step;
    this.#provide(content);
    const message = this.#store.build(content);
    if (message === null) throw new CannotGoOn(step, this.entity, this.#missingIn(content));
    this.#script.needs(message);
    this.#bindOwn(holdingOf(name), message);
    // What is made of something received is no more its own than that.
    if (this.#restsOnReceived(content)) this.#received.add(holdingKey(holdingOf(name)));
    this.#lookAgain(step);
  }

  #restsOnReceived(content: TermExpression): boolean {
    return [...this.#namesToBuild(content)].some(
      (name) =>
        !this.#around.declarations.isNumber(name) &&
        ([null, 'public', 'private'] as const).some((half) => this.#received.has(holdingKey({ name, half }))),
    );
  }

  #lookAgain(step: Step): void {
    const reading = this.#reading(this.#unread, step, {});
    reading.lookAgain();
    this.#unread = reading.unread;
  }

  #reading(
    unread: readonly UnreadPart[],
    step: Step,
    { unverified = nothing, uncompared = nothing, skipped = nothing }: Partial<Leniency>,
  ): Reading {
    const { declarations, composition, sortOf } = this.#around;
    return new Reading(this.#store, this.#script, unread, {
      entity: this.entity,
      declarations,
      composition,
      sortOf,
      movedSince: (name) => declarations.movedSinceDerived(name, step),
      unverified,
      uncompared,
      skipped,
    });
  }

  #tryToReceive(step: MessageStep): void {
    try {
      this.#receive(step);
    } catch (problem) {
      throw problem instanceof NotTheSame ? new CannotGoOn(step, this.entity, null) : problem;
    }
  }

  // A number that the entity did not set itself is taken anew from every message that has it.
  #receive(step: MessageStep): void {
    const before = new Map(this.#store.held.map(({ holding, message }) => [holdingKey(holding), message]));
    const { names, unverified } = this.#skipped(step);
    const numbers = this.#numbersIn(step.content).filter((name) => !this.#advanced.has(name));
    const held = this.#store.held.filter(({ holding }) => names.has(holding.name));
    for (const name of names) this.#forget(name);
    this.#loosen(numbers);
    for (const name of numbers) this.#setAside(name);
    const channel = this.#around.channelOf(step);
    const reading = this.#reading(this.#unread, step, { unverified, skipped: names });
    reading.take(step.content, (pattern) => ({ kind: 'receive', label: step.name, pattern, channel }));
    this.#unread = reading.unread;
    this.#readRest(step, held, { unverified, skipped: names });
    for (const { holding, message } of this.#store.held) {
      const key = holdingKey(holding);
      const earlier = before.get(key);
      if (earlier === undefined || printed(earlier) !== printed(message)) this.#received.add(key);
    }
  }

  // What came under a name that the entity skips is used to verify the message, and not held. Where none came, it uses its
  // own, as a key or in a code.
  #readRest(step: MessageStep, held: readonly Held[], leniency: Partial<Leniency>): void {
    const missing = held.filter(({ holding }) => this.#store.get(holding) === null);
    for (const { holding, message } of missing) this.#store.set(holding, message);
    if (missing.length > 0) {
      const uncompared = new Set(missing.map(({ holding }) => holding.name));
      const reading = this.#reading(this.#unread, step, { ...leniency, uncompared });
      reading.lookAgain();
      this.#unread = reading.unread;
    }
    for (const { holding, message } of held) this.#store.set(holding, message);
  }

  #forget(name: string): void {
    this.#store.forget(name);
    this.#aside.delete(name);
  }

  // Leaves a number open, to be taken from what comes; where nothing comes, it is known what it was.
  #setAside(name: string): void {
    const value = this.#store.get(holdingOf(name));
    if (value === null) return;
    this.#forget(name);
    this.#aside.set(name, value);
  }

  // What came with an earlier number of a counter or clock is no longer what its term stands for.
  #loosen(numbers: readonly string[]): void {
    for (const name of numbers) this.#store.forgetKeptWith(name);
    this.#unread = loosened(this.#unread, numbers);
  }

  #advance(name: string): void {
    this.#loosen([name]);
    this.#bindNumber(name, 'advances');
    this.#advanced.add(name);
    this.#sent.delete(name);
  }

  // All clocks that show the same move together. Of a counter the other goes on from the number that it was sent.
  #seeAdvanced(name: string): void {
    const { declarations } = this.#around;
    if (!declarations.keeps(this.entity, name)) return;
    if (declarations.isClock(name)) {
      this.#loosen([name]);
      this.#forget(name);
      this.#advanced.delete(name);
    } else if (this.#sent.has(name)) {
      this.#advanced.delete(name);
    }
  }

  #need(name: string): void {
    const element = this.#around.declarations.element(name);
    const value = element === undefined ? null : this.#store.get(secretOf(element));
    if (value !== null) this.#script.needs(value);
  }

  #check(name: string): void {
    this.#need(name);
    const element = this.#around.declarations.element(name);
    const value = element === undefined ? null : this.#store.get(secretOf(element));
    if (element === undefined || value === null) return;
    if (element.kind === 'counter') {
      // One's own number that came back was compared already.
      if (!this.#advanced.has(name)) this.#around.accept(element, this.entity, value, this.#script);
    } else if (element.kind === 'timestamp') {
      this.#around.accept(element, this.entity, value, this.#script);
    } else if (this.#makes(name) && !this.#received.has(holdingKey(secretOf(element)))) {
      this.#around.useUp(element, this.entity, value, this.#script);
    }
  }

  #makes(name: string): boolean {
    const { declarations } = this.#around;
    return (
      declarations.isOwn(name, this.entity) ||
      declarations.model.phases.some(({ steps }) =>
        steps.some(
          (step) => step.kind === 'make' && step.entity === this.entity && step.elements.includes(name),
        ),
      )
    );
  }

  // What the entity says, before it receives the next message, that it skips of this one.
  #skipped(message: MessageStep): {
    readonly names: ReadonlySet<string>;
    readonly unverified: ReadonlySet<string>;
  } {
    const later = this.#steps.slice(this.#steps.indexOf(message) + 1);
    const next = later.findIndex((step) => step.kind === 'message' && step.receiver === this.entity);
    const skips = (next < 0 ? later : later.slice(0, next)).flatMap((step) =>
      step.kind === 'skip' && step.entity === this.entity ? [step] : [],
    );
    const primitives = new Set(skips.flatMap((step) => step.primitives));
    return {
      names: new Set(skips.flatMap(({ elements, identities }) => [...elements, ...identities])),
      unverified: new Set(
        applicationsIn(message.content)
          .filter(({ primitive }) => primitives.has(primitive))
          .map(printTerm),
      ),
    };
  }
}

const nothing: ReadonlySet<string> = new Set();

function applicationsIn(
  term: TermExpression,
): readonly Extract<TermExpression, { readonly kind: 'apply' }>[] {
  switch (term.kind) {
    case 'name':
    case 'key-half':
      return [];
    case 'tuple':
      return term.parts.flatMap(applicationsIn);
    case 'apply':
      return [
        term,
        ...[term.key, term.content, term.associated].flatMap((part) =>
          part === null ? [] : applicationsIn(part),
        ),
      ];
  }
}
