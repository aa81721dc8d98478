import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { publicFiles } from '#report/public-files.ts';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import { changed, sampleText } from '../../support/models/sample.ts';
import { publicRecordOf } from '../../support/report/documents.ts';
import { reportResources } from '../../support/report/resources.ts';
import { passphrase, phrase, quickPlatform, valueOf } from '../../support/vault-platform.ts';
import { folder, segl as runSegl, type Ended } from '../../support/command-line.ts';

// Each call starts a process and renders four files: on a busy machine that takes as long as it takes.
vi.setConfig({ testTimeout: 300_000 });

const project = join(folder, 'Zebra.segl');
const owners = [
  { id: 'a', organisation: 'Grid operator' },
  { id: 'b', organisation: 'Meter vendor' },
];

const segl = (
  given: readonly string[],
  input = `${phrase}
`,
): Ended => runSegl(given, input);

const write = (name: string, ...more: readonly string[]): Ended =>
  segl(['report', 'public', '--project', project, '--out', join(folder, name), ...more]);
const verify = (name: string, ...more: readonly string[]): Ended =>
  segl(['verify-public', join(folder, name), '--project', project, ...more]);

async function approve(owner: 'a' | 'b', fileHash: string): Promise<void> {
  const vault = valueOf(await openVault(project, passphrase, quickPlatform));
  const organisation = owner === 'a' ? 'Grid operator' : 'Meter vendor';
  const approval = { owner, organisation, approver: 'Head of security', day: '2026-01-31', fileHash };
  valueOf(vault.ledger.addApproval({ ...approval, decision: 'approved' }));
  valueOf(vault.close());
}

async function finalHash(text: string): Promise<string> {
  const [english] = valueOf(await publicFiles(publicRecordOf(text), 'final', reportResources));
  return english?.sha256 ?? '';
}

beforeAll(async () => {
  const start = { path: project, passphrase, projectName: 'Zebra', text: sampleText };
  const vault = valueOf(await createVault(start, quickPlatform));
  valueOf(vault.close());
});

describe('from a project without owners to a released file that an earlier state made', () => {
  test('a project without owners has a draft and releases nothing', () => {
    expect(write('draft.pdf').status).toBe(0);
    const verified = verify('draft.pdf');
    expect(verified.status).toBe(1);
    expect(verified.out).toContain("byte for byte this project's public report, draft, in English.");
    const refused = write('final.pdf', '--final');
    expect(refused.status).toBe(2);
    expect(refused.err).toContain('No owner of the information is named');
  });

  test('a final file is refused until every owner approves exactly it', async () => {
    const vault = valueOf(await openVault(project, passphrase, quickPlatform));
    valueOf(vault.dossier.save({ ...emptyDossier, owners }));
    valueOf(vault.close());
    const hash = await finalHash(sampleText);
    await approve('a', hash);
    await approve('b', '0'.repeat(64));
    const refused = write('final.pdf', '--final');
    expect(refused.status).toBe(2);
    expect(refused.err).toContain('Not every owner');
    const [english] = valueOf(await publicFiles(publicRecordOf(sampleText), 'final', reportResources));
    writeFileSync(join(folder, 'elsewhere.pdf'), english?.bytes ?? '');
    const verified = verify('elsewhere.pdf');
    expect(verified.status).toBe(1);
    expect(verified.out).toContain('Approved: Grid operator, Head of security, 2026-01-31.');
    expect(verified.out).toContain('Approval is missing: Meter vendor.');
    await approve('b', hash);
    expect(write('final.pdf', '--final').status).toBe(0);
    expect(readFileSync(join(folder, 'final.pdf'))).toEqual(readFileSync(join(folder, 'elsewhere.pdf')));
    expect(verify('final.pdf').status).toBe(0);
    const told: unknown = JSON.parse(verify('final.pdf', '--json').out);
    expect(told).toMatchObject({
      sha256: hash,
      report: 'current',
      language: 'en',
      standing: 'final',
      approved: true,
      owners: [
        { organisation: 'Grid operator', approves: true },
        { approves: true, day: '2026-01-31' },
      ],
      releases: [{ sequence: 1, language: 'en' }],
    });
    // Another language is another file, which nobody approved.
    expect(write('final-nb.pdf', '--final', '--language', 'nb').status).toBe(2);
  });

  test('a change of what is published leaves the approvals behind, and the released file what it was', async () => {
    const vault = valueOf(await openVault(project, passphrase, quickPlatform));
    valueOf(
      vault.texts.save(changed(sampleText, 'requirement R4', 'requirement R5 integrity "x"\nrequirement R4')),
    );
    valueOf(vault.close());
    expect(write('again.pdf', '--final').status).toBe(2);
    const earlier = verify('final.pdf');
    expect(earlier.status).toBe(0);
    expect(earlier.out).toContain('released earlier; the project has changed since');
    expect(earlier.out).toContain('Approved: Meter vendor, Head of security, 2026-01-31.');
    expect(verify('draft.pdf').status).toBe(1);
  });

  test('a released file that an owner no longer approves is no approved one, whatever the project is now', async () => {
    const vault = valueOf(await openVault(project, passphrase, quickPlatform));
    const [given] = valueOf(vault.ledger.read()).releases[0]?.approvals ?? [];
    const approval = valueOf(vault.ledger.read()).approvals.find(({ sequence }) => sequence === given);
    if (approval === undefined) throw new Error('a release rests on approvals');
    const { owner, organisation, approver, fileHash } = approval;
    const said = { owner, organisation, approver, fileHash, day: '2026-02-01' };
    valueOf(vault.ledger.addApproval({ ...said, decision: 'withdrawn' }));
    valueOf(vault.close());
    const earlier = verify('final.pdf');
    expect(earlier.status).toBe(1);
    expect(earlier.out).toContain('Approval was withdrawn: Grid operator, Head of security, 2026-02-01.');
    const told: unknown = JSON.parse(verify('final.pdf', '--json').out);
    expect(told).toMatchObject({ report: 'earlier', approved: false, owners: [{ approves: false }, {}] });
  });

  test('it is none either when that owner is removed, and neither is the same file written once more', async () => {
    const vault = valueOf(await openVault(project, passphrase, quickPlatform));
    valueOf(vault.dossier.save({ ...emptyDossier, owners: [owners[1] ?? { id: '', organisation: '' }] }));
    valueOf(vault.texts.save(sampleText));
    valueOf(vault.close());
    const verified = verify('final.pdf');
    expect(verified.status).toBe(1);
    expect(verified.out).toMatch(
      /Approval was withdrawn: Grid operator, Head of security, 2026-02-01\. It was removed as an owner on 20/u,
    );
    // Who approved before does not know who is gone since.
    expect(verified.out).toMatch(
      /Approved: Meter vendor.* Recorded before owners were removed.*: Grid operator\./u,
    );
    const refused = write('once-more.pdf', '--final');
    expect(refused.status).toBe(2);
    expect(refused.err).toContain('no longer named as an owner');
    expect(existsSync(join(folder, 'once-more.pdf'))).toBe(false);
  });

  test('once that owner is overruled the file can be written, and is never told as plainly approved', async () => {
    const vault = valueOf(await openVault(project, passphrase, quickPlatform));
    const fileHash = await finalHash(sampleText);
    const given = { owner: 'a', organisation: 'Grid operator', fileHash };
    valueOf(vault.ledger.addOverruling({ ...given, reason: 'The "grid" is not in it' }));
    valueOf(vault.close());
    expect(write('once-more.pdf', '--final').status).toBe(0);
    const verified = verify('once-more.pdf');
    expect(verified.status).toBe(1);
    expect(verified.out).toMatch(
      /Overruled: Grid operator, which had withdrawn its approval, .*; on 20.*: "The \\"grid\\" is not in it"\./u,
    );
    expect(verified.out).toContain('This is no plain approval: 1 was overruled.');
    expect(verified.out).toMatch(/Released: number 2, .*, with 1 overruled\./u);
    expect(JSON.parse(verify('once-more.pdf', '--json').out)).toMatchObject({
      approved: false,
      approval: 'overruled',
      overruled: 1,
      owners: [
        { organisation: 'Meter vendor', named: true, standing: 'approved' },
        { organisation: 'Grid operator', named: false, standing: 'overruled', approves: false },
      ],
      formerOwners: [{ organisation: 'Grid operator', renamedTo: null }],
      releases: [{ overruled: 0 }, { overruled: 1 }],
    });
  });
});

test('a report never goes where the project is, by whatever name', () => {
  const kept = readFileSync(project);
  const link = join(folder, 'elsewhere');
  symlinkSync(folder, link);
  symlinkSync(project, join(folder, 'other.segl'));
  const into = (out: string, of: string): ReturnType<typeof segl> =>
    segl(['report', 'public', '--project', of, '--out', out]);
  for (const refused of [
    into(join(link, 'Zebra.segl'), project),
    into(project, join(folder, 'other.segl')),
    into(project, project),
  ]) {
    expect(refused.status).toBe(64);
    expect(refused.err).toContain('would overwrite the project file');
  }
  expect(readFileSync(project)).toEqual(kept);
});

test('of a file that is not the report nothing of the project is told', () => {
  const flipped = readFileSync(join(folder, 'final.pdf'));
  flipped[flipped.length - 100] = (flipped[flipped.length - 100] ?? 0) ^ 1;
  writeFileSync(join(folder, 'flipped.pdf'), flipped);
  for (const more of [[], ['--json']]) {
    const { status, out, err } = verify('flipped.pdf', ...more);
    expect(status).toBe(1);
    expect(out + err).not.toMatch(/Zebra\b(?!\.segl)|Grid|Meter|Head|AMS|HES|28/u);
  }
  const refused = segl(
    ['verify-public', join(folder, 'final.pdf'), '--project', project],
    'not the passphrase\n',
  );
  expect(refused.status).toBe(2);
  expect(refused.out).toBe('');
});
