import type { SourceDocument, StoredFile } from '#core/dossier/source-document.ts';

/** A source that nothing is said of yet but its title; its file is to be guarded until somebody says otherwise. */
export function newSource(title: string, file: StoredFile | null): SourceDocument {
  return {
    id: crypto.randomUUID(),
    title,
    kind: 'vendor-document',
    owner: '',
    version: '',
    classification: 'strengt-fortrolig',
    note: '',
    file,
  };
}

/** The name of a file without its ending: what a document is called until somebody says otherwise. */
export function titleOf(fileName: string): string {
  return fileName.replace(/(.)\.[^.]{1,8}$/u, '$1').trim() || fileName;
}

/** The title, or with a number behind it where other sources have it already. */
export function freeTitle(title: string, sources: readonly SourceDocument[]): string {
  const taken = new Set(sources.map((source) => source.title));
  let free = title;
  for (let number = 2; taken.has(free); number += 1) free = `${title} (${String(number)})`;
  return free;
}

/** How a file can be read in the window, if at all. */
export type Reading = 'pdf' | 'text' | 'none';

/** How a file of this media type is read. */
export function readingOf(mediaType: string): Reading {
  if (mediaType === 'application/pdf') return 'pdf';
  return mediaType === 'text/plain' ? 'text' : 'none';
}
