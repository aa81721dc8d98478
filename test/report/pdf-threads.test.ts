import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PdfThreads } from '#report/pdf-threads.ts';
import { produceReport, protectReport } from '#report/produce.ts';
import { readSources, type Source } from '../support/sources.ts';
import { valueOf } from '../support/vault-platform.ts';
import {
  fullDocument,
  popplerPages,
  publicDocument,
  rendered,
  sampleText,
} from '../support/report/documents.ts';
import { reportResources } from '../support/report/resources.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'segl-threads-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Threads that do something else than making PDFs. */
function threadsThat(name: string, does: string): PdfThreads {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(path, `import { parentPort } from 'node:worker_threads';\n${does}\n`);
  return new PdfThreads(pathToFileURL(path));
}

const document = publicDocument(sampleText);
const failed = { ok: false, error: { code: 'report-failed' } };
const cancelled = { ok: false, error: { code: 'report-cancelled' } };

describe('a report that a thread makes', () => {
  test('is the one that the renderer makes, byte for byte', async () => {
    for (const each of [document, fullDocument(sampleText, 'nb')]) {
      const { bytes, pages } = valueOf(await produceReport(each, reportResources));
      expect(Buffer.compare(bytes, await rendered(each))).toBe(0);
      expect(pages).toBe(popplerPages(bytes).length);
    }
  });

  test.each([
    ['throws', 'throw new Error("secret")'],
    ['ends without an answer', ''],
    ['exits', 'process.exit(0)'],
    ['answers nonsense', 'parentPort.postMessage({ bytes: "%PDF" })'],
    ['makes too few files', 'parentPort.postMessage([])'],
    ['is no JavaScript', '}{'],
  ])('is not there when its thread %s', async (name, does) => {
    const threads = threadsThat(name.replaceAll(' ', '-'), does);
    expect(await produceReport(document, { ...reportResources, threads })).toEqual(failed);
    const report = { bytes: new Uint8Array(1), pages: 1, sha256: '' };
    expect(await protectReport(report, 'phrase', { ...reportResources, threads })).toEqual(failed);
  });

  test('is not there when a font cannot be read, nor when what is to be protected is no PDF', async () => {
    expect(await produceReport(document, { ...reportResources, fontFolder: folder })).toEqual(failed);
    const report = { bytes: new Uint8Array(1), pages: 1, sha256: '' };
    expect(await protectReport(report, 'phrase', reportResources)).toEqual(failed);
    expect(report.bytes).toHaveLength(1);
  });

  test('is cancelled alone by its signal, and with all others when threads are stopped', async () => {
    const threads = threadsThat('hangs', 'for (;;) {}');
    const resources = { ...reportResources, threads };
    const one = new AbortController();
    const [first, second, third] = [
      produceReport(document, resources, one.signal),
      produceReport(document, resources),
      protectReport({ bytes: new Uint8Array(1), pages: 1, sha256: '' }, 'phrase', resources),
    ];
    one.abort();
    expect(await first).toEqual(cancelled);
    expect(await produceReport(document, resources, one.signal)).toEqual(cancelled);
    threads.stop();
    expect(await second).toEqual(cancelled);
    expect(await third).toEqual(cancelled);
  });

  test('leaves no thread behind: it is over when the outcome is told', async () => {
    const trace = join(folder, 'trace');
    const threads = threadsThat(
      'lingers',
      `import { appendFileSync } from 'node:fs';
      const write = () => appendFileSync(${JSON.stringify(trace)}, 'x');
      write();
      parentPort.postMessage([{ bytes: new Uint8Array(1), pages: 1 }]);
      for (;;) write();`,
    );
    valueOf(await produceReport(document, { ...reportResources, threads }));
    const { size } = statSync(trace);
    await delay(100);
    expect(statSync(trace).size).toBe(size);
  });
});

test('neither the application nor the command makes PDFs on its main thread', () => {
  const sources = readSources('electron');
  const reached = (start: string): readonly string[] => {
    const found = new Set([start]);
    const visit = ({ imports }: Source): void => {
      for (const { target, typeOnly } of imports) {
        if (typeOnly || found.has(target)) continue;
        found.add(target);
        const next = sources.find(({ path }) => path === target);
        if (next !== undefined) visit(next);
      }
    };
    const first = sources.find(({ path }) => path === start);
    if (first !== undefined) visit(first);
    return [...found].filter((target) => /^(?:pdfmake|@neslinesli93\/qpdf-wasm)/u.test(target));
  };
  expect(reached('electron/report/worker.ts')).toHaveLength(2);
  expect(reached('electron/main/main.ts')).toEqual([]);
  expect(reached('electron/cli/segl.ts')).toEqual([]);
});
