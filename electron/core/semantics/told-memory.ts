import type { Memory, WorldMemory } from './memory.ts';
import type { ChosenNumbers } from './told-attack.ts';
import type { Value } from './value.ts';

/**
 * What outlives one run where the world has chosen its numbers. A counter that is moved on may come to any greater number,
 * one that is only looked at may have been moved on by runs of which nothing is told or outside of the model, and time may
 * pass before somebody looks at a clock. A choice that is not possible is not kept to.
 */
export class ToldMemory implements Memory {
  readonly #world: WorldMemory;
  readonly #moved: ReadonlyMap<string, number[]>;
  readonly #shown: ReadonlyMap<string, number[]>;

  constructor(world: WorldMemory, { moved, shown }: ChosenNumbers) {
    this.#world = world;
    this.#moved = new Map([...moved].map(([name, numbers]) => [name, [...numbers]]));
    this.#shown = new Map([...shown].map(([name, numbers]) => [name, [...numbers]]));
  }

  ownNumber(counter: string, holder: string): Value {
    const own = this.#world.ownNumber(counter, holder);
    const chosen = this.#shown.get(counter)?.shift() ?? 0;
    return own.kind === 'number' && own.count < chosen ? this.#world.advanceTo(counter, holder, chosen) : own;
  }

  advance(counter: string, holder: string, seen: Value | null): Value {
    const past = seen?.kind === 'number' ? seen.count + 1 : 0;
    const chosen = this.#moved.get(counter)?.shift() ?? 0;
    return this.#world.advanceTo(counter, holder, Math.max(past, chosen));
  }

  accept(counter: string, holder: string, number: Value): boolean {
    return this.#world.accept(counter, holder, number);
  }

  period(clock: string): Value {
    const chosen = this.#shown.get(clock)?.shift();
    if (chosen !== undefined) this.#pass(clock, chosen);
    return this.#world.period(clock);
  }

  moveClock(clock: string): Value {
    const before = this.#world.period(clock);
    const next = before.kind === 'number' ? before.count + 1 : 0;
    return this.#world.moveClockTo(clock, Math.max(next, this.#moved.get(clock)?.shift() ?? 0));
  }

  isPresent(clock: string, value: Value): boolean {
    if (value.kind === 'number') this.#pass(clock, value.count);
    return this.#world.isPresent(clock, value);
  }

  noteMade(agent: Value, value: Value): void {
    this.#world.noteMade(agent, value);
  }

  useUp(agent: Value, value: Value): boolean {
    return this.#world.useUp(agent, value);
  }

  // Time passes also where nothing is told.
  #pass(clock: string, period: number): void {
    this.#world.moveClockTo(clock, period);
  }
}
