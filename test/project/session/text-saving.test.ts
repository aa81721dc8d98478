import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AnalysisRecord } from '#core/analysis/record/record.ts';
import { success, type Result } from '#core/result.ts';
import { analyseHere, type Analyser, type AnalysisFailure } from '#project/analyser.ts';
import { ProjectSession } from '#project/session/project-session.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import { changed, sampleText } from '../../support/models/sample.ts';
import { codeOf, passphrase, quickPlatform, temporaryFolder, valueOf } from '../../support/vault-platform.ts';

type Outcome = Result<AnalysisRecord, AnalysisFailure>;

/** An analyser that is done when the test says so. */
class HeldAnalyser implements Analyser {
  readonly #waiting: (() => void)[] = [];

  analyse(text: string): Promise<Outcome> {
    return new Promise((resolve) => {
      this.#waiting.push(() => {
        resolve(analyseHere(text));
      });
    });
  }

  finish(): void {
    for (const end of this.#waiting.splice(0)) end();
  }
}

const immediate: Analyser = { analyse: (text) => Promise.resolve(analyseHere(text)) };
const other = changed(sampleText, 'requirement R4', 'requirement R5 integrity "x"\nrequirement R4');

let path: string;
let session: ProjectSession;
let project: OpenProject;

beforeEach(async () => {
  path = join(temporaryFolder(), 'AMS.segl');
  session = new ProjectSession(quickPlatform);
  project = valueOf(await session.create({ path, passphrase, projectName: 'AMS', text: '' }));
});

afterEach(() => {
  vi.useRealTimers();
  session.lock();
});

const texts = (): readonly string[] => project.vault.texts.all().map(({ text }) => text);

/** Crashes: the next session finds what was durable. */
async function afterCrash(): Promise<OpenProject> {
  session.lock(true);
  return valueOf(await session.unlock(passphrase));
}

test('a text is saved together with its analysis, in one change, and answered with it', async () => {
  const change = vi.spyOn(project.vault.store, 'change');
  const saved = valueOf(await project.saving.saveAnalysed(sampleText, immediate));
  expect(change).toHaveBeenCalledTimes(1);
  expect(saved.analysis).toEqual(analyseHere(sampleText));
  expect(project.vault.texts.analysis(saved.revision)).toEqual(valueOf(analyseHere(sampleText)));
});

test('what is saved and analysed already is not written again', async () => {
  const once = valueOf(await project.saving.saveAnalysed(sampleText, immediate));
  const change = vi.spyOn(project.vault.store, 'change');
  expect(valueOf(await project.saving.saveAnalysed(sampleText, immediate))).toEqual(once);
  expect(valueOf(project.saving.save(sampleText)).sequence).toBe(once.revision);
  expect(change).not.toHaveBeenCalled();
});

test('a text with errors is saved, and the answer says why there is no record', async () => {
  const saved = valueOf(await project.saving.saveAnalysed('no model', immediate));
  if (saved.analysis === null) throw new Error('it was analysed at once');
  expect(codeOf(saved.analysis)).toBe('model-refused');
  expect(texts()).toEqual(['', 'no model']);
});

test('a text whose analysis takes long is durable before, and the record comes after', async () => {
  vi.useFakeTimers();
  const analyser = new HeldAnalyser();
  const saving = project.saving.saveAnalysed(sampleText, analyser);
  await vi.advanceTimersByTimeAsync(1_000);
  const { revision, analysis } = valueOf(await saving);
  expect(analysis).toBe(null);
  expect(texts()).toEqual(['', sampleText]);
  const record = project.saving.analysis(revision);
  analyser.finish();
  expect(await record).toEqual(analyseHere(sampleText));
  expect(project.vault.texts.analysis(revision)).toEqual(valueOf(await record));
  // Whoever asks only now is answered as well.
  expect(await project.saving.analysis(revision)).toEqual(await record);
  expect(codeOf(await project.saving.analysis(revision + 1))).toBe('analysis-cancelled');
});

test('texts are saved in the order in which they were handed over, whichever is analysed first', async () => {
  const analyser = new HeldAnalyser();
  const first = project.saving.saveAnalysed(sampleText, analyser);
  valueOf(await project.saving.saveAnalysed(other, immediate));
  analyser.finish();
  const { revision } = valueOf(await first);
  expect(texts()).toEqual(['', sampleText, other]);
  expect(project.vault.texts.analysis(revision)).toEqual(valueOf(analyseHere(sampleText)));
});

test('whatever else is done with the project, it has the text that was handed over', async () => {
  const analyser = new HeldAnalyser();
  const saving = project.saving.saveAnalysed(sampleText, analyser);
  const seen = session.use(({ vault }) => success(vault.texts.latest().text));
  expect(valueOf(seen)).toBe(sampleText);
  analyser.finish();
  valueOf(await saving);
});

test('a text that waits for its analysis is not lost with a lock', async () => {
  // However long the machine takes to open the project again, the text still waits.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const analyser = new HeldAnalyser();
  const saving = project.saving.saveAnalysed(sampleText, analyser);
  const opened = await afterCrash();
  expect(opened.vault.texts.latest().text).toBe(sampleText);
  analyser.finish();
  const { analysis } = valueOf(await saving);
  expect(analysis).toEqual({ ok: false, error: { code: 'analysis-cancelled' } });
});
