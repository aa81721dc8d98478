import type { Element, MessageStep, Phase, Step } from '#core/language/model.ts';
import type { TermExpression } from '#core/language/syntax.ts';
import type { Course, RunEvent, Start } from './course.ts';
import type { Holdings, Part } from './holdings.ts';
import type { Memory } from './memory.ts';
import { part, take, type Reading } from './receipt.ts';
import { agentOf, type Seat } from './seat.ts';
import { applicationsIn, namesIn, written, type Text } from './text.ts';
import type { Value, Values } from './value.ts';

/** What every run of a world has in common. */
export interface Surroundings {
  readonly text: Text;
  readonly values: Values;
  /** True where a receiver tells the kinds of values apart. */
  readonly typed: boolean;
  /** The value that a run makes of an element, or brings along as its own. */
  readonly freshValue: (element: Element, run: Run) => Value;
}

/** A message on its way. */
export interface SentMessage {
  readonly step: MessageStep;
  readonly value: Value;
  readonly from: Value;
  readonly to: Value;
}

/** One run of an entity through one phase, up to the next message that it waits for. */
export class Run implements Course {
  readonly name: string;
  readonly seat: Seat;
  readonly phase: Phase;
  readonly #world: Surroundings;
  /** Counters and clocks that the run has moved on itself, and those of them that it has sent since. */
  readonly #advanced: Set<string>;
  readonly #sent: Set<string>;
  /** What the run began with. */
  readonly begun: Start;
  holdings: Holdings;
  /** Parts of messages that are to be compared once they can be. */
  open: readonly Part[];
  /** The place of the step that comes next. */
  place: number;
  events: readonly RunEvent[];
  /** True once something was not as it should be: the run goes no further. */
  stopped: boolean;

  constructor(world: Surroundings, name: string, seat: Seat, phase: Phase, start: Start) {
    this.#world = world;
    this.name = name;
    this.seat = seat;
    this.phase = phase;
    this.begun = start;
    this.holdings = start.holdings.copy();
    this.open = start.open;
    this.#advanced = new Set();
    this.#sent = new Set();
    this.place = 0;
    this.events = [];
    this.stopped = false;
  }

  copy(): Run {
    const same = new Run(this.#world, this.name, this.seat, this.phase, this.begun);
    same.holdings = this.holdings.copy();
    same.open = this.open;
    for (const name of this.#advanced) same.#advanced.add(name);
    for (const name of this.#sent) same.#sent.add(name);
    same.place = this.place;
    same.events = this.events;
    same.stopped = this.stopped;
    return same;
  }

  get role(): string {
    return this.seat.role;
  }

  get self(): Value {
    return this.partner(this.role);
  }

  partner(role: string): Value {
    return agentOf(role, this.seat.partners);
  }

  /** True once every step of the phase is behind it, or something was not as it should be. */
  get isOver(): boolean {
    return this.stopped || this.isCompleted;
  }

  /** True once the run has taken its part in the whole phase. */
  get isCompleted(): boolean {
    return !this.stopped && this.place >= this.phase.steps.length;
  }

  /** The message that the run waits for, or null where it waits for none. */
  get awaited(): MessageStep | null {
    const step = this.phase.steps[this.place];
    return !this.stopped && step?.kind === 'message' && step.receiver === this.role ? step : null;
  }

  /** True where the run would move or read a clock next: when it does so matters to others, and is a move of its own. */
  get isAtClock(): boolean {
    const step = this.phase.steps[this.place];
    if (this.stopped || step === undefined) return false;
    const isClock = (name: string): boolean =>
      this.#world.text.isNumber(name) && this.#world.text.element(name).kind === 'timestamp';
    const reads = (term: TermExpression): boolean =>
      this.#numbersIn(term).some(
        (name) => isClock(name) && this.holdings.named(name) === null && this.#keeps(name),
      );
    switch (step.kind) {
      case 'advance':
      case 'check':
        return step.entity === this.role && step.elements.some(isClock);
      case 'message':
        return step.sender === this.role && reads(step.content);
      case 'derive':
        return step.entities.includes(this.role) && reads(step.content);
      case 'make':
      case 'skip':
      case 'accept':
      case 'install':
      case 'erase':
        return false;
    }
  }

  /**
   * Takes every step up to the next message that the run waits for, or the next clock that it looks at; where it is at
   * one, that as well if `atClock` says so. Returns what it sends.
   */
  proceed(memory: Memory, atClock = false): readonly SentMessage[] {
    const sent: SentMessage[] = [];
    let mayLook = atClock;
    while (!this.isOver && this.awaited === null && (mayLook || !this.isAtClock)) {
      const step = this.phase.steps[this.place];
      if (step === undefined) break;
      if (this.isAtClock) mayLook = false;
      const message = this.#act(step, memory);
      if (message !== null) sent.push(message);
      if (!this.stopped) this.#passed(step);
    }
    return sent;
  }

  /** How the run reads the message that it waits for; what it will not compare is not in the holdings of the reading. */
  expectation(step: MessageStep): Reading {
    const { elements, primitives } = this.#skipped(step);
    const holdings = this.holdings.copy();
    for (const name of elements) holdings.forget(name);
    // A number that the run did not set itself is taken anew from every message that has it.
    for (const name of this.#numbersTakenFrom(step)) {
      holdings.setAside(name);
      holdings.forgetPartsWith(name);
    }
    return { ...this.#reading(primitives, step), holdings };
  }

  /** Takes a message as the one that the run waits for; false where it is not what it should be. */
  receive(value: Value): boolean {
    const step = this.awaited;
    if (step === null) return false;
    const numbers = this.#numbersTakenFrom(step);
    const waiting = this.open.map((each) => loosened(each, numbers));
    const skipped = [...this.#skipped(step).elements].map(
      (name) => [name, this.holdings.named(name)] as const,
    );
    const reading = this.expectation(step);
    const left = take([...waiting, part(step.content, value)], reading);
    if (left === null) {
      this.stopped = true;
      return false;
    }
    this.open = left;
    this.holdings = reading.holdings;
    for (const [name, held] of skipped) if (held !== null) this.holdings.bindName(name, held);
    this.#passed(step);
    return true;
  }

  #passed(step: Step): void {
    this.events = [
      ...this.events,
      { place: this.place, step, holdings: this.holdings.copy(), open: this.open },
    ];
    this.place += 1;
  }

  #act(step: Step, memory: Memory): SentMessage | null {
    switch (step.kind) {
      case 'message':
        return step.sender === this.role ? this.#send(step, memory) : null;
      case 'make':
        if (step.entity === this.role) for (const name of step.elements) this.#make(name, memory);
        return null;
      case 'derive':
        if (step.entities.includes(this.role)) this.#derive(step.element, step.content, memory);
        return null;
      case 'advance':
        for (const name of step.elements) {
          if (step.entity === this.role) this.#advance(name, memory);
          else this.#seeAdvanced(name);
        }
        return null;
      case 'check':
        if (step.entity === this.role) for (const name of step.elements) this.#check(name, memory);
        return null;
      case 'erase':
        if (step.entities.includes(this.role)) for (const name of step.elements) this.holdings.forget(name);
        return null;
      // What a run accepts or installs is seen by those who judge; what it skips belongs to the message before.
      case 'accept':
      case 'install':
      case 'skip':
        return null;
    }
  }

  #send(step: MessageStep, memory: Memory): SentMessage | null {
    const value = this.#build(step.content, memory);
    if (value === null) {
      this.stopped = true;
      return null;
    }
    for (const name of this.#numbersIn(step.content)) this.#sent.add(name);
    return { step, value, from: this.self, to: this.partner(step.receiver) };
  }

  // With its own counters and clocks as they are now, where it has no number yet, and data and nonces of its own.
  #build(term: TermExpression, memory: Memory): Value | null {
    for (const name of this.#namesWithin(term)) {
      if (this.holdings.named(name) === null && this.#world.text.isOwn(name, this.role))
        this.#make(name, memory);
    }
    for (const name of this.#numbersIn(term)) {
      if (this.holdings.named(name) !== null) continue;
      if (this.#keeps(name)) {
        this.#loosenParts(name);
        this.holdings.bindName(name, this.#world.values.number(this.#ownNumber(name, memory)));
        continue;
      }
      const told = this.holdings.aside(name);
      if (told === null) continue;
      this.open = this.open.map((each) => loosened(each, [name]));
      this.holdings.bindName(name, told);
    }
    return this.holdings.build(term);
  }

  #make(name: string, memory: Memory): void {
    const element = this.#world.text.element(name);
    const made = this.#world.freshValue(element, this);
    memory.note('made', this.self, made);
    this.holdings.bindName(element.kind === 'key-pair' ? `sk(${name})` : name, made);
  }

  #derive(name: string, content: TermExpression, memory: Memory): void {
    const value = this.#build(content, memory);
    if (value === null) {
      this.stopped = true;
      return;
    }
    this.holdings.bindName(name, value);
    this.#lookAgain();
  }

  // What was received earlier may be readable now.
  #lookAgain(): void {
    const left = take(this.open, this.#reading(new Set(), null));
    if (left === null) this.stopped = true;
    else this.open = left;
  }

  #advance(name: string, memory: Memory): void {
    const { text, values } = this.#world;
    this.#loosenParts(name);
    if (text.element(name).kind === 'timestamp') {
      memory.moveClock(name);
      this.holdings.bindName(name, values.number(memory.period(name)));
    } else {
      const held = this.holdings.named(name);
      const seen = held?.kind === 'number' ? held.count : 0;
      this.holdings.bindName(name, values.number(memory.advance(name, this.#holderOf(name), seen)));
    }
    this.#advanced.add(name);
    this.#sent.delete(name);
  }

  // The clocks of all who share it move together: what one had shown is no longer what the name stands for. Of a counter
  // the other goes on from the number that it was sent.
  #seeAdvanced(name: string): void {
    if (!this.#keeps(name)) return;
    if (this.#world.text.element(name).kind === 'timestamp') {
      this.#loosenParts(name);
      this.holdings.forget(name);
      this.#advanced.delete(name);
    } else if (this.#sent.has(name)) this.#advanced.delete(name);
  }

  #check(name: string, memory: Memory): void {
    const value = this.holdings.named(name);
    const { kind } = this.#world.text.element(name);
    if (value === null) this.stopped = true;
    else if (kind === 'counter') {
      // One's own number that came back was compared already.
      if (this.#advanced.has(name)) return;
      this.stopped = value.kind !== 'number' || !memory.accept(name, this.#holderOf(name), value.count);
    } else if (kind === 'timestamp') {
      this.stopped = value.kind !== 'number' || value.count !== memory.period(name);
    } else if (memory.noted('made', this.self, value)) {
      this.stopped = !memory.note('used', this.self, value);
    }
  }

  #reading(unverified: ReadonlySet<string>, step: MessageStep | null): Reading {
    const { text, values } = this.#world;
    return {
      text,
      values,
      holdings: this.holdings,
      fits: (name, value) => this.#fits(name, value),
      typed: this.#world.typed,
      movedSince: (name) => (step === null ? [] : text.movedSinceDerived(name, step)),
      keeps: (name) => step !== null && this.#keeps(name),
      unverified,
    };
  }

  #fits(name: string, value: Value): boolean {
    const { text, typed } = this.#world;
    if (!typed) return true;
    if (text.isRole(name)) return value.kind === 'agent' && value.roles.includes(name);
    if (name.startsWith('pk(')) return true;
    if (name.startsWith('sk(')) return value.kind === 'atom' && value.sort === 'key-pair';
    if (text.isNumber(name)) return value.kind === 'number';
    return value.kind === 'atom' && value.sort === text.element(name).kind;
  }

  #keeps(name: string): boolean {
    return this.#world.text.element(name).holders.includes(this.role);
  }

  #ownNumber(name: string, memory: Memory): number {
    return this.#world.text.element(name).kind === 'timestamp'
      ? memory.period(name)
      : memory.ownNumber(name, this.#holderOf(name));
  }

  // Whose counter it is: each agent keeps its own for every set of agents that share it.
  #holderOf(name: string): string {
    const { holders } = this.#world.text.element(name);
    const sharing = [...new Set([this.role, ...holders])].map((role) => String(this.partner(role).id));
    return sharing.join(' ');
  }

  #numbersIn(term: TermExpression): readonly string[] {
    return this.#namesWithin(term).filter((name) => this.#world.text.isNumber(name));
  }

  #numbersTakenFrom(step: MessageStep): readonly string[] {
    return this.#numbersIn(step.content).filter((name) => !this.#advanced.has(name));
  }

  #namesWithin(term: TermExpression): readonly string[] {
    return [...new Set(namesIn(term).flatMap((name) => this.#spelledOut(name, new Set())))];
  }

  // The name itself, and those that it is derived from where the run does not hold it.
  #spelledOut(name: string, seen: Set<string>): readonly string[] {
    const definition = this.#world.text.definition(name);
    if (definition === null || this.holdings.named(name) !== null || seen.has(name)) return [name];
    seen.add(name);
    return namesIn(definition).flatMap((each) => this.#spelledOut(each, seen));
  }

  // What came with an earlier number of a counter or clock.
  #loosenParts(name: string): void {
    this.holdings.forgetPartsWith(name);
    this.open = this.open.map((each) => loosened(each, [name]));
  }

  // What this entity says, before it receives the next message, that it skips of this one.
  #skipped(message: MessageStep): {
    readonly elements: ReadonlySet<string>;
    readonly primitives: ReadonlySet<string>;
  } {
    const elements = new Set<string>();
    const primitives = new Set<string>();
    for (const step of this.phase.steps.slice(this.place + 1)) {
      if (step.kind === 'message' && step.receiver === this.role) break;
      if (step.kind !== 'skip' || step.entity !== this.role) continue;
      for (const name of [...step.elements, ...step.identities]) elements.add(name);
      for (const term of applicationsIn(message.content))
        if (step.primitives.includes(term.primitive)) primitives.add(written(term));
    }
    return { elements, primitives };
  }
}

function loosened(given: Part, numbers: readonly string[]): Part {
  const loose = namesIn(given.term).filter((name) => numbers.includes(name));
  return loose.length === 0 ? given : { ...given, loose: [...new Set([...given.loose, ...loose])] };
}
