import type { MessageKey, Translate } from '#core/messages/catalogue.ts';
import { cell, type Block, type TableCell } from '#core/report/document/document.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { facts, nothingStated, paragraph } from '#core/report/document/tables.ts';
import { citationsOf, citationsTo, missingCitations, type Citation } from '#core/method/sources/citations.ts';
import type { SourceDocument } from '#core/dossier/source-document.ts';
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
    ...threats.map((threat) => citingThreat(threat, model, translate)),
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
  return [
    paragraph(translate('report.full.sources.text')),
    ...(sources.length === 0
      ? [nothingStated(translate)]
      : sources.flatMap((source) => documentBlocks(source, citations, translate))),
  ];
}

function documentBlocks(
  { title, kind, owner, version, classification, note, file }: SourceDocument,
  citations: readonly Citation[],
  translate: Translate,
): readonly Block[] {
  const row = (label: MessageKey, value: string): readonly (readonly TableCell[])[] =>
    value === '' ? [] : [[cell(translate(label), { bold: true }), cell(value)]];
  return [
    { kind: 'heading', level: 3, text: title },
    facts([
      ...row('report.column.kind', translate(`sources.kind.${kind}`)),
      ...row('report.column.owner', owner),
      ...row('report.column.version', version),
      ...row('report.column.classification', translate(`sources.classification.${classification}`)),
      ...row('report.column.note', note),
      ...row(
        'report.column.file',
        file === null
          ? translate('report.full.sources.no-file')
          : translate('report.full.sources.file', { name: file.name, hash: file.sha256 }),
      ),
      ...row('report.column.cited-by', citedBy(title, citations)),
    ]),
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
