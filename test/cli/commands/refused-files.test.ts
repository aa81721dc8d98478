import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { passphraseOf } from '#vault/container/passphrase-slot.ts';
import { readHead } from '#vault/container/container.ts';
import { schemaVersion } from '#vault/migrations/migrate.ts';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import { encodeChanges } from '#vault/database/recorded-statements.ts';
import { RecoveryLog } from '#vault/recovery/recovery-log.ts';
import { file, segl, type Ended } from '../../support/command-line.ts';
import { acquaint, commandUser, makeProject, type CommandUser } from '../../support/command-people.ts';
import { dataKeyIn, quickPlatform, remembering, valueOf } from '../../support/vault-platform.ts';

const phrase = 'project of kari';
const text = `protocol Hemmelig
entity Avsender
entity Mottaker
data D of Avsender
phase one {
  message m Avsender -> Mottaker: D
}
integrity D: Avsender
`;

let kari: CommandUser;
let ola: CommandUser;
let project: string;
let sealed: string;
let pipe: string;
let directory: string;

const refused = z.strictObject({
  file: z.string(),
  error: z.strictObject({
    code: z.string(),
    message: z.string(),
    line: z.null(),
    column: z.null(),
  }),
});

/** The code with which a command that was given `--json` was refused: in one sentence, and without a word of the project. */
function codeOf({ status, out, err }: Ended): string {
  expect(status).toBe(2);
  const { error } = refused.parse(JSON.parse(out));
  expect(err.trimEnd().split('\n')).toHaveLength(1);
  expect(err).toContain(`${error.message} [${error.code}]`);
  expect(`${out}${err}`).not.toMatch(/Hemmelig|Avsender|Mottaker|project of|keyring of/u);
  return error.code;
}

beforeAll(async () => {
  kari = await commandUser('Kari', 'NTNU');
  ola = await commandUser('Ola', 'Vendor');
  acquaint(kari, ola);
  project = kari.at('shared.segl');
  await makeProject(project, phrase, text);
  sealed = kari.at('shared.sealed');
  const order = ['--to', ola.fingerprint, kari.fingerprint, '--purpose', 'Review', '--out', sealed];
  const done = kari.run(['seal', project, ...order, '--open-with', 'passphrase'], phrase);
  if (done.status !== 0) throw new Error(done.err);
  pipe = kari.at('pipe');
  spawnSync('mkfifo', [pipe]);
  directory = kari.at('folder');
  mkdirSync(directory);
});

describe('a keyring', () => {
  const show = (given: string): Ended =>
    segl(['identity', 'show', '--keyring', given, '--json'], 'a wrong passphrase\n');

  test('is refused where it is none, damaged, or does not open', () => {
    const damaged = kari.at('damaged.keyring');
    const bytes = readFileSync(kari.keyring);
    writeFileSync(damaged, bytes.subarray(0, -1));
    const codes = [kari.keyring, kari.at('missing'), damaged, pipe, directory, project, sealed].map((each) =>
      codeOf(show(each)),
    );
    expect(codes).toEqual([
      'keyring-passphrase-wrong',
      'keyring-missing',
      'keyring-damaged',
      'keyring-not-a-keyring',
      'keyring-not-a-keyring',
      'keyring-not-a-keyring',
      'keyring-not-a-keyring',
    ]);
  });

  test('is made with an identity of its own', () => {
    const path = kari.at('made.keyring');
    const given = ['--keyring', path, '--json'];
    const identityOf = ({ out }: Ended): unknown => (JSON.parse(out) as { identity: unknown }).identity;
    const made = segl(
      ['identity', 'create', ...given, '--name', 'Kari', '--organisation', 'NTNU'],
      'a long enough one\n',
    );
    expect(made).toMatchObject({ status: 0, err: '' });
    const shown = identityOf(segl(['identity', 'show', ...given], 'a long enough one\n'));
    expect(shown).toMatchObject({ name: 'Kari', organisation: 'NTNU' });
    expect(shown).toEqual(identityOf(made));
    expect(shown).not.toMatchObject({ fingerprint: kari.fingerprint });
  });

  test('is never made over anything, with a bad passphrase, or for a name that stands on no card', () => {
    const make = (path: string, name: string, given: string): Ended =>
      segl(['identity', 'create', '--keyring', path, '--name', name, '--json'], `${given}\n`);
    const fresh = kari.at('fresh.keyring');
    expect(codeOf(make(kari.keyring, 'Kari', 'a long enough one'))).toBe('keyring-exists');
    expect(codeOf(make(fresh, 'Kari', 'short'))).toBe('passphrase-too-short');
    expect(codeOf(make(fresh, '\u202e', 'a long enough one'))).toBe('card-name-refused');
    expect(codeOf(make(`${directory}/none/keyring`, 'Kari', 'a long enough one'))).toBe(
      'target-folder-missing',
    );
  });

  test('gets another passphrase, and opens with it alone', () => {
    const copy = kari.at('copy.keyring');
    copyFileSync(kari.keyring, copy);
    const change = (...lines: readonly string[]): Ended =>
      segl(['identity', 'passphrase', '--keyring', copy, '--json'], lines.join('\n'));
    expect(codeOf(change('a wrong passphrase', 'another long one'))).toBe('keyring-passphrase-wrong');
    expect(codeOf(change(kari.passphrase, 'short'))).toBe('passphrase-too-short');
    expect(codeOf(change(kari.passphrase))).toBe('passphrase-too-short');
    expect(change(kari.passphrase, 'another long one').status).toBe(0);
    const shown = segl(['identity', 'show', '--keyring', copy, '--json'], 'another long one');
    expect(JSON.parse(shown.out)).toMatchObject({
      keyring: copy,
      identity: { fingerprint: kari.fingerprint, name: 'Kari', organisation: 'NTNU' },
    });
  });
});

describe('a card', () => {
  const read = (path: string): Ended => segl(['card', 'read', path, '--json']);

  test('is refused where it is none, damaged or changed', () => {
    const own = readFileSync(kari.at('own.card'), 'utf8');
    const changed = file(
      'changed.card',
      own.replace(/(?<=signature: )./u, (digit) => (digit === '0' ? '1' : '0')),
    );
    const damaged = file('damaged.card', own.slice(0, -1));
    const codes = [kari.at('missing'), changed, damaged, pipe, directory, sealed, project].map((each) =>
      codeOf(read(each)),
    );
    expect(codes).toEqual([
      'file-unreadable',
      'card-signature-wrong',
      'card-damaged',
      'card-not-a-card',
      'card-not-a-card',
      'card-not-a-card',
      'card-not-a-card',
    ]);
  });

  test('is told by its relation to the keyring, and replaced only on a word', async () => {
    const path = ola.at('own.card');
    const relationOf = (ended: Ended): unknown => (JSON.parse(ended.out) as { relation: unknown }).relation;
    expect(relationOf(read(path))).toBeNull();
    expect(relationOf(kari.run(['card', 'read', path, '--json']))).toBe('known');
    expect(codeOf(ola.run(['card', 'add', path, '--json']))).toBe('card-own');
    const other = await commandUser('Ola ', 'Elsewhere');
    const second = other.at('own.card');
    other.run(['card', 'export', '--out', second]);
    expect(other.run(['card', 'export', '--out', second, '--json']).status).toBe(2);
    expect(relationOf(kari.run(['card', 'read', second, '--json']))).toBe('changed-key');
    expect(codeOf(kari.run(['card', 'add', second, '--json']))).toBe('card-changed');
    expect(kari.run(['card', 'add', second, '--changed', 'keep-both']).status).toBe(0);
    expect(kari.run(['card', 'list']).out.split('\n')).toEqual([
      expect.stringMatching(/ {2}Ola, Vendor \(compared /u),
      expect.stringMatching(/ {2}Ola, Elsewhere \(not compared\)/u),
      '',
    ]);
    expect(kari.run(['card', 'remove', other.fingerprint]).status).toBe(0);
    expect(codeOf(kari.run(['card', 'remove', other.fingerprint, '--json']))).toBe('card-unknown');
    expect(codeOf(kari.run(['card', 'verify', other.fingerprint, '--json']))).toBe('card-unknown');
    expect(kari.run(['card', 'verify', other.fingerprint.slice(0, 8)]).status).toBe(64);
  });
});

describe('a sealed file', () => {
  test('is refused where it is none, damaged, or for somebody else', async () => {
    const damaged = kari.at('damaged.sealed');
    const bytes = readFileSync(sealed);
    writeFileSync(damaged, bytes.subarray(0, -1));
    const eve = await commandUser('Eve', 'Elsewhere');
    const list = (path: string, who = kari): string => codeOf(who.run(['unseal', path, '--json']));
    const codes = [kari.at('missing'), damaged, pipe, directory, project, kari.at('own.card')].map((each) =>
      list(each),
    );
    expect(codes).toEqual([
      'sealed-unreadable',
      'sealed-damaged',
      'sealed-unreadable',
      'sealed-unreadable',
      'sealed-not-a-sealed-file',
      'sealed-not-a-sealed-file',
    ]);
    expect(list(sealed, eve)).toBe('sealed-not-for-you');
  });

  test('of somebody whose card is not there is listed with 1, and made a project of only on a word', () => {
    const card = kari.at('own.card');
    const made = ola.at('made.segl');
    expect(ola.run(['card', 'remove', kari.fingerprint]).status).toBe(0);
    const listed = ola.run(['unseal', sealed]);
    expect(listed.status).toBe(1);
    expect(listed.err).toContain(
      'signer-unknown: You have no card of whoever signed this, who calls themselves Kari.',
    );
    const lines = `${ola.passphrase}\nproject of ola\n`;
    const out = ['unseal', sealed, '--keyring', ola.keyring, '--out', made, '--json'];
    const unanswered = segl(out, lines);
    expect(unanswered.status).toBe(2);
    expect(JSON.parse(unanswered.out)).toMatchObject({
      file: sealed,
      error: { code: 'sealed-unanswered' },
      warnings: [{ kind: 'signer-unknown', about: null }],
    });
    expect(codeOf(segl([...out, '--yes', 'signer-unknown'], `${ola.passphrase}\nshort\n`))).toBe(
      'passphrase-too-short',
    );
    const received = segl([...out, '--yes', 'signer-unknown'], lines);
    expect(JSON.parse(received.out)).toMatchObject({ file: sealed, project: made });
    expect(codeOf(segl([...out, '--yes', 'signer-unknown', 'sequence-same'], lines))).toBe('vault-exists');
    expect(segl([...out, '--list'], lines)).toMatchObject({ status: 64, out: '' });
    expect(ola.run(['card', 'add', card]).status).toBe(0);
  });

  test('is written over nothing, and for nobody whose card is not there', () => {
    const seal = (...given: readonly string[]): Ended =>
      kari.run(
        ['seal', project, '--purpose', 'Review', '--open-with', 'passphrase', '--json', ...given],
        phrase,
      );
    const to = ['--to', ola.fingerprint];
    const codes = [
      [...to, '--out', sealed],
      [...to, '--out', project],
      [...to, '--out', project, '--force'],
      [...to, '--out', directory],
      [...to, '--out', pipe, '--force'],
      [...to, '--out', kari.keyring, '--force'],
      [...to, '--out', kari.at('missing/one.sealed')],
      ['--to', '0'.repeat(32), '--out', kari.at('nobody.sealed')],
      [...to, '--out', kari.at('empty.sealed'), '--purpose', ' '],
    ].map((given) => codeOf(seal(...given)));
    expect(codes).toEqual([
      'target-exists',
      'target-is-project',
      'target-is-project',
      'target-is-folder',
      'target-is-no-file',
      'target-is-project',
      'target-folder-missing',
      'card-unknown',
      'input-refused',
    ]);
    expect(seal('--to', 'kari', '--out', kari.at('x')).status).toBe(64);
    expect(seal(...to, '--out', kari.at('x'), '--history', 'some').status).toBe(64);
  });

  test('is not merged into another project, nor with answers that are none', async () => {
    const other = kari.at('other.segl');
    await makeProject(other, phrase, text);
    const merge = (into: string, ...given: readonly string[]): Ended =>
      kari.run(['merge', into, sealed, '--open-with', 'passphrase', '--json', ...given], phrase);
    const refusedMerge = merge(other, '--yes', 'other-project');
    expect(refusedMerge.status).toBe(2);
    expect(JSON.parse(refusedMerge.out)).toMatchObject({ error: { code: 'sealed-content-refused' } });
    const answers = [
      kari.at('missing'),
      directory,
      file('text.json', 'mine'),
      file('list.json', '[]'),
      file('other.json', '{"answers":{"a":"yours"}}'),
      file('more.json', '{"answers":{},"more":1}'),
      file('bytes.json', Buffer.from([0xff, 0xfe])),
    ].map((each) => codeOf(merge(project, '--answers', each)));
    expect(answers).toEqual([
      'file-unreadable',
      'file-unreadable',
      'answers-refused',
      'answers-refused',
      'answers-refused',
      'answers-refused',
      'answers-refused',
    ]);
    const same = merge(project);
    expect(same.status).toBe(0);
    expect(JSON.parse(same.out)).toMatchObject({ relation: 'same', places: [], open: [] });
  });
});

describe('a project', () => {
  const history = (path: string, given: readonly string[] = [], input = `${phrase}\n`): Ended =>
    segl(['history', path, '--json', ...given], input);

  test('is refused where it is none, damaged, or does not open', () => {
    const damaged = kari.at('damaged.segl');
    writeFileSync(damaged, readFileSync(project).subarray(0, -1));
    const codes = [kari.at('missing'), damaged, pipe, directory, sealed, kari.at('own.card')].map((each) =>
      codeOf(history(each)),
    );
    expect(codes).toEqual([
      'vault-missing',
      'vault-damaged',
      'vault-not-a-file',
      'vault-not-a-file',
      'vault-not-a-vault',
      'vault-not-a-vault',
    ]);
    expect(codeOf(history(project, [], 'a wrong passphrase\n'))).toBe('passphrase-wrong');
    expect(codeOf(history(project, [], ''))).toBe('passphrase-wrong');
    expect(codeOf(history(project, ['--open-with', 'shares'], ''))).toBe('vault-recovery-refused');
    expect(codeOf(kari.run(['history', project, '--json']))).toBe('vault-identity-unknown');
    expect(codeOf(history(project, ['--restore', 'nothing']))).toBe('state-unknown');
    expect(codeOf(history(project, ['--name', 'head~1', 'x']))).toBe('state-unknown');
    expect(history(project, ['--name', 'head']).status).toBe(64);
    expect(history(project, ['--audit', '--restore', 'head']).status).toBe(64);
  });

  test('opens through a link, and is noted by where it is', () => {
    const link = file('link.segl', '');
    spawnSync('rm', [link]);
    symlinkSync(project, link);
    expect(history(link).status).toBe(0);
    const compared = segl(['compare', `${link}@head`, project], `${phrase}\n${phrase}\n`);
    expect(compared).toMatchObject({ status: 0 });
  });

  test('that is open here or elsewhere says by whom, and is taken over only on a word', async () => {
    const elsewhere = { ...quickPlatform, host: 'elsewhere', author: { name: 'Per', fingerprint: null } };
    const holder = `${dirname(project)}/.shared.segl.holder`;
    const vault = valueOf(await openVault(project, passphraseOf(phrase), elsewhere));
    const here = history(project);
    expect(here.status).toBe(2);
    expect(JSON.parse(here.out)).toMatchObject({ error: { code: 'vault-in-use' } });
    expect(here.err).toMatch(/Per has had it open on elsewhere since/u);
    const left = readFileSync(holder);
    valueOf(vault.close());
    writeFileSync(holder, left);
    const there = history(project);
    expect(JSON.parse(there.out)).toMatchObject({ error: { code: 'vault-held-elsewhere' } });
    expect(there.err).toMatch(/Per has had it open on elsewhere since/u);
    expect(history(project, ['--take-over', '--audit']).out).toContain('"kind":"taken-over"');
    expect(history(project)).toMatchObject({ status: 0, err: '' });
  });
});

test('an audit log of which somebody with the key changed a line is an alarm', async () => {
  const path = kari.at('forged.segl');
  const { platform, drawn } = remembering();
  const start = { path, passphrase: passphraseOf(phrase), projectName: 'Forged', text };
  valueOf(valueOf(await createVault(start, platform)).close());
  const { vault, generation } = valueOf(readHead(path)).envelope;
  const log = RecoveryLog.begin(path, { vault, generation }, dataKeyIn(drawn), quickPlatform);
  const changes = [
    'DROP TRIGGER audit_event_unchanged',
    `UPDATE audit_event SET kind = 'exported-public' WHERE sequence = 1`,
  ].map((sql) => ({ sql, parameters: [] }));
  log.append(encodeChanges({ schema: schemaVersion, changes }));
  log.close();
  const told = segl(['history', path, '--audit', '--json'], `${phrase}\n`);
  expect(told.status).toBe(1);
  expect(told.err).toContain('The log is broken');
  const { broken } = z.looseObject({ broken: z.array(z.string()).min(1) }).parse(JSON.parse(told.out));
  expect(told.out).toContain(`"id":"${broken[0] ?? ''}"`);
  expect(segl(['history', path, '--audit'], `${phrase}\n`).out).toContain('⚠ link broken');
  expect(segl(['history', path], `${phrase}\n`).status).toBe(0);
});
