import { openSync, readSync, closeSync } from 'node:fs';
import { readModel, type Refusal } from '#cli/models/model-file.ts';
import { verifyText } from '#cli/models/verify-file.ts';
import type { VerifyLimits } from '#cli/models/time-limit.ts';
import { projectWith, type ProjectContent } from '#cli/projects/project-content.ts';
import { readPassphrases } from '#cli/projects/passphrase-input.ts';
import { emptyDossier } from '#core/dossier/dossier.ts';
import type { ComparableContent } from '#core/method/comparison/compare-contents.ts';
import { success, type Result } from '#core/result.ts';
import type { Passphrase } from '#vault/container/passphrase-slot.ts';

/** Something to be compared, as the command line names it: a model's file, or a project's file and its newest state. */
interface Named {
  readonly file: string;
  readonly isProject: boolean;
}

/** A refused file. */
export interface RefusedFile {
  readonly file: string;
  readonly refusal: Refusal;
}

/**
 * The contents of files, in order, each with the answers about its text. Those that are projects are opened with one line each of
 * standard input, in order. Nothing is analysed before all of them are read.
 */
export async function readComparables(
  files: readonly string[],
  limits: VerifyLimits,
): Promise<Result<readonly ComparableContent[], RefusedFile>> {
  const named = files.map((file): Named => ({ file, isProject: isContainer(file) }));
  const passphrases = [...readPassphrases(named.filter(({ isProject }) => isProject).length)];
  const contents: { readonly file: string; readonly content: ProjectContent }[] = [];
  try {
    for (const each of named) {
      const content = await contentOf(each, each.isProject ? passphrases.shift() : undefined);
      if (!content.ok) return refusedFile(each.file, content.error);
      contents.push({ file: each.file, content: content.value });
    }
  } finally {
    for (const left of passphrases) left.fill(0);
  }
  const compared: ComparableContent[] = [];
  for (const { file, content } of contents) {
    const verified = verifyText(content.text, limits);
    if (!verified.ok) return refusedFile(file, verified.error);
    compared.push({ ...content, verdicts: verified.value.verdicts });
  }
  return success(compared);
}

async function contentOf(
  { file }: Named,
  passphrase: Passphrase | undefined,
): Promise<Result<ProjectContent, Refusal>> {
  if (passphrase !== undefined) return projectWith(file, passphrase);
  const read = readModel(file);
  return read.ok ? success({ text: read.value, dossier: emptyDossier }) : read;
}

function refusedFile(file: string, refusal: Refusal): { readonly ok: false; readonly error: RefusedFile } {
  return { ok: false, error: { file, refusal } };
}

// How a sealed container begins (resources/docs/vault.md); the zero is in no text of a model.
const beginning = Buffer.from('SEGL\0', 'latin1');

function isContainer(file: string): boolean {
  const found = Buffer.alloc(beginning.length);
  try {
    const handle = openSync(file, 'r');
    try {
      return readSync(handle, found, 0, found.length, 0) === found.length && found.equals(beginning);
    } finally {
      closeSync(handle);
    }
  } catch {
    // Whoever reads it says why it cannot be read.
    return false;
  }
}
