import { compareEntries, type EntryChange } from './compare-entries.ts';
import type { AnsweredModel } from './compare-models.ts';
import { analyseRun } from '#core/analysis/pipeline/analyse.ts';
import type { ActiveAnalysis } from '#core/analysis/record/active-analysis.ts';
import { engineVersion } from '#core/analysis/record/record.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import type { Model } from '#core/language/model.ts';
import { riskRegister } from '#core/method/risk/register.ts';
import type { RatedRisk, Risk } from '#core/method/risk/risk.ts';
import { threatCatalogue } from '#core/method/threats/catalogue.ts';
import { decisionOn } from '#core/method/threats/decide.ts';
import type { Threat } from '#core/method/threats/threat.ts';

/** A model with its answers and the dossier. */
export interface JudgedModel extends AnsweredModel {
  readonly dossier: Dossier;
}

/** How the threats and risks of two contents differ: what follows from the models, the answers and what was decided. */
export interface ComparedThreats {
  /** Threats of the catalogue; a threat is `removed` where the later model has it no more, whatever was decided about it. */
  readonly catalogue: readonly EntryChange<Threat>[];
  /** The models that they follow from. */
  readonly models: { readonly before: Model; readonly after: Model };
  /** Risks of accepted threats, as the policy of each makes them. */
  readonly risks: readonly EntryChange<RegisteredRisk>[];
}

/** A row of the register under the identifier of its threat. */
export type RegisteredRisk = Risk<Threat> & { readonly id: string };

/** Compares threats and risks. */
export function compareThreats(earlier: JudgedModel, later: JudgedModel): ComparedThreats {
  const [before, after] = [catalogueOf(earlier), catalogueOf(later)];
  // Without answers on both sides a difference of answers says nothing.
  const answered = earlier.verdicts !== null && later.verdicts !== null;
  return {
    models: { before: earlier.executed.model, after: later.executed.model },
    catalogue: compareEntries(before.filter(isThere), after.filter(isThere), (threat) =>
      threatFields(threat, answered),
    ),
    risks: compareEntries(risksOf(earlier.dossier, before), risksOf(later.dossier, after), riskFields),
  };
}

function catalogueOf({ executed, verdicts, dossier }: JudgedModel): readonly Threat[] {
  const { model, run } = executed;
  const known = { engineVersion, bounds: null, cost: null, currency: 'current', model } as const;
  const analysis: ActiveAnalysis | null = verdicts === null ? null : { ...known, verdicts };
  return threatCatalogue(executed, analyseRun(model, run), analysis, dossier.threats);
}

function isThere({ status }: Threat): boolean {
  return status !== 'gone';
}

function threatFields(threat: Threat, answered: boolean): object {
  const { entry, answer } = threat;
  return {
    decision: decisionOn(threat),
    reason: entry?.reason ?? '',
    title: entry?.title ?? '',
    description: entry?.description ?? '',
    requirements: entry?.requirements.toSorted() ?? [],
    citations: entry?.citations ?? [],
    own: entry?.own ?? null,
    answer: answered ? answer : null,
  };
}

function risksOf(
  { riskPolicy, assessments, treatments }: Dossier,
  threats: readonly Threat[],
): readonly RegisteredRisk[] {
  return riskRegister(riskPolicy, threats, assessments, treatments).map((risk) => ({
    ...risk,
    id: risk.threat.id,
  }));
}

function riskFields({ before, after }: RegisteredRisk): object {
  return { before: ratedAs(before), after: ratedAs(after) };
}

function ratedAs(rated: RatedRisk | null): string | null {
  if (rated === null) return null;
  const { likelihood, impact, level, acceptance } = rated;
  return [likelihood, '×', impact, '→', level ?? '?', acceptance === null ? '' : `(${acceptance})`]
    .filter((part) => part !== '')
    .join(' ');
}
