import type { TraceRecord } from '#core/analysis/record/trace-record.ts';
import type { Verdict } from '#core/analysis/record/verdict.ts';
import { tracePages } from '#core/views/diagrams/trace.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import type { ActiveAnalysis } from '#core/analysis/record/active-analysis.ts';
import { drawingRoom, type Block } from '#core/report/document/document.ts';
import { currencyNotice } from '#core/report/full/opening.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { paragraph } from '#core/report/document/tables.ts';
import { describeQuestion } from '#core/views/words/describe-question.ts';
import { describeNotation, describeTrace } from '#core/views/words/describe-trace.ts';
import { traceWords } from '#core/views/words/trace-words.ts';

/** The attack on a question of the analysis; `number` is that of the question. */
interface Attack {
  readonly number: number;
  readonly verdict: Verdict;
  readonly trace: TraceRecord;
}

/** The anchor of the attack on the question of this index. */
export function attackAnchor(index: number): string {
  return `attack-${index + 1}`;
}

/** Every attack that was found: told in numbered sentences and drawn, with the adversary as a lane. */
export function attackChapter(state: ProjectState, translate: Translate): readonly Block[] {
  const { analysis } = state;
  const found = analysis === null ? [] : attacksOf(analysis);
  return [
    { kind: 'heading', level: 1, text: translate('report.full.attacks') },
    ...(analysis?.currency === 'current' ? [] : [currencyNotice(state, translate)]),
    ...(analysis === null ? [] : [paragraph(introduction(analysis, found.length, translate))]),
    ...notation(found, translate),
    ...found.flatMap((attack) =>
      attackBlocks(attack, found, adversaryOf(attack, state, translate), translate),
    ),
  ];
}

function notation(found: readonly Attack[], translate: Translate): readonly Block[] {
  const items = describeNotation(
    found.map(({ trace }) => trace),
    translate,
  );
  return items.length === 0 ? [] : [{ kind: 'sentences', items }];
}

// That none was found says little of what was not decided.
function introduction(analysis: ActiveAnalysis, found: number, translate: Translate): string {
  if (found > 0) return translate('report.full.attacks.text');
  const undecided = analysis.verdicts.filter(({ answer }) => answer === 'undecided').length;
  return translate('report.full.attacks.none', { undecided });
}

function attacksOf({ verdicts }: ActiveAnalysis): readonly Attack[] {
  return verdicts.flatMap((verdict, index): readonly Attack[] =>
    verdict.trace === null ? [] : [{ number: index + 1, verdict, trace: verdict.trace }],
  );
}

function attackBlocks(
  { number, verdict, trace }: Attack,
  all: readonly Attack[],
  adversary: string,
  translate: Translate,
): readonly Block[] {
  const { attackTypes, question } = verdict;
  const same = all.find((other) => other.number < number && isSame(other.trace, trace));
  return [
    {
      kind: 'heading',
      level: 3,
      text: translate('report.full.attack', {
        number: String(number),
        asked: describeQuestion(question, translate),
      }),
      anchor: attackAnchor(number - 1),
    },
    { kind: 'paragraph', text: adversary, tone: 'muted' },
    {
      kind: 'list',
      numbered: false,
      items: attackTypes.map((type) =>
        translate('report.full.attack-type', {
          type: translate(`report.attack-type.${type}`),
          what: translate(`report.attack-type-what.${type}`),
        }),
      ),
    },
    ...(same === undefined
      ? traceBlocks(trace, translate)
      : [paragraph(translate('report.full.attack.same', { number: String(same.number) }))]),
  ];
}

function adversaryOf({ verdict }: Attack, { analysis }: ProjectState, translate: Translate): string {
  const { attack } = verdict.question;
  if (attack === null) return translate('report.attack.plain');
  const name = analysis?.model.attacks.find((each) => each.name === attack)?.label ?? attack;
  return translate('report.attack.model', { name });
}

function traceBlocks(trace: TraceRecord, translate: Translate): readonly Block[] {
  const scenes = tracePages(trace, {
    width: drawingRoom.width,
    pageHeight: drawingRoom.height,
    contentLines: 3,
    words: traceWords(translate),
  });
  return [
    { kind: 'sentences', items: describeTrace(trace, translate) },
    ...scenes.map((scene): Block => ({ kind: 'drawing', scene })),
  ];
}

function isSame(left: TraceRecord, right: TraceRecord): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
