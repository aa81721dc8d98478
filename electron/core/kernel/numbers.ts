import type { Value } from './value.ts';

/**
 * The numbers of an execution, which counters count and clocks show. Which numbers they are is left open as long as they can
 * be such that everything is in order: what was accepted as greater than another is greater.
 */
export class Numbers {
  /** For each value those that are known to be smaller, directly. */
  readonly #smaller = new Map<Value, Set<Value>>();
  /** Those that are known to be smaller than another one. */
  readonly #below = new Set<Value>();
  readonly #memories = new Map<string, readonly Value[]>();
  readonly #present = new Map<string, Value>();
  readonly #shown = new Map<string, Set<Value>>();

  /** Adds a value to a memory that must only grow; false, and nothing changed, where it is not greater. */
  accept(memory: string, above: readonly string[], passed: readonly Value[], value: Value): boolean {
    const earlier = this.#memories.get(memory) ?? [];
    const all = [...earlier, ...above.flatMap((name) => this.#memories.get(name) ?? []), ...passed];
    if (all.some((each) => each === value || this.#isSmaller(value, each))) return false;
    const smaller = this.#smaller.get(value) ?? new Set();
    this.#smaller.set(value, smaller);
    for (const each of all) {
      smaller.add(each);
      this.#below.add(each);
    }
    this.#memories.set(memory, [...earlier, value]);
    return true;
  }

  /** Adds a value to a memory that has each once; false where it is there. */
  acceptOnce(memory: string, value: Value): boolean {
    const earlier = this.#memories.get(memory) ?? [];
    if (earlier.includes(value)) return false;
    this.#memories.set(memory, [...earlier, value]);
    return true;
  }

  /** A clock shows a value, having moved or not; false where it cannot. */
  show(clock: string, value: Value, moves: boolean, passed: readonly Value[]): boolean {
    const shown = this.#shown.get(clock) ?? new Set();
    this.#shown.set(clock, shown);
    const isPresent = this.#present.get(clock) === value;
    if (passed.includes(value) || (shown.has(value) && (moves || !isPresent))) return false;
    shown.add(value);
    this.#present.set(clock, value);
    return true;
  }

  #isSmaller(one: Value, other: Value): boolean {
    if (!this.#below.has(one)) return false;
    const open = [other];
    const seen = new Set<Value>();
    for (let each = open.pop(); each !== undefined; each = open.pop()) {
      for (const smaller of this.#smaller.get(each) ?? []) {
        if (smaller === one) return true;
        if (seen.has(smaller)) continue;
        seen.add(smaller);
        open.push(smaller);
      }
    }
    return false;
  }
}
