import type { Translate } from '#core/messages/catalogue.ts';
import type { ProtocolMetrics } from '#core/method/metrics/protocol-metrics.ts';
import type { RiskMetrics } from '#core/method/metrics/risk-metrics.ts';
import {
  threatAnswers,
  threatTotal,
  type ThreatCounts,
  type ThreatMetrics,
} from '#core/method/metrics/threat-metrics.ts';
import { numeric, words, type Sheet, type SheetCell } from './sheet.ts';
import { acceptances } from '#core/dossier/risk-policy.ts';
import { riskLevels } from '#core/dossier/risk-level.ts';
import { treatmentStatuses } from '#core/dossier/treatment.ts';
import { threatDecisions } from '#core/dossier/threat-entry.ts';

/** The sheets about threats and risks, where they were measured. */
export function threatSheets({ threats, risks }: ProtocolMetrics, translate: Translate): readonly Sheet[] {
  return [
    ...(threats === null ? [] : [threatSheet(threats, translate)]),
    ...(risks === null ? [] : [riskSheet(risks, translate)]),
  ];
}

function threatSheet({ types, counts, own, changed, gone }: ThreatMetrics, translate: Translate): Sheet {
  const cells = (among: ThreatCounts): readonly SheetCell[] => [
    threatTotal(among),
    ...threatAnswers.map((answer) => threatTotal(among, { answer })),
    ...threatDecisions.map((decision) => threatTotal(among, { decision })),
  ];
  return {
    name: 'threats',
    title: translate('metrics.threats.title'),
    note: translate('metrics.threats.note', { own, changed, gone }),
    columns: [
      words(translate('metrics.attacks.type')),
      numeric(translate('metrics.threats.threats')),
      ...threatAnswers.map((answer) => numeric(translate(`threats.answer.${answer}`))),
      ...threatDecisions.map((decision) => numeric(translate(`threats.decision.${decision}`))),
    ],
    rows: [
      ...types.map((each) => [translate(`report.attack-type.${each.type}`), ...cells(each.counts)]),
      [translate('metrics.total'), ...cells(counts)],
    ],
    total: true,
    active: true,
  };
}

function riskSheet(risks: RiskMetrics, translate: Translate): Sheet {
  const { before, after, treatments } = risks;
  const row = (label: string, first: number, second: number): readonly SheetCell[] => [label, first, second];
  return {
    name: 'risks',
    title: translate('metrics.risks.title'),
    note: translate('metrics.risks.note', {
      risks: risks.risks,
      judged: risks.judged,
      treatments: treatmentStatuses.reduce((sum, status) => sum + treatments[status], 0),
      decided: treatments.decided,
      implemented: treatments.implemented,
    }),
    columns: [
      words(translate('metrics.risks.risk')),
      numeric(translate('metrics.risks.before')),
      numeric(translate('metrics.risks.after')),
    ],
    rows:
      risks.judged === 0
        ? []
        : [
            ...riskLevels
              .toReversed()
              .map((level) =>
                row(translate(`risk.level.${level}`), before.levels[level], after.levels[level]),
              ),
            ...acceptances.map((acceptance) =>
              row(
                translate('metrics.risks.accepted', {
                  acceptance: translate(`risk.acceptance.${acceptance}`),
                }),
                before.acceptances[acceptance],
                after.acceptances[acceptance],
              ),
            ),
          ],
    total: false,
    active: false,
  };
}
