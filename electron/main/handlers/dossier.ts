import { success } from '#core/result.ts';
import type { HandlersOf } from '#main/ipc/ipc.ts';
import type { ProjectSession } from '#project/session/project-session.ts';

/** Calls that keep everything that the analyst states beside the model's text. */
export function dossierHandlers(session: ProjectSession): HandlersOf<'dossier'> {
  return {
    'dossier.save': ({ dossier }) =>
      session.use(({ vault }) => {
        const saved = vault.dossier.save(dossier);
        return saved.ok ? success({}) : saved;
      }),
  };
}
