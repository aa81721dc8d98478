import { tellOpening } from '#cli/opening-notice.ts';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { publicRecordOf } from '#cli/commands/public-state.ts';
import { exitStatus } from '#cli/exit-status.ts';
import { reportResources } from '#cli/places.ts';
import { complain, failureSentence, print, type CommandFailureCode } from '#cli/speech.ts';
import { approves } from '#core/release/approval.ts';
import { identifyFile, isApprovedFinal, type FileIdentity } from '#core/release/identify-file.ts';
import { failure, success, type Result } from '#core/result.ts';
import { publicFiles } from '#report/public-files.ts';
import { openVault, type Vault } from '#vault/vault.ts';

/** Options of the command. */
export interface VerifyPublicOptions {
  readonly project: string;
  readonly json?: boolean;
}

const languages = { en: 'English', nb: 'Norwegian bokmål' } as const;

/**
 * Says whether a file is byte for byte the public report of a project, and who approved it. Of a file that is not, it
 * says only that: nothing of the project is printed then.
 */
export async function verifyPublic(path: string, options: VerifyPublicOptions): Promise<number> {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    complain(failureSentence('file-unreadable'));
    return exitStatus.failed;
  }
  const [passphrase = ''] = readFileSync(0, 'utf8').split(/\r?\n/);
  const opened = await openVault(options.project, passphrase);
  if (!opened.ok) return refuse(opened);
  tellOpening(opened.value);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const identity = await identify(opened.value, sha256);
  const closed = opened.value.close();
  if (!identity.ok) return refuse(identity);
  if (!closed.ok) return refuse(closed);
  if (options.json === true) print(JSON.stringify({ file: path, sha256, ...facts(identity.value) }));
  else for (const line of sentences(path, identity.value)) print(line);
  return isApprovedFinal(identity.value) ? exitStatus.fine : exitStatus.discrepancies;
}

function refuse(refused: { readonly error: { readonly code: CommandFailureCode } }): number {
  complain(failureSentence(refused.error.code));
  return exitStatus.failed;
}

async function identify(
  vault: Vault,
  sha256: string,
): Promise<Result<FileIdentity, { readonly code: CommandFailureCode }>> {
  const [dossier, ledger] = [vault.dossier(), vault.ledger()];
  if (!dossier.ok) return dossier;
  if (!ledger.ok) return ledger;
  const counted = publicRecordOf(vault);
  // A model with errors has no report now, but may have had one.
  if (!counted.ok && counted.error.code !== 'model-refused') return failure(counted.error);
  const prepared = counted.ok
    ? [
        ...(await publicFiles(counted.value.record, 'draft', reportResources)),
        ...(await publicFiles(counted.value.record, 'final', reportResources)),
      ]
    : [];
  return success(identifyFile(sha256, { prepared, owners: dossier.value.owners, ...ledger.value }));
}

function facts(identity: FileIdentity): object {
  const releases =
    identity.kind === 'unknown'
      ? []
      : identity.releases.map(({ sequence, createdAt, language }) => ({ sequence, createdAt, language }));
  const approved = isApprovedFinal(identity);
  if (identity.kind === 'unknown') return { report: identity.kind, approved, releases };
  return {
    report: identity.kind,
    ...(identity.kind === 'current'
      ? { language: identity.file.language, standing: identity.file.standing }
      : {}),
    approved,
    owners: identity.owners.map((standing) => ({
      organisation: standing.owner.organisation,
      approves: approves(standing),
      approver: approves(standing) ? (standing.last?.approver ?? null) : null,
      day: approves(standing) ? (standing.last?.day ?? null) : null,
    })),
    releases,
  };
}

function sentences(path: string, identity: FileIdentity): readonly string[] {
  switch (identity.kind) {
    case 'unknown':
      return [
        `${path}: not this project's public report. It is neither the draft nor the final file in any ` +
          'language, nor a file that was released earlier.',
      ];
    case 'earlier':
      return [
        `${path}: a public report of this project that was released earlier; the project has changed since.`,
        ...approvalLines(identity.owners),
        ...identity.releases.map(released),
      ];
    case 'current': {
      const { file, owners, releases } = identity;
      return [
        `${path}: byte for byte this project's public report, ${file.standing}, in ${languages[file.language]}.`,
        ...(file.standing === 'draft' ? ['A draft is not to be published.'] : approvalLines(owners)),
        ...releases.map(released),
      ];
    }
  }
}

function approvalLines(owners: Extract<FileIdentity, { kind: 'current' }>['owners']): readonly string[] {
  if (owners.length === 0) return ['No owner of the information is named: nobody approved it.'];
  return owners.map((standing) => {
    const { owner, last } = standing;
    if (last === null) return `Approval is missing: ${owner.organisation}.`;
    return approves(standing)
      ? `Approved: ${owner.organisation}, ${last.approver}, ${last.day}.`
      : `Approval was withdrawn: ${owner.organisation}, ${last.approver}, ${last.day}.`;
  });
}

function released({
  sequence,
  createdAt,
}: {
  readonly sequence: number;
  readonly createdAt: string;
}): string {
  return `Released: number ${String(sequence)}, ${createdAt.slice(0, 10)}.`;
}
