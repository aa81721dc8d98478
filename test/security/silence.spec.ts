import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { passphraseOf } from '#vault/container/passphrase-slot.ts';
import { lockFromPage } from '../support/window/actions.ts';
import { answerOpenDialogs, answerSaveDialogs, launch } from '../support/window/launch.ts';

// Words that stand for everything classified: names, texts, passphrases. None may turn up anywhere but in the
// vault.
const canary = 'Zwischenzaehlerkanarienvogel';

test('nothing of a project is printed, answered with an error, or written outside the vault', async () => {
  const segl = await launch();
  const printed: string[] = [];
  segl.app.process().stdout?.on('data', (chunk: Buffer) => printed.push(chunk.toString('utf8')));
  segl.app.process().stderr?.on('data', (chunk: Buffer) => printed.push(chunk.toString('utf8')));
  const call = (channel: string, input: unknown): Promise<unknown> =>
    segl.page.evaluate(
      ([name, given]) => {
        const ask = Reflect.get(window.segl, 'call') as (name: unknown, given: unknown) => Promise<unknown>;
        return ask(name, given);
      },
      [channel, input] as const,
    );
  try {
    const path = join(segl.folder, 'project.segl');
    const passphrase = passphraseOf(`${canary} passphrase`);
    const wrong = passphraseOf(`${canary} wrong`);
    await answerSaveDialogs(segl.app, path);
    expect(await call('project.create', { name: canary, passphrase, template: 'empty' })).toMatchObject({
      ok: true,
    });
    const broken = `protocol ${canary} "${canary}"\nentity ${canary}\nentity ${canary} ???`;
    const failures: unknown[] = [];
    failures.push(await call('project.save', { text: broken, [canary]: canary }));
    await call('project.save', { text: broken });
    // What cannot be analysed is saved all the same.
    const unanalysed = await call('analysis.run', { text: broken });
    expect(unanalysed).toMatchObject({ ok: true, value: { analysed: false } });
    expect(JSON.stringify(unanalysed)).not.toContain(canary);
    failures.push(await call('report.prepare', { kind: 'public', locale: 'en' }));
    // A folder where the report should go, so that writing fails with a path in the system's own words.
    await answerSaveDialogs(segl.app, join(segl.folder, canary, 'none', 'report.pdf'));
    failures.push(await call('report.write', { sha256: canary, protection: { kind: 'open' } }));
    const change = { current: wrong, next: passphrase, newDataKey: false };
    failures.push(await call('project.changePassphrase', change));
    await lockFromPage(segl.page);
    failures.push(
      await call('project.unlock', { key: { kind: 'passphrase', passphrase: wrong }, takeOver: false }),
    );
    writeFileSync(path, canary);
    await answerOpenDialogs(segl.app, path);
    await call('project.choose', {});
    failures.push(await call('project.unlock', { key: { kind: 'passphrase', passphrase }, takeOver: false }));

    for (const failed of failures) {
      expect(failed).toMatchObject({ ok: false });
      expect(JSON.stringify(failed)).not.toContain(canary);
    }
    expect(printed.join('')).not.toContain(canary);
    const found = filesUnder(segl.folder).filter(
      (file) => file !== path && holds(readFileSync(file), canary),
    );
    expect(found).toEqual([]);
    expect(filesUnder(segl.profile)).not.toEqual([]);
  } finally {
    await segl.close();
  }
});

test('control: the search finds the canary in either encoding', () => {
  expect(holds(Buffer.from(`x${canary}`), canary)).toBe(true);
  expect(holds(Buffer.from(canary, 'utf16le'), canary)).toBe(true);
  expect(holds(Buffer.from(Buffer.from(canary).toString('base64')), canary)).toBe(true);
});

function holds(bytes: Buffer, text: string): boolean {
  const forms = [
    Buffer.from(text),
    Buffer.from(text, 'utf16le'),
    Buffer.from(Buffer.from(text).toString('base64').slice(0, 24)),
  ];
  return forms.some((form) => bytes.includes(form));
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
