import { getDocument, PDFWorker, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { failure, success, type Result } from '#core/result.ts';
import { PdfData } from '#renderer/shared/pdf/pdf-data.ts';
import { timedOut, withTimeout } from '#renderer/shared/pdf/with-timeout.ts';
import workerAddress from '#renderer/shared/pdf/pdf-worker.ts?worker&url';

/**
 * Why a PDF is not shown: its bytes make no sense, it has no page, it asks for a passphrase, or reading it takes too
 * long.
 */
export type PdfProblem = 'damaged' | 'empty' | 'protected' | 'too-heavy';

/** A document in a thread of its own. */
export interface PdfReader {
  readonly document: PDFDocumentProxy;
  /** True where its thread is heard from within so many milliseconds; one that is busy with a page is not. */
  isResponsive(limit: number): Promise<boolean>;
  /** Ends its thread, whatever that is doing, and lets go of the document. */
  end(): void;
}

/**
 * How long one step may take before it is given up, in milliseconds: opening a document, drawing a page. Nobody waits
 * for it with the window; it only keeps pages that come after.
 */
export const patience = 30_000;

declare global {
  interface Window {
    /** Addresses of scripts that the policy of the page trusts: the language's own types do not have them yet. */
    readonly trustedTypes: {
      createPolicy(
        name: string,
        rules: { createScriptURL(): string },
      ): { createScriptURL(input: string): string };
    };
  }
}

// The only script that the policy of the page lets become a thread, and the only one that is asked for.
const trusted = window.trustedTypes.createPolicy('segl-pdf-worker', { createScriptURL: () => workerAddress });

/**
 * Opens a PDF in a thread of its own, without changing `bytes`. Nothing in it is ever run: no script, no form, no
 * link. Returns why, where it cannot be read; the thread has ended then.
 */
export async function startReader(bytes: Uint8Array): Promise<Result<PdfReader, PdfProblem>> {
  const thread = new Worker(trusted.createScriptURL(workerAddress), { type: 'module' });
  // Where the thread cannot start, nothing it is asked is ever answered.
  const broken = new Promise<never>((_, reject) => {
    thread.addEventListener('error', () => {
      reject(new Error('the thread failed'));
    });
  });
  const worker = PDFWorker.create({ port: thread, verbosity: VerbosityLevel.ERRORS });
  const task = getDocument({
    worker,
    // The library takes what it is given for itself.
    data: bytes.slice(),
    isEvalSupported: false,
    useWorkerFetch: false,
    useWasm: true,
    useSystemFonts: false,
    enableXfa: false,
    cMapPacked: true,
    BinaryDataFactory: PdfData,
    verbosity: VerbosityLevel.ERRORS,
  });
  const end = (): void => {
    thread.terminate();
    // Never ends where the thread is gone; what this thread keeps is let go of at once.
    void task.destroy();
    worker.destroy();
  };
  try {
    const document = await withTimeout(Promise.race([task.promise, broken]), patience);
    if (document !== timedOut && document !== null && document.numPages > 0) {
      return success({ document, end, isResponsive: (limit) => isResponsive(document, limit) });
    }
    end();
    return failure(document === timedOut ? 'too-heavy' : 'empty');
  } catch (error) {
    end();
    return failure(error instanceof Error && error.name === 'PasswordException' ? 'protected' : 'damaged');
  }
}

// Something that costs nothing, is asked of the thread each time, and is answered when nothing else is going on.
async function isResponsive(document: PDFDocumentProxy, limit: number): Promise<boolean> {
  const answer = await withTimeout(
    document.getPermissions().then(
      () => true,
      () => true,
    ),
    limit,
  );
  return answer !== timedOut;
}
