import type { ChannelInput, ChannelName, ChannelOutput, Settings } from '#contract/channels.ts';
import type { CallFailure, FailureCode } from '#contract/failures.ts';
// What the preload script gives the window.
import type {} from '#contract/bridge.ts';
import { usualLimits } from '#core/analysis/record/active-limits.ts';
import { createTranslate, type MessageKey, type MessageValues } from '#core/messages/catalogue.ts';
import { holderSentence } from '#core/messages/holder-sentence.ts';
import type { Result } from '#core/result.ts';

/** The analyst's own settings, followed by everything that is shown. */
class Session {
  settings = $state.raw<Settings>({
    locale: 'en',
    theme: 'system',
    limits: usualLimits,
    marks: true,
    askAgain: true,
    idleMinutes: 10,
  });
  /** Why the file of the chosen project, open or locked, is not up to date, or null. */
  unsealed = $state<FailureCode | null>(null);
  /** True where something that was typed may not have been saved before the project was locked. */
  lost = $state(false);
  readonly #translate = $derived(createTranslate(this.settings.locale));

  /** Takes settings over from the main process. */
  apply(settings: Settings): void {
    this.settings = settings;
    document.documentElement.lang = settings.locale;
    if (settings.theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = settings.theme;
  }

  /**
   * Changes some settings and answers what went wrong, or null. They apply at once, so that a change that follows
   * before the main process has answered does not undo this one.
   */
  async change(change: Partial<Settings>): Promise<CallFailure | null> {
    const before = this.settings;
    this.apply({ ...before, ...change });
    const done = await call('settings.update', this.settings);
    if (done.ok) return null;
    this.apply(before);
    return done.error;
  }

  /** The text of a key in the language of the interface. */
  text = (key: MessageKey, values?: MessageValues): string => this.#translate(key, values);

  /** The sentence of a failure. */
  problem({ code, holder }: CallFailure): string {
    const sentence = this.text(`error.${code}`);
    return holder === undefined ? sentence : `${sentence} ${holderSentence(holder, this.text)}`;
  }
}

/** The one session of this window. */
export const session = new Session();

/** Calls the main process. */
export function call<Name extends ChannelName>(
  channel: Name,
  input: ChannelInput<Name>,
): Promise<Result<ChannelOutput<Name>, CallFailure>> {
  return window.segl.call(channel, input);
}
