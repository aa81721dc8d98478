// Vitest runs this before each file of tests. A test for each of nothing would be no test, and nobody would notice.
import { describe, test } from 'vitest';

/** What of `test` and `describe` is replaced. */
interface Listing {
  each: (this: unknown, cases: unknown, ...rest: readonly unknown[]) => unknown;
}

const refusing = new WeakSet<Listing['each']>();

function refuseEmptyLists(listing: Listing): void {
  const { each } = listing;
  // Files that share what they import share these as well.
  if (refusing.has(each)) return;
  listing.each = function (cases, ...rest) {
    if (Array.isArray(cases) && cases.length === 0) throw new Error('there is nothing to test each of');
    return Reflect.apply(each, this, [cases, ...rest]);
  };
  refusing.add(listing.each);
}

refuseEmptyLists(test as unknown as Listing);
refuseEmptyLists(describe as unknown as Listing);
