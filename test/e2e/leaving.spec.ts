import { execFileSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { recoveryLogPath } from '#vault/files/file-names.ts';
import { createProject, passphrase, picture } from '../support/window/actions.ts';
import { answerOpenDialogs, chooseMenu, launch, root, type Launched } from '../support/window/launch.ts';

// Starting the application several times takes its time on a small machine.
async function type(page: Page, text: string): Promise<void> {
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText(text);
}

async function unlock(page: Page): Promise<void> {
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.locator('.cm-content')).toBeVisible();
}

/** Waits until the application has ended by itself. Its process is asked for before: Playwright forgets it then. */
async function ended(application: ChildProcess): Promise<void> {
  await expect.poll(() => application.exitCode ?? application.signalCode).not.toBe(null);
}

/** Runs a script of this folder on a project. */
function onProject(script: string, path: string): string {
  return execFileSync(process.execPath, [join(root, 'test', 'support', 'window', script), path, passphrase], {
    encoding: 'utf8',
  });
}

/** The text that a closed project's file holds. */
const sealedText = (path: string): string => onProject('read-project.ts', path);

/** Makes sealing fail until the answer is called: a folder stands where the project's file should. */
function inTheWay(path: string): () => void {
  renameSync(path, `${path}.aside`);
  mkdirSync(path);
  return () => {
    rmdirSync(path);
    renameSync(`${path}.aside`, path);
  };
}

/** Answers the next message boxes with these buttons, and keeps what they said. */
async function answerMessages({ app }: Launched, answers: readonly number[]): Promise<void> {
  await app.evaluate(({ dialog }, given) => {
    const left = [...given];
    const said: string[] = [];
    Object.assign(globalThis, { said });
    dialog.showMessageBox = (...asked: readonly unknown[]) => {
      said.push(JSON.stringify(asked.at(-1)));
      return Promise.resolve({ response: left.shift() ?? 0, checkboxChecked: false });
    };
  }, answers);
}

const ways: Readonly<Record<string, (launched: Launched) => Promise<unknown> | boolean>> = {
  'Quit in the menu': ({ app }) =>
    app.evaluate(({ Menu }) => {
      const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []);
      items?.find(({ role }) => role === 'quit')?.click();
    }),
  'closing the window': ({ app }) =>
    app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.close();
    }),
  'the machine going down': ({ app }) =>
    app.evaluate(({ powerMonitor }) => powerMonitor.emit('shutdown', { preventDefault: () => undefined })),
  SIGTERM: ({ app }) => app.process().kill('SIGTERM'),
  SIGINT: ({ app }) => app.process().kill('SIGINT'),
  SIGHUP: ({ app }) => app.process().kill('SIGHUP'),
};

for (const [way, leave] of Object.entries(ways)) {
  test(`what was typed last is in the sealed project after ${way}`, async () => {
    const launched = await launch();
    const application = launched.app.process();
    const path = join(launched.folder, 'Project.segl');
    try {
      await createProject(launched, 'empty');
      await type(launched.page, '// the last words');
      await Promise.resolve(leave(launched)).catch(() => undefined);
      await ended(application);
      expect(existsSync(recoveryLogPath(path))).toBe(false);
      expect(sealedText(path)).toContain('the last words');
    } finally {
      await launched.close();
    }
  });
}

for (const way of ['Quit in the menu', 'closing the window']) {
  test(`a project that cannot be sealed is not left without a word by ${way}, and its working copy stays`, async () => {
    const launched = await launch();
    const application = launched.app.process();
    const path = join(launched.folder, 'Project.segl');
    // Where it ends instead of asking, nothing answers.
    const silence = (): Promise<readonly string[]> =>
      new Promise((resolve) => setTimeout(resolve, 5_000, []));
    const leave = async (): Promise<void> => {
      await Promise.race([silence(), Promise.resolve(ways[way]?.(launched)).catch(() => undefined)]);
    };
    const said = (): Promise<readonly string[]> =>
      Promise.race([
        silence(),
        launched.app.evaluate(() => Reflect.get(globalThis, 'said') as readonly string[]).catch(() => []),
      ]);
    try {
      await createProject(launched, 'empty');
      const restore = inTheWay(path);
      await type(launched.page, '// the last words');
      // Try again, go back: it is still there.
      await answerMessages(launched, [0, 1]);
      await leave();
      await expect.poll(async () => (await said()).length).toBe(2);
      expect((await said())[0]).toContain('could not be brought up to date');
      await expect(launched.page.getByRole('alert')).toContainText('working copy beside it');
      await picture(launched.page, 'unsealed');
      // Quit.
      await answerMessages(launched, [2]);
      await leave();
      await ended(application);
      restore();
      expect(existsSync(recoveryLogPath(path))).toBe(true);
      expect(sealedText(path)).toContain('the last words');
    } finally {
      application.kill('SIGKILL');
      await launched.close();
    }
  });
}

test('a project that cannot be sealed says so until it is, and on the page that unlocks it', async () => {
  const launched = await launch();
  const { app, page, folder } = launched;
  const path = join(folder, 'Project.segl');
  try {
    await createProject(launched, 'empty');
    const restore = inTheWay(path);
    await type(page, '// first');
    const told = page.getByRole('alert').filter({ hasText: 'not up to date' });
    await expect(told).toBeVisible();
    restore();
    await expect(told).toHaveCount(0);

    const again = inTheWay(path);
    await type(page, '// second');
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    await chooseMenu(app, 'lock');
    await expect(page.getByRole('alert')).toContainText('when it was locked');
    await picture(page, 'unsealed-locked');
    again();
    await unlock(page);
    await expect(page.locator('.cm-content')).toContainText('second');
    await expect(page.getByRole('alert')).toHaveCount(0);
  } finally {
    await launched.close();
  }
});

test('on a full disk nothing that was typed is lost, and what is said of it is true', async () => {
  test.skip(process.getuid?.() !== 0 || process.platform !== 'linux', 'only root makes a small disk');
  const launched = await launch();
  const application = launched.app.process();
  const { app, page, folder } = launched;
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', disk]);
  const ballast = join(disk, 'ballast');
  const path = join(disk, 'Project.segl');
  try {
    await createProject(launched, 'empty', 'disk/Project');
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(ballast, Buffer.alloc(bavail * bsize));
    await type(page, `// ${'precious '.repeat(2_000)}`);
    const told = page.getByRole('alert').filter({ hasText: 'in this window only' });
    await expect(told).toBeVisible();
    await picture(page, 'full-disk');
    await expect(page.getByText('Not saved yet')).toBeVisible();
    // Whoever would lose it is asked before.
    await answerMessages(launched, [0]);
    await app.evaluate((electron) => {
      electron.app.quit();
    });
    await expect
      .poll(() => app.evaluate(() => (Reflect.get(globalThis, 'said') as readonly string[])[0] ?? ''))
      .toContain('is not saved');
    rmSync(ballast);
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    await expect(told).toHaveCount(0);
    await app
      .evaluate((electron) => {
        electron.app.quit();
      })
      .catch(() => undefined);
    await ended(application);
    expect(sealedText(path)).toContain('precious');
  } finally {
    await app.close();
    execFileSync('umount', [disk]);
    await launched.close();
  }
});

test('typing without a pause is there after a kill, but for the last seconds', async () => {
  const launched = await launch();
  const application = launched.app.process();
  const path = join(launched.folder, 'Project.segl');
  try {
    await createProject(launched, 'empty');
    await type(launched.page, '\n//');
    const typed = (): Promise<number> =>
      launched.page.evaluate(
        () => (document.querySelector('.cm-content')?.textContent.match(/x/g) ?? []).length,
      );
    await launched.page.evaluate(() => {
      setInterval(() => {
        // What a keyboard does to the page, as fast as somebody in a hurry.
        // eslint-disable-next-line @typescript-eslint/no-deprecated
        document.execCommand('insertText', false, 'x');
      }, 100);
    });
    await expect.poll(typed).toBeGreaterThan(30);
    const before = await typed();
    // Fifteen seconds of the page's own time, however slow it is.
    await expect.poll(typed, { timeout: 300_000 }).toBeGreaterThan(before + 150);
    application.kill('SIGKILL');
    await ended(application);
    const kept = sealedText(path).match(/x/g) ?? [];
    expect(kept.length).toBeGreaterThanOrEqual(before);
  } finally {
    await launched.close();
  }
});

test('an unlocking that takes long can be cancelled, and tried again', async () => {
  const launched = await launch();
  const { app, page, folder } = launched;
  try {
    const path = join(folder, 'Slow.segl');
    onProject('make-slow-project.ts', path);
    await answerOpenDialogs(app, path);
    await page.getByRole('button', { name: 'Open…' }).click();
    await page.getByLabel('Passphrase').fill(passphrase);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('button', { name: 'Unlock' })).toBeEnabled();
    await expect(page.getByRole('alert')).toHaveCount(0);
    expect(existsSync(recoveryLogPath(path))).toBe(false);
    await unlock(page);
  } finally {
    await launched.close();
  }
});
