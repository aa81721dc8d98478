import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { app, nativeTheme } from 'electron';
import { usualLimits } from '#core/analysis/record/active-limits.ts';
import { channels, type Settings } from '#contract/channels.ts';

/**
 * The analyst's own settings. They lie in plain text in the application's folder, so they hold nothing of any
 * project, not even which ones there are.
 */
export class SettingsStore {
  readonly #path: string;
  #current: Settings;
  // One at a time: two writings share the file that is renamed.
  #writing: Promise<void> = Promise.resolve();

  /** Reads the settings; a file that is missing or not understood gives the defaults. */
  constructor(path: string) {
    this.#path = path;
    this.#current = readSettings(path) ?? {
      locale: preferredLocale(),
      theme: 'system',
      limits: usualLimits,
      marks: true,
    };
    nativeTheme.themeSource = this.#current.theme;
  }

  get current(): Settings {
    return this.#current;
  }

  /** Applies settings and keeps them. They apply also where they cannot be written; they are lost then. */
  async update(settings: Settings): Promise<void> {
    this.#current = settings;
    nativeTheme.themeSource = settings.theme;
    this.#writing = this.#writing.then(() => this.#write());
    await this.#writing;
  }

  async #write(): Promise<void> {
    try {
      await writeFile(`${this.#path}.new`, JSON.stringify(this.#current), { mode: 0o600 });
      await rename(`${this.#path}.new`, this.#path);
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
