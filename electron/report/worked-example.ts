import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { dossierSchema } from '#contract/dossier/dossier-schema.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import { designNoteDocument, type DesignNote } from '#core/sample/design-note.ts';
import { success, type Result } from '#core/result.ts';
import type { StoredFile } from '#core/dossier/source-document.ts';
import type { PdfFailure } from '#report/pdf-threads.ts';
import { produceReport, type RenderResources } from '#report/produce.ts';

/** The bundled example's files, and the resources that its source document is rendered with. */
export interface ExampleResources extends RenderResources {
  /** The folder with the example's files. */
  readonly folder: string;
}

/** The content of a project with the example's model: a source document, and the analyst's statements. */
export interface WorkedExample {
  readonly document: { readonly name: string; readonly bytes: Uint8Array };
  /** The analyst's statements, once the vault keeps the note's file. */
  readonly dossier: (file: StoredFile) => Dossier;
}

const designNote: z.ZodType<DesignNote> = z.strictObject({
  title: z.string(),
  subtitle: z.string(),
  marking: z.string(),
  sections: z.array(z.strictObject({ heading: z.string(), paragraphs: z.array(z.string()) })),
});

/** The text of the bundled example's model. Throws when the file cannot be read. */
export function exampleText({ folder }: ExampleResources): Promise<string> {
  return readFile(join(folder, 'ams.segl'), 'utf8');
}

/**
 * Reads the worked example and renders its source document; errors as for any PDF. Throws when a file of the example
 * cannot be read.
 */
export async function workedExample(places: ExampleResources): Promise<Result<WorkedExample, PdfFailure>> {
  const note = designNote.parse(await readJson(join(places.folder, 'ams-design-note.json')));
  const stated = dossierSchema.parse(await readJson(join(places.folder, 'ams-dossier.json')));
  const rendered = await produceReport(designNoteDocument(note), places);
  if (!rendered.ok) return rendered;
  return success({
    document: { name: 'ams-design-note.pdf', bytes: rendered.value.bytes },
    dossier: (file) => ({
      ...stated,
      sources: stated.sources.map((source) => (source.title === note.title ? { ...source, file } : source)),
    }),
  });
}

async function readJson(path: string): Promise<unknown> {
  const read: unknown = JSON.parse(await readFile(path, 'utf8'));
  return read;
}
