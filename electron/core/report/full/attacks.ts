import type { ActiveAnalysis } from '#core/analysis/record/active-analysis.ts';
import type { Verdict } from '#core/analysis/record/verdict.ts';
import { attackTypes } from '#core/attack-type.ts';
import { grouped } from '#core/grouped.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { cell, type Block, type TableCell } from '#core/report/document/document.ts';
import { paragraph, table } from '#core/report/document/tables.ts';
import { consequenceTable } from '#core/report/full/consequences.ts';
import { attackAnchor, shortHash } from '#core/report/full/told-attacks.ts';
import { currencyNotice } from '#core/report/full/opening.ts';
import { listQuestions, questionLabels, type QuestionLabels } from '#core/report/full/question-labels.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { attacksByCause, type AttackCause, type AttackGroup } from '#core/views/attacks/attack-cause.ts';
import { limitOptions } from '#core/views/words/describe-check.ts';
import { describeQuestion } from '#core/views/words/describe-question.ts';
import { describeNotation, describeTrace } from '#core/views/words/describe-trace.ts';

/** Everything that a part of the chapter is made of. */
interface Attacks {
  readonly analysis: ActiveAnalysis;
  readonly groups: readonly AttackGroup[];
  readonly labels: QuestionLabels;
}

/**
 * The attacks by their causes: one of each told in sentences, all others in a line each with the file of evidence that has
 * them. What follows from what an attack model assumes is told as a table.
 */
export function attackChapter(state: ProjectState, translate: Translate): readonly Block[] {
  const { analysis } = state;
  const head: readonly Block[] = [
    { kind: 'heading', level: 1, text: translate('report.full.attacks') },
    ...(analysis?.currency === 'current' ? [] : [currencyNotice(state, translate)]),
  ];
  if (analysis === null) return head;
  const groups = attacksByCause(analysis.verdicts);
  if (groups.length === 0) return [...head, paragraph(noneFound(analysis, translate))];
  const attacks = { analysis, groups, labels: questionLabels(analysis) };
  return [
    ...head,
    paragraph(translate('report.full.attacks.text')),
    ...typeTable(attacks, translate),
    ...notation(attacks, translate),
    ...foundSection(attacks, translate),
    ...assumedSection(attacks, translate),
    ...evidenceSection(attacks, translate),
  ];
}

// That none was found says little of what was not decided.
function noneFound({ verdicts }: ActiveAnalysis, translate: Translate): string {
  const undecided = verdicts.filter(({ answer }) => answer === 'undecided').length;
  return translate('report.full.attacks.none', { undecided });
}

function typeTable({ analysis }: Attacks, translate: Translate): readonly Block[] {
  const occurring = new Set(analysis.verdicts.flatMap((verdict) => verdict.attackTypes));
  const rows = attackTypes
    .filter((type) => occurring.has(type))
    .map((type) => [
      cell(translate(`report.attack-type.${type}`)),
      cell(translate(`report.attack-type-what.${type}`)),
    ]);
  const caption = translate('report.full.attacks.types');
  return [
    table(
      ['report.column.attack-type', 'report.column.meaning'],
      [{ points: 130 }, 'share'],
      rows,
      translate,
      {
        caption,
      },
    ),
  ];
}

function notation({ analysis, groups }: Attacks, translate: Translate): readonly Block[] {
  const told = groups.flatMap(({ representative }) => analysis.verdicts[representative]?.trace ?? []);
  const items = describeNotation(told, translate);
  return items.length === 0 ? [] : [{ kind: 'sentences', items }];
}

function foundSection(attacks: Attacks, translate: Translate): readonly Block[] {
  const found = attacks.groups.filter(({ cause }) => cause.kind === 'found');
  if (found.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: translate('report.full.attacks.found', { count: found.length }) },
    ...found.flatMap((group) => [
      ...toldAttack(group, attacks, translate),
      ...otherLines(group, attacks, translate),
    ]),
  ];
}

function assumedSection(attacks: Attacks, translate: Translate): readonly Block[] {
  const assumed = attacks.groups.filter(({ cause }) => cause.kind === 'assumed');
  if (assumed.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: translate('report.full.consequences') },
    paragraph(translate('report.full.consequences.text')),
    consequenceTable(attacks, translate),
    { kind: 'heading', level: 2, text: translate('report.full.attacks.assumed') },
    ...assumed.flatMap((group) => toldAttack(group, attacks, translate)),
  ];
}

function toldAttack(
  { cause, representative }: AttackGroup,
  attacks: Attacks,
  translate: Translate,
): readonly Block[] {
  const { analysis, labels } = attacks;
  const verdict = analysis.verdicts[representative];
  if (verdict?.trace == null) return [];
  const text = translate('report.full.attack', {
    number: labels.of[representative] ?? '',
    asked: describeQuestion(verdict.question, translate),
  });
  const types = typeNames(verdict, translate);
  const told = translate('report.full.attack.what', {
    cause: describeCause(cause, attacks, translate),
    types,
  });
  return [
    { kind: 'heading', level: 3, text, anchor: attackAnchor(representative) },
    { kind: 'paragraph', text: withEvidence(told, verdict, translate), tone: 'muted' },
    { kind: 'sentences', items: describeTrace(verdict.trace, translate) },
  ];
}

function describeCause(cause: AttackCause, { analysis, labels }: Attacks, translate: Translate): string {
  if (cause.kind === 'assumed') {
    const label = analysis.model.attacks.find(({ name }) => name === cause.attack)?.label ?? cause.attack;
    return translate('report.full.cause.assumed', {
      label: labels.attacks.get(cause.attack) ?? '',
      name: label,
    });
  }
  const type = translate(`report.attack-type.${cause.type}`);
  return cause.message === null
    ? translate('report.full.cause.found', { type })
    : translate('report.full.cause.found-at', { type, message: cause.message });
}

function withEvidence(text: string, { attackFile }: Verdict, translate: Translate): string {
  return attackFile === undefined
    ? text
    : translate('report.full.attack.evidence', { text, file: shortHash(attackFile) });
}

// The other attacks of a cause, a line each.
function otherLines(
  { others }: AttackGroup,
  { analysis, labels }: Attacks,
  translate: Translate,
): readonly Block[] {
  if (others.length === 0) return [];
  return [
    paragraph(translate('report.full.attack.others', { count: others.length })),
    {
      kind: 'sentences',
      items: others.flatMap((index) => {
        const verdict = analysis.verdicts[index];
        if (verdict === undefined) return [];
        const asked = `${labels.of[index] ?? ''}  ${describeQuestion(verdict.question, translate)}`;
        return [withEvidence(asked, verdict, translate)];
      }),
    },
  ];
}

// Every attack under an attack model in a line, two lines abreast.
function evidenceSection({ analysis, groups, labels }: Attacks, translate: Translate): readonly Block[] {
  const assumed = groups.filter(({ cause }) => cause.kind === 'assumed');
  const indices = assumed
    .flatMap(({ representative, others }) => [representative, ...others])
    .toSorted((left, right) => left - right);
  const missing = analysis.verdicts.some(
    ({ trace, attackFile }) => trace !== null && attackFile === undefined,
  );
  // The same attack often violates several questions.
  const same = grouped(indices, (index) => {
    const verdict = analysis.verdicts[index];
    return JSON.stringify([verdict?.attackFile ?? index, verdict?.attackTypes]);
  });
  const cells = [...same.values()].map((own): readonly TableCell[] => {
    const verdict = analysis.verdicts[own[0] ?? -1];
    return [
      cell(listQuestions(own, labels)),
      cell(verdict === undefined ? '' : typeNames(verdict, translate)),
      cell(shortHash(verdict?.attackFile), { font: 'mono' }),
    ];
  });
  const half = Math.ceil(cells.length / 2);
  const nothing = [cell(''), cell(''), cell('')];
  const titles = [
    'report.column.question-number',
    'report.column.attack-type',
    'report.column.evidence',
  ] as const;
  return [
    { kind: 'heading', level: 2, text: translate('report.full.attacks.evidence') },
    paragraph(translate('report.full.attacks.evidence.text', { limits: limitOptions(analysis.bounds) })),
    ...(missing
      ? [
          {
            kind: 'paragraph',
            text: translate('report.full.attacks.evidence.missing'),
            tone: 'muted',
          } as const,
        ]
      : []),
    ...(cells.length === 0
      ? []
      : [
          table(
            [...titles, ...titles],
            [{ points: 50 }, 'share', { points: 50 }, { points: 50 }, 'share', { points: 50 }],
            cells.slice(0, half).map((left, place) => [...left, ...(cells[half + place] ?? nothing)]),
            translate,
            { caption: translate('report.full.attacks.evidence.table'), size: 6.5 },
          ),
        ]),
  ];
}

function typeNames({ attackTypes: types }: Verdict, translate: Translate): string {
  return types.map((type) => translate(`report.attack-type.${type}`)).join(', ');
}
