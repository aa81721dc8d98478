import { expect, test } from 'vitest';
import { approves, type Approval } from '#core/release/approval.ts';
import { identifyFile, isApprovedFinal } from '#core/release/identify-file.ts';
import type { Release } from '#core/release/release.ts';
import { standingsOfReleases } from '#core/release/standings-of-releases.ts';
import { publicRecordOf, sampleText } from '../report/documents.ts';

const fileHash = '1'.repeat(64);
const said = (sequence: number, owner: string, decision: Approval['decision'], of = fileHash): Approval => ({
  sequence,
  owner,
  organisation: `Organisation ${owner}`,
  approver: 'Head',
  day: '2026-01-31',
  fileHash: of,
  decision,
});
const given = [said(1, 'a', 'approved'), said(2, 'b', 'approved')];
const release: Release = {
  sequence: 1,
  createdAt: '2026-01-31T00:00:00.000Z',
  language: 'en',
  fileHash,
  record: publicRecordOf(sampleText),
  approvals: [1, 2],
};

function approved(approvals: readonly Approval[], releases: readonly Release[] = [release]): boolean {
  const identity = identifyFile(fileHash, { prepared: [], owners: [], approvals, releases });
  expect(identity.kind).toBe('earlier');
  return isApprovedFinal(identity);
}

test('a released file stays approved until one of those withdraws on whose approval it was', () => {
  expect(approved(given)).toBe(true);
  expect(approved([...given, said(3, 'b', 'withdrawn')])).toBe(false);
  expect(approved([...given, said(3, 'b', 'withdrawn'), said(4, 'b', 'approved')])).toBe(true);
  expect(approved([...given, said(3, 'b', 'withdrawn', '2'.repeat(64)), said(4, 'c', 'withdrawn')])).toBe(
    true,
  );
});

test('a later release of the same file without an owner that withdrew does not heal it', () => {
  const later = { ...release, sequence: 2, approvals: [1] };
  expect(approved([...given, said(3, 'b', 'withdrawn')], [release, later])).toBe(false);
});

test('each of those stands once, with what it said last', () => {
  const approvals = [...given, said(3, 'a', 'withdrawn')];
  const standings = standingsOfReleases([release, { ...release, sequence: 2 }], approvals);
  expect(standings.map((standing) => [standing.owner.id, approves(standing)])).toEqual([
    ['a', false],
    ['b', true],
  ]);
});

test('a release that rests on no approval is no approved one', () => {
  expect(approved(given, [{ ...release, approvals: [] }])).toBe(false);
});
