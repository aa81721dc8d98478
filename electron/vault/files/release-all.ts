import { success, type Result } from '#core/result.ts';
import { fileFailure, refuse, type VaultFailure } from '#vault/files/failure.ts';

/** Takes every step, whatever the ones before did; answers the failure of the last one that threw. */
export function releaseAll(steps: readonly (() => void)[]): Result<null, VaultFailure> {
  let outcome: Result<null, VaultFailure> = success(null);
  for (const step of steps) {
    try {
      step();
    } catch (error) {
      outcome = refuse(fileFailure(error));
    }
  }
  return outcome;
}
