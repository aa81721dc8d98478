import type { Format, ModelFindings } from '#core/interchange/format/format.ts';
import { adversaryName } from '#core/analysis/record/record.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { writeCsv, type CsvField } from './write-csv.ts';

/** The requirement table of a model for spreadsheets: a record for each element, holder and property. */
export const csv: Format = {
  id: 'csv',
  endings: ['.csv'],
  mediaType: 'text/csv',
  reader: null,
  writer: { takes: 'model', write },
};

function write({ executed, record }: ModelFindings, translate: Translate): string {
  const { model } = executed;
  const labels = new Map(model.elements.map(({ name, label }) => [name, label]));
  const phases = new Map(model.phases.map(({ name, label }) => [name, label]));
  const heads = [
    'element',
    'label',
    'kind',
    'holder',
    'property',
    'required',
    'is',
    'verdict',
    'phase',
  ] as const;
  const yes = (is: boolean | null): CsvField =>
    is === null ? null : translate(is ? 'report.interchange.csv.yes' : 'report.interchange.csv.no');
  const records = record.cells.flatMap((cell): readonly (readonly CsvField[])[] => {
    const { element, kind, entity, confidentiality, integrity } = cell;
    const holder = entity === adversaryName ? translate('report.adversary.lane') : entity;
    const about = [element, labels.get(element) ?? '', translate(`interface.kind.${kind}`), holder];
    const phase = confidentiality.obtainedIn;
    const obtains = [
      ...about,
      translate('report.interchange.csv.confidentiality'),
      yes(confidentiality.permitted),
      yes(confidentiality.obtains),
      translate(`report.verdict.${confidentiality.verdict}`),
      phase === null ? null : (phases.get(phase) ?? phase),
    ];
    if (integrity === null) return [obtains];
    const originates = integrity.verdict === 'originates';
    return [
      obtains,
      [
        ...about,
        translate('report.interchange.csv.integrity'),
        yes(integrity.originator),
        yes(originates),
        translate(`report.integrity.${integrity.verdict}`),
        null,
      ],
    ];
  });
  return writeCsv([
    [translate('report.marking.secret')],
    heads.map((head) => translate(`report.interchange.csv.head.${head}`)),
    ...records,
  ]);
}
