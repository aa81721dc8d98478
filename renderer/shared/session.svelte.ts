import type { ChannelInput, ChannelName, ChannelOutput, Settings } from '#contract/channels.ts';
import type { CallFailure } from '#contract/failures.ts';
// What the preload script gives the window.
import type {} from '#contract/bridge.ts';
import { usualLimits } from '#core/analysis/verify/active-limits.ts';
import { createTranslate, type MessageKey, type MessageValues } from '#core/messages/catalogue.ts';
import type { Result } from '#core/result.ts';

/** The analyst's own settings, followed by everything that is shown. */
class Session {
  settings = $state.raw<Settings>({ locale: 'en', theme: 'system', limits: usualLimits, marks: true });
  readonly #translate = $derived(createTranslate(this.settings.locale));

  /** Takes settings over from the main process. */
  apply(settings: Settings): void {
    this.settings = settings;
    document.documentElement.lang = settings.locale;
    if (settings.theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = settings.theme;
  }

  /** The text of a key in the language of the interface. */
  text = (key: MessageKey, values?: MessageValues): string => this.#translate(key, values);

  /** The sentence of a failure. */
  problem(failure: CallFailure): string {
    return this.text(`error.${failure.code}`);
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
