import type { Author } from '#core/history/state.ts';
import type { EventKind } from '#vault/repositories/audit-event.ts';
import type { Repositories } from '#vault/repositories/repositories.ts';
import type { ContentNumbers, KeptState } from '#vault/repositories/states.ts';
import type { Change, EventSubject, StateOrigin } from '#vault/store/change.ts';

/** The instant and the author of a change, and identifiers for what it makes. */
export interface ChangeOrigin {
  readonly now: string;
  readonly author: Author | null;
  readonly newId: () => string;
}

/** A change of a project's content until it is finished: what it said last is one state then, and its events are about that. */
export class ChangeUnderWay implements Change {
  readonly content: Repositories;
  readonly now: string;
  readonly author: Author | null;
  readonly #newId: () => string;
  readonly #events: (readonly [EventKind, EventSubject])[] = [];
  #said: Partial<ContentNumbers> = {};
  #how: StateOrigin = { cause: 'edited' };
  readonly #before: KeptState | null;
  readonly #entriesBefore: number;

  constructor(content: Repositories, { now, author, newId }: ChangeOrigin) {
    this.content = content;
    this.now = now;
    this.author = author;
    this.#newId = newId;
    this.#before = content.states.head();
    this.#entriesBefore = content.ledger.count();
  }

  readonly audit = (kind: EventKind, subject: EventSubject = {}): void => {
    this.#events.push([kind, subject]);
  };

  readonly say = (what: Partial<ContentNumbers>, how?: StateOrigin): void => {
    this.#said = { ...this.#said, ...what };
    this.#how = how ?? this.#how;
  };

  readonly goOnFrom = (state: string): void => {
    this.content.states.moveHead(state);
  };

  /** Makes the state that the change leads to, and writes its events. Answers whether the project is in another state now. */
  finish(): boolean {
    this.#makeState();
    const head = this.content.states.head();
    const isLedgerOther = this.content.ledger.count() !== this.#entriesBefore;
    if (isLedgerOther || head?.dossier !== this.#before?.dossier) this.#noteOwners();
    this.#writeEvents(head?.id ?? null);
    return head?.id !== this.#before?.id;
  }

  #makeState(): void {
    const { states } = this.content;
    const head = states.head();
    const { text = head?.text, dossier = head?.dossier } = this.#said;
    if (text === undefined || dossier === undefined) return;
    const { id = this.#newId(), cause, origin = null, parents = head === null ? [] : [head.id] } = this.#how;
    if (parents.length < 2 && head?.text === text && head.dossier === dossier) return;
    const { now: createdAt, author } = this;
    states.add({ id, parents, createdAt, author, cause, origin, name: null }, { text, dossier });
    states.moveHead(id);
  }

  // Whatever brought the project where it is, and whoever wrote in the ledger that somebody is an owner or is none any more:
  // who is an owner there is compared with who was named last.
  #noteOwners(): void {
    const { dossier, ledger } = this.content;
    const now = dossier.read();
    if (!now.ok) return;
    for (const { kind } of ledger.nameOwners(now.value.owners, this.now)) this.audit(`owner-${kind}`);
  }

  #writeEvents(head: string | null): void {
    for (const [kind, subject] of this.#events) {
      const { fileHash = null, state = head, createdAt = this.now, anonymous = false } = subject;
      const author = anonymous ? null : this.author;
      this.content.events.append({ kind, createdAt, author, state, fileHash });
    }
  }
}
