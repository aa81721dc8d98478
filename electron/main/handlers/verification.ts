import { decidedCount } from '#core/analysis/record/verdict.ts';
import type { WindowEvents } from '#contract/channels.ts';
import { failure, success } from '#core/result.ts';
import type { Verifier } from '#engine/verifier.ts';
import type { Desk } from '#main/desk.ts';
import type { HandlersOf } from '#main/ipc.ts';
import type { SettingsStore } from '#main/settings.ts';

/** What the calls on verifications work with. */
export interface VerificationSurroundings {
  readonly desk: Desk;
  readonly verifier: Verifier;
  readonly settings: SettingsStore;
  readonly tell: (name: 'verification.news', payload: WindowEvents['verification.news']) => void;
}

/** Calls that answer what is asked of the open project's model for an active adversary. */
export function verificationHandlers({
  desk,
  verifier,
  settings,
  tell,
}: VerificationSurroundings): HandlersOf<'verification'> {
  return {
    'verification.run': async ({ text, job }) => {
      const { vault } = desk;
      if (vault === null) return failure({ code: 'project-not-open' });
      const saved = vault.saveRevision(text);
      if (!saved.ok) return saved;
      const outcome = await verifier.verify(text, settings.current.limits, (news) => {
        tell('verification.news', { job, news });
      });
      if (!outcome.ok) return outcome;
      // The project may have been locked meanwhile, and its vault is closed then.
      if (desk.vault !== vault) return failure({ code: 'analysis-cancelled' });
      const { sequence } = saved.value;
      const earlier = vault.verification(sequence);
      if (earlier === null || decidedCount(earlier) <= decidedCount(outcome.value.record)) {
        const kept = vault.saveVerification(sequence, outcome.value.record);
        if (!kept.ok && !vault.readOnly) return kept;
      }
      desk.sealSoon();
      return outcome;
    },
    'verification.cancel': () => {
      verifier.cancel();
      return success({});
    },
    'verification.latest': () => {
      if (desk.vault === null) return failure({ code: 'project-not-open' });
      return success(desk.vault.latestVerification());
    },
  };
}
