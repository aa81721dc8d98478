import { capabilityKinds } from '#core/language/kinds.ts';
import { answerKinds, undecidedReasons } from '#core/analysis/record/verdict.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import type { ActiveMetrics, AttackModelMetrics } from '#core/method/metrics/active-metrics.ts';
import { totalAnswers, type AnswerCounts } from '#core/analysis/record/active-analysis.ts';
import type { ProtocolMetrics } from '#core/method/metrics/protocol-metrics.ts';
import { formatSeconds } from '#core/views/words/describe-cost.ts';
import { numeric, words, type Sheet, type SheetCell, type SheetColumn } from './sheet.ts';

/** The sheets about the active adversary: attack models, answers, types of attack, the analysis itself. */
export function answerSheets(
  { active, attackModels }: ProtocolMetrics,
  translate: Translate,
): readonly Sheet[] {
  return [
    ...(active === null && attackModels.length === 0
      ? []
      : [adversarySheet(active, attackModels, translate)]),
    ...(active === null ? [] : [attackSheet(active, translate), analysisSheet(active, translate)]),
  ];
}

/** The columns of {@link answerCells}. */
export function answerColumns(translate: Translate): readonly SheetColumn[] {
  return [
    numeric(translate('metrics.answers.asked')),
    ...answerKinds.map((answer) => numeric(translate(`metrics.answers.${answer}`))),
  ];
}

/** How many questions there are, and how many have which answer; nothing where none were asked. */
export function answerCells(counts: AnswerCounts | null): readonly SheetCell[] {
  if (counts === null) return [null, ...answerKinds.map(() => null)];
  return [totalAnswers(counts), ...answerKinds.map((answer) => counts[answer])];
}

function adversarySheet(
  active: ActiveMetrics | null,
  attackModels: readonly AttackModelMetrics[],
  translate: Translate,
): Sheet {
  const row = (
    name: string,
    assumed: readonly SheetCell[],
    answers: AnswerCounts | null,
  ): readonly SheetCell[] => [name, ...assumed, ...(active === null ? [] : answerCells(answers))];
  const nothing = capabilityKinds.map(() => null);
  return {
    name: 'adversaries',
    title: translate('metrics.adversaries.title'),
    note: active === null ? null : translate('metrics.adversaries.note'),
    columns: [
      words(translate('metrics.adversaries.adversary')),
      words(translate('metrics.adversaries.kind')),
      ...capabilityKinds.map((kind) => numeric(translate(`metrics.adversaries.${kind}`))),
      ...(active === null ? [] : answerColumns(translate)),
    ],
    rows: [
      ...(active === null
        ? []
        : [
            row(
              translate('report.attack.plain'),
              [translate('metrics.adversaries.active'), ...nothing],
              active.plain,
            ),
          ]),
      ...attackModels.map((attack) =>
        row(
          attack.name,
          [kindOf(attack, translate), ...capabilityKinds.map((kind) => attack.assumptions[kind])],
          attack.answers,
        ),
      ),
      ...(active === null ? [] : [row(translate('metrics.total'), [null, ...nothing], active.answers)]),
    ],
    total: active !== null,
    active: active !== null,
  };
}

function kindOf({ adversary, untyped }: AttackModelMetrics, translate: Translate): string {
  const kind = translate(`metrics.adversaries.${adversary}`);
  return untyped ? translate('metrics.adversaries.untyped', { kind }) : kind;
}

function attackSheet({ attackTypes }: ActiveMetrics, translate: Translate): Sheet {
  return {
    name: 'attack-types',
    title: translate('metrics.attacks.title'),
    note: translate('metrics.attacks.note'),
    columns: [
      words(translate('metrics.attacks.type')),
      numeric(translate('report.attack.plain')),
      numeric(translate('metrics.attacks.modelled')),
    ],
    rows: attackTypes
      .filter(({ plain, modelled }) => plain + modelled > 0)
      .map(({ type, plain, modelled }) => [translate(`report.attack-type.${type}`), plain, modelled]),
    total: false,
    active: true,
  };
}

function analysisSheet(
  { engineVersion, bounds, cost, standing, undecided }: ActiveMetrics,
  translate: Translate,
): Sheet {
  const limit = (value: number | undefined): string | null =>
    value === undefined ? null : translate('metrics.number', { value });
  return {
    name: 'analysis',
    title: translate('metrics.analysis.title'),
    note: null,
    columns: [words(translate('metrics.analysis.aspect')), words(translate('metrics.analysis.value'))],
    rows: [
      [translate('metrics.analysis.currency'), translate(`metrics.currency.${standing}`)],
      [translate('metrics.analysis.engine'), engineVersion],
      [translate('metrics.analysis.clauses'), limit(bounds?.clauses)],
      [translate('metrics.analysis.seconds'), limit(bounds?.seconds)],
      [translate('metrics.cost.clauses'), limit(cost?.clauses)],
      [translate('metrics.cost.time'), cost === null ? null : formatSeconds(cost.seconds, translate)],
      ...undecidedReasons
        .filter((reason) => undecided[reason] > 0)
        .map((reason) => [translate(`metrics.undecided.${reason}`), undecided[reason]]),
    ],
    total: false,
    active: true,
  };
}
