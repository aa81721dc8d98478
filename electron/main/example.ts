import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { dossierSchema } from '#contract/dossier/dossier-schema.ts';
import type { CallFailure } from '#contract/failures.ts';
import { success, type Result } from '#core/result.ts';
import { designNoteDocument, type DesignNote } from '#core/sample/design-note.ts';
import { renderPdf } from '#report/render.ts';
import type { Vault } from '#vault/vault.ts';

/** Where the bundled example lies. */
export interface ExamplePlaces {
  /** The folder with the example's files. */
  readonly folder: string;
  readonly fontFolder: string;
}

/** The title under which the example cites its source document. */
const noteTitle = 'AMS design note';

const designNote: z.ZodType<DesignNote> = z.strictObject({
  title: z.string(),
  subtitle: z.string(),
  marking: z.string(),
  sections: z.array(z.strictObject({ heading: z.string(), paragraphs: z.array(z.string()) })),
});

/** The text of the bundled example's model. Throws when the file cannot be read. */
export function exampleText({ folder }: ExamplePlaces): Promise<string> {
  return readFile(join(folder, 'ams.segl'), 'utf8');
}

/**
 * Puts what an analyst would have stated into a project with the example's model: its source document, scope, threats,
 * risk. Throws when a file of the example cannot be read.
 */
export async function workExampleThrough(
  vault: Vault,
  places: ExamplePlaces,
): Promise<Result<null, CallFailure>> {
  const note = designNote.parse(await readJson(join(places.folder, 'ams-design-note.json')));
  const dossier = dossierSchema.parse(await readJson(join(places.folder, 'ams-dossier.json')));
  const { bytes } = await renderPdf(designNoteDocument(note), places);
  const file = vault.addDocument('ams-design-note.pdf', bytes);
  if (!file.ok) return file;
  const sources = dossier.sources.map((source) =>
    source.title === noteTitle ? { ...source, file: file.value } : source,
  );
  const saved = vault.saveDossier({ ...dossier, sources });
  return saved.ok ? success(null) : saved;
}

async function readJson(path: string): Promise<unknown> {
  const read: unknown = JSON.parse(await readFile(path, 'utf8'));
  return read;
}
