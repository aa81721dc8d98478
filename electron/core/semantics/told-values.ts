import type { Beginnings } from './beginnings.ts';
import type { Text } from './text.ts';
import type { ToldValue } from './told-attack.ts';
import type { Value, Values } from './value.ts';

/** Finds the values of a world that are told. */
export class ToldValues {
  readonly #text: Text;
  readonly #values: Values;
  readonly #beginnings: Beginnings;
  readonly #agents: ReadonlyMap<string, Value>;
  readonly #runName: (run: number) => string;

  /** `runName`: the name of a run by its number. */
  constructor(
    text: Text,
    values: Values,
    beginnings: Beginnings,
    agents: ReadonlyMap<string, Value>,
    runName: (run: number) => string,
  ) {
    this.#text = text;
    this.#values = values;
    this.#beginnings = beginnings;
    this.#agents = agents;
    this.#runName = runName;
  }

  /** The value, or null where there is none of which that could be told. */
  of(told: ToldValue): Value | null {
    switch (told.kind) {
      case 'agent':
        return this.#agents.get(told.name) ?? null;
      case 'constant':
        return this.#isElement(told.name) ? this.#values.constant(told.name) : null;
      case 'number':
        return this.#values.number(told.count);
      case 'alien':
        return this.#values.alien(told.sort, told.name);
      case 'shared':
        if (!this.#isElement(told.element) || !told.agents.every((name) => this.#agents.has(name)))
          return null;
        return this.#beginnings.shared(told.element, told.agents);
      case 'made':
        if (!this.#isElement(told.element)) return null;
        return this.#values.fresh(this.#text.element(told.element), this.#runName(told.run));
      case 'tuple': {
        const parts = this.#all(told.parts);
        return parts === null ? null : this.#values.tuple(parts);
      }
      case 'generator':
        return this.#values.generator;
      case 'power': {
        const [exponent, base] = [this.of(told.exponent), told.base === null ? null : this.of(told.base)];
        if (exponent === null || (told.base !== null && base === null)) return null;
        return this.#values.power(base, exponent);
      }
      case 'apply': {
        const { primitive, key, content, associated } = told;
        const [inside] = this.#all([content]) ?? [];
        const around = this.#all([key, associated].filter((part) => part !== null));
        if (inside === undefined || around === null) return null;
        const [lock, beside] = [key, associated].map((part) => (part === null ? null : this.of(part)));
        return this.#values.apply(primitive, lock ?? null, inside, beside ?? null);
      }
    }
  }

  #all(told: readonly ToldValue[]): readonly Value[] | null {
    const found = told.flatMap((each) => this.of(each) ?? []);
    return found.length === told.length ? found : null;
  }

  #isElement(name: string): boolean {
    return this.#text.model.elements.some((element) => element.name === name);
  }
}
