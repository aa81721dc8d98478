import { basename } from 'node:path';
import { success } from '#core/result.ts';
import type { NewProjectWish } from '#main/handlers/new-project.ts';
import type { HandlersOf } from '#main/ipc/ipc.ts';
import type { SaveRequest } from '#main/leaving/save-request.ts';
import type { SettingsStore } from '#main/settings/settings.ts';
import type { ProjectSession } from '#project/session/project-session.ts';

/** Calls that tell the window where the application stands. */
export function sessionHandlers(
  session: ProjectSession,
  settings: SettingsStore,
  handOver: SaveRequest,
  newProject: NewProjectWish,
  development: boolean,
): HandlersOf<'session'> {
  return {
    'session.state': () =>
      success({
        status: session.status,
        fileName: session.path === null ? null : basename(session.path),
        unsealed: session.sealProblem,
        lost: session.lost,
        settings: settings.current,
        creating: newProject.take(),
        development,
      }),
    'session.handedOver': ({ saved }) => {
      handOver.answer(saved);
      return success({});
    },
  };
}
