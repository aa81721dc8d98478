import { SvelteMap } from 'svelte/reactivity';
import type { StoredFile } from '#core/dossier/source-document.ts';
import { decodeText } from '#renderer/shared/decode-text.ts';
import { call } from '#renderer/shared/session.svelte.ts';

/** As many characters of all documents are kept for the search, in UTF-16 units. */
const mostCharacters = 60_000_000;

/** The texts of a project's documents, read once somebody searches, for as long as the project is open. */
export class DocumentTexts {
  /** The text of each page, by the SHA-256 of the file; of a text file there is one page. */
  readonly #pages = new SvelteMap<string, readonly string[]>();
  /** True while documents are read. */
  reading = $state(false);
  #stopping: AbortController | null = null;
  #room = mostCharacters;

  /** The text of each page of a file that was read; none of one that was not, or cannot be. */
  pagesOf(sha256: string): readonly string[] {
    return this.#pages.get(sha256) ?? [];
  }

  /** Reads the files that were not read yet, one after the other. */
  async read(files: readonly StoredFile[]): Promise<void> {
    if (this.reading) return;
    const stopping = new AbortController();
    const { signal } = stopping;
    this.#stopping = stopping;
    this.reading = true;
    for (const file of files) {
      if (this.#room <= 0 || this.#pages.has(file.sha256)) continue;
      const pages = await readPages(file, signal);
      // What was stopped is read again another time.
      if (pages === null) continue;
      this.#pages.set(file.sha256, pages);
      this.#room -= pages.reduce((sum, page) => sum + page.length, 0);
    }
    this.reading = false;
  }

  /** Stops reading; what was read stays. */
  stop(): void {
    this.#stopping?.abort();
  }
}

async function readPages(
  { sha256, mediaType }: StoredFile,
  signal: AbortSignal,
): Promise<readonly string[] | null> {
  if (signal.aborted) return null;
  if (mediaType !== 'application/pdf' && mediaType !== 'text/plain') return [];
  const read = await call('document.read', { sha256 });
  if (!read.ok) return null;
  if (mediaType === 'text/plain') return [decodeText(read.value.bytes)];
  // The reader of PDFs is large, and only a search through documents needs it here.
  const { pageTexts } = await import('#renderer/shared/pdf/page-texts.ts');
  const pages = await pageTexts(read.value.bytes, signal);
  if (!pages.ok) return [];
  return pages.value;
}
