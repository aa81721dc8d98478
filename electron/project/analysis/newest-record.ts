import type { AnalysisRecord } from '#core/analysis/record/record.ts';
import { success, type Result } from '#core/result.ts';
import { analyseHere, type Analyser, type AnalysisFailure } from '#project/analyser.ts';
import type { NotOpen, OpenProject } from '#project/session/open-project.ts';
import type { VaultFailure } from '#vault/files/failure.ts';
import type { Vault } from '#vault/vault.ts';

type Outcome<Failed> = Result<AnalysisRecord, Failed | VaultFailure>;

/**
 * The analysis of the newest revision: the one that is kept, or else one that is made now, and kept. `project-not-open`
 * where the project was locked meanwhile.
 */
export async function newestRecord(
  project: OpenProject,
  analyser: Analyser,
): Promise<Outcome<AnalysisFailure | NotOpen>> {
  const { vault } = project;
  const { text, sequence } = vault.texts.latest();
  const kept = vault.texts.analysis(sequence);
  if (kept !== null) return success(kept);
  const made = await project.whileOpen(analyser.analyse(text));
  return made.ok ? keep(vault, sequence, made.value) : made;
}

/** The analysis of the newest revision as {@link newestRecord} has it, at once and in this thread. */
export function newestRecordNow({ vault }: OpenProject): Outcome<AnalysisFailure> {
  const { text, sequence } = vault.texts.latest();
  const kept = vault.texts.analysis(sequence);
  if (kept !== null) return success(kept);
  const made = analyseHere(text);
  return made.ok ? keep(vault, sequence, made.value) : made;
}

// Where nothing can be written, the record is as good.
function keep(vault: Vault, revision: number, record: AnalysisRecord): Outcome<never> {
  if (vault.readOnly) return success(record);
  const kept = vault.texts.keepAnalysis(revision, record);
  return kept.ok ? success(record) : kept;
}
