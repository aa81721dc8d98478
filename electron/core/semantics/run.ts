import type { Element, MessageStep, Phase, Step } from '#core/language/model.ts';
import type { TermExpression } from '#core/language/syntax.ts';
import type { Comparison } from './comparison.ts';
import type { Course, RunEvent, Start } from './course.ts';
import { loosened, type Holdings, type Part } from './holdings.ts';
import type { Memory } from './memory.ts';
import { Numbers, namesWithin } from './numbers.ts';
import type { Reading } from './reading.ts';
import { part, take } from './receipt.ts';
import { agentOf, type Seat } from './seat.ts';
import { skippedAt, type Skipped } from './skips.ts';
import type { Text } from './text.ts';
import type { Value, Values } from './value.ts';

/** What every run of a world has in common. */
export interface Surroundings {
  readonly text: Text;
  readonly values: Values;
  /** True where a receiver tells the kinds of values apart. */
  readonly typed: boolean;
  readonly comparison: Comparison;
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
  readonly #numbers: Numbers;
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

  constructor(
    world: Surroundings,
    name: string,
    seat: Seat,
    phase: Phase,
    start: Start,
    numbers = new Numbers(world.text, seat),
  ) {
    this.#world = world;
    this.name = name;
    this.seat = seat;
    this.phase = phase;
    this.begun = start;
    this.holdings = start.holdings.copy();
    // What a clock showed in an earlier phase is not what it shows now.
    for (const name of numbers.clocks) this.holdings.forget(name);
    this.open = start.open;
    this.#numbers = numbers;
    this.place = 0;
    this.events = [];
    this.stopped = false;
  }

  copy(): Run {
    const numbers = this.#numbers.copy();
    const same = new Run(this.#world, this.name, this.seat, this.phase, this.begun, numbers);
    same.holdings = this.holdings.copy();
    same.open = this.open;
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
    const isClock = (name: string): boolean => this.#numbers.isClock(name);
    const reads = (term: TermExpression): boolean =>
      this.#numbers
        .within(term, this.holdings)
        .some((name) => isClock(name) && this.holdings.named(name) === null && this.#numbers.keeps(name));
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
      if (this.isAtClock) mayLook = false;
      sent.push(...this.takeStep(memory));
    }
    return sent;
  }

  /** Takes the next step, where that is no message that the run waits for. Returns what it sends. */
  takeStep(memory: Memory): readonly SentMessage[] {
    const step = this.phase.steps[this.place];
    if (this.isOver || this.awaited !== null || step === undefined) return [];
    const message = this.#act(step, memory);
    if (!this.stopped) this.#passed(step, message?.value ?? null);
    return message === null ? [] : [message];
  }

  /** How the run reads the message that it waits for; what it will not compare is not in the holdings of the reading. */
  expectation(step: MessageStep): Reading {
    const { names, primitives } = this.#skipped(step);
    const holdings = this.holdings.copy();
    for (const name of names) holdings.forget(name);
    // A number that the run did not set itself is taken anew from every message that has it.
    for (const name of this.#numbers.takenFrom(step.content, this.holdings)) {
      holdings.setAside(name);
      holdings.forgetPartsWith(name);
    }
    return { ...this.#reading(primitives, step), holdings, skipped: names };
  }

  /** Takes a message as the one that the run waits for; false where it is not what it should be. */
  receive(value: Value): boolean {
    const step = this.awaited;
    if (step === null) return false;
    const numbers = this.#numbers.takenFrom(step.content, this.holdings);
    const waiting = this.open.map((each) => loosened(each, numbers));
    const reading = this.expectation(step);
    const first = take([...waiting, part(step.content, value)], reading);
    const left = first === null ? null : this.#takeRest(first, reading, step);
    if (left === null) {
      this.stopped = true;
      return false;
    }
    this.open = left;
    this.holdings = reading.holdings;
    this.#passed(step, value);
    return true;
  }

  // What came under a name that the run skips is used to verify the message, and not held. Where none came, the run
  // uses its own, as a key or in a code.
  #takeRest(parts: readonly Part[], reading: Reading, step: MessageStep): readonly Part[] | null {
    const { holdings } = reading;
    const held = [...this.#skipped(step).names].flatMap((name) =>
      [name, `sk(${name})`, `pk(${name})`].flatMap((each) => {
        const own = this.holdings.named(each);
        return own === null ? [] : [[each, own] as const];
      }),
    );
    const missing = held.filter(([name]) => holdings.named(name) === null);
    for (const [name, own] of missing) holdings.bindName(name, own);
    const uncompared = new Set(missing.map(([name]) => name));
    const left = missing.length === 0 ? parts : take(parts, { ...reading, uncompared });
    for (const [name, own] of held) holdings.bindName(name, own);
    return left;
  }

  #skipped(step: MessageStep): Skipped {
    return skippedAt(this.phase, this.place, this.role, step);
  }

  #passed(step: Step, message: Value | null): void {
    const { place, open } = this;
    this.events = [...this.events, { place, step, message, holdings: this.holdings.copy(), open }];
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
        if (step.entities.includes(this.role)) this.#derive(step, memory);
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
    this.#numbers.noteSent(this.#numbers.within(step.content, this.holdings));
    return { step, value, from: this.self, to: this.partner(step.receiver) };
  }

  // With its own counters and clocks as they are now, where it has no number yet, and data and nonces of its own.
  #build(term: TermExpression, memory: Memory): Value | null {
    for (const name of namesWithin(this.#world.text, term, this.holdings)) {
      if (this.holdings.named(name) === null && this.#world.text.isOwn(name, this.role))
        this.#make(name, memory);
    }
    for (const name of this.#numbers.within(term, this.holdings)) {
      if (this.holdings.named(name) !== null) continue;
      if (this.#numbers.keeps(name)) {
        this.#loosenParts(name);
        this.holdings.bindName(name, this.#numbers.own(name, memory));
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
    memory.noteMade(this.self, made);
    this.holdings.bindName(element.kind === 'key-pair' ? `sk(${name})` : name, made);
  }

  #derive(step: Extract<Step, { readonly kind: 'derive' }>, memory: Memory): void {
    const value = this.#build(step.content, memory);
    if (value === null) {
      this.stopped = true;
      return;
    }
    this.holdings.bindName(step.element, value);
    // What was received earlier may be readable now.
    const left = take(this.open, this.#reading(new Set(), step));
    if (left === null) this.stopped = true;
    else this.open = left;
  }

  #advance(name: string, memory: Memory): void {
    this.#loosenParts(name);
    this.holdings.bindName(name, this.#numbers.advance(name, this.holdings.named(name), memory));
  }

  #seeAdvanced(name: string): void {
    if (!this.#numbers.seeAdvanced(name)) return;
    this.#loosenParts(name);
    this.holdings.forget(name);
  }

  #check(name: string, memory: Memory): void {
    const value = this.holdings.named(name);
    const isRight =
      value !== null &&
      (this.#world.text.isNumber(name)
        ? this.#numbers.check(name, value, memory)
        : memory.useUp(this.self, value));
    this.stopped ||= !isRight;
  }

  #reading(unverified: ReadonlySet<string>, step: Step): Reading {
    const { text, values, typed, comparison } = this.#world;
    return {
      text,
      values,
      holdings: this.holdings,
      comparison,
      typed,
      movedSince: (name) => text.movedSinceDerived(name, step),
      keeps: (name) => this.#numbers.keeps(name),
      uncompared: new Set(),
      skipped: new Set(),
      unverified,
    };
  }

  // What came with an earlier number of a counter or clock.
  #loosenParts(name: string): void {
    this.holdings.forgetPartsWith(name);
    this.open = this.open.map((each) => loosened(each, [name]));
  }
}
