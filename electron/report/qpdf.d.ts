/** The part of qpdf that Segl uses; the package's own types leave most of it out. */
declare module '@neslinesli93/qpdf-wasm/dist/qpdf.js' {
  interface Qpdf {
    /** Runs the command and answers with its exit status. */
    callMain(words: readonly string[]): number;
    /** Files in memory. */
    readonly FS: {
      writeFile(path: string, bytes: Uint8Array): void;
      readFile(path: string): Uint8Array;
    };
  }

  export default function createQpdf(options: {
    readonly noInitialRun: boolean;
    readonly locateFile: () => string;
    readonly print: (line: string) => void;
    readonly printErr: (line: string) => void;
  }): Promise<Qpdf>;
}
