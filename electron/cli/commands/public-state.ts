import { createHash } from 'node:crypto';
import type { CommandFailureCode } from '#cli/speech.ts';
import { analyseModel, checkText } from '#core/analysis/pipeline/analyse.ts';
import { aggregate } from '#core/publication/aggregate.ts';
import type { PublicRecord } from '#core/publication/public-record.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { Vault } from '#vault/vault.ts';

/** What may be published of the newest revision of a project. */
export function publicRecordOf(
  vault: Vault,
): Result<
  { readonly record: PublicRecord; readonly revision: number },
  { readonly code: CommandFailureCode }
> {
  const { text, sequence } = vault.latestRevision();
  const { executable } = checkText(text);
  if (executable === null) return failure({ code: 'model-refused' });
  const dossier = vault.dossier();
  if (!dossier.ok) return dossier;
  const { model, run } = executable;
  const record = analyseModel(model, run, createHash('sha256').update(text, 'utf8').digest('hex'));
  const counted = aggregate({ model, run, record, dossier: dossier.value });
  return counted.ok ? success({ record: counted.value, revision: sequence }) : counted;
}
