import type { Result } from '#core/result.ts';
import type { KeySlot } from '#vault/container/envelope.ts';
import { unwrapWithPassphrase, type Passphrase } from '#vault/container/passphrase-slot.ts';
import { refuse, type VaultFailure } from '#vault/files/failure.ts';

/** Takes the data key out of the first slot that the passphrase opens; `passphrase-wrong` where there is none. */
export async function unlock(
  slots: readonly KeySlot[],
  passphrase: Passphrase,
): Promise<Result<Buffer, VaultFailure>> {
  let refused: Result<Buffer, VaultFailure> = refuse('passphrase-wrong');
  for (const slot of slots) {
    const unwrapped = await unwrapWithPassphrase(slot, passphrase);
    if (unwrapped.ok) return unwrapped;
    refused = unwrapped;
  }
  return refused;
}
