import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { publicFiles } from '#report/public-files.ts';
import { createVault, openVault } from '#vault/vault.ts';
import { changed, sampleText } from '../core/sample.ts';
import { publicRecordOf } from '../report/documents.ts';
import { passphrase, phrase, quickPlatform, valueOf } from '../vault/workshop.ts';
import { folder, root, segl as runSegl, type Ended } from './command-line.ts';

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
  valueOf(vault.addApproval({ ...approval, decision: 'approved' }));
  valueOf(vault.close());
}

async function finalHash(text: string): Promise<string> {
  const [english] = await publicFiles(publicRecordOf(text), 'final', {
    fontFolder: join(root, 'resources', 'fonts'),
  });
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
    valueOf(vault.saveDossier({ ...emptyDossier, owners }));
    valueOf(vault.close());
    const hash = await finalHash(sampleText);
    await approve('a', hash);
    await approve('b', '0'.repeat(64));
    const refused = write('final.pdf', '--final');
    expect(refused.status).toBe(2);
    expect(refused.err).toContain('Not every owner');
    const [english] = await publicFiles(publicRecordOf(sampleText), 'final', {
      fontFolder: join(root, 'resources', 'fonts'),
    });
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
      vault.saveRevision(
        changed(sampleText, 'requirement R4', 'requirement R5 integrity "x"\nrequirement R4'),
      ),
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
    const [given] = valueOf(vault.ledger()).releases[0]?.approvals ?? [];
    const approval = valueOf(vault.ledger()).approvals.find(({ sequence }) => sequence === given);
    if (approval === undefined) throw new Error('a release rests on approvals');
    const { owner, organisation, approver, fileHash } = approval;
    const said = { owner, organisation, approver, fileHash, day: '2026-02-01' };
    valueOf(vault.addApproval({ ...said, decision: 'withdrawn' }));
    valueOf(vault.close());
    const earlier = verify('final.pdf');
    expect(earlier.status).toBe(1);
    expect(earlier.out).toContain('Approval was withdrawn: Grid operator, Head of security, 2026-02-01.');
    const told: unknown = JSON.parse(verify('final.pdf', '--json').out);
    expect(told).toMatchObject({ report: 'earlier', approved: false, owners: [{ approves: false }, {}] });
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
