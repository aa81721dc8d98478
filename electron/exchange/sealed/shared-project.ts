import type { ActiveRecord } from '#core/analysis/record/verdict.ts';
import type { Classification } from '#core/classification.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import type { Approval } from '#core/publication/approval.ts';
import type { Overruling } from '#core/publication/overruling.ts';
import type { OwnerChange } from '#core/publication/owner-change.ts';
import type { Release } from '#core/publication/release.ts';

/** Who did something, as the project knows it; a fingerprint is that of a card. */
export interface SharedAuthor {
  readonly name: string;
  readonly fingerprint: string | null;
}

/** What a state came about by. */
export const stateCauses = ['created', 'edited', 'restored', 'merged', 'received'] as const;

/** A state of the project: its text and everything that the analyst states beside it. */
export interface SharedContent {
  readonly text: string;
  readonly dossier: Dossier;
}

/** A state of the history, with its content where that was chosen to go along. */
export interface SharedState {
  readonly id: string;
  /** The states that it came from; they stand before it. */
  readonly parents: readonly string[];
  readonly createdAt: string;
  readonly author: SharedAuthor | null;
  readonly cause: (typeof stateCauses)[number];
  /** The state that it restored, else null. */
  readonly origin: string | null;
  readonly name: string | null;
  readonly content: SharedContent | null;
}

/** An owner of information who was named, renamed or removed. */
export interface SharedOwnerChange {
  readonly change: OwnerChange['kind'];
  readonly owner: string;
  readonly organisation: string;
  readonly before: string | null;
}

/** What entries of the ledger say, by their kind; they name one another by their identifiers. */
export interface LedgerFields {
  readonly owner: SharedOwnerChange;
  readonly approval: Omit<Approval, 'sequence' | 'recordedAt'>;
  readonly overruling: Omit<Overruling, 'sequence' | 'recordedAt' | 'approval'> & {
    readonly approval: string | null;
  };
  readonly release: Omit<Release, 'sequence' | 'createdAt' | 'approvals' | 'overrulings'> & {
    /** The state of the project that was released. */
    readonly state: string;
    readonly approvals: readonly string[];
    readonly overrulings: readonly string[];
  };
}

/** The kinds of entry of the ledger. */
export type LedgerKind = keyof LedgerFields;

/** An entry of the ledger. Its identifier is a digest of the rest, so that everybody gives it the same. */
export type SharedLedgerEntry = {
  readonly [Kind in LedgerKind]: {
    readonly id: string;
    readonly kind: Kind;
    readonly recordedAt: string;
    readonly fields: LedgerFields[Kind];
  };
}[LedgerKind];

/** An event of the audit log. Its identifier is a digest of the rest and of the project's, and links it to those before it. */
export interface SharedEvent {
  readonly id: string;
  readonly previous: readonly string[];
  readonly createdAt: string;
  readonly kind: string;
  readonly author: SharedAuthor | null;
  readonly state: string | null;
  readonly fileHash: string | null;
}

/** The verdicts on the text of the head. */
export type SharedVerdicts = ActiveRecord;

/** Everything of a project that a sealed file has in it. Whatever is chosen and not there is null, or not in the list. */
export interface SharedProject {
  readonly project: {
    readonly id: string;
    readonly name: string;
    readonly classification: Classification;
  };
  /** The state that is shared; one of `states`, with its content. */
  readonly head: string;
  /** The history, the oldest first: all of it, with the content that was chosen. */
  readonly states: readonly SharedState[];
  readonly ledger: readonly SharedLedgerEntry[];
  readonly audit: readonly SharedEvent[];
  readonly verdicts: SharedVerdicts | null;
  /** The files of source documents that were chosen, by their SHA-256. */
  readonly documents: ReadonlyMap<string, Uint8Array>;
}
