import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyseModel, checkText } from '#core/analysis/pipeline/analyse.ts';
import type { HonestExecution } from '#core/analysis/1-execute/execute.ts';
import type { AnalysisRecord } from '#core/analysis/record/record.ts';
import { emptyDossier, type Dossier } from '#core/dossier/dossier.ts';
import type { Model } from '#core/language/model.ts';
import type { Locale } from '#core/messages/catalogue.ts';
import { aggregate } from '#core/publication/aggregate.ts';
import type { ReportDocument } from '#core/report/document/document.ts';
import { fullReport } from '#core/report/full/full-report.ts';
import { projectState, type ProjectSource, type ProjectState } from '#core/method/project/project-state.ts';
import type { PublicRecord } from '#core/publication/public-record.ts';
import { publicReport, type PublicationStatus } from '#core/report/public/public-report.ts';
import { renderPdf } from '#report/render.ts';
import { root } from '../places.ts';

export const fontFolder = join(root, 'resources', 'fonts');
export const qpdfFile = join(root, 'node_modules', '@neslinesli93', 'qpdf-wasm', 'dist', 'qpdf.wasm');
export const sampleText = readFileSync(join(root, 'resources', 'sample', 'ams.segl'), 'utf8');

/** A text with its model and record. */
export interface Analysed {
  readonly text: string;
  readonly model: Model;
  readonly run: HonestExecution;
  readonly record: AnalysisRecord;
}

/** Analyses a text that is known to be without errors. */
export function analysed(text: string): Analysed {
  const { executable, diagnostics } = checkText(text);
  if (executable === null) throw new Error(`the text has errors: ${JSON.stringify(diagnostics)}`);
  const hash = createHash('sha256').update(text, 'utf8').digest('hex');
  return { text, ...executable, record: analyseModel(executable.model, executable.run, hash) };
}

/** The public record of a text with what is stated beside it. */
export function publicRecordOf(text: string, dossier: Dossier = emptyDossier): PublicRecord {
  const { model, run, record } = analysed(text);
  const aggregated = aggregate({ model, run, record, dossier });
  if (!aggregated.ok) throw new Error(aggregated.error.measure);
  return aggregated.value;
}

/** The public report's document of a text. */
export function publicDocument(
  text: string,
  locale: Locale = 'en',
  status: PublicationStatus = 'draft',
): ReportDocument {
  return publicReport(publicRecordOf(text), status, locale);
}

/** The state of a project with this text, and whatever else is given. */
export function stateOf(text: string, given: Partial<ProjectSource> = {}): ProjectState {
  const source: ProjectSource = {
    projectName: 'AMS',
    text,
    revision: 1,
    history: {
      days: [{ day: '2026-01-30', count: 2, authors: ['Ada', null] }],
      named: [
        { id: '0123456789abcdef'.repeat(2), day: '2026-01-30', name: 'Before the review', author: 'Ada' },
      ],
      shares: [
        {
          day: '2026-01-30',
          author: 'Ada',
          recipients: [{ name: 'Bo', organisation: 'Grid Company' }],
          purpose: 'Review',
          fileHash: 'a1'.repeat(32),
        },
      ],
      events: [{ day: '2026-01-30', kind: 'opened', author: null, count: 3, fileHash: null }],
      isWhole: true,
    },
    dossier: emptyDossier,
    verification: null,
    day: '2026-01-31',
    ...given,
  };
  const state = projectState(source, analysed(text).record);
  if (!state.ok) throw new Error(state.error.code);
  return state.value;
}

/** The full report's document of a text. */
export function fullDocument(text: string, locale: Locale = 'en'): ReportDocument {
  return fullReport(stateOf(text), locale);
}

/** Renders with the fonts of the source tree. */
export async function rendered(document: ReportDocument): Promise<Uint8Array> {
  return (await renderPdf(document, { fontFolder })).bytes;
}

/** A fresh folder for the files of one test. */
export function scratchFolder(): string {
  return mkdtempSync(join(tmpdir(), 'segl-report-'));
}

/** The text of each page, as poppler reads it. */
export function popplerPages(bytes: Uint8Array, options: readonly string[] = []): readonly string[] {
  const file = join(scratchFolder(), 'report.pdf');
  writeFileSync(file, bytes, { mode: 0o600 });
  const text = execFileSync('pdftotext', [...options, '-layout', file, '-'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return text.split('\f').slice(0, -1);
}

/** A PDF with every stream uncompressed and every object in the open, as qpdf writes it. */
export function unpacked(bytes: Uint8Array): string {
  const file = join(scratchFolder(), 'report.pdf');
  writeFileSync(file, bytes, { mode: 0o600 });
  return execFileSync('qpdf', ['--qdf', '--object-streams=disable', file, '-'], {
    encoding: 'latin1',
    maxBuffer: 1 << 28,
  });
}
