import { adversaryName, type Analysis, type RequirementCell } from '#core/analysis/record/record.ts';
import type { Model } from '#core/language/model.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { toneSigns } from '#core/report/document/tables.ts';
import { cell, type Block, type ReportTone, type TableCell } from '#core/report/document/document.ts';

type Confidentiality = RequirementCell['confidentiality'];
type Integrity = NonNullable<RequirementCell['integrity']>;

const confidentialityTones: Readonly<Record<Confidentiality['verdict'], ReportTone>> = {
  'not-required': 'muted',
  agrees: 'plain',
  'obtains-without-permission': 'danger',
  'permitted-never-obtains': 'warning',
  'adversary-obtains': 'danger',
};

const integrityTones: Readonly<Record<Integrity['verdict'], ReportTone>> = {
  'not-required': 'muted',
  originates: 'plain',
  'not-received': 'muted',
  assured: 'good',
  'assured-without-freshness': 'warning',
  'not-assured': 'danger',
};

/** The requirement table, once for confidentiality and once for integrity. */
export function requirementTable(model: Model, record: Analysis, translate: Translate): readonly Block[] {
  const entities = [...model.entities.map((entity) => entity.name), adversaryName];
  return [
    { kind: 'heading', level: 3, text: translate('report.full.table.confidentiality') },
    { kind: 'paragraph', text: translate('report.full.table.confidentiality.text'), tone: 'plain' },
    table(record, entities, 'confidentiality', translate, (each) =>
      confidentialityCell(each.confidentiality, translate),
    ),
    { kind: 'heading', level: 3, text: translate('report.full.table.integrity') },
    { kind: 'paragraph', text: translate('report.full.table.integrity.text'), tone: 'plain' },
    table(record, entities.slice(0, -1), 'integrity', translate, (each) =>
      integrityCell(each.integrity, translate),
    ),
  ];
}

function table(
  record: Analysis,
  entities: readonly string[],
  property: 'confidentiality' | 'integrity',
  translate: Translate,
  draw: (each: RequirementCell) => TableCell,
): Block {
  const elements = [...new Set(record.cells.map((each) => each.element))];
  const byPlace = new Map(record.cells.map((each) => [`${each.element} ${each.entity}`, each]));
  const header = entities.map((name) =>
    cell(name === adversaryName ? translate('report.adversary.lane') : name, { bold: true }),
  );
  return {
    kind: 'table',
    columns: ['content', ...entities.map((): 'share' => 'share')],
    header: [cell(translate('report.column.element'), { bold: true }), ...header],
    rows: elements.map((element) => [
      cell(element, { font: 'mono' }),
      ...entities.map((entity) => {
        const found = byPlace.get(`${element} ${entity}`);
        return found === undefined ? cell('') : draw(found);
      }),
    ]),
    size: 7.5,
    caption: { text: translate(`report.full.table.${property}.caption`) },
  };
}

function confidentialityCell(
  { permitted, obtains, verdict }: Confidentiality,
  translate: Translate,
): TableCell {
  const tick = permitted === null ? '[-]' : permitted ? '[x]' : '[ ]';
  const tone = confidentialityTones[verdict] === 'plain' && obtains ? 'good' : confidentialityTones[verdict];
  const agrees = verdict === 'agrees' || verdict === 'not-required';
  const word = agrees
    ? translate(obtains ? 'report.obtains.yes' : 'report.obtains.no')
    : translate(`report.verdict.${verdict}`);
  return cell(`${tick} ${toneSigns[tone]}${word}`, { tone: agrees && !obtains ? 'muted' : tone });
}

function integrityCell(integrity: Integrity | null, translate: Translate): TableCell {
  if (integrity === null) return cell('');
  const tone = integrityTones[integrity.verdict];
  const word = translate(`report.integrity.${integrity.verdict}`);
  return cell(`${toneSigns[tone]}${word}`, { tone, bold: integrity.verdict === 'originates' });
}
