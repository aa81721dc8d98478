import { checkText } from '#core/analysis/pipeline/analyse.ts';
import type { AnalysisRecord } from '#core/analysis/record/record.ts';
import type { HonestExecution } from '#core/analysis/1-execute/execute.ts';
import type { ActiveRecord } from '#core/analysis/record/verdict.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import { lintDesign } from '#core/method/guidelines/lint-design.ts';
import { unlessProved } from '#core/method/guidelines/unless-proved.ts';
import type { Finding } from '#core/method/guidelines/design/finding.ts';
import type { Model } from '#core/language/model.ts';
import { meaningOf } from '#core/structure/model-meaning.ts';
import type { ActiveAnalysis } from '#core/analysis/record/active-analysis.ts';
import type { HistorySummary } from '#core/history/history-summary.ts';
import { riskRegister } from '#core/method/risk/register.ts';
import type { Risk } from '#core/method/risk/risk.ts';
import { threatCatalogue } from '#core/method/threats/catalogue.ts';
import type { Threat } from '#core/method/threats/threat.ts';
import { failure, success, type Result } from '#core/result.ts';

/** Whose copy of the full report it is. Nothing of it is kept in the project. */
export interface ReportHandling {
  /** Those who get this copy. */
  readonly recipients: readonly string[];
  /** What tells it from other copies, as “3 of 5”; or empty. */
  readonly copy: string;
}

/** The stored content of a project, as far as a report needs it. */
export interface ProjectSource {
  readonly projectName: string;
  /** The newest text of the model, and the number of its revision. */
  readonly text: string;
  readonly revision: number;
  readonly history: HistorySummary;
  readonly dossier: Dossier;
  /** The newest answers about an active adversary, with the text that they are about; null where none are kept. */
  readonly verification: { readonly text: string; readonly record: ActiveRecord } | null;
  /** Where boxes of the system view were put by hand; nowhere where it is left out. */
  readonly positions?: Readonly<Record<string, { readonly x: number; readonly y: number }>>;
  /** The day of the report, as 2026-01-31. */
  readonly day: string;
  /** Left out where nobody said whose copy it is. */
  readonly handling?: ReportHandling;
}

/** Everything that the full report and the metrics report are made from. Equal states give equal reports. */
export interface ProjectState extends Omit<ProjectSource, 'verification'> {
  readonly model: Model;
  /** The model's honest run, and what follows from it. */
  readonly run: HonestExecution;
  readonly record: AnalysisRecord;
  /** The active analysis; `currency` tells if it is about this text. Null where there is none. */
  readonly analysis: ActiveAnalysis | null;
  /** Where the design departs from the guidelines. */
  readonly findings: readonly Finding[];
  /** The catalogue of threats, with what the analyst decided. */
  readonly threats: readonly Threat[];
  /** The risk of every accepted threat. */
  readonly risks: readonly Risk<Threat>[];
}

/**
 * The state of a project, with the record of the honest run of its newest text. A text with errors has no model and is
 * refused.
 */
export function projectState(
  { verification, ...source }: ProjectSource,
  record: AnalysisRecord,
): Result<ProjectState, { readonly code: 'model-refused' }> {
  const { executable } = checkText(source.text);
  if (executable === null) return failure({ code: 'model-refused' });
  const { model, run } = executable;
  const { threats: entries, riskPolicy, assessments, treatments } = source.dossier;
  const analysis = verification === null ? null : analysisOf(verification, source.text, model);
  const threats = threatCatalogue({ model, run }, record, analysis, entries);
  return success({
    ...source,
    model,
    run,
    record,
    analysis,
    findings: unlessProved(
      lintDesign(model, run),
      model,
      analysis?.currency === 'current' ? analysis.verdicts : [],
    ),
    threats,
    risks: riskRegister(riskPolicy, threats, assessments, treatments),
  });
}

// Null where the earlier text cannot be read any more: then nothing can be said of what was asked about it.
function analysisOf(
  { text, record }: NonNullable<ProjectSource['verification']>,
  newest: string,
  model: Model,
): ActiveAnalysis | null {
  const asked = text === newest ? model : (checkText(text).executable?.model ?? null);
  if (asked === null) return null;
  const { engineVersion, verdicts, bounds, cost } = record;
  const known = { engineVersion, verdicts, bounds, cost };
  // What was asked of a text that says the same was asked of this one.
  return meaningOf(asked) === meaningOf(model)
    ? { ...known, currency: 'current', model }
    : { ...known, currency: 'outdated', model: asked };
}
