import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { passphraseOf } from '#vault/container/passphrase-slot.ts';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import { changed } from '../../support/models/sample.ts';
import { libraryText } from '../../support/models/catalogued.ts';
import { file, folder, segl } from '../../support/command-line.ts';

const printed = z.object({
  protocol: z.string(),
  threats: z.array(
    z.looseObject({
      id: z.string(),
      tableTwo: z.string(),
      answer: z.string().nullable(),
      decision: z.string(),
      standing: z.string(),
      proposal: z.array(z.string()).nullable(),
    }),
  ),
  outOfScope: z.array(z.string()),
});

const checked = libraryText('metering-command');
const unchecked = changed(checked, '  MET checks DOWN\n', '');

test('lists the threats by Table 2, and ends with 0 where everything is proved', () => {
  const done = segl(['threats', file('checked.segl', checked)]);
  expect(done.status).toBe(0);
  expect(done.out).toMatch(
    /Replay attacks: adversary active; breach of integrity, authentication\n {2}ruled out/u,
  );
  expect(done.out).toContain('Denial of service: out of scope (Table 2)');
  expect(done.out).toContain('An attack model would answer it: leak K');
});

test('says what was found, and ends with 1', () => {
  const done = segl(['threats', file('unchecked.segl', unchecked)]);
  expect(done.status).toBe(1);
  expect(done.out).toMatch(
    /attack found +Replay of COMMAND, RESULT under K\n +✗ MET takes each COMMAND of HES/u,
  );
});

test('prints one line of JSON for each file', () => {
  const done = segl(['threats', file('a.segl', checked), file('b.segl', unchecked), '--json']);
  const [first, second] = done.out
    .trimEnd()
    .split('\n')
    .map((line) => printed.parse(JSON.parse(line)));
  const replay = (given: typeof first): string | null | undefined =>
    given?.threats.find(({ id }) => id === 'replay/K')?.answer;
  expect([replay(first), replay(second)]).toEqual(['holds', 'violated']);
  expect(first?.threats.find(({ id }) => id === 'key-compromise/K')).toMatchObject({
    answer: null,
    proposal: ['leak K'],
    tableTwo: 'key-compromise',
  });
  expect(first?.outOfScope).toEqual(['denial-of-service']);
});

test('refuses what it cannot read, and wants either models or a project', () => {
  expect(segl(['threats', file('broken.segl', 'protocol')]).status).toBe(2);
  expect(segl(['threats']).status).toBe(segl(['threats', 'a', '--project', 'b']).status);
  expect(segl(['threats']).err).toContain('either models or a project');
});

test('reads a project with what was decided in it', async () => {
  const path = join(folder, 'decided.segl');
  const passphrase = 'correct horse battery';
  const made = await createVault({
    path,
    passphrase: passphraseOf(passphrase),
    projectName: 'Decided',
    text: checked,
  });
  if (!made.ok) throw new Error(made.error.code);
  made.value.dossier.save({
    ...emptyDossier,
    threats: [
      {
        id: 'replay/K',
        decision: 'rejected',
        reason: 'the counter is checked',
        title: 'Old instructions',
        description: '',
        requirements: [],
        citations: [],
        own: null,
        seen: null,
      },
    ],
  });
  made.value.close();
  const done = segl(['threats', '--project', path], `${passphrase}\n`);
  expect(done.out).toMatch(/ruled out +Old instructions \[rejected\]/u);
  expect(done.status).toBe(0);
  const wrong = segl(['threats', '--project', path], 'wrong\n');
  expect(wrong.status).toBe(2);
  expect(wrong.out).toBe('');
  expect(await openVault(path, passphraseOf(passphrase))).toMatchObject({ ok: true });
});
