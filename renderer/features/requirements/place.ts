import type { CellPlace } from '#renderer/features/requirements/table-rows.ts';

interface RequirementsPlace {
  /** The row of the trace that is explained, by its identifier, or null. */
  row: string | null;
}

interface TablePlace {
  /** The cell of the requirement table that is explained, or null. */
  cell: CellPlace | null;
}

declare module '#renderer/shared/destination.ts' {
  interface ActivityPlaces {
    readonly requirements: RequirementsPlace;
  }
  interface PanePlaces {
    readonly table: TablePlace;
  }
}

/** The requirements as they are first shown. */
export function requirementsPlace(): RequirementsPlace {
  return { row: null };
}

/** The requirement table as it is first shown. */
export function tablePlace(): TablePlace {
  return { cell: null };
}
