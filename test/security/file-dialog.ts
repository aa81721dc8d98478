import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';

/** What another program wrote into the user's list of recent files. */
export const foreignEntry = 'file:///srv/elsewhere/of-another-program.txt';

const list = `<?xml version="1.0" encoding="UTF-8"?>
<xbel version="1.0"
      xmlns:bookmark="http://www.freedesktop.org/standards/desktop-bookmarks"
      xmlns:mime="http://www.freedesktop.org/standards/shared-mime-info">
  <bookmark href="${foreignEntry}" added="2026-01-31T00:00:00Z" modified="2026-01-31T00:00:00Z" visited="2026-01-31T00:00:00Z">
    <info>
      <metadata owner="http://freedesktop.org">
        <mime:mime-type type="text/plain"/>
        <bookmark:applications>
          <bookmark:application name="Another" exec="&apos;another %u&apos;" modified="2026-01-31T00:00:00Z" count="1"/>
        </bookmark:applications>
      </metadata>
    </info>
  </bookmark>
</xbel>
`;

/** A home with a list of recent files in it, and the environment of somebody who lives there. */
export function makeHome(folder: string): { home: string; environment: Record<string, string> } {
  const home = join(folder, 'home');
  const data = join(home, '.local', 'share');
  mkdirSync(data, { recursive: true });
  writeFileSync(join(data, 'recently-used.xbel'), list);
  const environment: Record<string, string> = {
    HOME: home,
    XDG_DATA_HOME: data,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_CACHE_HOME: join(home, '.cache'),
    // No desktop: its own services would be asked where the window would not be.
    DBUS_SESSION_BUS_ADDRESS: 'disabled:',
  };
  return { home, environment };
}

/** Types a path into the dialog of this title, as a hand would, until the dialog is gone. */
export async function answerDialog(title: string, path: string): Promise<void> {
  const dialog = (): string =>
    xdotool('search', '--onlyvisible', '--name', `^${title}$`).split('\n')[0] ?? '';
  await expect.poll(dialog, { timeout: 60_000, message: `the dialog "${title}" opens` }).not.toBe('');
  const type = (): string => {
    const id = dialog();
    if (id === '') return id;
    // Without a window manager nobody gives a new window the keyboard.
    xdotool('windowfocus', '--sync', id);
    xdotool('key', '--clearmodifiers', 'ctrl+a');
    xdotool('type', '--delay', '40', path);
    xdotool('key', '--clearmodifiers', 'Return');
    return dialog();
  };
  // A busy desktop may swallow what is typed too early.
  await expect
    .poll(type, { timeout: 120_000, intervals: [5_000], message: `the dialog "${title}" is answered` })
    .toBe('');
}

function xdotool(...args: readonly string[]): string {
  try {
    return execFileSync('xdotool', args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 30_000,
    }).trim();
  } catch {
    // A window that is not there, or is gone meanwhile.
    return '';
  }
}

/** Every file under a folder that holds a word, in its name or in its bytes, in UTF-8, UTF-16, or as a part of an address. */
export function filesThatHold(folder: string, word: string): readonly string[] {
  const forms = [Buffer.from(word), Buffer.from(word, 'utf16le')];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => ({ entry, path: join(entry.parentPath, entry.name) }))
    .filter(
      ({ entry, path }) =>
        entry.name.includes(word) ||
        (entry.isFile() && forms.some((form) => readFileSync(path).includes(form))),
    )
    .map(({ path }) => path);
}
