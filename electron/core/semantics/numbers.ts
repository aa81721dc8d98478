import type { Memory } from './memory.ts';
import { agentOf, type Seat } from './seat.ts';
import { namesIn, type Text } from './text.ts';
import type { Holdings } from './holdings.ts';
import type { TermExpression } from '#core/language/syntax.ts';
import type { Value } from './value.ts';

/** How one run deals with the counters and clocks of the text. */
export class Numbers {
  readonly #text: Text;
  readonly #seat: Seat;
  /** Those that the run has moved on itself, and those of them that it has sent since. */
  readonly #advanced: Set<string>;
  readonly #sent: Set<string>;

  constructor(text: Text, seat: Seat, advanced = new Set<string>(), sent = new Set<string>()) {
    this.#text = text;
    this.#seat = seat;
    this.#advanced = advanced;
    this.#sent = sent;
  }

  copy(): Numbers {
    return new Numbers(this.#text, this.#seat, new Set(this.#advanced), new Set(this.#sent));
  }

  isClock(name: string): boolean {
    return this.#text.isNumber(name) && this.#text.element(name).kind === 'timestamp';
  }

  /** True if the entity has the counter or clock itself. */
  keeps(name: string): boolean {
    return this.#text.element(name).holders.includes(this.#seat.role);
  }

  /** The clocks that the entity has itself. */
  get clocks(): readonly string[] {
    return this.#text.numbers.filter((name) => this.isClock(name) && this.keeps(name));
  }

  /** The numbers in a term, also in what its derived names are derived from where the run does not hold them. */
  within(term: TermExpression, holdings: Holdings): readonly string[] {
    return namesWithin(this.#text, term, holdings).filter((name) => this.#text.isNumber(name));
  }

  /** The numbers of a message that the run takes anew: those that it did not set itself. */
  takenFrom(term: TermExpression, holdings: Holdings): readonly string[] {
    return this.within(term, holdings).filter((name) => !this.#advanced.has(name));
  }

  /** What a counter or clock that the entity keeps shows it now. */
  own(name: string, memory: Memory): Value {
    return this.isClock(name) ? memory.period(name) : memory.ownNumber(name, this.#holderOf(name));
  }

  /** The run moves a number on, past the one that it has seen. */
  advance(name: string, seen: Value | null, memory: Memory): Value {
    this.#advanced.add(name);
    this.#sent.delete(name);
    return this.isClock(name) ? memory.moveClock(name) : memory.advance(name, this.#holderOf(name), seen);
  }

  /**
   * Somebody else moves a number on. The clocks of all who share it move together: true if what this one had shown is no
   * longer what the name stands for. Of a counter the run goes on from the number that it has sent.
   */
  seeAdvanced(name: string): boolean {
    if (!this.keeps(name) || (!this.isClock(name) && !this.#sent.has(name))) return false;
    this.#advanced.delete(name);
    return this.isClock(name);
  }

  noteSent(names: readonly string[]): void {
    for (const name of names) this.#sent.add(name);
  }

  /** Whether a number that the run holds is as it should be. */
  check(name: string, value: Value, memory: Memory): boolean {
    if (this.isClock(name)) return memory.isPresent(name, value);
    // One's own number that came back was compared already.
    return this.#advanced.has(name) || memory.accept(name, this.#holderOf(name), value);
  }

  // Whose counter it is: each agent keeps its own for every set of agents that share it.
  #holderOf(name: string): string {
    const { role, partners } = this.#seat;
    const sharing = [role, ...this.#text.element(name).holders].map((each) => agentOf(each, partners).id);
    return [...new Set(sharing)].join(' ');
  }
}

/** The names in a term, and those that derived names in it are derived from where a run does not hold them. */
export function namesWithin(text: Text, term: TermExpression, holdings: Holdings): readonly string[] {
  const seen = new Set<string>();
  const spelledOut = (name: string): readonly string[] => {
    const definition = text.definition(name);
    if (definition === null || holdings.named(name) !== null || seen.has(name)) return [name];
    seen.add(name);
    return namesIn(definition).flatMap(spelledOut);
  };
  return [
    ...new Set(
      namesIn(term).flatMap((name) => {
        seen.clear();
        return spelledOut(name);
      }),
    ),
  ];
}
