import { holdingKey, type Holding } from './holding.ts';
import { printed } from './quiet-script.ts';
import type { Message } from '#core/protocol/message.ts';

/**
 * The values that entities have had of some elements in the roles that are being written, although they may have erased
 * them since, in order.
 */
export class ValueHistory {
  readonly #values = new Map<string, Map<string, readonly Message[]>>();

  /** A role of an entity begins. */
  begin(entity: string): void {
    this.#values.set(entity, new Map());
  }

  /** Notes what an entity has under a name now; null for nothing. */
  note(entity: string, holding: Holding, message: Message | null): void {
    const key = holdingKey(holding);
    const values = this.#values.get(entity);
    const had = values?.get(key) ?? [];
    const last = had.at(-1);
    if (message === null || (last !== undefined && printed(last) === printed(message))) return;
    values?.set(key, [...had, message]);
  }

  /** The values that an entity has had, in order. */
  of(entity: string, holding: Holding): readonly Message[] {
    return this.#values.get(entity)?.get(holdingKey(holding)) ?? [];
  }
}
