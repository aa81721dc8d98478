import { readFileSync } from 'node:fs';
import { app, nativeTheme } from 'electron';
import { channels, type Settings } from '#contract/channels.ts';
import { replaceFile } from '#vault/files/replace-file.ts';

/**
 * The analyst's own settings. They lie in plain text in the application's folder, so they hold nothing of any
 * project, not even which ones there are.
 */
export class SettingsStore {
  readonly #path: string;
  #current: Settings;

  /** Reads the settings; a file that is missing or not understood gives the defaults. */
  constructor(path: string) {
    this.#path = path;
    this.#current =
      readSettings(path) ??
      channels['settings.update'].input.parse({ locale: preferredLocale(), theme: 'system' });
    nativeTheme.themeSource = this.#current.theme;
  }

  get current(): Settings {
    return this.#current;
  }

  /** Applies settings and keeps them. They apply also where they cannot be written; they are lost then. */
  update(settings: Settings): void {
    this.#current = settings;
    nativeTheme.themeSource = settings.theme;
    try {
      replaceFile(this.#path, Buffer.from(JSON.stringify(settings), 'utf8'));
    } catch {
      // A read-only profile is no reason to refuse a change of language.
    }
  }
}

function readSettings(path: string): Settings | undefined {
  try {
    const raw: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return channels['settings.update'].input.safeParse(raw).data;
  } catch {
    return undefined;
  }
}

// Every kind of Norwegian is offered bokmål.
function preferredLocale(): Settings['locale'] {
  return /^(nb|nn|no)\b/.test(app.getLocale()) ? 'nb' : 'en';
}
