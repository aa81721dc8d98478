import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { approvalStatus, type ApprovalDecision } from '#core/publication/approval.ts';
import { fileApproval, identifyFile } from '#core/publication/identify-file.ts';
import type { InformationOwner } from '#core/dossier/information-owner.ts';
import { createVault } from '#vault/opening/create.ts';
import type { Vault } from '#vault/vault.ts';
import { publicRecordOf, sampleText } from '../../support/report/documents.ts';
import { codeOf, passphrase, quickPlatform, temporaryFolder, valueOf } from '../../support/vault-platform.ts';

// Whoever is named as an owner now, by whatever way: what was said of a file before is not undone by that.

const [file, another] = ['1'.repeat(64), '2'.repeat(64)];
const grid = { id: 'a', organisation: 'Grid operator' };
const meter = { id: 'b', organisation: 'Meter vendor' };
const friendly = { id: 'c', organisation: 'Friendly' };
const record = publicRecordOf(sampleText);

let vault: Vault;

beforeEach(async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  vault = valueOf(await createVault({ path, passphrase, projectName: 'AMS', text: '' }, quickPlatform));
  name(grid, meter);
  return () => {
    vault.close();
  };
});

// The one way in which any caller changes who is an owner: the window, a direct call, a merge.
function name(...owners: readonly InformationOwner[]): void {
  valueOf(vault.dossier.save({ ...emptyDossier, owners }));
}

function say({ id, organisation }: InformationOwner, decision: ApprovalDecision, fileHash = file): void {
  const letter = { approver: 'Head of security', day: '2026-01-31', fileHash, decision };
  valueOf(vault.ledger.addApproval({ owner: id, organisation, ...letter }));
}

const overrule = (
  { id, organisation }: InformationOwner,
  fileHash = file,
): ReturnType<Vault['ledger']['addOverruling']> =>
  vault.ledger.addOverruling({
    owner: id,
    organisation,
    fileHash,
    reason: 'None of its information is in the file',
  });

const release = (fileHash = file): ReturnType<Vault['ledger']['addRelease']> =>
  vault.ledger.addRelease({ language: 'en', fileHash, record }, 1);

/** What `verify-public` says of the file, as long as it is the one that would be written now, or afterwards. */
function verified(when: 'current' | 'earlier', sha256 = file): string {
  const owners = valueOf(vault.dossier.read()).owners;
  const prepared = when === 'current' ? [{ language: 'en', status: 'final', sha256 } as const] : [];
  const identity = identifyFile(sha256, { prepared, owners, ...valueOf(vault.ledger.read()) });
  expect(identity.kind).toBe(when);
  return fileApproval(identity);
}

describe('a withdrawal stands', () => {
  beforeEach(() => {
    say(grid, 'approved');
    say(meter, 'approved');
    valueOf(release());
    say(meter, 'withdrawn');
    expect(codeOf(release())).toBe('approval-missing');
    expect(verified('current')).toBe('not-approved');
  });

  test.each<[string, () => void]>([
    [
      'its owner is removed',
      () => {
        name(grid);
      },
    ],
    [
      'all owners are replaced by one that approves',
      () => {
        name(friendly);
        say(friendly, 'approved');
      },
    ],
    [
      'its owner is renamed, and approves under the new name',
      () => {
        const renamed = { ...meter, organisation: 'Meter vendor Ltd' };
        name(grid, renamed);
        say(renamed, 'approved');
      },
    ],
    [
      'its owner is removed and named anew, and approves as the new one',
      () => {
        name(grid);
        const anew = { ...meter, id: 'd' };
        name(grid, anew);
        say(anew, 'approved');
      },
    ],
    [
      'its identifier is given to another organisation, which approves',
      () => {
        const other = { ...friendly, id: meter.id };
        name(grid, other);
        say(other, 'approved');
      },
    ],
  ])('when %s', (_, launder) => {
    launder();
    expect(codeOf(release())).toBe('former-owner-unheard');
    expect(verified('current')).toBe('not-approved');
    expect(verified('earlier')).toBe('not-approved');
    expect(valueOf(vault.ledger.read()).releases).toHaveLength(1);
  });

  test('until its owner is named again and approves', () => {
    name(grid);
    name(grid, meter);
    expect(codeOf(release())).toBe('approval-missing');
    say(meter, 'approved');
    valueOf(release());
    expect(verified('current')).toBe('approved');
  });

  test('until the former owner approves', () => {
    name(grid);
    say(meter, 'approved');
    valueOf(release());
    expect(verified('current')).toBe('approved');
  });

  test('or is overruled, which is never a plain approval', () => {
    name(grid);
    valueOf(overrule(meter));
    valueOf(release());
    expect(valueOf(vault.ledger.read()).releases.at(-1)).toMatchObject({ approvals: [1], overrulings: [1] });
    expect(verified('current')).toBe('overruled');
    expect(verified('earlier')).toBe('overruled');
    expect(vault.audit.all().map(({ kind }) => kind)).toContain('owner-overruled');
  });
});

test('what is said after an overruling is not overruled by it', () => {
  say(grid, 'approved');
  say(meter, 'approved');
  say(meter, 'withdrawn');
  name(grid);
  valueOf(overrule(meter));
  say(meter, 'withdrawn');
  expect(codeOf(release())).toBe('former-owner-unheard');
  say(meter, 'approved');
  valueOf(release());
  expect(verified('current')).toBe('approved');
});

test('nobody is overruled that is named, approves, was overruled already, or has no say', () => {
  say(grid, 'approved');
  say(meter, 'approved');
  say(meter, 'withdrawn');
  expect(codeOf(overrule(meter))).toBe('overruling-of-nobody');
  expect(codeOf(overrule(friendly))).toBe('overruling-of-nobody');
  name(grid);
  valueOf(overrule(meter));
  expect(codeOf(overrule(meter))).toBe('overruling-of-nobody');
  valueOf(release());
  // Named again, it is asked again.
  name(grid, meter);
  expect(codeOf(release())).toBe('approval-missing');
  expect(verified('earlier')).toBe('not-approved');
  name(meter);
  expect(codeOf(overrule(grid))).toBe('overruling-of-nobody');
});

test('who approved or withdrew once keeps a say on every later file', () => {
  say(grid, 'approved');
  say(meter, 'approved');
  name(grid);
  say(grid, 'approved', another);
  expect(codeOf(release(another))).toBe('former-owner-unheard');
  expect(valueOf(vault.ledger.positionsOn(another)).map(approvalStatus)).toEqual(['approved', 'missing']);
  // It approved the first, so that there is nothing to overrule.
  expect(codeOf(overrule(meter))).toBe('overruling-of-nobody');
  expect(codeOf(release(another))).toBe('former-owner-unheard');
  valueOf(overrule(meter, another));
  valueOf(release(another));
  expect(verified('current', another)).toBe('overruled');
});

test('without an owner nothing is released, whoever approved before', () => {
  say(grid, 'approved');
  name();
  expect(codeOf(release())).toBe('owners-missing');
});

test('who is taken away without having said anything does not stop a release, and is in log and ledger', () => {
  say(grid, 'approved');
  name(grid);
  valueOf(release());
  expect(verified('current')).toBe('approved');
  expect(valueOf(vault.ledger.read()).ownerChanges.at(-1)).toMatchObject({
    kind: 'removed',
    organisation: 'Meter vendor',
  });
  expect(vault.audit.all().map(({ kind }) => kind)).toContain('owner-removed');
});

test('every change of owners is a line of the log, and what changes nothing is none', () => {
  name(grid, meter);
  name(grid, { ...meter, organisation: 'Renamed' });
  name(grid);
  const kinds = vault.audit.all().map(({ kind }) => kind);
  expect(kinds).toEqual(['created', 'owner-named', 'owner-named', 'owner-renamed', 'owner-removed']);
});
