import { failure, success } from '#core/result.ts';
import type { Desk } from '#main/desk.ts';
import type { HandlersOf } from '#main/ipc.ts';

/** Calls that keep what the analyst states beside the model's text. */
export function dossierHandlers(desk: Desk): HandlersOf<'dossier'> {
  return {
    'dossier.save': ({ dossier }) => {
      if (desk.vault === null) return failure({ code: 'project-not-open' });
      const saved = desk.vault.saveDossier(dossier);
      if (!saved.ok) return saved;
      desk.sealSoon();
      return success({});
    },
  };
}
