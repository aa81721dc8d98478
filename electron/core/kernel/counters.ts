import type { Value } from './value.ts';

/**
 * The counters of an execution. Counters are numbers: among values that were advanced, later is greater. A value that
 * nobody advanced is a number of the adversary's choice, which can be greater once and no more.
 */
export class Counters {
  /** When each value was made: later is greater. */
  readonly #advanced = new Map<Value, number>();
  readonly #accepted = new Map<string, Value[]>();

  /** A counter's next value is made. */
  advance(value: Value): void {
    this.#advanced.set(value, this.#advanced.size);
  }

  /** Accepts a counter's value for a holder; false when the holder cannot. */
  accept(counter: string, holder: readonly Value[], value: Value): boolean {
    const memory = `${counter} ${holder.map(({ key }) => key).join(' ')}`;
    const earlier = this.#accepted.get(memory) ?? [];
    if (earlier.includes(value)) return false;
    const time = this.#advanced.get(value);
    const greatest = Math.max(-1, ...earlier.map((each) => this.#advanced.get(each) ?? -1));
    if (time !== undefined && time < greatest) return false;
    this.#accepted.set(memory, [...earlier, value]);
    return true;
  }
}
