import { linkSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ProjectSession } from '#project/session/project-session.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import { codeOf, passphrase, quickPlatform, temporaryFolder, valueOf } from '../../support/vault-platform.ts';

// What is typed into the dialog, and what is answered to the question that may follow.
const answers = vi.hoisted(() => ({
  typed: '',
  replace: false,
  asked: [] as unknown[],
  meanwhile: (): void => undefined,
}));
vi.mock('electron', () => ({
  app: { getPath: () => '/' },
  dialog: {
    showSaveDialog: () => Promise.resolve({ canceled: answers.typed === '', filePath: answers.typed }),
    showMessageBox: (_: unknown, options: unknown) => {
      answers.asked.push(options);
      answers.meanwhile();
      return Promise.resolve({ response: answers.replace ? 1 : 0 });
    },
  },
}));

const { pdfFile } = await import('#main/window/dialogs.ts');
const { askAndExport } = await import('#main/handlers/ask-and-export.ts');

let session: ProjectSession;
let folder: string;

beforeEach(async () => {
  folder = temporaryFolder();
  session = new ProjectSession(quickPlatform);
  const path = join(folder, 'AMS.segl');
  valueOf(await session.create({ path, passphrase, projectName: 'AMS', text: '' }));
  Object.assign(answers, { typed: '', replace: false, asked: [], meanwhile: () => undefined });
});

afterEach(() => {
  session.lock();
});

function project(): OpenProject {
  if (session.project === null) throw new Error('a project is open');
  return session.project;
}

type Written = ReturnType<typeof askAndExport>;

function write(name: string, from = project()): Written {
  answers.typed = join(folder, name);
  return askAndExport(
    from,
    {
      bytes: new TextEncoder().encode('a report'),
      note: (sha256) => from.vault.audit.add('exported-full', sha256),
    },
    {
      window: {} as never,
      locale: 'en',
      title: 'dialog.save-report',
      kind: pdfFile,
      suggestedName: 'segl-full.pdf',
    },
  );
}

const exported = (): number =>
  project()
    .vault.audit.all()
    .filter(({ kind }) => kind === 'exported-full').length;
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

test('a name without its ending replaces no file unasked', async () => {
  writeFileSync(join(folder, 'report.pdf'), 'what somebody wants to keep');
  expect(valueOf(await write('report'))).toEqual({ fileName: null, sha256: null });
  expect(answers.asked).toMatchObject([{ message: 'There is a file “report.pdf” already. Replace it?' }]);
  // Who only presses Enter keeps what is there.
  expect(answers.asked).toMatchObject([{ defaultId: 0, cancelId: 0, buttons: ['Keep it', 'Replace it'] }]);
  expect(read('report.pdf')).toBe('what somebody wants to keep');
  expect(exported()).toBe(0);
  answers.replace = true;
  expect(valueOf(await write('report')).fileName).toBe('report.pdf');
  expect(read('report.pdf')).toBe('a report');
  expect(exported()).toBe(1);
});

test('nobody is asked twice, nor for nothing', async () => {
  writeFileSync(join(folder, 'report.pdf'), 'asked about by the dialog itself');
  expect(valueOf(await write('report.pdf')).fileName).toBe('report.pdf');
  expect(valueOf(await write('new')).fileName).toBe('new.pdf');
  expect(answers.asked).toEqual([]);
});

test.each(['report v1.2', 'report.', 'report.txt'])('%s gets the ending of its kind', async (name) => {
  expect(valueOf(await write(name)).fileName).toBe(`${basename(name)}.pdf`);
});

test('an ending in capital letters is one', async () => {
  expect(valueOf(await write('REPORT.PDF')).fileName).toBe('REPORT.PDF');
});

test('nothing goes over the open project, through a link, or into the log when it is refused', async () => {
  const kept = readFileSync(join(folder, 'AMS.segl'));
  linkSync(join(folder, 'AMS.segl'), join(folder, 'hard.pdf'));
  symlinkSync(join(folder, 'AMS.segl'), join(folder, 'soft.pdf'));
  answers.replace = true;
  expect(codeOf(await write('hard.pdf'))).toBe('target-is-project');
  expect(codeOf(await write('hard'))).toBe('target-is-project');
  expect(codeOf(await write('soft.pdf'))).toBe('target-is-link');
  expect(codeOf(await write(join('none', 'report.pdf')))).toBe('target-folder-missing');
  expect(readFileSync(join(folder, 'AMS.segl'))).toEqual(kept);
  expect(exported()).toBe(0);
  expect(answers.asked).toEqual([]);
});

test('what is locked while somebody thinks about replacing does not leave', async () => {
  writeFileSync(join(folder, 'report.pdf'), 'what was there');
  answers.replace = true;
  answers.meanwhile = () => {
    session.lock();
  };
  const written = await write('report');
  expect(codeOf(written)).toBe('project-not-open');
  expect(read('report.pdf')).toBe('what was there');
});
