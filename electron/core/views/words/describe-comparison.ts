import type { FieldChange, EntryChange } from '#core/method/comparison/compare-entries.ts';
import type { ExplainedChange } from '#core/method/comparison/compare-models.ts';
import type { StatementChange } from '#core/method/comparison/compare-statements.ts';
import type { Verdict } from '#core/analysis/record/verdict.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { describeAsked } from './describe-asked.ts';
import { describeFinding } from './describe-finding.ts';

const marks = { added: '+', removed: '-', changed: '~', moved: '>' } as const;

/** Tells what a later text says otherwise in one line: a mark, where it stands, and what it says. */
export function describeStatementChange(change: StatementChange, translate: Translate): string {
  const { kind, within, from, before, after } = change;
  const said =
    kind === 'changed' ? `${before?.line ?? ''}  ->  ${after?.line ?? ''}` : (after ?? before)?.line;
  const place = from === null ? within : `${from} -> ${within ?? ''}`;
  const order = kind === 'moved' && from === null ? ` (${translate('report.compare.order')})` : '';
  return `${marks[kind]} ${place === null ? '' : `${place}: `}${said ?? ''}${order}`;
}

/** Tells how an answer differs, and where the analysis came to its limits, that it did. */
export function describeVerdictChange(change: ExplainedChange, translate: Translate): string {
  const { kind, question, instead, before, after, limited } = change;
  const told = translate(`report.compare.verdict.${kind}`, {
    asked: describeAsked(question, translate),
    before: answerOf(before, translate),
    after: answerOf(after, translate),
  });
  return [
    told,
    ...(instead === null
      ? []
      : [translate('report.compare.instead', { asked: describeAsked(instead, translate) })]),
    ...(limited ? [translate('report.compare.limited')] : []),
  ].join(' ');
}

function answerOf(verdict: Verdict | null, translate: Translate): string {
  return verdict === null ? translate('report.compare.unanswered') : describeFinding(verdict, translate);
}

/** Tells how an entry differs: a mark, what it is called, and field by field. `titleOf` gives what it is called. */
export function describeEntryChange<Entry>(
  { kind, before, after, fields }: EntryChange<Entry>,
  titleOf: (entry: Entry) => string,
): string {
  const entry = after ?? before;
  const title = entry === null ? '' : titleOf(entry);
  const told = fields.map(describeFieldChange).join('; ');
  return `${marks[kind]} ${title}${told === '' ? '' : `: ${told}`}`;
}

/** Tells what one field said and says. */
export function describeFieldChange({ field, before, after }: FieldChange): string {
  return `${field} ${before ?? '–'} -> ${after ?? '–'}`;
}
