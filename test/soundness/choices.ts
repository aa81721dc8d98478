import fc from 'fast-check';

/**
 * A row of numbers that decides everything about something random. The first of several options is the simplest,
 * and what is left out of the row counts as 0: so smaller rows stand for simpler things.
 */
export class Choices {
  readonly #row: readonly number[];
  #next = 0;

  constructor(row: readonly number[]) {
    this.#row = row;
  }

  /** One of the options. */
  one<Option>(options: readonly [Option, ...Option[]]): Option {
    return options[this.number(options.length)] ?? options[0];
  }

  /** A number below the bound. */
  number(bound: number): number {
    const drawn = this.#row[this.#next] ?? 0;
    this.#next += 1;
    return drawn % bound;
  }

  /** True in so many of a hundred cases. */
  chance(percent: number): boolean {
    return 100 - (this.number(100) + 1) < percent;
  }
}

/** Rows to choose by. */
export const rows: fc.Arbitrary<readonly number[]> = fc.array(fc.nat({ max: 9999 }), {
  minLength: 160,
  maxLength: 160,
});
