import type { Translate } from '#core/messages/catalogue.ts';
import { cell, type Block } from '#core/report/document/document.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { paragraph, table } from '#core/report/document/tables.ts';

/** How many digits of a hash or of an identifier are shown: enough to find it, and to tell it from others. */
const shownDigits = 16;

/** The states of the project, with whom it was shared, and what was done with it. */
export function historyChapter(state: ProjectState, translate: Translate): readonly Block[] {
  return [
    { kind: 'heading', level: 1, text: translate('report.full.history') },
    ...states(state, translate),
    ...shares(state, translate),
    ...events(state, translate),
  ];
}

function states({ history }: ProjectState, translate: Translate): readonly Block[] {
  const { days, named } = history;
  return [
    paragraph(translate('report.full.history.text')),
    table(
      ['report.column.day', 'report.column.count', 'report.column.author'],
      [{ points: 80 }, { points: 60 }, 'share'],
      days.map(({ day, count, authors }) => [
        cell(day),
        cell(String(count), { align: 'right' }),
        cell(authors.map((author) => authorName(author, translate)).join(', ')),
      ]),
      translate,
      { caption: translate('report.full.history.states') },
    ),
    { kind: 'heading', level: 2, text: translate('report.full.history.named') },
    table(
      ['report.column.day', 'report.column.state', 'report.column.author', 'report.column.identifier'],
      [{ points: 80 }, 'share', { points: 110 }, { points: 110 }],
      named.map(({ day, name, author, id }) => [
        cell(day),
        cell(name),
        cell(authorName(author, translate)),
        cell(id.slice(0, shownDigits)),
      ]),
      translate,
    ),
  ];
}

function shares({ history }: ProjectState, translate: Translate): readonly Block[] {
  return [
    { kind: 'heading', level: 2, text: translate('report.full.history.shares') },
    table(
      [
        'report.column.day',
        'report.column.author',
        'report.column.recipients',
        'report.column.purpose',
        'report.column.file',
      ],
      [{ points: 70 }, { points: 80 }, 'share', 'share', { points: 100 }],
      history.shares.map(({ day, author, recipients, purpose, fileHash }) => [
        cell(day),
        cell(authorName(author, translate)),
        cell(recipients.map(({ name, organisation }) => `${name} (${organisation})`).join(', ')),
        cell(purpose),
        cell(fileHash.slice(0, shownDigits)),
      ]),
      translate,
    ),
  ];
}

function events({ history }: ProjectState, translate: Translate): readonly Block[] {
  const { isWhole } = history;
  return [
    { kind: 'heading', level: 2, text: translate('report.full.history.events') },
    paragraph(translate(isWhole ? 'report.full.history.whole' : 'report.full.history.broken')),
    table(
      [
        'report.column.day',
        'report.column.author',
        'report.column.event',
        'report.column.count',
        'report.column.file',
      ],
      [{ points: 70 }, { points: 80 }, 'share', { points: 50 }, { points: 100 }],
      history.events.map(({ day, author, kind, count, fileHash }) => [
        cell(day),
        cell(authorName(author, translate)),
        cell(translate(`history.audit.kind.${kind}`)),
        cell(String(count), { align: 'right' }),
        cell(fileHash === null ? '' : fileHash.slice(0, shownDigits)),
      ]),
      translate,
    ),
  ];
}

function authorName(author: string | null, translate: Translate): string {
  return author ?? translate('report.author-unknown');
}
