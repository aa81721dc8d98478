import type { Author, StateCause } from '#core/history/state.ts';
import type { VaultFailureCode } from '#vault/files/failure.ts';
import type { EventKind } from '#vault/repositories/audit-event.ts';
import type { Repositories } from '#vault/repositories/repositories.ts';
import type { ContentNumbers } from '#vault/repositories/states.ts';

/** What an event is about: a file by its SHA-256, and a state, which is the one that the change leads to where it is not given. */
export interface EventSubject {
  readonly fileHash?: string | undefined;
  readonly state?: string | undefined;
  /** When it happened, where that is not the instant of the change. */
  readonly createdAt?: string | undefined;
  /** True where nobody knows whose doing it is. */
  readonly anonymous?: boolean;
}

/** How a new state comes about, where it is no edit: its cause, what it restored, what it came out of. */
export interface StateOrigin {
  readonly id?: string;
  readonly cause: StateCause;
  readonly origin?: string;
  readonly parents?: readonly string[];
}

/** One change of the content of a project, under way. */
export interface Change {
  readonly content: Repositories;
  /** The instant of the change, as ISO 8601 in UTC. */
  readonly now: string;
  /** Who makes it; null where nobody said. */
  readonly author: Author | null;
  /** Adds a line to the audit log. */
  readonly audit: (kind: EventKind, subject?: EventSubject) => void;
  /**
   * Has the project say this from now on: a text, a dossier, or both, which are kept already. However often this is called in
   * one change, it makes one state, and none where the project says the same as before.
   */
  readonly say: (what: Partial<ContentNumbers>, how?: StateOrigin) => void;
  /** Has the project go on from a state that is there. */
  readonly goOnFrom: (state: string) => void;
}

/** Thrown in a change that is not to take place, which is taken back as a whole then. */
export class RefusedChange extends Error {
  override readonly name = 'RefusedChange';
  readonly code: VaultFailureCode;

  constructor(code: VaultFailureCode) {
    super(`a change was refused: ${code}`);
    this.code = code;
  }
}
