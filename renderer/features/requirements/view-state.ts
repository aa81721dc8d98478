import {
  wholeTable,
  type CellPosition,
  type RowOrder,
  type TableFilter,
} from '#renderer/features/requirements/table-rows.ts';

interface RequirementsViewState {
  /** The row of the trace that is explained, by its identifier, or null. */
  row: string | null;
}

interface TableViewState {
  /** The cell of the requirement table that is explained, or null. */
  cell: CellPosition | null;
  /** The attack model that the table shows the system under; '' for the plain adversary. */
  attack: string;
  filter: TableFilter;
  order: RowOrder;
  /** True where rows are low and cells have signs alone. */
  compact: boolean;
}

declare module '#renderer/shared/destination.ts' {
  interface ActivityStates {
    readonly requirements: RequirementsViewState;
  }
  interface PaneStates {
    readonly table: TableViewState;
  }
}

/** The requirements as they are first shown. */
export function initialRequirementsState(): RequirementsViewState {
  return { row: null };
}

/** The requirement table as it is first shown. */
export function initialTableState(): TableViewState {
  return { cell: null, attack: '', filter: wholeTable, order: 'model', compact: false };
}
