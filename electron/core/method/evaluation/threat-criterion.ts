import { countedFindings, plainFinding, type Findings } from './findings.ts';
import type { Model } from '#core/language/model.ts';
import { totalAnswers } from '#core/analysis/record/active-analysis.ts';
import type { ProtocolMetrics } from '#core/method/metrics/protocol-metrics.ts';
import { threatTotal } from '#core/method/metrics/threat-metrics.ts';

/**
 * Criterion 6: relevant threats against the requirements are identified. The passive adversary is compared with every
 * tick at once; the active one is identified as far as an analysis of this very model decided its questions, and
 * compromise as far as attack models were asked. What an analysis of an earlier text found counts for nothing. Which
 * threats are relevant the analyst decides, and again when one says something else than it did then.
 */
export function threatCriterion(model: Model, { active, attackModels, threats }: ProtocolMetrics): Findings {
  const compared = model.ticks.filter(({ property }) => property === 'confidentiality').length;
  const current = active?.standing === 'current' ? active : null;
  const answers = current?.answers ?? null;
  const asked = current === null ? [] : attackModels.filter((attack) => attack.answers !== null);
  return {
    met: countedFindings([
      ['passive-compared', compared],
      ['questions-decided', answers === null ? 0 : answers.holds + answers.violated],
      ['attack-models-asked', asked.length],
      ['threats-catalogued', threats === null ? 0 : threatTotal(threats.counts)],
    ]),
    missing: [
      ...plainFinding(
        'nothing-compared',
        compared === 0 && (answers === null || totalAnswers(answers) === 0),
      ),
      ...plainFinding('not-analysed', active === null),
      ...plainFinding('analysis-outdated', active?.standing === 'outdated'),
      ...plainFinding('analysis-under-way', active?.standing === 'under-way'),
      ...countedFindings([
        ['questions-vacuous', answers?.vacuous ?? 0],
        ['questions-inconsistent', answers?.inconsistent ?? 0],
        ['questions-undecided', answers?.undecided ?? 0],
        ['questions-bounded', answers?.['holds-within'] ?? 0],
      ]),
      ...plainFinding('no-attack-models', attackModels.length === 0),
      ...countedFindings([
        ['threats-undecided', threats === null ? 0 : threatTotal(threats.counts, { decision: 'undecided' })],
        ['threats-changed', threats?.changed ?? 0],
      ]),
    ],
  };
}
