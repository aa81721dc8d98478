import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyse } from '#core/analysis/pipeline/analyse.ts';
import type { AnalysisRecord, RequirementCell } from '#core/analysis/record/record.ts';
import { root } from '../places.ts';

/** The text of the bundled example. */
export const sampleText = readFileSync(join(root, 'resources', 'sample', 'ams.segl'), 'utf8');

/** The record of a text that must be analysable. */
export function recordOf(text: string): AnalysisRecord {
  const analysed = analyse({ text, inputHash: '0'.repeat(64) });
  if (!analysed.ok) {
    throw new Error(`refused: ${JSON.stringify(analysed.error.map(({ code, values }) => [code, values]))}`);
  }
  return analysed.value;
}

/** The codes of the diagnostics of a text that must be refused. */
export function codesOf(text: string): readonly string[] {
  const analysed = analyse({ text, inputHash: '0'.repeat(64) });
  if (analysed.ok) throw new Error('not refused');
  return analysed.error.map((diagnostic) => diagnostic.code);
}

/** One cell of a record. */
export function cellAt(record: AnalysisRecord, element: string, entity: string): RequirementCell {
  const cell = record.cells.find((each) => each.element === element && each.entity === entity);
  if (cell === undefined) throw new Error(`no cell for ${element} at ${entity}`);
  return cell;
}

/** A text with one thing changed; a change that changes nothing fails the test. */
export function changed(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`nothing to change: ${from}`);
  return text.replace(from, to);
}
