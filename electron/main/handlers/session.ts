import { basename } from 'node:path';
import { success } from '#core/result.ts';
import type { Desk } from '#main/desk.ts';
import type { HandOver } from '#main/hand-over.ts';
import type { HandlersOf } from '#main/ipc.ts';
import type { SettingsStore } from '#main/settings.ts';

/** Calls that tell the window where the application stands. */
export function sessionHandlers(
  desk: Desk,
  settings: SettingsStore,
  handOver: HandOver,
  development: boolean,
): HandlersOf<'session'> {
  return {
    'session.state': () =>
      success({
        status: desk.status,
        fileName: desk.path === null ? null : basename(desk.path),
        unsealed: desk.sealProblem,
        lost: desk.lost,
        settings: settings.current,
        development,
      }),
    'session.handedOver': ({ saved }) => {
      handOver.answer(saved);
      return success({});
    },
  };
}
