import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { segl } from '../../support/command-line.ts';
import {
  acquaint,
  commandUser,
  makeProject,
  secretOf,
  workOn,
  type CommandUser,
} from '../../support/command-people.ts';

const text = `protocol P
entity A
entity B
key K shared by A, B long-term
data D of A
phase one {
  message m A -> B: D, mac[K](D)
}
integrity D: A
`;
const mineText = text.replace('mac[K](D)', 'mac[K](D, D)').replace('data D of A', 'data D of A // mine');
const theirsText = text.replace('mac[K](D)', 'enc[K](D)').replace('entity B\n', 'entity B // theirs\n');

const kariPhrase = 'project of kari';
const olaPhrase = 'project of ola';

/** What stands in the JSON that the command printed. */
function jsonOf<Shape extends z.ZodType>({ out }: { readonly out: string }, shape: Shape): z.output<Shape> {
  return shape.parse(JSON.parse(out));
}

const states = z.looseObject({
  head: z.string(),
  states: z.array(
    z.looseObject({
      id: z.string(),
      author: z.looseObject({ name: z.string() }).nullable(),
      cause: z.string(),
      name: z.string().nullable(),
      sentence: z.string(),
    }),
  ),
});

let kari: CommandUser;
let ola: CommandUser;
let project: string;
let received: string;

beforeAll(async () => {
  kari = await commandUser('Kari', 'NTNU');
  ola = await commandUser('Ola', 'Vendor');
  acquaint(kari, ola);
  project = kari.at('shared.segl');
  received = ola.at('received.segl');
  await makeProject(project, kariPhrase, text);
});

describe('two people work on one project with the command alone', () => {
  test('a project is sealed for a colleague, who sees what it is and makes a project of it', () => {
    const sealed = kari.at('first.sealed');
    const to = ['--to', ola.fingerprint, '--purpose', 'Review', '--out', sealed];
    const done = kari.run(['seal', project, ...to, '--open-with', 'passphrase', '--json'], kariPhrase);
    expect(done.status).toBe(0);
    expect(done.err).toContain('for the first time');
    expect(JSON.parse(done.out)).toMatchObject({
      file: sealed,
      sequence: 1,
      purpose: 'Review',
      warnings: [],
    });
    const listed = ola.run(['unseal', sealed, '--list']);
    expect(listed).toMatchObject({ status: 0, err: '' });
    expect(listed.out).toContain('Kari, NTNU');
    expect(listed.out).toContain('Review');
    const made = segl(
      ['unseal', sealed, '--keyring', ola.keyring, '--out', received],
      `${ola.passphrase}\n${olaPhrase}\n`,
    );
    expect(made).toEqual({ status: 0, err: '', out: `${received}\n` });
    expect(ola.run(['unseal', sealed, '--list'])).toMatchObject({ status: 1 });
  });

  test('both edit; what comes back is merged, once every conflict is answered', async () => {
    await workOn(kari, project, kariPhrase, ({ saving }) => saving.save(mineText));
    await workOn(ola, received, olaPhrase, ({ saving }) => saving.save(theirsText));
    const back = ola.at('back.sealed');
    const to = ['--to', kari.fingerprint, '--purpose', 'Reviewed', '--out', back, '--history', 'all'];
    const sealed = ola.run(['seal', received, ...to, '--open-with', 'passphrase'], olaPhrase);
    expect(sealed).toMatchObject({ status: 0, err: '' });
    const merge = ['merge', project, back, '--open-with', 'passphrase'];

    const before = readFileSync(project);
    const preview = kari.run([...merge, '--preview', '--json'], kariPhrase);
    expect(preview).toMatchObject({ status: 1, err: '' });
    const plan = jsonOf(
      preview,
      z.looseObject({
        head: z.string(),
        sha256: z.literal(createHash('sha256').update(readFileSync(back)).digest('hex')),
        relation: z.literal('apart'),
        merged: z.null(),
        places: z.array(z.looseObject({ id: z.string(), origin: z.string() })),
        open: z.array(
          z.looseObject({
            id: z.string(),
            mine: z.string(),
            theirs: z.string(),
            base: z.string(),
            answers: z.array(z.string()),
          }),
        ),
      }),
    );
    expect(new Set(plan.places.map(({ origin }) => origin))).toEqual(new Set(['mine', 'theirs', 'conflict']));
    const [conflict] = plan.open;
    if (conflict === undefined) throw new Error('there is a conflict');
    expect(plan.open).toHaveLength(1);
    expect([conflict.mine, conflict.theirs, conflict.base].map((each) => each.trim())).toEqual([
      'message m A -> B: D, mac[K](D, D)',
      'message m A -> B: D, enc[K](D)',
      'message m A -> B: D, mac[K](D)',
    ]);
    const told = kari.run([...merge, '--preview'], kariPhrase);
    expect(told.out).toContain(`id: ${conflict.id}`);

    const refused = kari.run(merge, kariPhrase);
    expect(refused.status).toBe(1);
    expect(refused.err).toContain('Not every conflict is answered');
    const headOf = (): string =>
      jsonOf(kari.run(['history', project, '--json', '--open-with', 'passphrase'], kariPhrase), states).head;
    expect(headOf()).toBe(plan.head);
    expect(readFileSync(project).equals(before)).toBe(false);

    const answers = kari.at('answers.json');
    const give = (answer: string, head = plan.head, sha256 = plan.sha256): readonly string[] => {
      writeFileSync(answers, JSON.stringify({ head, sha256, answers: { [conflict.id]: answer } }));
      return [...merge, '--answers', answers, '--json'];
    };
    expect(kari.run(give('everything'), kariPhrase).status).toBe(2);
    expect(kari.run(give('mine', '0'.repeat(32)), kariPhrase)).toMatchObject({ status: 2 });
    // Somebody put another file in the place of the one that was looked at.
    const other = kari.run(give('theirs', plan.head, '0'.repeat(64)), kariPhrase);
    expect(other.status).toBe(2);
    expect(other.out).toContain('merge-unanswered');
    const id = JSON.stringify(conflict.id);
    writeFileSync(answers, `{"answers":{${id}:"mine",${id}:"theirs"}}`);
    expect(kari.run([...merge, '--answers', answers], kariPhrase).err).toContain('answers-refused');
    expect(headOf()).toBe(plan.head);
    const merged = kari.run(give('theirs'), kariPhrase);
    expect(merged).toMatchObject({ status: 0, err: '' });
    expect(JSON.parse(merged.out)).toMatchObject({
      open: [],
      merged: { cause: 'merged', author: { name: 'Kari' } },
    });
  });

  test('the history tells who made each state, and what it changed', () => {
    const read = kari.run(['history', project, '--json', '--open-with', 'passphrase'], kariPhrase);
    const { head, states: all } = jsonOf(read, states);
    expect(all.map(({ cause, author }) => [cause, author?.name ?? null])).toEqual(
      expect.arrayContaining([
        ['created', null],
        ['edited', 'Kari'],
        ['edited', 'Ola'],
        ['merged', 'Kari'],
      ]),
    );
    expect(all.at(-1)).toMatchObject({ id: head, cause: 'merged' });
    const listed = kari.run(['history', project, '--open-with', 'passphrase'], kariPhrase);
    expect(listed.out.split('\n')[0]).toContain('Kari, merged');
    expect(listed.out).toContain('Message m changed');
    const newest = kari.run(['history', project, '--last', '1', '--open-with', 'passphrase'], kariPhrase);
    expect(newest.out).toBe(`${listed.out.split('\n').slice(0, 2).join('\n')}\n`);
  });

  test('a state is named, compared by its name, and restored', () => {
    const first = jsonOf(
      kari.run(['history', project, '--json', '--open-with', 'passphrase'], kariPhrase),
      states,
    ).states[0];
    if (first === undefined) throw new Error('there is a first state');
    const how = ['--open-with', 'passphrase'];
    const named = kari.run(
      ['history', project, '--name', first.id.slice(0, 6), 'As agreed @ NTNU', ...how],
      kariPhrase,
    );
    expect(named).toMatchObject({ status: 0, err: '' });
    expect(named.out).toContain('"As agreed @ NTNU"');
    const compared = kari.run(
      ['compare', `${project}@As agreed @ NTNU`, `${project}@head`, ...how],
      kariPhrase,
    );
    expect(compared.out).toContain('message m A -> B: D, mac[K](D)  ->  message m A -> B: D, enc[K](D)');
    expect(kari.run(['compare', `${project}@head~1`, project, '--json', ...how], kariPhrase).status).not.toBe(
      2,
    );
    const unknown = kari.run(['compare', `${project}@head~99`, project, '--json', ...how], kariPhrase);
    expect(unknown.status).toBe(2);
    expect(JSON.parse(unknown.out)).toMatchObject({ error: { code: 'state-unknown' } });
    const restored = kari.run(
      ['history', project, '--restore', 'As agreed @ NTNU', '--json', ...how],
      kariPhrase,
    );
    expect(JSON.parse(restored.out)).toMatchObject({ state: { cause: 'restored', origin: first.id } });
    expect(segl(['compare', `${project}@As agreed @ NTNU`, project], `${kariPhrase}\n`)).toMatchObject({
      status: 0,
      out: expect.stringContaining('Nothing of what the texts mean differs.') as string,
    });
    expect(kari.run(['history', project, '--name', 'As agreed @ NTNU', '', ...how], kariPhrase).status).toBe(
      0,
    );
  });

  test('the audit log is whole, and says what left and what came', () => {
    const read = kari.run(['history', project, '--audit', '--open-with', 'passphrase'], kariPhrase);
    expect(read).toMatchObject({ status: 0, err: '' });
    for (const sentence of ['shared in a sealed file', 'Work of somebody else was merged', 'restored'])
      expect(read.out).toContain(sentence);
    const json = kari.run(['history', project, '--audit', '--json', '--open-with', 'passphrase'], kariPhrase);
    expect(JSON.parse(json.out)).toMatchObject({ broken: [], endMissing: false });
  });

  test('what was merged is not merged again without a word, and has nothing new', () => {
    const back = ola.at('back.sealed');
    const merge = ['merge', project, back, '--open-with', 'passphrase', '--json'];
    const refused = kari.run(merge, kariPhrase);
    expect(refused.status).toBe(2);
    expect(JSON.parse(refused.out)).toMatchObject({
      file: back,
      error: { code: 'sealed-unanswered' },
      warnings: [{ kind: 'sequence-same' }],
    });
    expect(refused.err).toContain('sequence-same: You have taken over this very file before.');
    const again = kari.run([...merge, '--yes', 'sequence-same'], kariPhrase);
    expect(again).toMatchObject({ status: 0, err: '' });
    const told = jsonOf(
      again,
      z.looseObject({ places: z.array(z.looseObject({ origin: z.literal('mine') })) }),
    );
    expect(told).toMatchObject({ relation: 'behind', merged: { cause: 'restored' } });
  });
});

test('a file that is sealed with --plain opens with age and tar', async () => {
  const sealed = kari.at('plain.sealed');
  const order = ['seal', project, '--to', ola.fingerprint, '--purpose', 'Plain', '--out', sealed, '--plain'];
  const refused = kari.run([...order, '--open-with', 'passphrase', '--json'], kariPhrase);
  expect(refused.status).toBe(2);
  expect(JSON.parse(refused.out)).toMatchObject({ warnings: [{ kind: 'plain-encryption', about: null }] });
  // A word that answers nothing is no answer.
  expect(kari.run([...order, '--yes', 'plain-encrypted'], kariPhrase)).toMatchObject({ status: 64, out: '' });
  const done = kari.run([...order, '--open-with', 'passphrase', '--yes', 'plain-encryption'], kariPhrase);
  expect(done).toMatchObject({ status: 0, err: '' });
  const secret = ola.at('x25519.key');
  writeFileSync(secret, await secretOf(ola));
  const opened = spawnSync('age', ['--decrypt', '-i', secret, sealed], { maxBuffer: 1 << 26 });
  expect(opened.status).toBe(0);
  const listed = spawnSync('tar', ['--list', '--file', '-'], { input: opened.stdout, encoding: 'utf8' });
  expect(listed.stdout.split('\n').slice(0, 4)).toEqual([
    'manifest.json',
    'manifest.sig',
    'signer.card',
    'model.segl',
  ]);
  const model = spawnSync('tar', ['--extract', '--to-stdout', '--file', '-', 'model.segl'], {
    input: opened.stdout,
    encoding: 'utf8',
  });
  expect(model.stdout).toBe(text);
});
