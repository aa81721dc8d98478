import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyseModel, checkText } from '#core/analysis/pipeline/analyse.ts';
import type { Verdict } from '#core/analysis/record/verdict.ts';
import type { AnalysisCurrency } from '#core/analysis/record/active-analysis.ts';
import { threatCatalogue } from '#core/method/threats/catalogue.ts';
import type { ThreatEntry } from '#core/dossier/threat-entry.ts';
import type { Threat } from '#core/method/threats/threat.ts';
import { analysisOf } from './measured.ts';
import { root } from '../places.ts';

/** The text of a protocol of the library. */
export function libraryText(name: string): string {
  const folder = join(root, 'resources', 'protocols');
  return readFileSync(join(folder, `${name}.segl`), 'utf8');
}

const analyses = new Map<string, ReturnType<typeof analysisOf>>();

/** What a test changes about what is handed to the catalogue. */
export interface Given {
  readonly currency?: AnalysisCurrency;
  readonly entries?: readonly ThreatEntry[];
  /** Makes other verdicts of those that the engine gives. */
  readonly verdicts?: (verdicts: readonly Verdict[]) => readonly Verdict[];
}

/** The catalogue of a text after an analysis that came to its end. */
export function catalogued(text: string, given: Given = {}): readonly Threat[] {
  const known = analyses.get(text) ?? analysisOf(text);
  analyses.set(text, known);
  const verdicts = given.verdicts?.(known.verdicts) ?? known.verdicts;
  const { executable } = checkText(text);
  if (executable === null) throw new Error('not executable');
  const record = analyseModel(executable.model, executable.run, '0'.repeat(64));
  const analysis = { ...known, verdicts, currency: given.currency ?? 'current' };
  return threatCatalogue(executable, record, analysis, given.entries ?? []);
}

/** The catalogue of a text that was never analysed for an active adversary. */
export function unanalysed(text: string, entries: readonly ThreatEntry[] = []): readonly Threat[] {
  const { executable } = checkText(text);
  if (executable === null) throw new Error('not executable');
  const record = analyseModel(executable.model, executable.run, '0'.repeat(64));
  return threatCatalogue(executable, record, null, entries);
}

/** The threat of an identifier, which must be there. */
export function threatOf(threats: readonly Threat[], id: string): Threat {
  const found = threats.find((threat) => threat.id === id);
  if (found === undefined)
    throw new Error(`no threat ${id} among ${threats.map((each) => each.id).join(' ')}`);
  return found;
}

/** What each threat is answered with, by identifier. */
export function answersById(threats: readonly Threat[]): Readonly<Record<string, Threat['answer']>> {
  return Object.fromEntries(threats.map(({ id, answer }) => [id, answer]));
}
