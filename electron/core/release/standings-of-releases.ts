import { ownerStandings, type Approval, type OwnerStanding } from '#core/release/approval.ts';
import type { Release } from '#core/release/release.ts';

/**
 * Where those stand now on whose approval a file was released, each once; `releases` are those of one file. Who is an
 * owner now has no say in what was released before; who approved it then can still withdraw.
 */
export function standingsOfReleases(
  releases: readonly Release[],
  approvals: readonly Approval[],
): readonly OwnerStanding[] {
  const rests = new Set(releases.flatMap((release) => release.approvals));
  const named = approvals
    .filter(({ sequence }) => rests.has(sequence))
    .map(({ owner, organisation }) => ({ id: owner, organisation }));
  const once = named.filter(
    ({ id, organisation }, index) =>
      named.findIndex((each) => each.id === id && each.organisation === organisation) === index,
  );
  const [release] = releases;
  return release === undefined ? [] : ownerStandings(once, approvals, release.fileHash);
}
