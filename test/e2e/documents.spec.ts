import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { createProject } from '../support/window/actions.ts';
import { answerOpenDialogs, launch } from '../support/window/launch.ts';

/** A call as any window could make it. Bytes come back as a list of numbers. */
async function call(page: Page, channel: string, input: unknown): Promise<unknown> {
  return page.evaluate(
    async ([name, given]) => {
      const ask = Reflect.get(window.segl, 'call') as (channel: string, given: unknown) => Promise<unknown>;
      const content = Reflect.get(Object(given), 'content') as unknown;
      const asked =
        typeof content === 'string'
          ? { name: Reflect.get(Object(given), 'name') as unknown, bytes: new TextEncoder().encode(content) }
          : given;
      const answer = await ask(name, asked);
      const value = Reflect.get(Object(answer), 'value') as unknown;
      const bytes = Reflect.get(Object(value), 'bytes') as unknown;
      return bytes instanceof Uint8Array ? { ok: true, bytes: [...bytes] } : answer;
    },
    [channel, input] as const,
  );
}

const refused = (code: string): unknown => ({ ok: false, error: { code } });

test('documents come in through the dialog or as bytes, and go out to the window as they were', async () => {
  const launched = await launch();
  const { app, page, folder } = launched;
  try {
    expect(await call(page, 'document.add', {})).toEqual(refused('project-not-open'));
    await createProject(launched, 'empty');
    await answerOpenDialogs(app, null);
    expect(await call(page, 'document.add', {})).toEqual({ ok: true, value: null });

    const path = join(folder, 'Design note.txt');
    await writeFile(path, 'As written.\n');
    await answerOpenDialogs(app, path);
    const added = await call(page, 'document.add', {});
    expect(added).toMatchObject({
      ok: true,
      value: { name: 'Design note.txt', mediaType: 'text/plain', bytes: 12 },
    });
    expect(JSON.stringify(added)).not.toContain(folder);
    const { sha256 } = (added as { value: { sha256: string } }).value;
    expect(await call(page, 'document.read', { sha256 })).toEqual({
      ok: true,
      bytes: [...Buffer.from('As written.\n')],
    });

    const dropped = await call(page, 'document.keep', {
      name: '../../etc/note\u0000.pdf',
      content: '%PDF-1.7',
    });
    expect(dropped).toMatchObject({ ok: true, value: { name: 'note.pdf', mediaType: 'application/pdf' } });

    await writeFile(path, '');
    await truncate(path, 200_000_001);
    expect(await call(page, 'document.add', {})).toEqual(refused('document-too-large'));
    await answerOpenDialogs(app, join(folder, 'gone.pdf'));
    expect(await call(page, 'document.add', {})).toEqual(refused('document-unreadable'));
    expect(await call(page, 'document.read', { sha256: '0'.repeat(64) })).toEqual(
      refused('document-missing'),
    );
    for (const input of [
      { sha256: 'ABC' },
      { sha256: "' OR 1=1" },
      { path: '/etc/passwd' },
      { sha256: '0'.repeat(64), path },
    ]) {
      expect(await call(page, 'document.read', input)).toEqual(refused('input-refused'));
    }
    expect(await call(page, 'document.add', { path: '/etc/passwd' })).toEqual(refused('input-refused'));
    expect(await call(page, 'document.keep', { name: 'x', bytes: [1, 2] })).toEqual(refused('input-refused'));
    expect(await call(page, 'document.keep', { name: '', content: 'x' })).toEqual(refused('input-refused'));
  } finally {
    await launched.close();
  }
});
