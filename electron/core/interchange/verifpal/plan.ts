import type { Message } from '#core/protocol/message.ts';

/** An event that a query needs, to be put into the role of the principal where its moment comes. */
export interface PlannedEvent {
  readonly event: string;
  /** Whose role has it; null for every principal for which the moment comes. */
  readonly principal: string | null;
  /** Its argument; null for the value of the constant that the moment is about. */
  readonly message: Message | null;
  /** Messages (by {@link messageKey}) that the principal must have sent before. */
  readonly after: readonly string[];
}

/** The events that the queries need the roles to tell, by the moment. */
export interface Plan {
  /** By constant: as soon as a principal knows, generates or computes it. */
  readonly atCreation: Multimap<PlannedEvent>;
  /** By {@link useKey}: as soon as the principal relied on the constant. */
  readonly atUse: Multimap<PlannedEvent>;
  /** By {@link messageKey}: right before the message is sent. */
  readonly atSend: Multimap<string>;
}

/** Names one constant on its way between two principals. */
export function messageKey(from: string, to: string, constant: string): string {
  return `${from} -> ${to}: ${constant}`;
}

/** Names the use of a constant by a principal. */
export function useKey(principal: string, constant: string): string {
  return `${principal}: ${constant}`;
}

/** Several values for a key, in the order in which they were added. */
export class Multimap<Value> {
  readonly #values = new Map<string, Value[]>();

  add(key: string, value: Value): void {
    const present = this.#values.get(key);
    if (present === undefined) this.#values.set(key, [value]);
    else present.push(value);
  }

  get(key: string): readonly Value[] {
    return this.#values.get(key) ?? [];
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }

  get keys(): readonly string[] {
    return [...this.#values.keys()];
  }
}

/** A plan of nothing. */
export function emptyPlan(): Plan {
  return { atCreation: new Multimap(), atUse: new Multimap(), atSend: new Multimap() };
}
