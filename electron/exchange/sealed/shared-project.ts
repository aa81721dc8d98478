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

/** An entry of the ledger under an identifier that everybody gives it, the SHA-256 of what it says. */
export interface Identified {
  readonly id: string;
}

export interface SharedApproval extends Omit<Approval, 'sequence'>, Identified {}
export interface SharedOwnerChange extends OwnerChange, Identified {}

/** The decision against a former owner; `approval` is the identifier of what it had said last. */
export interface SharedOverruling extends Omit<Overruling, 'sequence' | 'approval'>, Identified {
  readonly approval: string | null;
}

/** A release, with the identifiers of the approvals and overrulings that it rests on. */
export interface SharedRelease extends Omit<Release, 'sequence' | 'approvals' | 'overrulings'>, Identified {
  readonly approvals: readonly string[];
  readonly overrulings: readonly string[];
}

/** The ledger: approvals, decisions against former owners, releases, who was named as an owner. */
export interface SharedLedger {
  readonly ownerChanges: readonly SharedOwnerChange[];
  readonly approvals: readonly SharedApproval[];
  readonly overrulings: readonly SharedOverruling[];
  readonly releases: readonly SharedRelease[];
}

/** An event of the audit log, linked to those before it by their identifiers. */
export interface SharedEvent extends Identified {
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
  readonly ledger: SharedLedger;
  readonly audit: readonly SharedEvent[];
  readonly verdicts: SharedVerdicts | null;
  /** The files of source documents that were chosen, by their SHA-256. */
  readonly documents: ReadonlyMap<string, Uint8Array>;
}
