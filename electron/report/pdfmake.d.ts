/** The part of pdfmake that Segl uses; it brings no types of its own. */
declare module 'pdfmake' {
  type Content = string | Readonly<Record<string, unknown>> | readonly Content[];

  interface FontFiles {
    readonly normal: string;
    readonly bold: string;
    readonly italics: string;
    readonly bolditalics: string;
  }

  interface DocumentDefinition {
    readonly [key: string]: unknown;
    readonly content: readonly Content[];
  }

  interface PdfMake {
    /** Files in memory, looked at before the disk. */
    readonly virtualfs: { writeFileSync(name: string, bytes: Uint8Array): void };
    setFonts(fonts: Readonly<Record<string, FontFiles>>): void;
    setUrlAccessPolicy(allows: (url: string) => boolean): void;
    setLocalAccessPolicy(allows: (path: string) => boolean): void;
    createPdf(definition: DocumentDefinition): { getBuffer(): Promise<Uint8Array> };
  }

  const pdfmake: PdfMake;
  export default pdfmake;
  export type { Content, DocumentDefinition };
}
