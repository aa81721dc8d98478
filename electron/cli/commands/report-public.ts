import { publicRecordOf } from '#cli/commands/public-state.ts';
import { reportResources } from '#cli/places.ts';
import type { CommandFailureCode } from '#cli/speech.ts';
import type { Locale } from '#core/messages/catalogue.ts';
import { isReleasable, ownerStandings } from '#core/release/approval.ts';
import type { PublicRecord } from '#core/report/public/public-record.ts';
import { failure, success, type Result } from '#core/result.ts';
import { producePublicReport, type ProducedReport } from '#report/produce.ts';
import { writeAtomically } from '#report/write.ts';
import type { Vault } from '#vault/vault.ts';

/** What the public report is written as. */
export interface PublicReportOptions {
  readonly out: string;
  readonly language: Locale;
  /** The final file, which is refused unless every owner of information approves exactly it. */
  readonly final?: boolean;
}

type Outcome<Value> = Result<Value, { readonly code: CommandFailureCode }>;

/** Writes the public report of a project: the draft, or the final file, which goes into the ledger of releases. */
export async function writePublicReport(
  vault: Vault,
  { out, language, final = false }: PublicReportOptions,
): Promise<Outcome<ProducedReport>> {
  const counted = publicRecordOf(vault);
  if (!counted.ok) return counted;
  const { record, revision } = counted.value;
  const standing = final ? 'final' : 'draft';
  const produced = await producePublicReport(record, standing, language, reportResources);
  // The project first: a file that the project does not know of must not exist.
  const noted = final
    ? release(vault, record, revision, language, produced.sha256)
    : vault.recordEvent('exported-public', produced.sha256);
  if (!noted.ok) return noted;
  try {
    await writeAtomically(out, produced.bytes);
  } catch {
    return failure({ code: 'file-unwritable' });
  }
  return success(produced);
}

function release(
  vault: Vault,
  record: PublicRecord,
  revision: number,
  language: Locale,
  fileHash: string,
): Outcome<null> {
  const [dossier, ledger] = [vault.dossier(), vault.ledger()];
  if (!dossier.ok) return dossier;
  if (!ledger.ok) return ledger;
  const standings = ownerStandings(dossier.value.owners, ledger.value.approvals, fileHash);
  if (standings.length === 0) return failure({ code: 'owners-missing' });
  if (!isReleasable(standings)) return failure({ code: 'approval-missing' });
  const approvals = standings.flatMap(({ last }) => (last === null ? [] : [last.sequence]));
  return vault.addRelease({ language, fileHash, record, approvals }, revision);
}
