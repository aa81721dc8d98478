import { guidelineCodes, guidelines } from '#core/method/guidelines/design/finding.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import type { KeyHierarchy } from '#core/structure/key-hierarchy.ts';
import { criteriaOf } from '#core/report/full/evaluation.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { numeric, words, type Sheet } from '#core/views/tables/sheet.ts';
import { treatmentKinds, treatmentStatuses } from '#core/dossier/treatment.ts';
import { sourceKinds } from '#core/dossier/source-document.ts';

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
      words(translate('evaluation.confirmation')),
    ],
    rows: criteriaOf(state).map(({ criterion, status, confirmationStatus }) => [
      translate(`evaluation.criterion.${criterion}`),
      translate(`evaluation.status.${status}`),
      translate(`evaluation.confirmation.${confirmationStatus}`),
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
