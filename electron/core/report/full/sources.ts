import type { Translate } from '#core/messages/catalogue.ts';
import { cell, type Block } from '#core/report/document.ts';
import type { ProjectState } from '#core/report/project-state.ts';
import { paragraph, table } from '#core/report/tables.ts';
import { citationsOf, citationsTo, uncited, type Citation } from '#core/sources/citations.ts';
import { citingInDossier, citingInModel } from '#core/sources/citing-place.ts';

/** The documents that the analysis rests on, what cites each, and what cites nothing. */
export function sourceChapter({ model, dossier }: ProjectState, translate: Translate): readonly Block[] {
  const places = [...citingInModel(model), ...citingInDossier(dossier)];
  const citations = citationsOf(places);
  const without = uncited(places);
  return [
    { kind: 'heading', level: 1, text: translate('report.full.sources') },
    ...documents(dossier.sources, citations, translate),
    ...unknown(dossier.sources, citations, translate),
    ...(without.length === 0
      ? []
      : [
          {
            kind: 'paragraph',
            text: translate('report.full.sources.uncited', {
              count: without.length,
              names: without.map(({ name }) => name).join(', '),
            }),
            tone: 'warning',
          } as const,
        ]),
  ];
}

function documents(
  sources: ProjectState['dossier']['sources'],
  citations: readonly Citation[],
  translate: Translate,
): readonly Block[] {
  return [
    paragraph(translate('report.full.sources.text')),
    table(
      [
        'report.column.document',
        'report.column.kind',
        'report.column.owner',
        'report.column.version',
        'report.column.classification',
        'report.column.cited-by',
      ],
      ['share', { points: 70 }, { points: 80 }, { points: 46 }, { points: 78 }, { points: 100 }],
      sources.map(({ title, kind, owner, version, classification, note, file }) => [
        cell(
          [
            title,
            ...(note === '' ? [] : [note]),
            file === null
              ? translate('report.full.sources.no-file')
              : translate('report.full.sources.file', { name: file.name, hash: file.sha256 }),
          ].join('\n'),
        ),
        cell(translate(`report.source-kind.${kind}`)),
        cell(owner),
        cell(version),
        cell(translate(`report.classification.${classification}`)),
        cell(citedBy(title, citations)),
      ]),
      translate,
    ),
  ];
}

// Whatever is cited under a title that no source has cannot be looked up.
function unknown(
  sources: ProjectState['dossier']['sources'],
  citations: readonly Citation[],
  translate: Translate,
): readonly Block[] {
  const known = new Set(sources.map(({ title }) => title));
  const titles = [...new Set(citations.map(({ reference }) => reference.document))].filter(
    (title) => !known.has(title),
  );
  if (titles.length === 0) return [];
  return [
    { kind: 'heading', level: 3, text: translate('report.full.sources.unknown') },
    {
      kind: 'list',
      numbered: false,
      items: titles.map((title) =>
        translate('report.full.sources.cited', { title, names: citedBy(title, citations) }),
      ),
    },
  ];
}

function citedBy(title: string, citations: readonly Citation[]): string {
  return [...new Set(citationsTo(title, citations).map(({ place }) => place.name))].join(', ');
}
