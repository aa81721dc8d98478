import { Worker } from 'node:worker_threads';
import type { FailureCode } from '#contract/failures.ts';
import type { ReportDocument } from '#core/report/document/document.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { RenderedPdf } from '#report/render.ts';
import {
  renderedFilesSchema,
  type RenderedFiles,
  type TransferredOrder,
  type RenderOrder,
} from '#report/orders.ts';

/** The reason why there is no PDF. */
export interface PdfFailure {
  readonly code: Extract<FailureCode, 'report-cancelled' | 'report-failed'>;
}

/** The heap that one PDF may use, in MB; beyond it the PDF fails rather than the application. */
const heapLimit = 4096;

/**
 * Makes PDFs, each order in a thread of its own that is over before its outcome is told, so that nothing of a report
 * stays in one. Never throws: a thread that crashes, runs out of memory or answers nonsense is a `report-failed`; one
 * that is ended from outside a `report-cancelled`.
 */
export class PdfThreads {
  readonly #workerFile: URL;
  readonly #running = new Set<() => void>();

  /** @param workerFile the built worker. */
  constructor(workerFile: URL) {
    this.#workerFile = workerFile;
  }

  /** Renders reports with the fonts of a folder, in their order. */
  async render(
    documents: readonly ReportDocument[],
    fontFolder: string,
    signal?: AbortSignal,
  ): Promise<Result<readonly RenderedPdf[], PdfFailure>> {
    const files = await this.#execute(
      { kind: 'render', fontFolder, documents: [...documents] },
      null,
      signal,
    );
    if (!files.ok) return files;
    const rendered = files.value.flatMap(({ bytes, pages }) => (pages === null ? [] : [{ bytes, pages }]));
    return rendered.length === documents.length ? success(rendered) : failure({ code: 'report-failed' });
  }

  /** Encrypts a PDF under a passphrase, with the file `qpdf.wasm`. */
  async protect(
    pdf: Uint8Array,
    passphrase: string,
    qpdfFile: string,
    signal?: AbortSignal,
  ): Promise<Result<Uint8Array<ArrayBuffer>, PdfFailure>> {
    const files = await this.#execute({ kind: 'protect', qpdfFile, passphrase }, pdf, signal);
    if (!files.ok) return files;
    const [file] = files.value;
    return file === undefined ? failure({ code: 'report-failed' }) : success(file.bytes);
  }

  /** Ends every thread at once: what they were making is not made. */
  stop(): void {
    for (const end of this.#running) end();
  }

  #execute(
    order: RenderOrder,
    pdf: Uint8Array | null,
    signal?: AbortSignal,
  ): Promise<Result<RenderedFiles, PdfFailure>> {
    if (signal?.aborted === true) return Promise.resolve(failure({ code: 'report-cancelled' }));
    return new Promise((resolve) => {
      const worker = startThread(this.#workerFile, order, pdf);
      let ended = false;
      const end = (outcome: Result<RenderedFiles, PdfFailure>): void => {
        if (ended) return;
        ended = true;
        this.#running.delete(cancel);
        signal?.removeEventListener('abort', cancel);
        void worker.terminate().then(() => {
          resolve(outcome);
        });
      };
      const cancel = (): void => {
        end(failure({ code: 'report-cancelled' }));
      };
      this.#running.add(cancel);
      signal?.addEventListener('abort', cancel);
      worker.once('message', (raw: unknown) => {
        const files = renderedFilesSchema.safeParse(raw);
        end(files.success ? success(files.data) : failure({ code: 'report-failed' }));
      });
      worker.on('error', () => {
        end(failure({ code: 'report-failed' }));
      });
      worker.once('exit', () => {
        end(failure({ code: 'report-failed' }));
      });
    });
  }
}

// The order goes over as bytes that are moved, not copied: a copy on the way would stay in freed memory.
function startThread(workerFile: URL, order: RenderOrder, pdf: Uint8Array | null): Worker {
  const handedOver: TransferredOrder = {
    order: new TextEncoder().encode(JSON.stringify(order)),
    pdf: pdf === null ? null : new Uint8Array(pdf),
  };
  return new Worker(workerFile, {
    workerData: handedOver,
    transferList: [handedOver.order.buffer, ...(handedOver.pdf === null ? [] : [handedOver.pdf.buffer])],
    env: {},
    execArgv: [],
    // Whatever the worker prints may quote the report.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: heapLimit },
  });
}
