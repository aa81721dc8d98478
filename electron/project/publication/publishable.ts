import type { CallFailure } from '#contract/failures.ts';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { aggregate } from '#core/publication/aggregate.ts';
import type { PublicRecord } from '#core/publication/public-record.ts';
import { failure, success, type Result } from '#core/result.ts';
import { newestRecordNow } from '#project/analysis/newest-record.ts';
import type { OpenProject } from '#project/session/open-project.ts';

/** The part of a revision that may be published. */
export interface Publishable {
  readonly record: PublicRecord;
  readonly revision: number;
}

/**
 * Aggregates the newest revision and the dossier, at once: several callers ask for it at the same time. `model-refused`
 * where the text has errors, `count-out-of-bounds` where a number is too large to be published.
 */
export function publishable(project: OpenProject): Result<Publishable, CallFailure> {
  const { vault } = project;
  const { text, sequence } = vault.texts.latest();
  const { executable } = checkText(text);
  if (executable === null) return failure({ code: 'model-refused' });
  const dossier = vault.dossier.read();
  if (!dossier.ok) return dossier;
  const analysed = newestRecordNow(project);
  if (!analysed.ok) return analysed;
  const counted = aggregate({
    ...executable,
    record: analysed.value,
    dossier: dossier.value,
  });
  return counted.ok ? success({ record: counted.value, revision: sequence }) : counted;
}
