import { channelTrusts } from '#core/language/kinds.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import type { HierarchyEdge } from '#core/structure/key-hierarchy.ts';
import type { ProtocolMetrics } from '#core/method/metrics/protocol-metrics.ts';
import { sumOfOperations, totalOperations } from '#core/method/metrics/operations.ts';
import { answerSheets } from './answer-sheets.ts';
import { publicMeasures } from '#core/publication/public-record.ts';
import { requirementSheets } from './requirement-sheets.ts';
import { numeric, words, type Sheet } from './sheet.ts';
import { threatSheets } from './threat-sheets.ts';
import { primitiveNames } from '#core/terms/theory.ts';

/** Everything that is measured of a protocol, as tables in the order that they are read in. */
export function metricsSheets(metrics: ProtocolMetrics, translate: Translate): readonly Sheet[] {
  return [
    tableOneSheet(metrics, translate),
    channelSheet(metrics, translate),
    phaseSheet(metrics, translate),
    entitySheet(metrics, translate),
    hierarchySheet(metrics, translate),
    ...requirementSheets(metrics, translate),
    ...answerSheets(metrics, translate),
    ...threatSheets(metrics, translate),
  ];
}

function tableOneSheet({ tableOne, keyHierarchy }: ProtocolMetrics, translate: Translate): Sheet {
  return {
    name: 'table-one',
    title: translate('report.table-one.title'),
    note: null,
    columns: [words(translate('report.table-one.characteristic')), numeric(translate('report.number'))],
    rows: [
      ...publicMeasures.map((measure) => [translate(`report.measure.${measure}`), tableOne[measure]]),
      [translate('report.measure.keyHierarchyLevels'), keyHierarchy.levels],
    ],
    total: false,
    active: false,
  };
}

function phaseSheet({ complexity }: ProtocolMetrics, translate: Translate): Sheet {
  const { phases, nesting } = complexity;
  const all = sumOfOperations(phases.map(({ operations }) => operations));
  const used = primitiveNames.filter((name) => all[name] > 0);
  const mean = (value: number | null): string | null =>
    value === null ? null : translate('metrics.mean', { value });
  const sum = (count: (phase: (typeof phases)[number]) => number): number =>
    phases.reduce((total, phase) => total + count(phase), 0);
  return {
    name: 'phases',
    title: translate('metrics.phases.title'),
    note: translate('metrics.phases.note'),
    columns: [
      words(translate('report.column.phase')),
      words(translate('metrics.phases.adversary')),
      numeric(translate('metrics.phases.messages')),
      numeric(translate('metrics.phases.derivations')),
      ...used.map((name) => numeric(name)),
      numeric(translate('metrics.phases.operations')),
      numeric(translate('metrics.phases.deepest')),
      numeric(translate('metrics.phases.mean')),
    ],
    rows: [
      ...phases.map((phase) => [
        phase.name,
        translate(phase.adversaryPresent ? 'metrics.phases.present' : 'metrics.phases.absent'),
        phase.messages,
        phase.derivations,
        ...used.map((name) => phase.operations[name]),
        totalOperations(phase.operations),
        phase.nesting.max,
        mean(phase.nesting.mean),
      ]),
      [
        translate('metrics.total'),
        null,
        sum(({ messages }) => messages),
        sum(({ derivations }) => derivations),
        ...used.map((name) => all[name]),
        totalOperations(all),
        nesting.max,
        mean(nesting.mean),
      ],
    ],
    total: true,
    active: false,
  };
}

function entitySheet({ complexity }: ProtocolMetrics, translate: Translate): Sheet {
  const measures = ['held', 'made', 'derived', 'received', 'without', 'sends', 'receives'] as const;
  return {
    name: 'entities',
    title: translate('metrics.entities.title'),
    note: translate('metrics.entities.note'),
    columns: [
      words(translate('metrics.entities.entity')),
      ...measures.map((measure) => numeric(translate(`metrics.entities.${measure}`))),
    ],
    rows: complexity.entities.map((entity) => [entity.name, ...measures.map((measure) => entity[measure])]),
    total: false,
    active: false,
  };
}

function channelSheet({ complexity }: ProtocolMetrics, translate: Translate): Sheet {
  const rows = channelTrusts.flatMap((trust) =>
    complexity.channels
      .filter((each) => each.trust === trust && each.messages > 0)
      .map(({ channels, messages }) => [translate(`report.trust.${trust}`), channels, messages]),
  );
  return {
    name: 'channels',
    title: translate('metrics.channels.title'),
    note: translate('metrics.channels.note'),
    columns: [
      words(translate('metrics.channels.trust')),
      numeric(translate('metrics.channels.channels')),
      numeric(translate('metrics.phases.messages')),
    ],
    rows,
    total: false,
    active: false,
  };
}

function hierarchySheet({ keyHierarchy }: ProtocolMetrics, translate: Translate): Sheet {
  const keys = keyHierarchy.keys.toSorted((left, right) => left.level - right.level);
  const over = (name: string): string | null => {
    const edges = keyHierarchy.edges.filter(({ lower }) => lower === name);
    return edges.length === 0 ? null : edges.map((edge) => describeEdge(edge, translate)).join('; ');
  };
  return {
    name: 'hierarchy',
    title: translate('metrics.hierarchy.title'),
    note: translate('metrics.hierarchy.note'),
    columns: [
      words(translate('metrics.hierarchy.key')),
      numeric(translate('metrics.hierarchy.level')),
      words(translate('metrics.hierarchy.over')),
    ],
    rows: keys.map(({ name, level }) => [name, level, over(name)]),
    total: false,
    active: false,
  };
}

function describeEdge({ upper, kind, origins }: HierarchyEdge, translate: Translate): string {
  const places = origins.map(({ message, phase }) => message ?? phase).join(', ');
  return translate(`metrics.edge.${kind}`, { upper, places });
}
