import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { dossierSchema } from '#contract/dossier/dossier-schema.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import { designNoteDocument, type DesignNote } from '#core/sample/design-note.ts';
import type { StoredFile } from '#core/sources/source-document.ts';
import { renderPdf } from '#report/render.ts';

/** Where the bundled example lies. */
export interface ExamplePlaces {
  /** The folder with the example's files. */
  readonly folder: string;
  readonly fontFolder: string;
}

/** What an analyst would have in a project with the example's model: a source document, and what she stated. */
export interface WorkedExample {
  readonly document: { readonly name: string; readonly bytes: Uint8Array };
  /** What she stated, once the vault keeps the note's file. */
  readonly dossier: (file: StoredFile) => Dossier;
}

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

/** Reads the worked example and renders its source document. Throws when a file of the example cannot be read. */
export async function workedExample(places: ExamplePlaces): Promise<WorkedExample> {
  const note = designNote.parse(await readJson(join(places.folder, 'ams-design-note.json')));
  const stated = dossierSchema.parse(await readJson(join(places.folder, 'ams-dossier.json')));
  const { bytes } = await renderPdf(designNoteDocument(note), places);
  return {
    document: { name: 'ams-design-note.pdf', bytes },
    dossier: (file) => ({
      ...stated,
      sources: stated.sources.map((source) => (source.title === note.title ? { ...source, file } : source)),
    }),
  };
}

async function readJson(path: string): Promise<unknown> {
  const read: unknown = JSON.parse(await readFile(path, 'utf8'));
  return read;
}
