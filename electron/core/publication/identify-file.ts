import type { Locale } from '#core/messages/catalogue.ts';
import {
  approves,
  isSettled,
  ownerApprovals,
  releaseRefusal,
  type OwnerApproval,
  type ApprovalStatements,
} from './approval.ts';
import { approvalsOfReleasedFile } from './approvals-of-released-file.ts';
import type { Release } from './release.ts';

/** A file that would be written now. */
export interface PreparedFile {
  readonly language: Locale;
  readonly status: 'draft' | 'final';
  readonly sha256: string;
}

/** The public reports of a project, and the approvals of them. */
export interface KnownReports extends ApprovalStatements {
  /** The files that would be written now; none where the model has errors. */
  readonly prepared: readonly PreparedFile[];
  readonly releases: readonly Release[];
}

/**
 * The relation of a file to a project: a report that would be written now, with the approval of each owner; one that
 * was released earlier, from another state of the project; or nothing of this project.
 */
export type FileIdentity =
  | {
      readonly kind: 'current';
      readonly file: PreparedFile;
      readonly owners: readonly OwnerApproval[];
      readonly releases: readonly Release[];
    }
  | {
      readonly kind: 'earlier';
      /** Those that have a say on it: on whose approval it was released, or who said anything of it. */
      readonly owners: readonly OwnerApproval[];
      readonly releases: readonly Release[];
    }
  | { readonly kind: 'unknown' };

/** Says what the file of this SHA-256 is to a project. */
export function identifyFile(sha256: string, { prepared, releases, ...said }: KnownReports): FileIdentity {
  const ledger = releases.filter(({ fileHash }) => fileHash === sha256);
  const file = prepared.find((each) => each.sha256 === sha256);
  if (file !== undefined) {
    return { kind: 'current', file, owners: ownerApprovals(said, sha256), releases: ledger };
  }
  if (ledger.length === 0) return { kind: 'unknown' };
  return { kind: 'earlier', owners: approvalsOfReleasedFile(ledger, said), releases: ledger };
}

/** How far a file is approved: plainly, with somebody overruled, or not. */
export type FileApproval = 'approved' | 'overruled' | 'not-approved';

/**
 * Tells if a file may be out in the world: it is final and every owner approves it, or it was released from an earlier
 * state and nobody that has a say on it has withdrawn. Where somebody had to be overruled for that, it is no plain
 * approval.
 */
export function fileApproval(identity: FileIdentity): FileApproval {
  if (identity.kind === 'unknown') return 'not-approved';
  const { owners } = identity;
  const settled =
    identity.kind === 'current'
      ? identity.file.status === 'final' && releaseRefusal(owners) === null
      : identity.releases.some(({ approvals }) => approvals.length > 0) && owners.every(isSettled);
  if (!settled) return 'not-approved';
  return owners.every(approves) ? 'approved' : 'overruled';
}
