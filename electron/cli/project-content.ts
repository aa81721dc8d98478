import type { Refusal } from '#cli/model-file.ts';
import { openGivenProject } from '#cli/open-project.ts';
import { failureSentence } from '#cli/speech.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import { failure, success, type Result } from '#core/result.ts';

/** What a project holds: the latest text of the model, and what is stated beside it. */
export interface ProjectContent {
  readonly text: string;
  readonly dossier: Dossier;
}

/** Reads a project whose passphrase is the first line of standard input. */
export async function readProject(file: string): Promise<Result<ProjectContent, Refusal>> {
  const opened = await openGivenProject(file);
  if (!opened.ok) return failure(asRefusal(opened.error.code));
  const { vault } = opened.value;
  const { text } = vault.latestRevision();
  const dossier = vault.dossier();
  const closed = vault.close();
  if (!dossier.ok) return failure(asRefusal(dossier.error.code));
  if (!closed.ok) return failure(asRefusal(closed.error.code));
  return success({ text, dossier: dossier.value });
}

function asRefusal(code: Parameters<typeof failureSentence>[0]): Refusal {
  return { code, message: failureSentence(code), line: null, column: null };
}
