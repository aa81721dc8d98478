import type { Dossier } from '#core/dossier/dossier.ts';
import type { Model } from '#core/language/model.ts';
import type { Span } from '#core/language/source.ts';
import type { SearchEntry } from './search.ts';

/** What there is to go to of a project, and the kind under which it is listed. */
export type SearchTarget =
  | { readonly kind: 'declaration' | 'line'; readonly span: Span }
  | { readonly kind: 'statement'; readonly id: string }
  | { readonly kind: 'source'; readonly id: string }
  | { readonly kind: 'threat'; readonly id: string }
  | { readonly kind: 'risk' | 'owner' | 'effort' };

type Entry = SearchEntry<SearchTarget>;

/**
 * Everything that a text says: what its model declares, by name, with the line that does; and every other line that has
 * something in it. Without a model (null), as of a text with errors, lines alone. Spans are in UTF-16 units.
 */
export function textEntries(source: string, model: Model | null): readonly Entry[] {
  const lines = linesOf(source);
  const declared = model === null ? [] : declarationsOf(model);
  const lineAt = new Map(lines.map((line) => [line.offset, line]));
  const lineOf = ({ start }: Span): Line | undefined =>
    lineAt.get(start === 0 ? 0 : source.lastIndexOf('\n', start - 1) + 1);
  const declaring = declared.map((each) => ({ ...each, line: lineOf(each.span) }));
  const told = new Set(declaring.map(({ line }) => line));
  return [
    ...declaring.map(({ name, label, span, line }) => ({
      name,
      ...entry(label === name ? name : `${name} · ${label}`, line?.text ?? '', { kind: 'declaration', span }),
    })),
    ...lines
      .filter((line) => !told.has(line))
      .map(({ text, span }) => entry(text, '', { kind: 'line', span })),
  ];
}

interface Line {
  /** Where it begins, with the blanks before its text. */
  readonly offset: number;
  readonly text: string;
  readonly span: Span;
}

interface Declaration {
  readonly name: string;
  readonly label: string;
  readonly span: Span;
}

function declarationsOf({
  entities,
  elements,
  phases,
  requirements,
  attacks,
}: Model): readonly Declaration[] {
  return [
    ...entities,
    ...elements,
    ...phases,
    ...phases.flatMap(({ steps }) => steps.filter((step) => step.kind === 'message')),
    ...requirements.map(({ name, text, span }) => ({ name, label: text, span })),
    ...attacks,
  ];
}

function linesOf(source: string): readonly Line[] {
  let next = 0;
  return source.split('\n').flatMap((line) => {
    const offset = next;
    next += line.length + 1;
    const text = line.trim();
    const start = offset + (line.length - line.trimStart().length);
    return text === '' ? [] : [{ offset, text, span: { start, end: start + text.length } }];
  });
}

/** Everything that is stated beside the model; threats are those of a catalogue, which has their titles. */
export function dossierEntries(
  dossier: Dossier,
  threats: readonly { readonly id: string; readonly title: string; readonly text: string }[],
): readonly Entry[] {
  const { scope, statements, sources, treatments, assessments, effort, owners, releasedItems } = dossier;
  return [
    entry(scope.purpose, scope.levels.map(({ reason }) => reason).join(' '), { kind: 'statement', id: '' }),
    ...statements.map(({ id, text, reason }) => entry(text, reason, { kind: 'statement', id })),
    ...sources.map(({ id, title, owner, version, note, file }) =>
      entry(title, [owner, version, note, file?.name ?? ''].join(' '), { kind: 'source', id }),
    ),
    ...threats.map(({ id, title, text }) => entry(title, text, { kind: 'threat', id })),
    ...assessments.flatMap(({ likelihood, impact, residualLikelihood, residualImpact }) =>
      [likelihood, impact, residualLikelihood, residualImpact].map((judgement) =>
        entry(judgement?.reason ?? '', '', { kind: 'risk' }),
      ),
    ),
    ...treatments.map(({ title, description, owner }) =>
      entry(title, `${description} ${owner}`, { kind: 'risk' }),
    ),
    ...owners.map(({ organisation }) => entry(organisation, '', { kind: 'owner' })),
    ...releasedItems.map(({ organisation, approver }) => entry(organisation, approver, { kind: 'owner' })),
    ...effort.map(({ note, day }) => entry(note, day, { kind: 'effort' })),
  ].filter(({ title, text }) => title.trim() !== '' || text.trim() !== '');
}

function entry(title: string, text: string, target: SearchTarget): Entry {
  return { title, text, target };
}
