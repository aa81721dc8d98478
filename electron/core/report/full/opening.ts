import type { MessageKey, Translate } from '#core/messages/catalogue.ts';
import { cell, type Block, type TableCell } from '#core/report/document/document.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { facts, paragraph } from '#core/report/document/tables.ts';

/** The first page: what the report is about, whose copy it is and how it is handled, and what it rests on; then its contents. */
export function opening(state: ProjectState, translate: Translate): readonly Block[] {
  const { model, projectName, revision, day } = state;
  const subtitle = translate('report.full.subtitle', {
    project: projectName,
    protocol: model.label,
    revision: String(revision),
    date: day,
  });
  return [
    { kind: 'title', text: translate('report.full.title'), subtitle },
    facts(copyFacts(state, translate)),
    { kind: 'heading', level: 3, text: translate('report.full.handling') },
    {
      kind: 'list',
      numbered: false,
      items: handlingRules.map((rule) => translate(`report.full.handling.${rule}`)),
    },
    { kind: 'heading', level: 3, text: translate('report.full.reading') },
    paragraph(translate('report.full.introduction')),
    currencyNotice(state, translate),
    { kind: 'page-break' },
    { kind: 'contents', title: translate('report.contents') },
  ];
}

const handlingRules = ['who', 'copies', 'storage', 'end', 'loss'] as const;

/** Whose copy it is, and what it is made of. What nobody stated is left to be written in by hand. */
function copyFacts(state: ProjectState, translate: Translate): readonly (readonly TableCell[])[] {
  const { record, handling, history, day, revision } = state;
  const row = (title: MessageKey, names: readonly string[]): readonly TableCell[] => {
    const told = [...new Set(names.map((name) => name.trim()).filter((name) => name !== ''))];
    return [
      cell(translate(title), { bold: true }),
      told.length === 0
        ? cell(translate('report.full.copy.by-hand'), { tone: 'muted' })
        : cell(told.join(', ')),
    ];
  };
  return [
    row('report.full.copy.classification', [translate('report.full.copy.secret')]),
    row('report.full.copy.number', [handling?.copy ?? '']),
    row('report.column.recipients', handling?.recipients ?? []),
    row(
      'report.full.copy.authors',
      history.days.flatMap(({ authors }) => authors.flatMap((author) => author ?? [])),
    ),
    row('report.full.copy.owners', ownersOf(state)),
    row('report.full.copy.revision', [
      translate('report.full.copy.revision-of', { revision: String(revision), date: day }),
    ]),
    row('report.full.copy.model', [record.inputHash]),
    row('report.full.copy.engine', [record.engineVersion]),
  ];
}

// Whoever the information belongs to: those who are asked about publication, and those of sources and requirements.
function ownersOf({ model, dossier }: ProjectState): readonly string[] {
  return [
    ...dossier.owners.map(({ organisation }) => organisation),
    ...dossier.sources.map(({ owner }) => owner),
    ...model.requirements.flatMap(({ owner }) => owner ?? []),
  ];
}

/** The paragraph that tells if an active adversary was analysed, and if that is about the text of the report. */
export function currencyNotice({ analysis, revision }: ProjectState, translate: Translate): Block {
  if (analysis === null) {
    return { kind: 'paragraph', text: translate('report.full.active.none'), tone: 'danger' };
  }
  return analysis.currency === 'current'
    ? paragraph(translate('report.full.active.current', { revision: String(revision) }))
    : {
        kind: 'paragraph',
        text: translate('report.full.active.outdated', { revision: String(revision) }),
        tone: 'danger',
      };
}
