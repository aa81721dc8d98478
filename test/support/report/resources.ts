import { pathToFileURL } from 'node:url';
import { PdfThreads } from '#report/pdf-threads.ts';
import type { ReportResources } from '#report/produce.ts';
import { builtFile } from '../fresh-bundles.ts';
import { fontFolder, qpdfFile } from './documents.ts';

/** What reports are made with, from the source tree and the built worker. */
export const reportResources: ReportResources = {
  fontFolder,
  qpdfFile,
  threads: new PdfThreads(pathToFileURL(builtFile('report'))),
};
