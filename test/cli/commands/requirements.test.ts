import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { passphraseOf } from '#vault/container/passphrase-slot.ts';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import { changed } from '../../support/models/sample.ts';
import { file, folder, segl } from '../../support/command-line.ts';

const sound = `protocol P "Commands"
entity H "Head-end"
entity M "Meter"
key K shared by H, M
counter C shared by H, M
data COMMAND of H
phase operations {
  H advances C
  message m1 H -> M: aead[K](COMMAND, C ; H, M)
  M checks C
}
requirement SECRET confidentiality "Commands stay secret" owner "Grid company" source "Manual" "2"
requirement UP availability "An answer comes in time"
confidentiality COMMAND: H, M refines SECRET
`;
const open = changed(sound, 'aead[K](COMMAND, C ; H, M)', 'COMMAND, C');

const printed = z.object({
  requirements: z.array(
    z.looseObject({ name: z.string(), standing: z.string(), owner: z.string().nullable() }),
  ),
  untraced: z.record(z.string(), z.array(z.string())),
});

function read(out: string): z.infer<typeof printed> {
  return printed.parse(JSON.parse(out));
}

test('without an active adversary nothing holds, and what a listener breaks is violated', () => {
  const done = segl(['requirements', file('sound.segl', sound)]);
  expect(done.status).toBe(0);
  expect(done.out).toContain(
    'open: SECRET (Confidentiality, Grid company) Commands stay secret\n  Manual, 2\n',
  );
  expect(done.out).toContain('out of scope: UP');
  expect(done.out).not.toContain('not among the sources');
  const broken = segl(['requirements', file('open.segl', open)]);
  expect(broken.status).toBe(1);
  expect(broken.out).toContain('violated: SECRET');
});

test('with one it ends with 0 only where every requirement holds', () => {
  const path = file('sound.segl', sound);
  expect(segl(['requirements', path, '--verify']).status).toBe(0);
  const loose = file('loose.segl', changed(sound, ' refines SECRET', ''));
  const done = segl(['requirements', loose, '--verify', '--json']);
  expect(done.status).toBe(1);
  expect(read(done.out).requirements).toMatchObject([
    { name: 'SECRET', standing: 'open', owner: 'Grid company' },
    { name: 'UP', standing: 'out-of-scope', owner: null },
  ]);
  expect(read(done.out).untraced).toMatchObject({
    unrefined: ['SECRET'],
    withoutRequirement: ['confidentiality COMMAND'],
  });
});

test('refuses what it cannot read, and wants either models or a project', () => {
  expect(segl(['requirements', file('broken.segl', 'protocol')]).status).toBe(2);
  expect(segl(['requirements']).err).toContain('either models or a project');
});

test('of a project it knows the sources', async () => {
  const path = join(folder, 'project.segl');
  const passphrase = 'correct horse battery';
  const made = await createVault({
    path,
    passphrase: passphraseOf(passphrase),
    projectName: 'Project',
    text: sound,
  });
  if (!made.ok) throw new Error(made.error.code);
  made.value.close();
  const opened = await openVault(path, passphraseOf(passphrase));
  if (!opened.ok) throw new Error(opened.error.code);
  const unread = {
    id: 'source-1',
    title: 'Unread',
    kind: 'standard',
    owner: '',
    version: '',
    classification: 'open',
    note: '',
    file: null,
  } as const;
  expect(opened.value.dossier.save({ ...emptyDossier, sources: [unread] }).ok).toBe(true);
  opened.value.close();
  const done = segl(['requirements', '--project', path, '--json'], `${passphrase}\n`);
  expect(done.err).toBe('');
  expect(read(done.out).untraced).toMatchObject({
    uncitedDocuments: ['Unread'],
    unknownDocuments: ['Manual'],
  });
});
