import { join } from 'node:path';
import type { ReportResources } from '#report/produce.ts';

// The bundle lies in out/cli of the application's folder.
const root = join(import.meta.dirname, '..', '..');

/** The bundled example. */
export const samplePath = join(root, 'resources', 'sample', 'ams.segl');

/** What reports are rendered with. */
export const reportResources: ReportResources = {
  fontFolder: join(root, 'resources', 'fonts'),
  qpdfFile: join(root, 'node_modules', '@neslinesli93', 'qpdf-wasm', 'dist', 'qpdf.wasm'),
};
