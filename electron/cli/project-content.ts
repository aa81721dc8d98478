import { tellOpening } from '#cli/opening-notice.ts';
import { readFileSync } from 'node:fs';
import type { Refusal } from '#cli/model-file.ts';
import { failureSentence } from '#cli/speech.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import { failure, success, type Result } from '#core/result.ts';
import { openVault } from '#vault/vault.ts';

/** What a project holds: the latest text of the model, and what is stated beside it. */
export interface ProjectContent {
  readonly text: string;
  readonly dossier: Dossier;
}

/** Reads a project whose passphrase is the first line of standard input. */
export async function readProject(file: string): Promise<Result<ProjectContent, Refusal>> {
  const [passphrase = ''] = readFileSync(0, 'utf8').split(/\r?\n/);
  const opened = await openVault(file, passphrase);
  if (!opened.ok) return failure(asRefusal(opened.error.code));
  tellOpening(opened.value);
  const { text } = opened.value.latestRevision();
  const dossier = opened.value.dossier();
  const closed = opened.value.close();
  if (!dossier.ok) return failure(asRefusal(dossier.error.code));
  if (!closed.ok) return failure(asRefusal(closed.error.code));
  return success({ text, dossier: dossier.value });
}

function asRefusal(code: Parameters<typeof failureSentence>[0]): Refusal {
  return { code, message: failureSentence(code), line: null, column: null };
}
