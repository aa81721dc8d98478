import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Engine } from '#engine/engine.ts';
import { builtFile } from '../support/fresh-bundles.ts';
import { root } from '../support/places.ts';

const example = readFileSync(join(root, 'resources', 'sample', 'ams.segl'), 'utf8');
const worker = pathToFileURL(builtFile('engine'));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'segl-engine-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A worker that does something else than analysing. */
function workerThat(name: string, does: string): Engine {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(path, `import { parentPort, workerData } from 'node:worker_threads';\n${does}\n`);
  return new Engine(pathToFileURL(path));
}

const failed = { ok: false, error: { code: 'analysis-failed' } };
const cancelled = { ok: false, error: { code: 'analysis-cancelled' } };

describe('the engine', () => {
  test('answers with the record of the text', async () => {
    const outcome = await new Engine(worker).analyse(example);
    expect(outcome).toMatchObject({
      ok: true,
      value: { metrics: { tableOne: { entities: 4, messages: 28 } } },
    });
  });

  test('gives no record of a text with errors', async () => {
    expect(await new Engine(worker).analyse('entity')).toEqual({
      ok: false,
      error: { code: 'model-refused' },
    });
  });

  test.each([
    ['throws', 'throw new Error("secret")'],
    ['ends without an answer', ''],
    ['exits', 'process.exit(0)'],
    ['answers nonsense', 'parentPort.postMessage({ kind: "analysed", record: {} })'],
    ['answers nothing known', 'parentPort.postMessage("holds")'],
    ['is no JavaScript', '}{'],
  ])('gives no verdict when its worker %s', async (name, does) => {
    expect(await workerThat(name.replaceAll(' ', '-'), does).analyse('')).toEqual(failed);
  });

  test('gives no verdict when there is no worker', async () => {
    expect(await new Engine(pathToFileURL(join(folder, 'none.mjs'))).analyse('')).toEqual(failed);
  });

  test('gives no verdict from the record of another text', async () => {
    const record = await new Engine(worker).analyse(example);
    if (!record.ok) throw new Error('the example is analysed');
    const answer = JSON.stringify({ kind: 'analysed', record: record.value });
    const engine = workerThat('other', `parentPort.postMessage(${answer})`);
    expect(await engine.analyse(`${example} `)).toEqual(failed);
    expect(await engine.analyse(example)).toMatchObject({ ok: true });
  });

  test('ends a running analysis when it is cancelled, and can analyse again', async () => {
    const engine = workerThat('hangs', 'for (;;) {}');
    const running = engine.analyse('');
    engine.cancel();
    expect(await running).toEqual(cancelled);
    engine.cancel();
    const next = engine.analyse('');
    engine.cancel();
    expect(await next).toEqual(cancelled);
  });

  test('cancels the analysis of an older text when a newer one comes', async () => {
    const engine = workerThat(
      'hangs-on-old',
      'if (workerData.text === "old") for (;;) {} else process.exit(1)',
    );
    const old = engine.analyse('old');
    const newer = engine.analyse('new');
    expect(await old).toEqual(cancelled);
    expect(await newer).toEqual(failed);
  });
});
