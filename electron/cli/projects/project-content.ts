import type { Refusal } from '#cli/models/model-file.ts';
import { withGivenProject, type OpenedProject } from '#cli/projects/open-project.ts';
import type { OpeningOptions } from '#cli/projects/opening-options.ts';
import { refusalOf } from '#cli/projects/refusal.ts';
import type { CallFailure } from '#contract/failures.ts';
import type { ProjectContent } from '#core/history/state.ts';
import { failure, success, type Result } from '#core/result.ts';

/** Reads the newest state of a project, with what stands on standard input. */
export async function readProject(
  file: string,
  options: OpeningOptions,
): Promise<Result<ProjectContent, Refusal>> {
  const read = await withGivenProject(file, options, newestContent);
  return read.ok ? read : failure(refusalOf(read.error));
}

/** The latest text of the model, and the dossier; `vault-damaged` where it cannot be read. */
export function newestContent({ project: { vault } }: OpenedProject): Result<ProjectContent, CallFailure> {
  const dossier = vault.dossier.read();
  return dossier.ok ? success({ text: vault.texts.latest().text, dossier: dossier.value }) : dossier;
}
