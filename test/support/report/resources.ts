import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PdfThreads } from '#report/pdf-threads.ts';
import type { ReportResources } from '#report/produce.ts';
import { requireFreshBundles } from '../fresh-bundles.ts';
import { fontFolder, qpdfFile } from './documents.ts';
import { root } from '../places.ts';

requireFreshBundles('report');

/** What reports are made with, from the source tree and the built worker. */
export const reportResources: ReportResources = {
  fontFolder,
  qpdfFile,
  threads: new PdfThreads(pathToFileURL(join(root, 'out', 'report', 'worker.mjs'))),
};
