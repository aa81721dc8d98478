import type { ReportRequest } from '#contract/channels.ts';
import type { CallFailure } from '#contract/failures.ts';
import { checkText } from '#core/analysis/analyse.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { Engine } from '#engine/engine.ts';
import { publishable } from '#main/public-record.ts';
import {
  produceFullReport,
  producePublicReport,
  type ProducedReport,
  type ReportResources,
} from '#report/produce.ts';
import type { Vault } from '#vault/vault.ts';

/**
 * Makes a report of the newest revision, encrypted where the request asks for it. A revision that has no
 * analysis is analysed first.
 */
export async function buildReport(
  vault: Vault,
  request: ReportRequest,
  engine: Engine,
  resources: ReportResources,
): Promise<Result<ProducedReport, CallFailure>> {
  if (request.kind === 'public') {
    const counted = publishable(vault);
    if (!counted.ok) return counted;
    return success(await producePublicReport(counted.value.record, 'draft', request.locale, resources));
  }
  const { text, sequence } = vault.latestRevision();
  const projectName = vault.project.name;
  const kept = vault.analysis(sequence);
  const { executable } = checkText(text);
  if (executable === null) return failure({ code: 'model-refused' });
  const analysed = kept === null ? await engine.analyse(text) : success(kept);
  if (!analysed.ok) return analysed;
  const { model } = executable;
  const { protection, locale } = request;
  const passphrase = protection.kind === 'passphrase' ? protection.passphrase : null;
  const full = { projectName, revision: sequence, text, day: today(), passphrase };
  return success(await produceFullReport(model, analysed.value, full, locale, resources));
}

// The analyst's own day, as 2026-01-31.
function today(): string {
  return new Intl.DateTimeFormat('sv-SE').format(new Date());
}
