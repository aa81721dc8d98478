import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Question } from '#core/analysis/record/question.ts';
import { engineVersion } from '#core/analysis/record/record.ts';
import { openVerdict, type ActiveRecord, type Verdict } from '#core/analysis/record/verdict.ts';
import { success } from '#core/result.ts';
import { Verifier, type VerificationOutcome } from '#engine/verifier.ts';
import { analyseHere, inThisThread, type Analyser } from '#project/analyser.ts';
import { newestRecord, newestRecordNow } from '#project/analysis/newest-record.ts';
import { verifyText } from '#project/analysis/verification.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import { ProjectSession } from '#project/session/project-session.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';
import { changed, sampleText } from '../../support/models/sample.ts';
import { codeOf, passphrase, quickPlatform, temporaryFolder, valueOf } from '../../support/vault-platform.ts';

const other = changed(sampleText, 'requirement R4', 'requirement R5 integrity "x"\nrequirement R4');
const bounds = { clauses: 10, seconds: 10 };

/** A platform that can write nothing into a folder. */
function onlyReading(folder: string): VaultPlatform {
  const { files } = quickPlatform;
  const open: typeof files.open = (path, ...given) => {
    if (dirname(String(path)) === folder) throw Object.assign(new Error('read-only'), { code: 'EROFS' });
    return files.open(path, ...given);
  };
  return { ...quickPlatform, files: { ...files, open } };
}

let session: ProjectSession;
let project: OpenProject;

beforeEach(async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  session = new ProjectSession(quickPlatform);
  project = valueOf(await session.create({ path, passphrase, projectName: 'AMS', text: sampleText }));
});

afterEach(() => {
  session.lock();
});

/** The same project where it can only be read. */
async function readOnly(): Promise<OpenProject> {
  const { path } = project;
  session.lock();
  session = new ProjectSession(onlyReading(dirname(path)));
  session.choose(path);
  const opened = valueOf(await session.unlock(passphrase));
  expect(opened.vault.readOnly).toBe(true);
  return opened;
}

/** A record of three questions of which so many are decided. */
function recordWith(decided: number): ActiveRecord {
  const verdicts = [0, 1, 2].map((index): Verdict => {
    const question: Question = {
      ...{ attack: null, key: `secrecy of D${String(index)} at A`, statement: 'confidentiality D' },
      ...{ kind: 'secrecy', element: 'D', entity: 'A', originator: null, on: [], phase: null, honest: [] },
    };
    const open = openVerdict(question, 'time');
    return index < decided ? { ...open, answer: 'holds', reason: null } : open;
  });
  return { format: 2, engineVersion, inputHash: 'a'.repeat(64), bounds, cost: null, verdicts };
}

/** A verifier that decides so many questions, after something else happened. */
class Deciding extends Verifier {
  readonly #decided: number;
  readonly #meanwhile: () => void;

  constructor(decided: number, meanwhile: () => void = () => undefined) {
    super(pathToFileURL(join(temporaryFolder(), 'none.mjs')));
    this.#decided = decided;
    this.#meanwhile = meanwhile;
  }

  override verify(): Promise<VerificationOutcome> {
    this.#meanwhile();
    return Promise.resolve(success({ record: recordWith(this.#decided), end: 'finished' }));
  }
}

const verify = (verifier: Verifier, text = sampleText, of = project): ReturnType<typeof verifyText> =>
  verifyText(of, verifier, { text, bounds, tell: () => undefined });

describe('verdicts', () => {
  test('are kept with the text that they are about, whatever is written meanwhile', async () => {
    const meanwhile = (): void => {
      valueOf(project.saving.save(other));
    };
    valueOf(await verify(new Deciding(2, meanwhile)));
    expect(project.vault.verdicts.latest()).toEqual({ text: sampleText, record: recordWith(2) });
    expect(project.vault.texts.latest().text).toBe(other);
  });

  test('never take the place of those that decide more, but of those that decide fewer', async () => {
    valueOf(await verify(new Deciding(2)));
    const fewer = valueOf(await verify(new Deciding(1)));
    expect(fewer.record).toEqual(recordWith(1));
    expect(project.vault.verdicts.latest()?.record).toEqual(recordWith(2));
    valueOf(await verify(new Deciding(3)));
    expect(project.vault.verdicts.latest()?.record).toEqual(recordWith(3));
  });

  test('that come after the lock are told to nobody', async () => {
    const meanwhile = (): void => {
      session.lock();
    };
    expect(codeOf(await verify(new Deciding(2, meanwhile)))).toBe('analysis-cancelled');
  });

  test('on a project that can only be read are told, and not kept', async () => {
    const opened = await readOnly();
    const told = valueOf(await verify(new Deciding(2), sampleText, opened));
    expect(told.record).toEqual(recordWith(2));
    expect(opened.vault.verdicts.latest()).toBe(null);
    expect(codeOf(await verify(new Deciding(2), other, opened))).toBe('vault-read-only');
  });
});

describe('the analysis of the newest text', () => {
  const record = valueOf(analyseHere(sampleText));

  test('is made once, and kept', async () => {
    expect(valueOf(await newestRecord(project, inThisThread))).toEqual(record);
    const unused: Analyser = {
      analyse: () => {
        throw new Error('it is there');
      },
    };
    expect(valueOf(await newestRecord(project, unused))).toEqual(record);
    expect(valueOf(newestRecordNow(project))).toEqual(record);
  });

  test('goes to nobody once the project is locked', async () => {
    const locking: Analyser = {
      analyse: (text) => {
        session.lock();
        return Promise.resolve(analyseHere(text));
      },
    };
    expect(codeOf(await newestRecord(project, locking))).toBe('project-not-open');
  });

  test('is there as well where a project can only be read', async () => {
    const opened = await readOnly();
    expect(valueOf(await newestRecord(opened, inThisThread))).toEqual(record);
    expect(valueOf(newestRecordNow(opened))).toEqual(record);
    const saved = valueOf(await opened.saving.saveAnalysed(sampleText, inThisThread));
    expect(saved.analysis).toEqual(success(record));
  });
});
