import { approvalsOf, type OwnerApproval, type ApprovalStatements } from './approval.ts';
import type { Release } from './release.ts';

/**
 * The present approval of those that have a say on a file that was released; `releases` are those of one file. They are those on
 * whose approval it was, and whoever else said something of this very file or was overruled on it. Who is an owner now
 * has no say in what was released before.
 */
export function approvalsOfReleasedFile(
  releases: readonly Release[],
  said: ApprovalStatements,
): readonly OwnerApproval[] {
  const [release] = releases;
  if (release === undefined) return [];
  const rests = new Set(releases.flatMap(({ approvals }) => approvals));
  const speakers = [
    ...said.approvals.filter(
      ({ sequence, fileHash }) => rests.has(sequence) || fileHash === release.fileHash,
    ),
    ...said.overrulings.filter(({ fileHash }) => fileHash === release.fileHash),
  ].map(({ owner, organisation }) => ({ id: owner, organisation }));
  return approvalsOf(speakers, said, release.fileHash);
}
