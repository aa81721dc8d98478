import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PdfThreads } from '#report/pdf-threads.ts';
import type { ReportResources } from '#report/produce.ts';
import type { ExampleResources } from '#report/worked-example.ts';

// The bundle lies in out/cli of the application's folder.
const root = join(import.meta.dirname, '..', '..');

/** The files that reports are rendered with. */
export const reportResources: ReportResources = {
  fontFolder: join(root, 'resources', 'fonts'),
  threads: new PdfThreads(pathToFileURL(join(root, 'out', 'report', 'worker.mjs'))),
  qpdfFile: join(root, 'node_modules', '@neslinesli93', 'qpdf-wasm', 'dist', 'qpdf.wasm'),
};

/** The bundled example. */
export const exampleResources: ExampleResources = {
  folder: join(root, 'resources', 'sample'),
  ...reportResources,
};
