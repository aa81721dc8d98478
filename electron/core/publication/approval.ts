import type { InformationOwner } from '#core/dossier/information-owner.ts';
import type { Overruling } from './overruling.ts';
import { isSameOwner } from './owner-change.ts';

/** The decisions that an owner of information can state about a file. */
export const approvalDecisions = ['approved', 'withdrawn'] as const;
export type ApprovalDecision = (typeof approvalDecisions)[number];

/** The statement of an owner, as its letter says it. Never changed: who thinks again says something new. */
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
  /** When it was recorded, as ISO 8601 instant. */
  readonly recordedAt: string;
}

/** Everything that was said of files, and who is asked now. */
export interface ApprovalStatements {
  readonly owners: readonly InformationOwner[];
  readonly approvals: readonly Approval[];
  readonly overrulings: readonly Overruling[];
}

/** The approval of one file by one owner: what it said last. */
export interface OwnerApproval {
  readonly owner: InformationOwner;
  /** True if it is named as an owner now. Who is not, but has once approved or withdrawn, keeps a say. */
  readonly named: boolean;
  /** Its last statement about exactly this file, or null. */
  readonly last: Approval | null;
  /** How that, or that it said nothing, was overruled; null where it was not. Nobody that is named is overruled. */
  readonly overruling: Overruling | null;
}

/**
 * The approval of everybody that has a say on the file of this hash: each owner that is named, and each that is not
 * but has approved or withdrawn anything. What was said of another file, or by an owner that went by another name, does not
 * count as said of this one.
 */
export function ownerApprovals(said: ApprovalStatements, fileHash: string): readonly OwnerApproval[] {
  const speakers = said.approvals.map(({ owner, organisation }) => ({ id: owner, organisation }));
  return approvalsOf([...said.owners, ...speakers], said, fileHash);
}

/** The approval of these parties for the file of this hash, each once. */
export function approvalsOf(
  parties: readonly InformationOwner[],
  { owners, approvals, overrulings }: ApprovalStatements,
  fileHash: string,
): readonly OwnerApproval[] {
  const once = parties.filter(
    (party, index) => parties.findIndex((other) => isSameOwner(other, party)) === index,
  );
  return once.map(({ id, organisation }) => {
    const party = { id, organisation };
    const isItsOwn = (entry: Approval | Overruling): boolean =>
      entry.fileHash === fileHash &&
      isSameOwner({ id: entry.owner, organisation: entry.organisation }, party);
    const named = owners.some((owner) => isSameOwner(owner, party));
    const last =
      approvals
        .filter(isItsOwn)
        .toSorted((left, right) => left.sequence - right.sequence)
        .at(-1) ?? null;
    // Whoever says something new is not overruled by what was decided before.
    const overruling = named
      ? undefined
      : overrulings.findLast((each) => isItsOwn(each) && each.approval === (last?.sequence ?? null));
    return { owner: party, named, last, overruling: overruling ?? null };
  });
}

/** The status of an approval: what was said last, unless that is no approval and was overruled. */
export function approvalStatus(approval: OwnerApproval): ApprovalDecision | 'missing' | 'overruled' {
  if (approval.last?.decision === 'approved') return 'approved';
  if (approval.overruling !== null) return 'overruled';
  return approval.last === null ? 'missing' : 'withdrawn';
}

/** True where the owner's last statement about the file approves it. */
export function approves(approval: OwnerApproval): boolean {
  return approvalStatus(approval) === 'approved';
}

/** Why a file may not be released. */
export type ReleaseRefusal = 'owners-missing' | 'approval-missing' | 'former-owner-unheard';

/**
 * Why a file may not be released, or null: owners must be named, each of them must approve, and whoever else has a say
 * must approve or have been overruled.
 */
export function releaseRefusal(approvals: readonly OwnerApproval[]): ReleaseRefusal | null {
  const named = approvals.filter((each) => each.named);
  if (named.length === 0) return 'owners-missing';
  if (!named.every(approves)) return 'approval-missing';
  return approvals.every(isSettled) ? null : 'former-owner-unheard';
}

/** True where nothing more is needed from an owner: it approves, or was overruled. */
export function isSettled(approval: OwnerApproval): boolean {
  const how = approvalStatus(approval);
  return how === 'approved' || how === 'overruled';
}

/** A SHA-256 as somebody may have typed or pasted it, in lower case; null where it is none. */
export function readHash(typed: string): string | null {
  const compact = typed.replaceAll(/[\s:]/gu, '').toLowerCase();
  return /^[0-9a-f]{64}$/u.test(compact) ? compact : null;
}
