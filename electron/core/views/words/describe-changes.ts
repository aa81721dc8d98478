import type { Translate } from '#core/messages/catalogue.ts';
import {
  isUnchanged,
  type ChangeSummary,
  type CountedChange,
} from '#core/method/comparison/change-summary.ts';
import type { ChangeKind, ChangeSubject } from '#core/method/comparison/content-change.ts';

/** With more changes than this the rest is only counted. */
const most = 5;

/** Says in one sentence what a state changed: "2 elements added, message M3 changed, 1 threat accepted". */
export function describeChanges(summary: ChangeSummary, translate: Translate): string {
  if (isUnchanged(summary)) return translate('history.change.nothing');
  const parts = [
    ...summary.counted.map((each) => describeCounted(each, translate)),
    ...describeText(summary, translate),
  ];
  const further = parts.length - most;
  const told = further > 1 ? parts.slice(0, most) : parts;
  if (further > 1) told.push(translate('history.change.further', { count: further }));
  return capitalised(told.join(', '));
}

/** Things of one kind that changed in one way: "2 elements added", "message M3 changed". */
function describeCounted({ subject, kind, count, name }: CountedChange, translate: Translate): string {
  const what =
    name === null || isNameless(subject)
      ? translate(`history.subject.${subject}`, { count })
      : translate(`history.named.${subject}`, { name });
  return describeKind(what, kind, translate);
}

/** What happened to something. */
function describeKind(what: string, kind: ChangeKind, translate: Translate): string {
  return translate(`history.kind.${kind}`, { what });
}

// Their names are lines of the language, keys, or words of any length.
const nameless = [
  'protocol',
  'coincide',
  'step',
  'assumption',
  'purpose',
  'level',
  'scope-statement',
  'threat',
  'policy',
  'risk',
  'criterion',
  'effort',
  'released-item',
] as const satisfies readonly ChangeSubject[];
type Nameless = (typeof nameless)[number];

function isNameless(subject: ChangeSubject): subject is Nameless {
  return nameless.some((each) => each === subject);
}

function describeText({ text, lines }: ChangeSummary, translate: Translate): readonly string[] {
  switch (text) {
    case 'same':
    case 'meaning':
      return [];
    case 'wording':
      return [translate('history.change.wording', { count: lines })];
    case 'unread':
      return [translate('history.change.unread', { count: lines })];
  }
}

function capitalised(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}
