import type { WindowEvents } from '#contract/channels.ts';
import { success } from '#core/result.ts';
import type { ProofExplainer } from '#engine/proof-explainer.ts';
import type { Verifier } from '#engine/verifier.ts';
import type { HandlersOf } from '#main/ipc/ipc.ts';
import type { SettingsStore } from '#main/settings/settings.ts';
import { verifyText } from '#project/analysis/verification.ts';
import type { ProjectSession } from '#project/session/project-session.ts';

/** Everything that the calls on verifications need. */
export interface VerificationContext {
  readonly session: ProjectSession;
  readonly verifier: Verifier;
  readonly settings: SettingsStore;
  readonly explainer: ProofExplainer;
  readonly tell: <Name extends 'verification.news' | 'verification.explaining'>(
    name: Name,
    payload: WindowEvents[Name],
  ) => void;
}

/** Calls that answer the questions of the open project's model for an active adversary. */
export function verificationHandlers({
  session,
  verifier,
  explainer,
  settings,
  tell,
}: VerificationContext): HandlersOf<'verification'> {
  return {
    'verification.run': ({ text, job }) =>
      session.use((project) =>
        verifyText(project, verifier, {
          text,
          bounds: settings.current.limits,
          tell: (news) => {
            tell('verification.news', { job, news });
          },
        }),
      ),
    'verification.cancel': () => {
      verifier.cancel();
      return success({});
    },
    'verification.explain': ({ text, question, bounds, job }) =>
      session.use(async () => {
        const told = await explainer.explain({
          text,
          question,
          bounds,
          tell: (done, all) => {
            tell('verification.explaining', { job, done, all });
          },
        });
        return told.ok ? success({ explained: told.value }) : told;
      }),
    'verification.stopExplaining': () => {
      explainer.stop();
      return success({});
    },
    'verification.latest': () => session.use(({ vault }) => success(vault.verdicts.latest())),
  };
}
