import { failureSentence } from '#cli/console/console.ts';
import type { Refusal } from '#cli/models/model-file.ts';
import { withGivenProject } from '#cli/projects/open-project.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import { failure, success, type Result } from '#core/result.ts';

/** The content of a project that commands read: the latest text of the model, and the dossier. */
export interface ProjectContent {
  readonly text: string;
  readonly dossier: Dossier;
}

/** Reads a project whose passphrase is the first line of standard input. */
export async function readProject(file: string): Promise<Result<ProjectContent, Refusal>> {
  const read = await withGivenProject(file, ({ vault }) => {
    const dossier = vault.dossier.read();
    return dossier.ok ? success({ text: vault.texts.latest().text, dossier: dossier.value }) : dossier;
  });
  if (read.ok) return read;
  const { code } = read.error;
  return failure({ code, message: failureSentence(code), line: null, column: null });
}
