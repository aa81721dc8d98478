import type { CallFailure } from '#contract/failures.ts';
import { readHash } from '#core/publication/approval.ts';
import { isSameOwner } from '#core/publication/owner-change.ts';
import { failure, type Result } from '#core/result.ts';
import type { FinalFileMaker } from '#project/publication/public-file.ts';
import type { OpenProject } from '#project/session/open-project.ts';

/** An owner's letter of approval. */
export interface ApprovalLetter {
  readonly owner: string;
  /** The name under which it approves. */
  readonly organisation: string;
  readonly approver: string;
  readonly day: string;
  /** The SHA-256 of the file, as it was typed or pasted. */
  readonly hash: string;
}

/** An owner's letter that takes back the approval of this number. */
export interface WithdrawalLetter {
  readonly approval: number;
  readonly approver: string;
  readonly day: string;
}

/** A decision to release the file of this SHA-256 against a former owner. */
export interface OverrulingDecision {
  readonly owner: string;
  readonly organisation: string;
  readonly hash: string;
  readonly reason: string;
}

/**
 * Records an approval of the final file that the letter names. `approval-of-no-hash`, `approval-of-another-file`, or
 * `owner-unknown` where whoever approves has no say.
 */
export async function approve(
  project: OpenProject,
  finalFiles: FinalFileMaker,
  { owner, organisation, approver, day, hash }: ApprovalLetter,
): Promise<Result<null, CallFailure>> {
  const fileHash = readHash(hash);
  if (fileHash === null) return failure({ code: 'approval-of-no-hash' });
  const made = await finalFiles.make(project);
  if (!made.ok) return made;
  if (!made.value.files.some(({ sha256 }) => sha256 === fileHash))
    return failure({ code: 'approval-of-another-file' });
  const { ledger } = project.vault;
  const positions = ledger.positionsOn(fileHash);
  if (!positions.ok) return positions;
  if (!positions.value.some((each) => isSameOwner(each.owner, { id: owner, organisation }))) {
    return failure({ code: 'owner-unknown' });
  }
  return ledger.addApproval({ owner, organisation, approver, day, fileHash, decision: 'approved' });
}

/** Records that an owner no longer approves; `approval-missing` where it never did. */
export function withdraw(
  { vault: { ledger } }: OpenProject,
  { approval, approver, day }: WithdrawalLetter,
): Result<null, CallFailure> {
  const read = ledger.read();
  if (!read.ok) return read;
  const given = read.value.approvals.find(
    ({ sequence, decision }) => sequence === approval && decision === 'approved',
  );
  if (given === undefined) return failure({ code: 'approval-missing' });
  const { owner, organisation, fileHash } = given;
  return ledger.addApproval({ owner, organisation, approver, day, fileHash, decision: 'withdrawn' });
}

/** Records a decision against a former owner; `release-changed` where the final file is another by now. */
export async function overrule(
  project: OpenProject,
  finalFiles: FinalFileMaker,
  { owner, organisation, hash, reason }: OverrulingDecision,
): Promise<Result<null, CallFailure>> {
  const made = await finalFiles.make(project);
  if (!made.ok) return made;
  if (!made.value.files.some(({ sha256 }) => sha256 === hash)) return failure({ code: 'release-changed' });
  return project.vault.ledger.addOverruling({ owner, organisation, fileHash: hash, reason });
}
