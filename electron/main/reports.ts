import type { CallFailure } from '#contract/failures.ts';
import type { Locale } from '#core/messages/catalogue.ts';
import { projectState } from '#core/method/project/project-state.ts';
import { reportDocument } from '#core/report/report-document.ts';
import type { ReportKind } from '#core/report/report-kind.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { Engine } from '#engine/engine.ts';
import { produceReport, type ProducedReport, type ReportResources } from '#report/produce.ts';
import { projectSource } from '#vault/project-source.ts';
import type { Vault } from '#vault/vault.ts';

/** Makes a report of what a project holds. A revision that this engine has not analysed is analysed first. */
export async function buildReport(
  vault: Vault,
  { kind, locale }: { readonly kind: ReportKind; readonly locale: Locale },
  engine: Engine,
  resources: ReportResources,
  signal: AbortSignal,
): Promise<Result<ProducedReport, CallFailure>> {
  const source = projectSource(vault, new Date());
  if (!source.ok) return source;
  const { text, revision } = source.value;
  const kept = vault.analysis(revision);
  const record = kept === null ? await engine.analyse(text) : success(kept);
  if (!record.ok) return record;
  const state = projectState(source.value, record.value);
  if (!state.ok) return state;
  const document = reportDocument(kind, state.value, locale);
  if (!document.ok) return failure({ code: document.error.code });
  return produceReport(document.value, resources, signal);
}
