import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// What the window has of ours, for the functions that tests run in it.
import type {} from '#contract/bridge.ts';

import { _electron, type ElectronApplication, type Page } from '@playwright/test';

/** The top folder of the checkout: Playwright runs there. */
export const root = process.cwd();

/** A running application with a profile of its own, and its one window. */
export interface Launched {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** The folder of the application's own state. */
  readonly profile: string;
  /** A folder for the test's files; gone after `close`. */
  readonly folder: string;
  /** Ends the application and removes both folders. */
  readonly close: () => Promise<void>;
}

/** How long the application may take to start, and to do what a test asks of it, in milliseconds. */
const patience = 120_000;

/** Chromium does not sandbox itself for root. */
export function chromiumArguments(): readonly string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

/**
 * Starts the built application. `args` are added to its command line, `environment` to what it inherits; `before` is
 * CommonJS that runs before the application's own main module, in the same process.
 */
export async function launch(
  args: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
  before?: string,
): Promise<Launched> {
  const folder = await mkdtemp(join(tmpdir(), 'segl-test-'));
  const profile = join(folder, 'profile');
  const module = join(folder, 'before.cjs');
  if (before !== undefined) await writeFile(module, before);
  const first = before === undefined ? [] : ['-r', module];
  const app = await _electron.launch({
    args: [...chromiumArguments(), `--user-data-dir=${profile}`, ...first, root, '--lang=en', ...args],
    env: { ...definedEnvironment(), LANGUAGE: 'en', LC_ALL: 'C.UTF-8', ...environment },
    timeout: patience,
  });
  app.context().setDefaultTimeout(patience);
  const page = await app.firstWindow();
  await page.waitForLoadState('domcontentloaded');
  const close = async (): Promise<void> => {
    await app.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  };
  return { app, page, profile, folder, close };
}

/**
 * Asks the main process, again where its answer got lost: on a busy machine the promise of an answer is sometimes
 * collected before it is read. For what may be asked twice.
 */
async function askAgain(ask: () => Promise<void>, times = 5): Promise<void> {
  try {
    await ask();
  } catch (error) {
    if (times === 0 || !String(error).includes('promise was garbage collected')) throw error;
    await askAgain(ask, times - 1);
  }
}

/** Makes the next dialogs that ask where to save answer with a path, or with "cancelled". */
export async function answerSaveDialogs(app: ElectronApplication, path: string | null): Promise<void> {
  await askAgain(() =>
    app.evaluate(({ dialog }, answer) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: answer === null, filePath: answer ?? '' });
    }, path),
  );
}

/** Makes the next dialogs that ask what to open answer with a path, or with "cancelled". */
export async function answerOpenDialogs(app: ElectronApplication, path: string | null): Promise<void> {
  await askAgain(() =>
    app.evaluate(({ dialog }, answer) => {
      dialog.showOpenDialog = () =>
        Promise.resolve({ canceled: answer === null, filePaths: answer === null ? [] : [answer] });
    }, path),
  );
}

/**
 * Has the main process do something during which it may free its memory: the promise of an answer can go with that, so
 * that what was found has to be kept there and asked for afterwards.
 */
export async function whileMemoryIsFreed(doing: Promise<void>): Promise<void> {
  try {
    await doing;
  } catch (error) {
    if (!String(error).includes('promise was garbage collected')) throw error;
  }
}

/** Chooses an item of the native menu by its command. */
export async function chooseMenu(app: ElectronApplication, command: string): Promise<void> {
  await app.evaluate(({ Menu }, id) => {
    Menu.getApplicationMenu()?.getMenuItemById(id)?.click();
  }, command);
}

/** The environment of the tests, as a program may inherit it. */
export function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries.filter(([name]) => name !== 'ELECTRON_RUN_AS_NODE'));
}
