import { createHash } from 'node:crypto';
import type { CallFailure } from '#contract/failures.ts';
import { analyseModel, checkText } from '#core/analysis/pipeline/analyse.ts';
import { aggregate } from '#core/publication/aggregate.ts';
import type { PublicRecord } from '#core/publication/public-record.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { Vault } from '#vault/vault.ts';

/** What may be published of a revision. */
export interface Publishable {
  readonly record: PublicRecord;
  readonly revision: number;
}

/** Aggregates the newest revision and what is stated beside it. */
export function publishable(vault: Vault): Result<Publishable, CallFailure> {
  const { text, sequence } = vault.latestRevision();
  const { executable } = checkText(text);
  if (executable === null) return failure({ code: 'model-refused' });
  const dossier = vault.dossier();
  if (!dossier.ok) return dossier;
  const { model, run } = executable;
  // Worked out here and at once: the window asks for several things of it at the same time.
  const record = analyseModel(model, run, createHash('sha256').update(text, 'utf8').digest('hex'));
  const counted = aggregate({ model, run, record, dossier: dossier.value });
  return counted.ok ? success({ record: counted.value, revision: sequence }) : counted;
}
