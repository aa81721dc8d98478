import { publicRows, type PublicRow } from './public-rows.ts';
import type { PublicRecord } from './public-record.ts';

/** Something that one report says otherwise than another. */
export interface ReleaseDifference {
  readonly before: PublicRow;
  readonly after: PublicRow;
}

/**
 * The rows in which two reports differ: whoever has both learns them beyond what each tells. None for reports of the
 * same record, in whatever language.
 */
export function compareReleases(earlier: PublicRecord, later: PublicRecord): readonly ReleaseDifference[] {
  const rows = publicRows(later);
  return publicRows(earlier).flatMap((before, place) => {
    const after = rows[place];
    return after === undefined || after.value === before.value ? [] : [{ before, after }];
  });
}
