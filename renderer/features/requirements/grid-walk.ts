import { adversaryName } from '#core/analysis/record/record.ts';
import type { TickChange } from '#core/method/requirements/edit-tick.ts';
import type { CellPosition } from '#renderer/features/requirements/table-rows.ts';

/** A place in the requirement table that the keyboard can be at: a tick, or what the adversary's cell says. */
export interface GridPosition extends CellPosition {
  readonly part: TickChange['property'];
}

/** How many rows a page is. */
const page = 10;

/**
 * Where a key leads to in a table of some elements and entities, as in a spreadsheet whose columns are the ticks: null
 * for a key that leads nowhere, or out of the table. From a place that is not shown every key leads to the first.
 */
export function positionAfterKey(
  key: string,
  place: GridPosition,
  elements: readonly string[],
  entities: readonly string[],
): GridPosition | null {
  const columns = entities.flatMap((entity): Omit<GridPosition, 'element'>[] =>
    entity === adversaryName
      ? [{ entity, part: 'confidentiality' }]
      : [
          { entity, part: 'confidentiality' },
          { entity, part: 'integrity' },
        ],
  );
  const row = elements.indexOf(place.element);
  const column = columns.findIndex(({ entity, part }) => entity === place.entity && part === place.part);
  const at = (to: number, across: number): GridPosition | null => {
    const element = elements[to];
    const there = columns[across];
    return element === undefined || there === undefined ? null : { element, ...there };
  };
  const lastRow = elements.length - 1;
  const known = row >= 0 && column >= 0;
  switch (key) {
    case 'ArrowLeft':
      return known ? at(row, column - 1) : at(0, 0);
    case 'ArrowRight':
      return known ? at(row, column + 1) : at(0, 0);
    case 'ArrowUp':
      return known ? at(row - 1, column) : at(0, 0);
    case 'ArrowDown':
      return known ? at(row + 1, column) : at(0, 0);
    case 'Home':
      return at(Math.max(0, row), 0);
    case 'End':
      return at(Math.max(0, row), columns.length - 1);
    case 'PageUp':
      return at(Math.max(0, row - page), Math.max(0, column));
    case 'PageDown':
      return at(Math.min(lastRow, row + page), Math.max(0, column));
    default:
      return null;
  }
}
