import type { ReportRequest } from '#contract/channels.ts';
import type { CallFailure } from '#contract/failures.ts';
import { checkText } from '#core/analysis/analyse.ts';
import { aggregate } from '#core/report/aggregate.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { Engine } from '#engine/engine.ts';
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
  const { text, sequence } = vault.latestRevision();
  const projectName = vault.project.name;
  const kept = vault.analysis(sequence);
  const { executable } = checkText(text);
  if (executable === null) return failure({ code: 'model-refused' });
  const analysed = kept === null ? await engine.analyse(text) : success(kept);
  if (!analysed.ok) return analysed;
  const { model } = executable;
  if (request.kind === 'public') {
    const dossier = vault.dossier();
    if (!dossier.ok) return dossier;
    const counted = aggregate({ model, record: analysed.value, dossier: dossier.value });
    if (!counted.ok) return failure({ code: 'count-out-of-bounds' });
    return success(await producePublicReport(counted.value, 'draft', request.locale, resources));
  }
  const { protection, locale } = request;
  const passphrase = protection.kind === 'passphrase' ? protection.passphrase : null;
  const full = { projectName, revision: sequence, text, day: today(), passphrase };
  return success(await produceFullReport(model, analysed.value, full, locale, resources));
}

// The analyst's own day, as 2026-01-31.
function today(): string {
  return new Intl.DateTimeFormat('sv-SE').format(new Date());
}
