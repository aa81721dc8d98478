import { failureSentence } from '#cli/console/console.ts';
import type { Refusal } from '#cli/models/model-file.ts';
import { withGivenProject, withProject } from '#cli/projects/open-project.ts';
import type { CallFailure } from '#contract/failures.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import type { Passphrase } from '#vault/container/passphrase-slot.ts';

/** The content of a project that commands read: the latest text of the model, and the dossier. */
export interface ProjectContent {
  readonly text: string;
  readonly dossier: Dossier;
}

/** Reads a project whose passphrase is the first line of standard input. */
export async function readProject(file: string): Promise<Result<ProjectContent, Refusal>> {
  return told(await withGivenProject(file, newestContent));
}

/** Reads a project with a passphrase, which is filled with zeros. */
export async function projectWith(
  file: string,
  passphrase: Passphrase,
): Promise<Result<ProjectContent, Refusal>> {
  return told(await withProject(file, passphrase, newestContent));
}

function newestContent({ vault }: OpenProject): Result<ProjectContent, CallFailure> {
  const dossier = vault.dossier.read();
  return dossier.ok ? success({ text: vault.texts.latest().text, dossier: dossier.value }) : dossier;
}

function told(read: Result<ProjectContent, CallFailure>): Result<ProjectContent, Refusal> {
  if (read.ok) return read;
  const { code } = read.error;
  return failure({ code, message: failureSentence(code), line: null, column: null });
}
