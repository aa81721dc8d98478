import { countedFindings, plainFinding, type Findings } from './findings.ts';
import type { RiskPolicy } from '#core/dossier/risk-policy.ts';
import type { Risk, RiskGap } from '#core/method/risk/risk.ts';
import type { ProtocolMetrics } from '#core/method/metrics/protocol-metrics.ts';
import { threatTotal } from '#core/method/metrics/threat-metrics.ts';
import { counts } from '#core/dossier/treatment.ts';

/** The risks of a project, and the policy that rates them. */
export interface ProjectRisks {
  readonly policy: RiskPolicy;
  readonly risks: readonly Risk[];
}

/**
 * Criterion 7: the risks of the threats are assessed. They are once likelihood and impact of each are judged
 * with reasons under the criteria as they are, an unacceptable one has a treatment, and what treatments leave is judged
 * as well. A risk that stays unacceptable is assessed all the same; criteria alone are no assessment. Of a threat that
 * nobody decided about, nobody knows whether it is a risk.
 *
 * @param project null where only a model's text is known.
 */
export function riskCriterion(
  project: ProjectRisks | null,
  { threats }: Pick<ProtocolMetrics, 'threats'>,
): Findings {
  if (project === null) return { met: [], missing: plainFinding('risks-not-known', true) };
  const { policy, risks } = project;
  const judged = risks.filter(({ before }) => before !== null);
  const having = (...gaps: readonly RiskGap[]): number =>
    risks.filter(({ missing }) => missing.some((gap) => gaps.includes(gap))).length;
  return {
    met: countedFindings([
      ['risks-judged', judged.length],
      ['risks-treated', judged.filter(({ treatments }) => treatments.some(counts)).length],
    ]),
    missing: [
      ...plainFinding('criteria-not-set', policy.setOn === null),
      ...plainFinding('no-threats-accepted', risks.length === 0),
      ...countedFindings([
        [
          'risks-of-undecided-threats',
          threats === null ? 0 : threatTotal(threats.counts, { decision: 'undecided' }),
        ],
        ['risks-unjudged', having('not-judged')],
        ['risks-unreasoned', having('no-reason', 'no-residual-reason')],
        ['risks-judged-early', having('judged-before-criteria', 'criteria-changed')],
        ['risks-undefined', having('no-field', 'no-criterion')],
        ['risks-untreated', having('unacceptable-untreated')],
        ['risks-residual-unjudged', having('residual-not-judged')],
      ]),
    ],
  };
}
