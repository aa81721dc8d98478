import { adversaryName, type Analysis, type RequirementCell } from '#core/analysis/record/record.ts';
import { namesUsed } from '#core/method/evaluation/names-used.ts';
import type { Element, Model } from '#core/language/model.ts';
import { elementKinds, type ElementKind } from '#core/language/kinds.ts';
import { answersAt, worstAnswer, type CellAnswers } from '#renderer/features/requirements/active-answers.ts';
import { isDiscrepancy } from '#renderer/features/requirements/cell-status.ts';

/** A cell of the requirement table. */
export interface CellPosition {
  readonly element: string;
  readonly entity: string;
}

/** A row of the requirement table: an element, and its cells at the holders that are shown. */
export interface TableRow {
  readonly element: Element;
  readonly cells: readonly RequirementCell[];
}

/**
 * The states that a row can be filtered by: some cell of it differs from what is required; an attack of an active adversary was
 * replayed; some cell has one of the verdicts that differ; it is as required; or nothing is required of it.
 */
export const rowStatuses = [
  'discrepancy',
  'attacked',
  'adversary-obtains',
  'obtains-without-permission',
  'permitted-never-obtains',
  'not-assured',
  'assured-without-freshness',
  'as-required',
  'not-required',
] as const;
export type RowStatus = (typeof rowStatuses)[number];

/** The orders of the rows: as the text declares them, by name, by kind, or what differs most first. */
export const rowOrders = ['model', 'name', 'kind', 'worst'] as const;
export type RowOrder = (typeof rowOrders)[number];

/** The filter of the requirement table. */
export interface TableFilter {
  /** The kinds of element that are shown; none for all of them. */
  readonly kinds: readonly ElementKind[];
  /** What the name or label of an element has in it, whatever the case; empty for all of them. */
  readonly words: string;
  /** A phase, or null for all: some step of it has the element: sends it or something under it, makes, derives, checks, erases it. */
  readonly phase: string | null;
  readonly status: RowStatus | 'all';
  /** The one column that is shown, or null for all; the status of a row is then that of this column. */
  readonly entity: string | null;
}

export const wholeTable: TableFilter = {
  kinds: [],
  words: '',
  phase: null,
  status: 'all',
  entity: null,
};

/** Everything that the rows of the table are chosen from. */
export interface TableContent {
  readonly rows: readonly TableRow[];
  /** The names that the steps of each phase have, by phase. */
  readonly phases: ReadonlyMap<string, ReadonlySet<string>>;
  readonly answers: CellAnswers;
}

/** The whole table. Constants have no row. */
export function tableContent(
  model: Model,
  record: Pick<Analysis, 'cells'>,
  answers: CellAnswers,
): TableContent {
  const cells = new Map<string, RequirementCell[]>();
  for (const cell of record.cells) {
    const row = cells.get(cell.element);
    if (row === undefined) cells.set(cell.element, [cell]);
    else row.push(cell);
  }
  return {
    rows: model.elements
      .filter(({ kind }) => kind !== 'constant')
      .map((element) => ({ element, cells: cells.get(element.name) ?? [] })),
    phases: new Map(model.phases.map((phase) => [phase.name, namesUsed({ phases: [phase] })])),
    answers,
  };
}

/** The rows that pass a filter, with the cells of the columns that are shown. */
export function tableRows({ rows, phases, answers }: TableContent, filter: TableFilter): readonly TableRow[] {
  const used = filter.phase === null ? null : phases.get(filter.phase);
  return rows
    .filter(({ element }) => filter.kinds.length === 0 || filter.kinds.includes(element.kind))
    .filter(({ element }) => hasWords(element, filter.words))
    .filter(({ element }) => used === null || used?.has(element.name) === true)
    .map((row) =>
      filter.entity === null
        ? row
        : { ...row, cells: row.cells.filter(({ entity }) => entity === filter.entity) },
    )
    .filter(({ cells }) => filter.status === 'all' || hasStatus(cells, filter.status, answers));
}

/** Rows in an order; rows that it does not tell apart stay as they were. */
export function inRowOrder(rows: readonly TableRow[], order: RowOrder): readonly TableRow[] {
  switch (order) {
    case 'model':
      return rows;
    case 'name':
      return rows.toSorted((one, other) => compareNames(one.element.name, other.element.name));
    case 'kind':
      return rows.toSorted(
        (one, other) => elementKinds.indexOf(one.element.kind) - elementKinds.indexOf(other.element.kind),
      );
    case 'worst':
      return rows.toSorted((one, other) => discrepanciesIn(other) - discrepanciesIn(one));
  }
}

/** The cells of a row that differ from what is required. */
function discrepanciesIn({ cells }: TableRow): number {
  return cells.filter(isDiscrepancy).length;
}

// Names are ASCII: the same order in every language.
function compareNames(one: string, other: string): number {
  const [left, right] = [one.toLowerCase(), other.toLowerCase()];
  return left < right ? -1 : left > right ? 1 : 0;
}

function hasWords({ name, label }: Element, words: string): boolean {
  const wanted = words.trim().toLowerCase();
  return wanted === '' || name.toLowerCase().includes(wanted) || label.toLowerCase().includes(wanted);
}

/** The columns that a filter shows, by entity; the adversary is the last of all. */
export function tableColumns({ entities }: Model, { entity }: TableFilter): readonly string[] {
  const all = [...entities.map(({ name }) => name), adversaryName];
  return entity === null ? all : all.filter((name) => name === entity);
}

function hasStatus(cells: readonly RequirementCell[], status: RowStatus, answers: CellAnswers): boolean {
  switch (status) {
    case 'discrepancy':
      return cells.some(isDiscrepancy);
    case 'attacked':
      return cells.some((cell) =>
        (['confidentiality', 'integrity'] as const).some(
          (property) => worstAnswer(answersAt(answers, cell, property)) === 'violated',
        ),
      );
    case 'as-required':
      return cells.some(isRequired) && !cells.some(isDiscrepancy);
    case 'not-required':
      return !cells.some(isRequired);
    case 'adversary-obtains':
    case 'obtains-without-permission':
    case 'permitted-never-obtains':
      return cells.some(({ confidentiality }) => confidentiality.verdict === status);
    case 'not-assured':
    case 'assured-without-freshness':
      return cells.some(({ integrity }) => integrity?.verdict === status);
  }
}

function isRequired({ confidentiality, integrity }: RequirementCell): boolean {
  return (
    confidentiality.verdict !== 'not-required' || (integrity !== null && integrity.verdict !== 'not-required')
  );
}
