import { publicRecordOf } from '#cli/commands/public-state.ts';
import { reportResources } from '#cli/places.ts';
import type { CommandFailureCode } from '#cli/speech.ts';
import type { Locale } from '#core/messages/catalogue.ts';
import { success, type Result } from '#core/result.ts';
import { producePublicReport, type ProducedReport } from '#report/produce.ts';
import { writeTarget } from '#report/target.ts';
import type { Vault } from '#vault/vault.ts';

/** What the public report is written as. */
export interface PublicReportOptions {
  readonly out: string;
  /** The project's file, which is not written over. */
  readonly project: string;
  readonly language: Locale;
  /** The final file, which is refused unless every owner of information approves exactly it. */
  readonly final?: boolean;
}

type Outcome<Value> = Result<Value, { readonly code: CommandFailureCode }>;

/** Writes the public report of a project: the draft, or the final file, which goes into the ledger of releases. */
export async function writePublicReport(
  vault: Vault,
  { out, project, language, final = false }: PublicReportOptions,
): Promise<Outcome<ProducedReport>> {
  const counted = publicRecordOf(vault);
  if (!counted.ok) return counted;
  const { record, revision } = counted.value;
  const standing = final ? 'final' : 'draft';
  const made = await producePublicReport(record, standing, language, reportResources);
  if (!made.ok) return made;
  const produced = made.value;
  // The project first: a file that the project does not know of must not exist.
  const noted = final
    ? vault.addRelease({ language, fileHash: produced.sha256, record }, revision)
    : vault.recordEvent('exported-public', produced.sha256);
  if (!noted.ok) return noted;
  const written = await writeTarget(out, produced.bytes, { project, mayReplace: true });
  return written.ok ? success(produced) : written;
}
