import { expect, test } from 'vitest';
import { approves, readHash, approvalStatus, type Approval } from '#core/publication/approval.ts';
import { fileApproval, identifyFile } from '#core/publication/identify-file.ts';
import type { Release } from '#core/publication/release.ts';
import { approvalsOfReleasedFile } from '#core/publication/approvals-of-released-file.ts';
import { publicRecordOf, sampleText } from '../../support/report/documents.ts';

const fileHash = '1'.repeat(64);
const said = (sequence: number, owner: string, decision: Approval['decision'], of = fileHash): Approval => ({
  sequence,
  owner,
  organisation: `Organisation ${owner}`,
  approver: 'Head',
  day: '2026-01-31',
  fileHash: of,
  decision,
  recordedAt: `2026-02-01T00:00:0${String(sequence)}.000Z`,
});
const given = [said(1, 'a', 'approved'), said(2, 'b', 'approved')];
const release: Release = {
  sequence: 1,
  createdAt: '2026-01-31T00:00:00.000Z',
  language: 'en',
  fileHash,
  record: publicRecordOf(sampleText),
  approvals: [1, 2],
  overrulings: [],
};

function approved(approvals: readonly Approval[], releases: readonly Release[] = [release]): boolean {
  const identity = identifyFile(fileHash, { prepared: [], owners: [], approvals, overrulings: [], releases });
  expect(identity.kind).toBe('earlier');
  return fileApproval(identity) === 'approved';
}

test('a released file stays approved until one of those withdraws on whose approval it was', () => {
  expect(approved(given)).toBe(true);
  expect(approved([...given, said(3, 'b', 'withdrawn')])).toBe(false);
  expect(approved([...given, said(3, 'b', 'withdrawn'), said(4, 'b', 'approved')])).toBe(true);
  expect(approved([...given, said(3, 'b', 'withdrawn', '2'.repeat(64))])).toBe(true);
});

test('whoever said anything of the file has a say on it, also who approved it after its release', () => {
  const later = [...given, said(3, 'c', 'approved')];
  expect(approved(later)).toBe(true);
  expect(approved([...later, said(4, 'c', 'withdrawn')])).toBe(false);
  expect(approved([...given, said(3, 'c', 'withdrawn', '2'.repeat(64))])).toBe(true);
});

test('a later release of the same file without an owner that withdrew does not heal it', () => {
  const later = { ...release, sequence: 2, approvals: [1] };
  expect(approved([...given, said(3, 'b', 'withdrawn')], [release, later])).toBe(false);
});

test('each of those is there once, with what it said last', () => {
  const approvals = [...given, said(3, 'a', 'withdrawn')];
  const now = approvalsOfReleasedFile([release, { ...release, sequence: 2 }], {
    owners: [],
    approvals,
    overrulings: [],
  });
  expect(now.map((approval) => [approval.owner.id, approves(approval)])).toEqual([
    ['a', false],
    ['b', true],
  ]);
});

test('a release that rests on no approval is no approved one', () => {
  expect(approved(given, [{ ...release, approvals: [] }])).toBe(false);
});

test('a release that rests on what was said of another file is no approved one, whichever of several it is', () => {
  const approvals = [...given, said(3, 'c', 'approved', '2'.repeat(64))];
  const astray = { ...release, sequence: 2, approvals: [1, 2, 3] };
  expect(approved(approvals)).toBe(true);
  expect(approved(approvals, [release, astray])).toBe(false);
  expect(approved(approvals, [astray, release])).toBe(false);
});

test('whoever was overruled on a file is shown with it, without having said anything of it', () => {
  const overruling = {
    ...{ sequence: 1, recordedAt: '2026-02-01T00:00:00.000Z', owner: 'c', organisation: 'Organisation c' },
    ...{ fileHash, approval: null, reason: 'It is wound up.' },
  };
  const overrulings = [overruling, { ...overruling, sequence: 2, owner: 'd', fileHash: '2'.repeat(64) }];
  const approvals = approvalsOfReleasedFile([{ ...release, overrulings: [1] }], {
    owners: [],
    approvals: given,
    overrulings,
  });
  expect(approvals.map((each) => [each.owner.id, approvalStatus(each)])).toEqual([
    ['a', 'approved'],
    ['b', 'approved'],
    ['c', 'overruled'],
  ]);
});

test('a hash is read as it may have been typed, and nothing shorter or longer', () => {
  const pairs = 'AB:CD '.repeat(16);
  expect(readHash(pairs)).toBe('abcd'.repeat(16));
  expect([
    readHash(fileHash.slice(1)),
    readHash(`${fileHash}1`),
    readHash('a'.repeat(40)),
    readHash(''),
  ]).toEqual([null, null, null, null]);
});
