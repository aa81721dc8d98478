import { failure, success, type Result } from '#core/result.ts';
import {
  drawPage,
  sizeOf,
  type PageDrawing,
  type PageOutcome,
  type PageElements,
  type PageSize,
} from '#renderer/shared/pdf/page-drawing.ts';
import { patience, startReader, type PdfProblem, type PdfReader } from '#renderer/shared/pdf/pdf-reader.ts';
import { timedOut, withTimeout } from '#renderer/shared/pdf/with-timeout.ts';

/** An open PDF. */
export interface PdfFile {
  readonly pages: number;
  /** The size of its first page. */
  readonly size: PageSize;
  /**
   * Draws a page, counted from 1. `scale` is in pixels of the window for each point. Pages are drawn one after the
   * other; one that takes too long is given up, and is not tried again.
   */
  draw(page: number, elements: PageElements, scale: number): PageDrawing;
  /** Lets go of everything. */
  close(): void;
}

/** How long the thread may go on with a page that nobody wants any more, in milliseconds. */
const afterthought = 3_000;

/** Opens a PDF without changing `bytes`, which are kept. Returns why, where it cannot be read. */
export async function openPdf(bytes: Uint8Array): Promise<Result<PdfFile, PdfProblem>> {
  const reader = await startReader(bytes);
  if (!reader.ok) return reader;
  const page = await withTimeout(
    reader.value.document.getPage(1).catch(() => null),
    patience,
  );
  if (page !== null && page !== timedOut) return success(new OpenPdf(bytes, reader.value, sizeOf(page)));
  reader.value.end();
  return failure(page === null ? 'damaged' : 'too-heavy');
}

class OpenPdf implements PdfFile {
  readonly pages: number;
  readonly size: PageSize;
  readonly #bytes: Uint8Array;
  /** Null once it has been ended, until the next page is wanted. */
  #reader: PdfReader | null;
  /** Settled when no page is being drawn. */
  #before: Promise<unknown> = Promise.resolve();
  #closed = false;
  readonly #tooHeavy = new Set<number>();

  constructor(bytes: Uint8Array, reader: PdfReader, size: PageSize) {
    this.#bytes = bytes;
    this.#reader = reader;
    this.pages = reader.document.numPages;
    this.size = size;
  }

  draw(page: number, elements: PageElements, scale: number): PageDrawing {
    const stopping = new AbortController();
    let resolveSize: (size: PageSize | null) => void = () => undefined;
    const size = new Promise<PageSize | null>((resolve) => {
      resolveSize = resolve;
    });
    let drawing: PageDrawing | null = null;
    const drawNow = async (): Promise<PageOutcome | null> => {
      if (stopping.signal.aborted) return null;
      if (this.#tooHeavy.has(page)) return 'too-heavy';
      const reader = await this.#liveReader();
      if (reader === null) return this.#isClosed() ? null : 'failed';
      drawing = drawPage(reader.document, page, elements, scale);
      void drawing.size.then(resolveSize);
      const outcome = await withTimeout(drawing.done, patience, stopping.signal);
      if (outcome === timedOut) {
        this.#tooHeavy.add(page);
        this.#endReader();
        drawing.stop();
        return 'too-heavy';
      }
      if (outcome === null && !(await reader.isResponsive(afterthought))) this.#endReader();
      return outcome;
    };
    const done = this.#before.then(drawNow).finally(() => {
      resolveSize(null);
    });
    this.#before = done;
    return {
      size,
      done,
      stop: () => {
        stopping.abort();
        drawing?.stop();
      },
    };
  }

  close(): void {
    this.#closed = true;
    this.#endReader();
  }

  // A file may be closed while something is waited for.
  #isClosed(): boolean {
    return this.#closed;
  }

  async #liveReader(): Promise<PdfReader | null> {
    if (this.#reader !== null || this.#closed) return this.#reader;
    const reader = await startReader(this.#bytes);
    if (!reader.ok) return null;
    if (this.#isClosed()) {
      reader.value.end();
      return null;
    }
    this.#reader = reader.value;
    return this.#reader;
  }

  #endReader(): void {
    this.#reader?.end();
    this.#reader = null;
  }
}
