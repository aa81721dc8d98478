import type { Memory } from './memory.ts';
import type { Line } from './script.ts';
import type { Findings, Unknowns } from './unknowns.ts';
import type { Value } from './value.ts';

/** What such a memory has to know of the run that asks it. */
interface Asking {
  readonly unknowns: Unknowns;
  readonly findings: Findings;
  /** Where in its phase the run is. */
  readonly place: () => number;
  readonly note: (line: Line) => void;
  /** The name under which the run checks a value. */
  readonly elementOf: (value: Value) => string;
  /** The values that the agent made in earlier phases. */
  readonly made: Iterable<Value>;
}

/** The memory of an agent of which nothing is known: every number is unknown, and everything is noted that a run asks. */
export class ScriptMemory implements Memory {
  readonly #asking: Asking;
  readonly #made: Set<Value>;

  constructor(asking: Asking) {
    this.#asking = asking;
    this.#made = new Set(asking.made);
  }

  ownNumber(counter: string): Value {
    return this.#counted(counter, 'own');
  }

  advance(counter: string): Value {
    return this.#counted(counter, 'advances');
  }

  accept(counter: string, _: string, value: Value): boolean {
    this.#asking.note({ kind: 'number', counter, rule: 'checks', value });
    return true;
  }

  period(clock: string): Value {
    return this.#shown(clock, 'reads');
  }

  moveClock(clock: string): Value {
    return this.#shown(clock, 'moves');
  }

  isPresent(clock: string, value: Value): boolean {
    this.#asking.note({ kind: 'clock', clock, rule: 'checks', value });
    return true;
  }

  noteMade(_: Value, value: Value): void {
    this.#made.add(value);
  }

  useUp(_: Value, value: Value): boolean {
    if (this.#made.has(value))
      this.#asking.note({ kind: 'once', element: this.#asking.elementOf(value), value });
    return true;
  }

  #counted(counter: string, rule: 'own' | 'advances'): Value {
    const value = this.#number(counter, rule);
    this.#asking.note({ kind: 'number', counter, rule, value });
    return value;
  }

  #shown(clock: string, rule: 'reads' | 'moves'): Value {
    const value = this.#number(clock, rule);
    this.#asking.note({ kind: 'clock', clock, rule, value });
    return value;
  }

  #number(name: string, rule: string): Value {
    const { unknowns, findings } = this.#asking;
    const place = this.#asking.place();
    return findings.applied(unknowns.of(`${rule} ${name} at ${String(place)}`, 'number', place));
  }
}
