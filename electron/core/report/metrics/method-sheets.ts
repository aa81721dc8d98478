import { guidelineCodes, guidelines } from '#core/guidelines/finding.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import type { KeyHierarchy } from '#core/metrics/key-hierarchy.ts';
import type { ProjectState } from '#core/report/project-state.ts';
import { numeric, words, type Sheet } from '#core/report/sheet.ts';

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
