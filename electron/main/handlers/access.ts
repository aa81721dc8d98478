import type { AccessSlot } from '#contract/access-calls.ts';
import type { CallFailure } from '#contract/failures.ts';
import { success, type Result } from '#core/result.ts';
import type { HandlersOf } from '#main/ipc/ipc.ts';
import { letOpen, letOpenNoMore, makeRecoveryShares } from '#project/access/access.ts';
import { slotsOf } from '#project/access/slots.ts';
import type { KeyringSession } from '#project/keyring/keyring-session.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import type { ProjectSession } from '#project/session/project-session.ts';

/** Calls about who can open the file of the open project. */
export function accessHandlers(session: ProjectSession, keyring: KeyringSession): HandlersOf<'access'> {
  const state = ({ vault }: OpenProject): { readonly slots: readonly AccessSlot[] } => ({
    slots: slotsOf(vault.recipients),
  });
  const after = (
    project: OpenProject,
    done: Result<unknown, CallFailure>,
  ): Result<{ readonly slots: readonly AccessSlot[] }, CallFailure> =>
    done.ok ? success(state(project)) : done;
  return {
    'access.state': () => session.use((project) => success(state(project))),
    'access.add': ({ fingerprint }) =>
      session.use(async (project) => after(project, await letOpen(project, keyring, fingerprint))),
    'access.remove': ({ id, passphrase }) =>
      session.use(async (project) => {
        try {
          const removed = await letOpenNoMore(project, keyring, { slot: id, passphrase });
          return removed.ok
            ? success({ ...state(project), beside: project.vault.copiesBeside(), ...removed.value })
            : removed;
        } finally {
          passphrase?.fill(0);
        }
      }),
    'access.makeRecovery': (counts) =>
      session.use(async (project) => {
        const made = await makeRecoveryShares(project, counts);
        return made.ok ? success({ ...state(project), shares: made.value }) : made;
      }),
  };
}
