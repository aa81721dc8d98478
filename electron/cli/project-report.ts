import { createHash } from 'node:crypto';
import { reportResources } from '#cli/places.ts';
import type { CommandFailureCode } from '#cli/speech.ts';
import { analyse } from '#core/analysis/pipeline/analyse.ts';
import type { Locale } from '#core/messages/catalogue.ts';
import { projectState } from '#core/method/project/project-state.ts';
import { reportDocument } from '#core/report/report-document.ts';
import type { ReportKind } from '#core/report/report-kind.ts';
import { failure, success, type Result } from '#core/result.ts';
import { canProtectPdf } from '#report/pdf-passphrase.ts';
import { produceReport, protectReport, type ProducedReport } from '#report/produce.ts';
import { writeTarget } from '#report/target.ts';
import { projectSource } from '#vault/project-source.ts';
import type { Vault } from '#vault/vault.ts';

/** A report to be written. `passphrase` null leaves the file open to everybody. */
export interface ReportOrder {
  readonly kind: ReportKind;
  readonly language: Locale;
  readonly out: string;
  /** The project's file, which is not written over. */
  readonly project: string;
  /** Whether it may take the place of an earlier file. */
  readonly mayReplace: boolean;
  readonly passphrase: string | null;
}

type Outcome = Result<ProducedReport, { readonly code: CommandFailureCode }>;

/** Makes a report of a project's newest revision, notes it in the log, and writes it. */
export async function writeReport(vault: Vault, order: ReportOrder): Promise<Outcome> {
  const { kind, out, passphrase, project, mayReplace } = order;
  if (passphrase !== null && !canProtectPdf(passphrase)) return failure({ code: 'passphrase-too-long' });
  const built = await build(vault, order);
  if (!built.ok) return built;
  const made = passphrase === null ? built : await protectReport(built.value, passphrase, reportResources);
  if (!made.ok) return made;
  const report = made.value;
  // The log first: an export that nobody can see in the log must not exist.
  const noted = vault.recordEvent(`exported-${kind}`, report.sha256);
  if (!noted.ok) return noted;
  const written = await writeTarget(out, report.bytes, { project, mayReplace });
  return written.ok ? success(report) : written;
}

async function build(vault: Vault, { kind, language }: ReportOrder): Promise<Outcome> {
  const source = projectSource(vault, new Date());
  if (!source.ok) return source;
  const { text, revision } = source.value;
  const kept = vault.analysis(revision);
  const inputHash = createHash('sha256').update(text, 'utf8').digest('hex');
  const record = kept === null ? analyse({ text, inputHash }) : success(kept);
  if (!record.ok) return failure({ code: 'model-refused' });
  const state = projectState(source.value, record.value);
  if (!state.ok) return state;
  const document = reportDocument(kind, state.value, language);
  if (!document.ok) return failure({ code: document.error.code });
  return produceReport(document.value, reportResources);
}
