import { publicRows, type PublicRow } from './public-rows.ts';
import type { PublicRecord } from './public-record.ts';

/** Something that one report says otherwise than another. */
export interface ReleaseDifference {
  readonly before: PublicRow;
  readonly after: PublicRow;
}

/**
 * What whoever has both reports learns beyond what each tells: every row in which they differ. None for reports of the
 * same record, in whatever language.
 */
export function compareReleases(earlier: PublicRecord, later: PublicRecord): readonly ReleaseDifference[] {
  const rows = publicRows(later);
  return publicRows(earlier).flatMap((before, place) => {
    const after = rows[place];
    return after === undefined || after.value === before.value ? [] : [{ before, after }];
  });
}
