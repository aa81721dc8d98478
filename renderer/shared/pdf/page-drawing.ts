import { TextLayer } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy, PDFPageProxy, RenderTask } from 'pdfjs-dist';

/** Width and height, in points (1/72 inch). */
export interface PageSize {
  readonly width: number;
  readonly height: number;
}

/** Where a page is drawn. */
export interface PageElements {
  readonly canvas: HTMLCanvasElement;
  /** Gets the text of the page, invisible, each piece above its drawing. */
  readonly text: HTMLElement;
}

/**
 * The outcome of drawing a page: drawn whole, drawn without pictures that cannot be decoded here, not drawn since it is
 * damaged, or given up since it takes too long.
 */
export type PageOutcome = 'whole' | 'without-pictures' | 'failed' | 'too-heavy';

/** A page that is being drawn, or is. */
export interface PageDrawing {
  /** The size of this very page, as soon as it is known; null where it cannot be read. */
  readonly size: Promise<PageSize | null>;
  /** Never rejects; null when it was stopped. */
  readonly done: Promise<PageOutcome | null>;
  /** Stops drawing, empties the elements and lets go of the memory. */
  stop(): void;
}

/** The largest canvas, in pixels: about an A4 page at 400 dots per inch. */
const largestCanvas = 16_000_000;

/** Draws page `number` of a document, counted from 1. `scale` is in pixels of the window for each point. */
export function drawPage(
  document: PDFDocumentProxy,
  number: number,
  { canvas, text }: PageElements,
  scale: number,
): PageDrawing {
  const stopping = new AbortController();
  const stopped = (): boolean => stopping.signal.aborted;
  let page: PDFPageProxy | null = null;
  let rendering: RenderTask | null = null;
  let layer: TextLayer | null = null;
  const found = document.getPage(number).catch(() => null);

  async function draw(): Promise<PageOutcome | null> {
    page = await found;
    if (stopped()) return null;
    if (page === null) return 'failed';
    try {
      const viewport = page.getViewport({ scale });
      const density = Math.min(
        window.devicePixelRatio,
        Math.sqrt(largestCanvas / (viewport.width * viewport.height)),
      );
      canvas.width = Math.floor(viewport.width * density);
      canvas.height = Math.floor(viewport.height * density);
      rendering = page.render({ canvas, viewport, transform: [density, 0, 0, density, 0, 0] });
      text.style.setProperty('--total-scale-factor', String(scale));
      layer = new TextLayer({ textContentSource: page.streamTextContent(), container: text, viewport });
      await Promise.all([rendering.promise, layer.render()]);
      return lacksPictures(page) ? 'without-pictures' : 'whole';
    } catch {
      return stopped() ? null : 'failed';
    }
  }

  return {
    size: found.then((each) => (each === null ? null : sizeOf(each))),
    done: draw(),
    stop: () => {
      stopping.abort();
      rendering?.cancel();
      layer?.cancel();
      canvas.width = 0;
      canvas.height = 0;
      text.replaceChildren();
      page?.cleanup();
    },
  };
}

/** The size of a page as it is read, turned where it says so. */
export function sizeOf(page: PDFPageProxy): PageSize {
  const { width, height } = page.getViewport({ scale: 1 });
  return { width, height };
}

// A picture that could not be decoded is kept as nothing and left out of the drawing.
function lacksPictures({ objs, commonObjs }: PDFPageProxy): boolean {
  return [objs, commonObjs].some((kept) => Array.from(kept).some(([, object]) => object === null));
}
