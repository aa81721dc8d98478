import type { Message } from '#core/protocol/message.ts';
import type { Term } from '#core/terms/term.ts';

/**
 * The values that entities have had of some terms in the roles that are being written, although they may have erased
 * them since: one value, and another each time that an entity got the term back.
 */
export class ValueHistory {
  readonly #values = new Map<string, Map<Term, Message[]>>();
  readonly #lost = new Map<string, Set<Term>>();
  readonly #brought = new Map<string, Set<Term>>();

  /** A role of an entity begins; the entity brings these terms along. */
  begin(entity: string, brought: Iterable<Term>): void {
    this.#values.set(entity, new Map());
    this.#lost.set(entity, new Set());
    this.#brought.set(entity, new Set(brought));
  }

  /** Notes what an entity has of a term now; null for nothing. */
  note(entity: string, term: Term, message: Message | null): void {
    const values = this.#values.get(entity);
    const lost = this.#lost.get(entity);
    if (values === undefined || lost === undefined) return;
    const had = values.get(term) ?? [];
    values.set(term, had);
    if (message === null) {
      if (had.length > 0) lost.add(term);
      this.#brought.get(entity)?.delete(term);
    } else if (had.length === 0 || lost.delete(term)) {
      had.push(message);
    }
  }

  /** The values that an entity has had, in order. */
  of(entity: string, term: Term): readonly Message[] {
    return this.#values.get(entity)?.get(term) ?? [];
  }

  /** True if an entity brought a term along into the role, and has not lost it since. */
  broughtAlong(entity: string, term: Term): boolean {
    return this.#brought.get(entity)?.has(term) === true;
  }
}
