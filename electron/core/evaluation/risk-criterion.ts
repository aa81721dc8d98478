import { counted, simply, type Findings } from '#core/evaluation/findings.ts';
import type { ProtocolMetrics } from '#core/metrics/protocol-metrics.ts';

/**
 * Criterion 7: the risks of the threats that were accepted as relevant are assessed, each under criteria that were set
 * before and with what the register asks for, and none that is unacceptable is left as it is.
 */
export function risksAssessed({ risks }: Pick<ProtocolMetrics, 'risks'>): Findings {
  if (risks === null) return { met: [], missing: simply('risks-not-assessed', true) };
  const { criteriaSet, risks: all, judged, treatments, unacceptable, incomplete } = risks;
  return {
    met: counted([
      ['risks-judged', judged],
      ['treatments-decided', treatments.decided + treatments.implemented],
    ]),
    missing: [
      ...simply('criteria-not-set', !criteriaSet),
      ...simply('no-threat-accepted', all === 0),
      ...counted([
        ['risks-unjudged', all - judged],
        ['risks-unacceptable', unacceptable],
        ['risks-incomplete', incomplete],
      ]),
    ],
  };
}
