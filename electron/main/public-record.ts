import type { CallFailure } from '#contract/failures.ts';
import { checkText } from '#core/analysis/analyse.ts';
import { aggregate } from '#core/report/aggregate.ts';
import type { PublicRecord } from '#core/report/public/public-record.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { Engine } from '#engine/engine.ts';
import type { Vault } from '#vault/vault.ts';

/** What may be published of a revision. */
export interface Publishable {
  readonly record: PublicRecord;
  readonly revision: number;
}

/** Aggregates the newest revision and what is stated beside it. A revision without an analysis is analysed first. */
export async function publishable(vault: Vault, engine: Engine): Promise<Result<Publishable, CallFailure>> {
  const { text, sequence } = vault.latestRevision();
  const { executable } = checkText(text);
  if (executable === null) return failure({ code: 'model-refused' });
  const dossier = vault.dossier();
  if (!dossier.ok) return dossier;
  const kept = vault.analysis(sequence);
  const analysed = kept === null ? await engine.analyse(text) : success(kept);
  if (!analysed.ok) return analysed;
  const { model } = executable;
  const counted = aggregate({ model, record: analysed.value, dossier: dossier.value });
  return counted.ok ? success({ record: counted.value, revision: sequence }) : counted;
}
