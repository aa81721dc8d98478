import type { Translate } from '#core/messages/catalogue.ts';
import { cell, type Block } from '#core/report/document/document.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { paragraph, table } from '#core/report/document/tables.ts';
import { citationsOf, citationsTo, missingCitations, type Citation } from '#core/method/sources/citations.ts';
import { citingThreat } from '#core/method/threats/citing-threat.ts';
import { citingInDossier, citingInModel } from '#core/method/sources/citing-place.ts';

/** The documents that the analysis rests on, what cites each, and what cites nothing. */
export function sourceChapter(
  { model, dossier, threats }: ProjectState,
  translate: Translate,
): readonly Block[] {
  const places = [
    ...citingInModel(model),
    ...citingInDossier({ ...dossier, threats: [] }),
    ...threats.map((threat) => citingThreat(threat, model, translate, 'all')),
  ];
  const citations = citationsOf(places);
  const without = missingCitations(places);
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
  const cited = sources.flatMap(({ title, note }) => {
    const names = citedBy(title, citations);
    return [
      ...(note === '' ? [] : [translate('report.full.fact', { title, value: note })]),
      ...(names === '' ? [] : [translate('report.full.sources.cited', { title, names })]),
    ];
  });
  return [
    paragraph(translate('report.full.sources.text')),
    table(
      [
        'report.column.document',
        'report.column.kind',
        'report.column.owner',
        'report.column.version',
        'report.column.classification',
        'report.column.file',
      ],
      ['share', { points: 70 }, { points: 84 }, { points: 40 }, { points: 76 }, { points: 110 }],
      sources.map(({ title, kind, owner, version, classification, file }) => [
        cell(title),
        cell(translate(`sources.kind.${kind}`)),
        cell(owner),
        cell(version),
        cell(translate(`sources.classification.${classification}`)),
        cell(
          file === null
            ? translate('report.full.sources.no-file')
            : translate('report.full.sources.file', { name: file.name, hash: file.sha256 }),
        ),
      ]),
      translate,
      { none: translate('report.full.sources.none') },
    ),
    ...(cited.length === 0 ? [] : [{ kind: 'sentences', items: cited } as const]),
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
