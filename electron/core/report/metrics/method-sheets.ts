import { activeAnswers } from '#core/analysis/verify/active-record.ts';
import { attackTypes } from '#core/analysis/verify/attack-type.ts';
import { guidelineCodes, guidelines } from '#core/guidelines/finding.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import type { KeyHierarchy } from '#core/metrics/key-hierarchy.ts';
import { criteriaOf } from '#core/report/full/evaluation.ts';
import { decisionOf } from '#core/report/full/threats.ts';
import type { ProjectState } from '#core/report/project-state.ts';
import { numeric, words, type Sheet } from '#core/report/sheet.ts';
import { riskLevels, type RiskLevel } from '#core/risk/risk-level.ts';
import { treatmentKinds, treatmentStatuses } from '#core/risk/treatment.ts';
import { sourceKinds } from '#core/sources/source-document.ts';
import { threatDecisions } from '#core/threats/threat-entry.ts';
import type { Threat } from '#core/threats/threat.ts';

/** How many keys stand on each level of the hierarchy. */
export function levelSheet({ levels, keys }: KeyHierarchy, translate: Translate): Sheet {
  return {
    name: 'levels',
    title: translate('metrics.hierarchy.title'),
    note: translate('report.metrics.levels.note'),
    columns: [words(translate('metrics.hierarchy.level')), numeric(translate('report.metrics.levels.keys'))],
    rows: Array.from({ length: levels }, (_, index) => [
      String(index + 1),
      keys.filter(({ level }) => level === index + 1).length,
    ]),
    total: false,
    active: false,
  };
}

/** How often the design departs from each guideline. */
export function guidelineSheet({ findings }: Pick<ProjectState, 'findings'>, translate: Translate): Sheet {
  return {
    name: 'guidelines',
    title: translate('report.metrics.guidelines.title'),
    note: translate('report.metrics.guidelines.note'),
    columns: [
      words(translate('report.metrics.guidelines.guideline')),
      words(translate('report.metrics.guidelines.severity')),
      numeric(translate('report.metrics.guidelines.findings')),
    ],
    rows: guidelineCodes.flatMap((code) => {
      const count = findings.filter((finding) => finding.code === code).length;
      const severity = translate(`guideline.severity.${guidelines[code].severity}`);
      return count === 0 ? [] : [[translate(`guideline.${code}.title`), severity, count]];
    }),
    total: false,
    active: false,
  };
}

/** The threats of the catalogue by type of attack, and what the analyst decided about them. */
export function threatSheet({ threats }: Pick<ProjectState, 'threats'>, translate: Translate): Sheet {
  return {
    name: 'threats',
    title: translate('report.full.threats'),
    note: translate('report.metrics.threats.note'),
    columns: [
      words(translate('metrics.attacks.type')),
      ...threatDecisions.map((decision) => numeric(translate(`threats.decision.${decision}`))),
      ...activeAnswers.map((answer) => numeric(translate(`threats.answer.${answer}`))),
      numeric(translate('threats.answer.none')),
    ],
    rows: attackTypes.flatMap((type) => {
      const those = threats.filter(({ attackType, standing }) => attackType === type && standing !== 'gone');
      const count = (test: (threat: Threat) => boolean): number => those.filter(test).length;
      if (those.length === 0) return [];
      return [
        [
          translate(`report.attack-type.${type}`),
          ...threatDecisions.map((decision) => count((threat) => decisionOf(threat) === decision)),
          ...[...activeAnswers, null].map((answer) => count((threat) => threat.answer === answer)),
        ],
      ];
    }),
    total: false,
    active: false,
  };
}

/** How many risks there are of each level, before and after treatment. */
export function riskSheet({ risks }: Pick<ProjectState, 'risks'>, translate: Translate): Sheet {
  const count = (when: 'before' | 'after', level: RiskLevel | null): number =>
    risks.filter((risk) => (risk[when]?.level ?? null) === level).length;
  return {
    name: 'risks',
    title: translate('report.full.risk'),
    note: translate('report.metrics.risk.note'),
    columns: [
      words(translate('risk.risk')),
      numeric(translate('risk.matrix.before')),
      numeric(translate('risk.matrix.after')),
    ],
    rows: [
      ...riskLevels
        .toReversed()
        .map((level) => [translate(`risk.level.${level}`), count('before', level), count('after', level)]),
      [translate('risk.not-judged'), count('before', null), count('after', null)],
    ],
    total: false,
    active: false,
  };
}

/** How many measures there are of each kind, by how far they have come. */
export function treatmentSheet({ dossier }: Pick<ProjectState, 'dossier'>, translate: Translate): Sheet {
  return {
    name: 'treatments',
    title: translate('report.full.treatments'),
    note: null,
    columns: [
      words(translate('report.column.kind')),
      ...treatmentStatuses.map((status) => numeric(translate(`risk.treatments.status.${status}`))),
    ],
    rows: treatmentKinds.map((kind) => [
      translate(`risk.treatments.kind.${kind}`),
      ...treatmentStatuses.map(
        (status) => dossier.treatments.filter((each) => each.kind === kind && each.status === status).length,
      ),
    ]),
    total: false,
    active: false,
  };
}

/** How each criterion stands. The analyst's reasons stay in the project. */
export function criterionSheet(state: ProjectState, translate: Translate): Sheet {
  return {
    name: 'criteria',
    title: translate('report.full.evaluation'),
    note: null,
    columns: [
      words(translate('evaluation.criterion')),
      words(translate('evaluation.status')),
      words(translate('evaluation.standing')),
    ],
    rows: criteriaOf(state).map(({ criterion, status, standing }) => [
      translate(`evaluation.criterion.${criterion}`),
      translate(`evaluation.status.${status}`),
      translate(`evaluation.standing.${standing}`),
    ]),
    total: false,
    active: false,
  };
}

/** How many sources of each kind there are. */
export function sourceSheet({ dossier }: Pick<ProjectState, 'dossier'>, translate: Translate): Sheet {
  return {
    name: 'sources',
    title: translate('report.full.sources'),
    note: null,
    columns: [words(translate('report.column.kind')), numeric(translate('report.number'))],
    rows: sourceKinds.flatMap((kind) => {
      const count = dossier.sources.filter((source) => source.kind === kind).length;
      return count === 0 ? [] : [[translate(`sources.kind.${kind}`), count]];
    }),
    total: false,
    active: false,
  };
}
