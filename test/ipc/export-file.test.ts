import { linkSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Desk } from '#main/desk.ts';
import type { Vault } from '#vault/vault.ts';
import { codeOf, passphrase, quickPlatform, temporaryFolder, valueOf } from '../vault/workshop.ts';

// What is typed into the dialog, and what is answered to the question that may follow.
const answers = vi.hoisted(() => ({ typed: '', replace: false, asked: [] as unknown[] }));
vi.mock('electron', () => ({
  app: { getPath: () => '/' },
  dialog: {
    showSaveDialog: () => Promise.resolve({ canceled: answers.typed === '', filePath: answers.typed }),
    showMessageBox: (_: unknown, options: unknown) => {
      answers.asked.push(options);
      return Promise.resolve({ response: answers.replace ? 1 : 0 });
    },
  },
}));

const { askToReplace, askWhereToSave, pdfFile } = await import('#main/dialogs.ts');
const { exportFile } = await import('#main/export-file.ts');

let desk: Desk;
let folder: string;

beforeEach(async () => {
  folder = temporaryFolder();
  desk = new Desk(quickPlatform);
  const path = join(folder, 'AMS.segl');
  valueOf(await desk.create({ path, passphrase, projectName: 'AMS', text: '' }));
  Object.assign(answers, { typed: '', replace: false, asked: [] });
});

afterEach(() => {
  desk.lock();
});

function vault(): Vault {
  if (desk.vault === null) throw new Error('a project is open');
  return desk.vault;
}

type Written = ReturnType<typeof exportFile>;

function write(name: string): Written {
  answers.typed = join(folder, name);
  const window = {} as never;
  return exportFile(desk, vault(), {
    bytes: new TextEncoder().encode('a report'),
    note: (sha256) => vault().recordEvent('exported-full', sha256),
    askWhere: () => askWhereToSave(window, 'en', 'dialog.save-report', pdfFile, 'segl-full.pdf'),
    askToReplace: (fileName) => askToReplace(window, 'en', fileName),
  });
}

const exported = (): number =>
  vault()
    .events()
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
  const open = vault();
  answers.typed = join(folder, 'report');
  const written = await exportFile(desk, open, {
    bytes: new TextEncoder().encode('a report'),
    note: () => open.recordEvent('exported-full'),
    askWhere: () => askWhereToSave({} as never, 'en', 'dialog.save-report', pdfFile, 'segl-full.pdf'),
    askToReplace: () => {
      desk.lock();
      return Promise.resolve(true);
    },
  });
  expect(codeOf(written)).toBe('project-not-open');
  expect(read('report.pdf')).toBe('what was there');
});
