import { quietNumber } from './names.ts';
import { holdingOf } from './holding.ts';
import type { Store } from './store.ts';
import { largest } from '#core/largest.ts';
import type { Element } from '#core/language/model.ts';
import type { Constant, Message, Sort } from '#core/protocol/message.ts';

/**
 * The numbers that counters and clocks come to before the adversary is there. The same among all agents, as all of them
 * have gone through the same once.
 */
export class QuietNumbers {
  readonly #own = new Map<string, number>();
  readonly #accepted = new Map<string, number>();
  readonly #periods = new Map<string, number>();
  /** How far the numbers of each element have come. */
  readonly #reached = new Map<string, number>();

  /** The number that an entity comes to, see `Surroundings`; `store` is what it holds. */
  number({ name, kind }: Element, entity: string, use: 'advances' | 'shows', store: Store | null): Message {
    if (kind === 'timestamp') {
      const period = (this.#periods.get(name) ?? 1) + (use === 'advances' ? 1 : 0);
      this.#periods.set(name, period);
      return this.#constant(name, period);
    }
    const own = this.#own.get(keyOf(name, entity)) ?? 0;
    if (use === 'shows') return this.#constant(name, own);
    const seen = this.#countOf(name, store?.get(holdingOf(name)) ?? null);
    const next = Math.max(own, seen) + 1;
    this.#own.set(keyOf(name, entity), next);
    return this.#constant(name, next);
  }

  /** An entity takes over a number. */
  accept({ name, kind }: Element, entity: string, value: Message): void {
    if (kind !== 'counter') return;
    const count = this.#countOf(name, value);
    const key = keyOf(name, entity);
    this.#accepted.set(key, Math.max(count, this.#accepted.get(key) ?? 0));
    this.#own.set(key, Math.max(count, this.#own.get(key) ?? 0));
  }

  /** The numbers that an entity has passed already: of a counter by moving it on or by accepting, of a clock the earlier periods. */
  passed({ name, kind }: Element, entity: string, use: 'advances' | 'accepts'): readonly Message[] {
    const key = keyOf(name, entity);
    const last =
      kind === 'timestamp'
        ? (this.#periods.get(name) ?? 1) - 1
        : ((use === 'advances' ? this.#own : this.#accepted).get(key) ?? -1);
    const from = kind === 'timestamp' ? 1 : 0;
    if (!this.#reached.has(name)) return [];
    return Array.from({ length: Math.max(0, last - from + 1) }, (_, index) =>
      this.#constant(name, index + from),
    );
  }

  /** The sorts of all numbers that were used. */
  sorts(elements: readonly Element[]): ReadonlyMap<string, Sort> {
    return new Map(
      elements.flatMap(({ name, kind }) =>
        Array.from({ length: (this.#reached.get(name) ?? -1) + 1 }, (_, count): [string, Sort] => [
          quietNumber(name, count),
          kind,
        ]),
      ),
    );
  }

  #constant(name: string, count: number): Constant {
    this.#reached.set(name, largest([count, this.#reached.get(name) ?? 0]));
    return { kind: 'constant', name: quietNumber(name, count) };
  }

  #countOf(name: string, message: Message | null): number {
    const reached = this.#reached.get(name) ?? -1;
    for (let count = 0; count <= reached; count += 1) {
      if (message?.kind === 'constant' && message.name === quietNumber(name, count)) return count;
    }
    return 0;
  }
}

function keyOf(name: string, entity: string): string {
  return `${name} ${entity}`;
}
