import type { ActiveAnalysis } from '#core/analysis/record/active-analysis.ts';
import type { Verdict } from '#core/analysis/record/verdict.ts';
import { breaches, type Breach } from '#core/attack-type.ts';
import { questions } from '#core/claims/claims.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { cell, type Block, type TableCell } from '#core/report/document/document.ts';
import { table } from '#core/report/document/tables.ts';
import { attackAnchor, shortHash, toldAttacks } from '#core/report/full/told-attacks.ts';
import type { QuestionLabels } from '#core/report/full/question-labels.ts';
import { askingStatement } from '#core/method/requirements/asked-statement.ts';
import { representativeOf, type AttackGroup } from '#core/views/attacks/attack-cause.ts';

/** What an attack model breaks of one requirement. */
interface Consequence {
  /** The name of the requirement; null for what refines none. */
  readonly requirement: string | null;
  readonly attack: string;
  /** How many questions are asked of it under the attack model. */
  readonly asked: number;
  /** The indices of those that are violated and would not be without it. */
  readonly violated: readonly number[];
}

/** Which requirement is broken under which attack model, by what, with one attack that stands for all. */
export function consequenceTable(
  attacks: {
    readonly analysis: ActiveAnalysis;
    readonly groups: readonly AttackGroup[];
    readonly labels: QuestionLabels;
  },
  translate: Translate,
): Block {
  const { analysis, labels } = attacks;
  const told = toldAttacks(analysis);
  const row = ({ requirement, attack, asked, violated }: Consequence): readonly TableCell[] => {
    const representative = representativeOf(violated, analysis.verdicts);
    const isTold = told.get(representative) === representative;
    return [
      cell(requirement ?? translate('report.full.consequences.no-requirement'), {
        bold: requirement !== null,
      }),
      cell(labels.attacks.get(attack) ?? attack),
      cell(translate('report.full.consequences.count', { violated: violated.length, asked })),
      cell(lost(violated, analysis, translate)),
      cell(labels.of[representative] ?? ''),
      cell('', { align: 'right', page: isTold ? attackAnchor(representative) : null }),
      cell(shortHash(analysis.verdicts[representative]?.attackFile), { font: 'mono' }),
    ];
  };
  return table(
    [
      'report.column.text',
      'report.column.attack-model',
      'report.column.violated',
      'report.column.lost',
      'report.column.example',
      'report.column.page',
      'report.column.evidence',
    ],
    [{ points: 48 }, { points: 50 }, { points: 48 }, 'share', { points: 42 }, { points: 26 }, { points: 66 }],
    consequencesOf(attacks.groups, analysis).map(row),
    translate,
  );
}

function consequencesOf(
  groups: readonly AttackGroup[],
  { verdicts, model }: ActiveAnalysis,
): readonly Consequence[] {
  const assumed = new Set(
    groups.flatMap(({ cause, representative, others }) =>
      cause.kind === 'assumed' ? [representative, ...others] : [],
    ),
  );
  const refined = verdicts.map(({ question }) => askingStatement(question, model)?.refines ?? []);
  const isAbout = (index: number, requirement: string | null): boolean => {
    const names = refined[index] ?? [];
    return requirement === null ? names.length === 0 : names.includes(requirement);
  };
  return [...model.requirements.map(({ name }) => name), null].flatMap((requirement) =>
    model.attacks.flatMap(({ name: attack }) => {
      const asked = verdicts.flatMap(({ question }, index) =>
        question.attack === attack && isAbout(index, requirement) ? [index] : [],
      );
      const violated = asked.filter((index) => assumed.has(index));
      return violated.length === 0 ? [] : [{ requirement, attack, asked: asked.length, violated }];
    }),
  );
}

// By what is breached, each element or pair of entities once.
function lost(violated: readonly number[], { verdicts }: ActiveAnalysis, translate: Translate): string {
  const own = violated.flatMap((index) => verdicts[index] ?? []);
  return breaches
    .flatMap((breach) => {
      const names = namesOf(own, breach, translate);
      return names.length === 0
        ? []
        : [
            translate('report.full.consequences.lost', {
              breach: translate(`threats.breach.${breach}`),
              names: names.join(', '),
            }),
          ];
    })
    .join('; ');
}

function namesOf(verdicts: readonly Verdict[], breach: Breach, translate: Translate): readonly string[] {
  const names = verdicts
    .filter(({ question }) => questions[question.kind].breach === breach)
    .map(
      ({ question: { element, entity, originator } }) =>
        element ?? translate('report.honest.between', { entity, originator: originator ?? '' }),
    );
  return [...new Set(names)];
}
