import type { InformationOwner } from '#core/release/information-owner.ts';

/** What an owner of information said of a file. */
export const approvalDecisions = ['approved', 'withdrawn'] as const;
export type ApprovalDecision = (typeof approvalDecisions)[number];

/** What an owner said, as its letter says it. Never changed: who thinks again says something new. */
export interface Approval {
  /** The number of the entry, from 1. */
  readonly sequence: number;
  /** The identifier of the owner in the dossier. */
  readonly owner: string;
  /** The owner's name at the time. */
  readonly organisation: string;
  /** Who signed, in what function. */
  readonly approver: string;
  /** The day of the letter, as 2026-01-31. */
  readonly day: string;
  /** The SHA-256 of the file that the letter names, lower-case hexadecimal. */
  readonly fileHash: string;
  readonly decision: ApprovalDecision;
}

/** Where one owner stands on one file. */
export interface OwnerStanding {
  readonly owner: InformationOwner;
  /** What it said last of exactly this file, or null. */
  readonly last: Approval | null;
}

/**
 * Where each owner stands on the file of this hash. What was said of another file, or by an owner that went by another
 * name, does not count.
 */
export function ownerStandings(
  owners: readonly InformationOwner[],
  approvals: readonly Approval[],
  fileHash: string,
): readonly OwnerStanding[] {
  return owners.map((owner) => ({
    owner,
    last:
      approvals
        .filter(
          (approval) =>
            approval.owner === owner.id &&
            approval.organisation === owner.organisation &&
            approval.fileHash === fileHash,
        )
        .toSorted((left, right) => left.sequence - right.sequence)
        .at(-1) ?? null,
  }));
}

/** Whether an owner approves, having said so last. */
export function approves({ last }: OwnerStanding): boolean {
  return last?.decision === 'approved';
}

/** Whether a file may be released: there are owners, and each of them approves. */
export function isReleasable(standings: readonly OwnerStanding[]): boolean {
  return standings.length > 0 && standings.every(approves);
}

/** A SHA-256 as somebody may have typed or pasted it, in lower case; null where it is none. */
export function readHash(typed: string): string | null {
  const compact = typed.replaceAll(/[\s:]/gu, '').toLowerCase();
  return /^[0-9a-f]{64}$/u.test(compact) ? compact : null;
}
