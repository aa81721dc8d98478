// Fonts and character maps that a PDF may rely on without bringing them along, and the decoders of scanned pages (JBIG2,
// CCITT, JPEG 2000), which are WebAssembly. Each is a script of its own: the window may load scripts of the application, and
// fetch nothing.
const files = import.meta.glob<string>(
  [
    '../../../node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}',
    '../../../node_modules/pdfjs-dist/cmaps/*.bcmap',
    '../../../node_modules/pdfjs-dist/wasm/{jbig2,openjpeg}.wasm',
  ],
  { query: '?url&inline', import: 'default' },
);

const folders: Readonly<Record<string, string>> = {
  standardFontDataUrl: 'standard_fonts',
  cMapUrl: 'cmaps',
  wasmUrl: 'wasm',
};

/** Where the PDF library gets such files from, as it asks for them. */
export class PdfData {
  /** Rejects where there is no such file; the library then goes on without it. */
  async fetch({ kind, filename }: { readonly kind: string; readonly filename: string }): Promise<Uint8Array> {
    const folder = Object.hasOwn(folders, kind) ? folders[kind] : undefined;
    const load =
      folder === undefined ? undefined : files[`../../../node_modules/pdfjs-dist/${folder}/${filename}`];
    if (load === undefined) throw new Error('there is no such file');
    const address = await load();
    const characters = atob(address.slice(address.indexOf(',') + 1));
    return Uint8Array.from(characters, (character) => character.charCodeAt(0));
  }
}
