import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { z } from 'zod';
import type { ChannelInput, ChannelName } from '#contract/channels.ts';
import { passphraseOf } from '#vault/container/passphrase-slot.ts';
import { lockFromPage } from '../support/window/actions.ts';
import { answerOpenDialogs, answerSaveDialogs, launch, type Launched } from '../support/window/launch.ts';

// The whole story through the real bridge, main process, vault, engine and reports; the window's own tests
// tell it again with hands.

const worked = z.object({
  value: z.object({
    dossier: z.object({
      sources: z.array(
        z.object({ title: z.string(), file: z.looseObject({ sha256: z.string() }).nullable() }),
      ),
      threats: z.array(z.unknown()),
      assessments: z.array(z.unknown()),
    }),
  }),
});
const phrase = 'correct horse battery staple';
const passphrase = passphraseOf(phrase);
let segl: Launched;

test.beforeEach(async () => {
  segl = await launch();
});

test.afterEach(async () => {
  await segl.close();
});

test('create, analyse, change, report, lock, unlock', async () => {
  const path = join(segl.folder, 'AMS.segl');
  await answerSaveDialogs(segl.app, path);
  const created = await call(segl.page, 'project.create', { name: 'AMS', passphrase, template: 'example' });
  expect(created).toMatchObject({
    ok: true,
    value: { name: 'AMS', fileName: 'AMS.segl', revision: 1, recovered: false },
  });
  const text = textOf(created);

  const run = await call(segl.page, 'analysis.run', { text });
  expect(run).toMatchObject({ ok: true, value: { revision: 1, problem: null } });
  // A slow machine answers before the record is there.
  const isThere = JSON.stringify(run).includes('"analysed":true');
  if (!isThere)
    expect(await call(segl.page, 'analysis.finish', { revision: 1 })).toEqual({ ok: true, value: {} });
  const changed = `${text}\n// changed\n`;
  expect(await call(segl.page, 'project.save', { text: changed })).toEqual({
    ok: true,
    value: { revision: 2 },
  });
  expect(await call(segl.page, 'project.save', { text: changed })).toEqual({
    ok: true,
    value: { revision: 2 },
  });

  const suggested = await call(segl.page, 'report.suggestPassphrase', {});
  expect(suggested).toMatchObject({ ok: true });
  await answerSaveDialogs(segl.app, join(segl.folder, 'full.pdf'));
  const prepared = await prepare({ kind: 'full', locale: 'nb' });
  const full = await call(segl.page, 'report.write', {
    sha256: prepared,
    protection: { kind: 'passphrase', passphrase: phrase },
  });
  expect(full).toMatchObject({ ok: true, value: { fileName: 'full.pdf' } });
  const bytes = await readFile(join(segl.folder, 'full.pdf'));
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(bytes.includes('/Encrypt')).toBe(true);
  await answerSaveDialogs(segl.app, join(segl.folder, 'public.pdf'));
  const open = await prepare({ kind: 'public', locale: 'en' });
  const protection = { kind: 'open' } as const;
  expect(await call(segl.page, 'report.write', { sha256: open, protection })).toMatchObject({
    ok: true,
    value: { fileName: 'public.pdf', sha256: open },
  });

  await lockFromPage(segl.page);
  expect(await call(segl.page, 'session.state', {})).toMatchObject({
    ok: true,
    value: { status: 'locked', fileName: 'AMS.segl' },
  });
  expect(await call(segl.page, 'project.save', { text })).toEqual({
    ok: false,
    error: { code: 'project-not-open' },
  });
  expect(
    await call(segl.page, 'project.unlock', {
      key: { kind: 'passphrase', passphrase: passphraseOf('not the passphrase') },
      takeOver: false,
    }),
  ).toEqual({
    ok: false,
    error: { code: 'passphrase-wrong' },
  });
  const unlocked = await call(segl.page, 'project.unlock', {
    key: { kind: 'passphrase', passphrase },
    takeOver: false,
  });
  expect(textOf(unlocked)).toBe(changed);
});

test('the worked example brings its document, its threats and its risks', async () => {
  await answerSaveDialogs(segl.app, join(segl.folder, 'Worked.segl'));
  const created = await call(segl.page, 'project.create', {
    name: 'Worked',
    passphrase,
    template: 'worked-example',
  });
  const { sources, threats, assessments } = worked.parse(created).value.dossier;
  expect(threats.length).toBeGreaterThan(5);
  expect(assessments.length).toBeGreaterThan(5);
  const file = sources.find(({ title }) => title === 'AMS design note')?.file;
  expect(file).toMatchObject({ name: 'ams-design-note.pdf', mediaType: 'application/pdf' });
  const read = await call(segl.page, 'document.read', { sha256: file?.sha256 ?? '' });
  expect(read).toMatchObject({ ok: true });
});

test('nothing happens when the analyst cancels a dialog', async () => {
  await answerSaveDialogs(segl.app, null);
  await answerOpenDialogs(segl.app, null);
  expect(await call(segl.page, 'project.create', { name: 'AMS', passphrase, template: 'empty' })).toEqual({
    ok: true,
    value: null,
  });
  expect(await call(segl.page, 'project.choose', {})).toEqual({ ok: true, value: null });
  expect(await call(segl.page, 'session.state', {})).toMatchObject({
    value: { status: 'none', fileName: null },
  });
  expect(
    await call(segl.page, 'project.unlock', { key: { kind: 'passphrase', passphrase }, takeOver: false }),
  ).toEqual({
    ok: false,
    error: { code: 'project-not-chosen' },
  });
});

test('a model with errors gives no verdict and no report', async () => {
  await answerSaveDialogs(segl.app, join(segl.folder, 'Empty.segl'));
  await call(segl.page, 'project.create', { name: 'Empty', passphrase, template: 'empty' });
  const refused = { ok: false, error: { code: 'model-refused' } };
  const run = await call(segl.page, 'analysis.run', { text: 'no model at all' });
  expect(run).toMatchObject({ ok: true, value: { analysed: false } });
  // A slow machine answers before it is known.
  const isKnown = JSON.stringify(run).includes('model-refused');
  expect(isKnown ? refused : await call(segl.page, 'analysis.finish', { revision: 2 })).toEqual(refused);
  expect(await call(segl.page, 'report.prepare', { kind: 'public', locale: 'en' })).toEqual(refused);
});

test('a report is not protected by a passphrase that does not protect', async () => {
  await answerSaveDialogs(segl.app, join(segl.folder, 'AMS.segl'));
  await call(segl.page, 'project.create', { name: 'AMS', passphrase, template: 'example' });
  const sha256 = await prepare({ kind: 'full', locale: 'en' });
  const write = (given: string): Promise<unknown> =>
    call(segl.page, 'report.write', { sha256, protection: { kind: 'passphrase', passphrase: given } });
  expect(await write('short')).toEqual({ ok: false, error: { code: 'passphrase-too-short' } });
  expect(await write('x'.repeat(128))).toEqual({ ok: false, error: { code: 'passphrase-too-long' } });
});

test('what was looked at is written, byte by byte, and nothing else', async () => {
  await answerSaveDialogs(segl.app, join(segl.folder, 'AMS.segl'));
  await call(segl.page, 'project.create', { name: 'AMS', passphrase, template: 'example' });
  const none = { kind: 'none', confirmed: true } as const;
  const write = (sha256: string, protection: ChannelInput<'report.write'>['protection']): Promise<unknown> =>
    call(segl.page, 'report.write', { sha256, protection });
  const refused = { ok: false, error: { code: 'report-not-prepared' } };
  const shaOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

  const first = await prepare({ kind: 'full', locale: 'en' });
  const path = join(segl.folder, 'report.pdf');
  await answerSaveDialogs(segl.app, path);
  expect(await write(first, none)).toMatchObject({ ok: true, value: { sha256: first } });
  expect(shaOf(await readFile(path))).toBe(first);

  expect(await write(first, { kind: 'passphrase', passphrase: phrase })).toMatchObject({ ok: true });
  const opened = join(segl.folder, 'opened.pdf');
  execFileSync('qpdf', ['--decrypt', `--password=${phrase}`, path, opened]);
  expect(await readFile(path)).not.toContain('STRENGT');
  expect(pagesOf(opened)).toBe(pagesOf(await written(first)));

  // Only the public report leaves a project without anybody having said that it may lie open.
  expect(await write(first, { kind: 'open' })).toEqual({
    ok: false,
    error: { code: 'protection-unconfirmed' },
  });

  const second = await prepare({ kind: 'metrics', locale: 'en' });
  expect(await write(first, none)).toEqual(refused);
  expect(await write(second, none)).toMatchObject({ ok: true, value: { sha256: second } });
  await call(segl.page, 'report.discard', {});
  expect(await write(second, none)).toEqual(refused);

  const third = await prepare({ kind: 'full', locale: 'en' });
  await lockFromPage(segl.page);
  await call(segl.page, 'project.unlock', { key: { kind: 'passphrase', passphrase }, takeOver: false });
  expect(await write(third, none)).toEqual(refused);

  async function written(sha256: string): Promise<string> {
    const plain = join(segl.folder, 'plain.pdf');
    await answerSaveDialogs(segl.app, plain);
    expect(await write(sha256, none)).toMatchObject({ ok: true, value: { sha256 } });
    return plain;
  }
});

test('settings change, are kept, and hold nothing of a project', async () => {
  await answerSaveDialogs(segl.app, join(segl.folder, 'Secret.segl'));
  await call(segl.page, 'project.create', { name: 'Secret', passphrase, template: 'empty' });
  const limits = { clauses: 5_000, seconds: 60 };
  const settings = {
    locale: 'nb',
    theme: 'dark',
    limits,
    marks: false,
    askAgain: false,
    idleMinutes: 15,
  } as const;
  expect(await call(segl.page, 'settings.update', settings)).toEqual({ ok: true, value: settings });
  const kept = async (): Promise<unknown> =>
    JSON.parse(await readFile(join(segl.profile, 'settings.json'), 'utf8')) as unknown;
  expect(await kept()).toEqual(settings);
  for (const beyond of [
    { clauses: 0, seconds: 60 },
    { clauses: 1_000_001, seconds: 60 },
    { clauses: 5_000, seconds: 9 },
    { clauses: 5_000, seconds: 86_401 },
    { clauses: 5_000.5, seconds: 60 },
  ]) {
    const refused = await call(segl.page, 'settings.update', { ...settings, limits: beyond });
    expect(refused).toEqual({ ok: false, error: { code: 'input-refused' } });
  }
  expect(await kept()).toEqual(settings);
});

test('a verification goes as far as the settings say, as usual without', async () => {
  const limits = { clauses: 1_000, seconds: 10 };
  await call(segl.page, 'settings.update', { locale: 'en', theme: 'dark', limits });
  await answerSaveDialogs(segl.app, join(segl.folder, 'AMS.segl'));
  const created = await call(segl.page, 'project.create', { name: 'AMS', passphrase, template: 'example' });
  const verified = await call(segl.page, 'verification.run', { text: textOf(created), job: 1 });
  expect(verified).toMatchObject({ ok: true, value: { record: { bounds: limits } } });
  expect(await call(segl.page, 'settings.update', { locale: 'en', theme: 'dark' })).toMatchObject({
    value: { theme: 'dark', limits: { clauses: 100_000, seconds: 900 }, marks: true },
  });
});

test('a drawing leaves only when that is confirmed, only where the dialog says, and never what the window drew', async () => {
  await answerSaveDialogs(segl.app, join(segl.folder, 'AMS.segl'));
  await call(segl.page, 'project.create', { name: 'AMS', passphrase, template: 'example' });
  const path = join(segl.folder, 'view.svg');
  await answerSaveDialogs(segl.app, path);
  const refused = { ok: false, error: { code: 'input-refused' } };
  const shown = {
    order: [],
    hidden: [],
    folded: ['operations'],
    element: null,
    channel: null,
    localSteps: true,
    joinedHops: false,
  };
  const interaction = { kind: 'interaction', shown } as const;
  for (const input of [
    { drawing: interaction, locale: 'en' },
    { drawing: interaction, locale: 'en', confirmed: false },
    { drawing: { ...interaction, svg: '<svg/>' }, locale: 'en', confirmed: true },
    { drawing: interaction, locale: 'en', confirmed: true, path: '/tmp/x.svg' },
    { drawing: { kind: 'attack', trace: '<svg/>' }, locale: 'en', confirmed: true },
    { drawing: { kind: 'risk-matrix', when: 'never', threats: [] }, locale: 'en', confirmed: true },
  ]) {
    expect(await callUnchecked(segl.page, 'drawing.write', input)).toEqual(refused);
  }
  const hostile = {
    runs: [{ role: '<script>', agent: null, agents: [] }],
    steps: [
      { kind: 'sends', run: 0, message: '"><script>', content: '</text><script>', origin: null, from: null },
    ],
    events: [],
  } as const;
  const write = (drawing: ChannelInput<'drawing.write'>['drawing']): Promise<unknown> =>
    call(segl.page, 'drawing.write', { drawing, locale: 'nb', confirmed: true });
  expect(await write(structuredClone({ kind: 'attack', trace: hostile }))).toMatchObject({ ok: true });
  expect(await readFile(path, 'utf8')).not.toContain('<script');
  expect(await write(interaction)).toMatchObject({ ok: true, value: { fileName: 'view.svg' } });
  // What is folded away on the screen is not in the file.
  const view = await readFile(path, 'utf8');
  expect(view).toContain('STRENGT FORTROLIG');
  expect(view).toContain('8 meldinger skjult');
  expect(view).toContain('makes K_mh_master');
  expect(view).not.toContain('makes K_mh_next');
  expect(await write({ kind: 'risk-matrix', when: 'after', threats: ['"><script>'] })).toMatchObject({
    ok: true,
  });
  const matrix = await readFile(path, 'utf8');
  expect(matrix).toContain('Etter tiltak');
  expect(matrix).not.toContain('<script');
  await lockFromPage(segl.page);
  expect(await write(interaction)).toEqual({ ok: false, error: { code: 'project-not-open' } });
});

async function call<Name extends ChannelName>(
  page: Page,
  name: Name,
  input: ChannelInput<Name>,
): Promise<unknown> {
  return callUnchecked(page, name, input);
}

/** A call as a window would make it that is not ours. */
async function callUnchecked(page: Page, name: ChannelName, input: unknown): Promise<unknown> {
  return page.evaluate(
    ([channel, given]) => {
      const ask = Reflect.get(window.segl, 'call') as (channel: string, given: unknown) => Promise<unknown>;
      return ask(channel, given);
    },
    [name, input] as const,
  );
}

function textOf(answer: unknown): string {
  const { value } = answer as { value?: { text?: unknown } };
  if (typeof value?.text !== 'string') throw new Error(`no text in ${JSON.stringify(answer)}`);
  return value.text;
}

/** Prepares a report and answers its hash, which is that of the bytes that the window gets to show. */
async function prepare(order: ChannelInput<'report.prepare'>): Promise<string> {
  const prepared = await segl.page.evaluate(async (asked) => {
    const done = await window.segl.call('report.prepare', asked);
    if (!done.ok) return done;
    const { sha256, pages, bytes } = done.value;
    return { ok: true, sha256, pages, bytes: [...bytes] } as const;
  }, order);
  if (!prepared.ok) throw new Error(prepared.error.code);
  expect(createHash('sha256').update(Uint8Array.from(prepared.bytes)).digest('hex')).toBe(prepared.sha256);
  expect(prepared.pages).toBeGreaterThan(0);
  return prepared.sha256;
}

/** Every page of a PDF without its encryption: its text with the places where it stands. */
function pagesOf(file: string): string {
  return execFileSync('pdftotext', ['-bbox', file, '-'], { encoding: 'utf8', maxBuffer: 1 << 27 });
}
