import type { Settings } from '#contract/channels.ts';
import { success } from '#core/result.ts';
import type { HandlersOf } from '#main/ipc/ipc.ts';
import type { SettingsStore } from '#main/settings/settings.ts';

/** Calls that change the analyst's own settings. `change` applies, keeps and announces them. */
export function settingsHandlers(
  settings: SettingsStore,
  change: (next: Settings) => void,
): HandlersOf<'settings'> {
  return {
    'settings.update': (next) => {
      change(next);
      return success(settings.current);
    },
  };
}
