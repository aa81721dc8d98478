import { join } from 'node:path';
import { analyse } from '#core/analysis/pipeline/analyse.ts';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { fullReport } from '#core/report/full/full-report.ts';
import { projectState } from '#core/method/project/project-state.ts';
import { renderPdf } from '#report/render.ts';
import { root } from '../support/places.ts';

const fontFolder = join(root, 'resources', 'fonts');

/** How long the full report of a text takes to be made, and how many pages it has. */
export async function timeReport(text: string): Promise<{ readonly time: number; readonly pages: number }> {
  const record = analyse({ text, inputHash: '0'.repeat(64) });
  if (!record.ok) throw new Error('the text has errors');
  const source = {
    projectName: 'bench',
    text,
    revision: 1,
    history: { days: [], named: [], shares: [], events: [], isWhole: true },
    dossier: emptyDossier,
    day: '2026-01-31',
  };
  const start = performance.now();
  const state = projectState({ ...source, verification: null }, record.value);
  if (!state.ok) throw new Error(state.error.code);
  const { pages } = await renderPdf(fullReport(state.value, 'en'), { fontFolder });
  return { time: performance.now() - start, pages };
}
