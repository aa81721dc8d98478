import type { Value, Values } from './value.ts';

/** What outlives a run, as a run asks for it. `holder` says whose counter it is. */
export interface Memory {
  /** The last number that an agent has used or taken of a counter. */
  ownNumber(counter: string, holder: string): Value;
  /** Moves an agent's counter on, past a number that it has seen, if any. */
  advance(counter: string, holder: string, seen: Value | null): Value;
  /** Accepts a number if it is greater than all that the agent accepted before; false where it is not. */
  accept(counter: string, holder: string, number: Value): boolean;
  /** The period that a clock shows. */
  period(clock: string): Value;
  /** Moves a clock on to a new period. */
  moveClock(clock: string): Value;
  /** True if a value is the period that a clock shows. */
  isPresent(clock: string, value: Value): boolean;
  /** Notes that an agent made a value. */
  noteMade(agent: Value, value: Value): void;
  /** Uses up a value that the agent made, once; false where that was done before. */
  useUp(agent: Value, value: Value): boolean;
}

/** Numbers with which counters and clocks begin, so far from each other that no run reaches the next. */
export function startsApart(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.map((name, index) => [name, index * 100]));
}

/** What every agent of a world remembers of counters and codes over all its runs, and what the clocks show. */
export class WorldMemory implements Memory {
  readonly #values: Values;
  readonly #starts: ReadonlyMap<string, number>;
  readonly #numbers: Map<string, number>;
  readonly #kept: Set<string>;

  /**
   * `starts`: the number that a counter or clock of the text shows before anybody moves it on; 0 of a counter and 1 of a
   * clock where nothing is said.
   */
  constructor(
    values: Values,
    starts: ReadonlyMap<string, number> = new Map(),
    numbers = new Map<string, number>(),
    kept = new Set<string>(),
  ) {
    this.#values = values;
    this.#starts = starts;
    this.#numbers = numbers;
    this.#kept = kept;
  }

  copy(): WorldMemory {
    return new WorldMemory(this.#values, this.#starts, new Map(this.#numbers), new Set(this.#kept));
  }

  ownNumber(counter: string, holder: string): Value {
    return this.#values.number(this.#own(counter, holder));
  }

  advance(counter: string, holder: string, seen: Value | null): Value {
    const next = Math.max(this.#own(counter, holder), seen?.kind === 'number' ? seen.count : 0) + 1;
    return this.advanceTo(counter, holder, next);
  }

  /** Moves an agent's counter on as far as to a number, if that is greater than what it has come to. */
  advanceTo(counter: string, holder: string, count: number): Value {
    const next = Math.max(this.#own(counter, holder) + 1, count);
    this.#numbers.set(`own ${counter} ${holder}`, next);
    return this.#values.number(next);
  }

  accept(counter: string, holder: string, number: Value): boolean {
    // Whoever never accepted one takes the number that the counter begins with.
    const last = this.#numbers.get(`accepted ${counter} ${holder}`) ?? this.#startOf(counter) - 1;
    if (number.kind !== 'number' || number.count <= last) return false;
    this.#numbers.set(`accepted ${counter} ${holder}`, number.count);
    this.#numbers.set(`own ${counter} ${holder}`, Math.max(this.#own(counter, holder), number.count));
    return true;
  }

  period(clock: string): Value {
    return this.#values.number(this.#shown(clock));
  }

  moveClock(clock: string): Value {
    return this.moveClockTo(clock, this.#shown(clock) + 1);
  }

  /** Moves a clock on as far as to a period, if that is later than the present one. */
  moveClockTo(clock: string, period: number): Value {
    this.#numbers.set(`clock ${clock}`, Math.max(this.#shown(clock), period));
    return this.period(clock);
  }

  /** Remembers also what others do, each of their counters and clocks as far as it has come. */
  join(others: WorldMemory): void {
    for (const [name, number] of others.#numbers)
      this.#numbers.set(name, Math.max(number, this.#numbers.get(name) ?? number));
    for (const each of others.#kept) this.#kept.add(each);
  }

  isPresent(clock: string, value: Value): boolean {
    return value === this.period(clock);
  }

  noteMade(agent: Value, value: Value): void {
    this.#kept.add(`made ${String(agent.id)} ${String(value.id)}`);
  }

  useUp(agent: Value, value: Value): boolean {
    if (!this.#kept.has(`made ${String(agent.id)} ${String(value.id)}`)) return true;
    const used = `used ${String(agent.id)} ${String(value.id)}`;
    if (this.#kept.has(used)) return false;
    this.#kept.add(used);
    return true;
  }

  /** A text that is the same for memories of the same content. */
  get key(): string {
    return [...[...this.#numbers].map(([name, number]) => `${name}=${String(number)}`), ...this.#kept]
      .toSorted()
      .join(';');
  }

  #own(counter: string, holder: string): number {
    return this.#numbers.get(`own ${counter} ${holder}`) ?? this.#startOf(counter);
  }

  #startOf(counter: string): number {
    return this.#starts.get(counter) ?? 0;
  }

  #shown(clock: string): number {
    return this.#numbers.get(`clock ${clock}`) ?? this.#starts.get(clock) ?? 1;
  }
}
