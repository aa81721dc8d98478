import type { Value } from './value.ts';

/**
 * What outlives a run: what every agent remembers of counters and codes over all its runs, and what the clocks show.
 */
export class Memory {
  readonly #starts: ReadonlyMap<string, number>;
  readonly #numbers: Map<string, number>;
  readonly #kept: Set<string>;

  /** `starts`: the number that a counter of the text has before anybody advances it; 0 where nothing is said. */
  constructor(
    starts: ReadonlyMap<string, number> = new Map(),
    numbers = new Map<string, number>(),
    kept = new Set<string>(),
  ) {
    this.#starts = starts;
    this.#numbers = numbers;
    this.#kept = kept;
  }

  copy(): Memory {
    return new Memory(this.#starts, new Map(this.#numbers), new Set(this.#kept));
  }

  /** The last number that an agent has used or taken of a counter; `holder` says whose counter it is. */
  ownNumber(counter: string, holder: string): number {
    return this.#numbers.get(`own ${counter} ${holder}`) ?? this.#startOf(counter);
  }

  /** Moves an agent's counter on, past a number that it has seen. */
  advance(counter: string, holder: string, seen: number): number {
    const next = Math.max(this.ownNumber(counter, holder), seen) + 1;
    this.#numbers.set(`own ${counter} ${holder}`, next);
    return next;
  }

  /** Accepts a number if it is greater than all that the agent accepted before. */
  accept(counter: string, holder: string, number: number): boolean {
    // Whoever never accepted one takes the number that the counter begins with.
    if (number <= (this.#numbers.get(`accepted ${counter} ${holder}`) ?? this.#startOf(counter) - 1))
      return false;
    this.#numbers.set(`accepted ${counter} ${holder}`, number);
    this.#numbers.set(`own ${counter} ${holder}`, Math.max(this.ownNumber(counter, holder), number));
    return true;
  }

  #startOf(counter: string): number {
    return this.#starts.get(counter) ?? 0;
  }

  /** The period that a clock shows. */
  period(clock: string): number {
    return this.#numbers.get(`clock ${clock}`) ?? 1;
  }

  moveClock(clock: string): void {
    this.#numbers.set(`clock ${clock}`, this.period(clock) + 1);
  }

  /** Notes that an agent made a value, or used up one; false where that was noted before. */
  note(kind: 'made' | 'used', agent: Value, value: Value): boolean {
    const key = `${kind} ${String(agent.id)} ${String(value.id)}`;
    if (this.#kept.has(key)) return false;
    this.#kept.add(key);
    return true;
  }

  noted(kind: 'made' | 'used', agent: Value, value: Value): boolean {
    return this.#kept.has(`${kind} ${String(agent.id)} ${String(value.id)}`);
  }

  /** A text that is the same for memories of the same content. */
  get key(): string {
    return [...[...this.#numbers].map(([name, number]) => `${name}=${String(number)}`), ...this.#kept]
      .toSorted()
      .join(';');
  }
}
