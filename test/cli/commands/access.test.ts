import { copyFileSync, readFileSync, readdirSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { segl } from '../../support/command-line.ts';
import { acquaint, commandUser, makeProject, type CommandUser } from '../../support/command-people.ts';

const phrase = 'project of kari';
const text = `protocol P
entity A
entity B
data D of A
phase one {
  message m A -> B: D
}
integrity D: A
`;

let kari: CommandUser;
let ola: CommandUser;
let project: string;

const done = z.looseObject({
  slots: z.array(z.looseObject({ kind: z.string() })),
  shares: z.array(z.string()).nullable(),
  removed: z.looseObject({ recovery: z.boolean(), recipients: z.number() }).nullable(),
});

const answerOf = ({ out }: { readonly out: string }): z.output<typeof done> => done.parse(JSON.parse(out));

const kindsOf = ({ slots }: z.output<typeof done>): readonly string[] => slots.map(({ kind }) => kind);

beforeAll(async () => {
  kari = await commandUser('Kari', 'NTNU');
  ola = await commandUser('Ola', 'Vendor');
  acquaint(kari, ola);
  project = kari.at('shared.segl');
  await makeProject(project, phrase, text);
});

describe('who can open a project', () => {
  test('begins with its passphrase, and a colleague is added who opens it with a keyring', () => {
    expect(segl(['access', project], `${phrase}\n`)).toEqual({
      status: 0,
      err: '',
      out: 'Whoever knows the passphrase can open it.\n',
    });
    const locked = segl(['access', project, '--add', ola.fingerprint, '--json'], `${phrase}\n`);
    expect(JSON.parse(locked.out)).toMatchObject({ error: { code: 'keyring-locked' } });
    expect(ola.run(['access', project])).toMatchObject({ status: 2, out: '' });
    const added = kari.run(
      ['access', project, '--add', ola.fingerprint, '--open-with', 'passphrase', '--json'],
      phrase,
    );
    expect(kindsOf(answerOf(added))).toEqual(['passphrase', 'recipient']);
    const listed = ola.run(['access', project]);
    expect(listed.status).toBe(0);
    expect(listed.out).toContain('Ola, Vendor');
  });

  test('every command opens it so, and what stands behind the keyring’s passphrase is the next that is asked for', () => {
    expect(ola.run(['requirements', '--project', project])).toMatchObject({ status: 0, err: '' });
    expect(ola.run(['threats', '--project', project])).toMatchObject({ status: 1, err: '' });
    expect(ola.run(['compare', project, `${project}@head`])).toMatchObject({ status: 0, err: '' });
    const out = ola.at('metrics.pdf');
    const report = [
      'report',
      'metrics',
      '--project',
      project,
      '--out',
      out,
      '--json',
      '--keyring',
      ola.keyring,
    ];
    const written = segl(report, `${ola.passphrase}\nskog-og-hei-99\n`);
    expect(JSON.parse(written.out)).toMatchObject({ file: out, passphrase: null });
    const again = segl(report, `${ola.passphrase}\n`);
    expect(again.status).toBe(2);
    expect(JSON.parse(again.out)).toMatchObject({ file: out, error: { code: 'target-exists' } });
    const verified = ola.run(['verify-public', out, '--project', project, '--json']);
    expect(JSON.parse(verified.out)).toMatchObject({ report: 'unknown' });
  });

  test('a card whose fingerprint nobody compared gets access only when that is answered', async () => {
    const eve = await commandUser('Eve', 'Elsewhere');
    const card = eve.at('own.card');
    eve.run(['card', 'export', '--out', card]);
    kari.run(['card', 'add', card]);
    const add = ['access', project, '--add', eve.fingerprint, '--open-with', 'passphrase', '--json'];
    const refused = kari.run(add, phrase);
    expect(refused.status).toBe(2);
    expect(JSON.parse(refused.out)).toMatchObject({
      error: { code: 'sealed-unanswered' },
      warnings: [{ kind: 'recipient-unverified', about: { name: 'Eve' } }],
    });
    expect(kari.run([...add, '--yes', 'recipient-unverified'], phrase).status).toBe(0);
    const removed = kari.run(
      ['access', project, '--remove', eve.fingerprint, '--open-with', 'passphrase', '--json'],
      phrase,
    );
    expect(answerOf(removed).removed).toMatchObject({ recovery: false, recipients: 0 });
    expect(eve.run(['access', project])).toMatchObject({ status: 2, out: '' });
  });

  test('recovery shares open it, as printed or each on a line, and too few of them do not', () => {
    const made = segl(['access', project, '--recovery', '2/3', '--json'], `${phrase}\n`);
    const { shares } = answerOf(made);
    const [one = '', two = '', three = ''] = shares ?? [];
    expect(shares).toHaveLength(3);
    const open = ['access', project, '--open-with', 'shares', '--json'];
    expect(kindsOf(answerOf(segl(open, `${one}\n${three}\n`)))).toContain('recovery');
    const inLine = (share: string): string => share.trim().split('\n').slice(3).join(' ');
    expect(segl(open, `${inLine(two)}\r\n${inLine(one).toLowerCase()}\r\n`).status).toBe(0);
    const codes = [`${one}\n`, `${one}\n${one}\n`, `${one}\n${inLine(two).slice(1)}\n`, ''].map(
      (input) => (JSON.parse(segl(open, input).out) as { error: { code: string } }).error.code,
    );
    expect(codes).toEqual([
      'recovery-too-few',
      'recovery-too-few',
      'recovery-typing-error',
      'recovery-too-few',
    ]);
  });

  test('whoever is removed opens it no more, and the project is asked for its passphrase', () => {
    const remove = ['access', project, '--remove', kari.fingerprint, '--json'];
    const add = ['access', project, '--add', kari.fingerprint, '--open-with', 'passphrase'];
    expect(kari.run(add, phrase).status).toBe(0);
    const ofOla = ['access', project, '--remove', ola.fingerprint, '--keyring', kari.keyring, '--json'];
    const wrong = segl(ofOla, `${kari.passphrase}\nnot the passphrase\n`);
    expect(JSON.parse(wrong.out)).toMatchObject({ error: { code: 'passphrase-wrong' } });
    const removed = segl(ofOla, `${kari.passphrase}\n${phrase}\n`);
    expect(removed.status).toBe(0);
    expect(answerOf(removed).removed).toMatchObject({ recovery: true });
    expect(ola.run(['history', project])).toMatchObject({ status: 2, out: '' });
    expect(segl([...remove, '--recovery', '2/3'], `${phrase}\n`).status).toBe(64);
    const unknown = segl(ofOla, `${kari.passphrase}\n${phrase}\n`);
    expect(JSON.parse(unknown.out)).toMatchObject({ error: { code: 'vault-recipient-unknown' } });
    expect(segl(['access', project, '--recovery', '3/2'], `${phrase}\n`).status).toBe(64);
  });
});

describe('the file of a project that a keyring has seen', () => {
  test('is refused where it is older, or went another way, unless that is accepted', () => {
    const [first, second] = [kari.at('first.copy'), kari.at('second.copy')];
    const look = (given: readonly string[] = []): ReturnType<typeof segl> =>
      kari.run(['history', project, '--json', ...given]);
    expect(look()).toMatchObject({ status: 0, err: '' });
    copyFileSync(project, first);
    expect(look()).toMatchObject({ status: 0, err: '' });
    copyFileSync(project, second);
    copyFileSync(first, project);
    const older = look();
    expect(older.status).toBe(2);
    expect(JSON.parse(older.out)).toMatchObject({ error: { code: 'file-older' } });
    expect(older.err.trimEnd().split('\n')).toHaveLength(1);
    // Refused it stays as it is, however often.
    expect(readFileSync(project)).toEqual(readFileSync(first));
    expect(JSON.parse(look().out)).toMatchObject({ error: { code: 'file-older' } });
    // Opened by whoever has not seen the later one, it goes its own way.
    expect(segl(['history', project], `${phrase}\n`).status).toBe(0);
    const forked = look();
    expect(JSON.parse(forked.out)).toMatchObject({ error: { code: 'file-forked' } });
    copyFileSync(second, project);
    expect(look()).toMatchObject({ status: 0, err: '' });
    copyFileSync(first, project);
    expect(look(['--accept-file'])).toMatchObject({ status: 0, err: '' });
    expect(look()).toMatchObject({ status: 0, err: '' });
    expect(readdirSync(kari.at('.')).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('is told where somebody else worked on it, and where it was never seen', () => {
    expect(segl(['history', project], `${phrase}\n`).status).toBe(0);
    const newer = kari.run(['history', project, '--json']);
    expect(newer.status).toBe(0);
    expect(newer.err).toContain('Somebody else has worked on this project');
    const never = kari.at('never.segl');
    copyFileSync(project, never);
    expect(kari.run(['history', never]).err).toBe('');
  });
});

test('a keyring that opens a project has to be given', () => {
  expect(segl(['history', project, '--open-with', 'keyring'])).toMatchObject({ status: 64, out: '' });
  expect(segl(['seal', project, '--to', ola.fingerprint, '--purpose', 'x', '--out', 'y'])).toMatchObject({
    status: 64,
    out: '',
  });
});
