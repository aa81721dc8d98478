import type { SourceReference } from '#core/language/model.ts';
import type { RequirementKind } from '#core/language/kinds.ts';
import { statementLine } from '#core/claims/statement.ts';
import type { TracedDocument } from '#core/method/requirements/trace-document.ts';
import type { TraceMatrix } from '#core/method/requirements/trace-matrix.ts';
import type { TracedRequirement } from '#core/method/requirements/trace-requirement.ts';
import type { TraceStatus } from '#core/method/requirements/trace-status.ts';
import type { TracedStatement } from '#core/method/requirements/trace-statement.ts';

/** The filter of the rows of the trace. */
export interface TraceFilter {
  readonly kind: RequirementKind | 'all';
  readonly status: TraceStatus | 'all';
  /** Words that a requirement, its sources or what refines it must have, whatever their case. */
  readonly words: string;
}

export const noFilter: TraceFilter = { kind: 'all', status: 'all', words: '' };

interface RowPlace {
  /** Different from the identifiers of all other rows. */
  readonly id: string;
  readonly level: 1 | 2 | 3;
  /** Null for a row that nothing stands under. */
  readonly expanded: boolean | null;
}

/** One row of the trace: a document, or what stands in no document's place; a requirement; a tick or a claim. */
export type TraceRow = RowPlace &
  (
    | { readonly kind: 'document'; readonly traced: TracedDocument }
    | { readonly kind: 'group'; readonly group: 'without-source' | 'without-requirement' }
    | {
        readonly kind: 'requirement';
        readonly traced: TracedRequirement;
        readonly references: readonly SourceReference[];
      }
    | { readonly kind: 'statement'; readonly traced: TracedStatement; readonly requirement: string | null }
  );

/** The rows of the trace that are shown. `collapsed` are the rows, by identifier, under which nothing is shown. */
export function traceRows(
  matrix: TraceMatrix,
  filter: TraceFilter,
  collapsed: ReadonlySet<string>,
): readonly TraceRow[] {
  const shown = matrix.requirements.filter((each) => passes(each, filter));
  const documents = matrix.documents.flatMap((document) => {
    const citing = shown.filter(({ sources }) =>
      sources.some((source) => source.document === document.title),
    );
    const id = `document ${document.document?.id ?? document.title}`;
    // A document that nothing cites belongs to the whole picture only.
    if (citing.length === 0 && isNarrowed(filter)) return [];
    const under = citing.flatMap((traced) => {
      const references = traced.sources.filter((source) => source.document === document.title);
      return requirementRows(traced, references, id, collapsed);
    });
    return parent({ id, level: 1, kind: 'document', traced: document }, under, collapsed);
  });
  const sourceless = shown.filter(({ sources }) => sources.length === 0);
  const loose = matrix.statements.filter((each) => each.refines.length === 0 && passesAlone(each, filter));
  return [
    ...documents,
    ...group('without-source', collapsed, (id) =>
      sourceless.flatMap((traced) => requirementRows(traced, [], id, collapsed)),
    ),
    ...group('without-requirement', collapsed, (id) =>
      loose.map((traced) => statementRow(traced, null, id, 2)),
    ),
  ];
}

/** The identifiers of the rows of all requirements: what is collapsed to see none of their ticks and claims. */
export function requirementRowIds(matrix: TraceMatrix): readonly string[] {
  return traceRows(matrix, noFilter, new Set())
    .filter(({ kind }) => kind === 'requirement')
    .map(({ id }) => id);
}

/** True for a requirement that passes a filter. */
export function passes(
  { requirement, sources, statements, status }: TracedRequirement,
  filter: TraceFilter,
): boolean {
  const { name, kind, text, owner } = requirement;
  if (filter.kind !== 'all' && kind !== filter.kind) return false;
  if (filter.status !== 'all' && status !== filter.status) return false;
  return hasWords(filter.words, [
    name,
    text,
    owner ?? '',
    ...sources.flatMap(({ document, section }) => [document, section ?? '']),
    ...statements.map(({ statement }) => statementLine(statement)),
  ]);
}

function passesAlone({ statement, status }: TracedStatement, filter: TraceFilter): boolean {
  if (filter.kind !== 'all' || (filter.status !== 'all' && status !== filter.status)) return false;
  return hasWords(filter.words, [statementLine(statement)]);
}

function hasWords(words: string, texts: readonly string[]): boolean {
  const text = texts.join('\n').toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function isNarrowed({ kind, status, words }: TraceFilter): boolean {
  return kind !== 'all' || status !== 'all' || words.trim() !== '';
}

function group(
  name: 'without-source' | 'without-requirement',
  collapsed: ReadonlySet<string>,
  under: (id: string) => readonly TraceRow[],
): readonly TraceRow[] {
  const id = `group ${name}`;
  const rows = under(id);
  return rows.length === 0 ? [] : parent({ id, level: 1, kind: 'group', group: name }, rows, collapsed);
}

function requirementRows(
  traced: TracedRequirement,
  references: readonly SourceReference[],
  parentId: string,
  collapsed: ReadonlySet<string>,
): readonly TraceRow[] {
  const { name } = traced.requirement;
  const id = `${parentId} > ${name}`;
  const under = traced.statements.map((each) => statementRow(each, name, id, 3));
  return parent({ id, level: 2, kind: 'requirement', traced, references }, under, collapsed);
}

function statementRow(
  traced: TracedStatement,
  requirement: string | null,
  parentId: string,
  level: 2 | 3,
): TraceRow {
  return { id: `${parentId} > ${traced.key}`, level, expanded: null, kind: 'statement', traced, requirement };
}

type Unexpanded<Row> = Row extends TraceRow ? Omit<Row, 'expanded'> : never;

function parent(
  row: Unexpanded<TraceRow>,
  under: readonly TraceRow[],
  collapsed: ReadonlySet<string>,
): readonly TraceRow[] {
  const expanded = under.length === 0 ? null : !collapsed.has(row.id);
  return [{ ...row, expanded }, ...(expanded === true ? under : [])];
}
