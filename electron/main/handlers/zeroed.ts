import type { CallFailure } from '#contract/failures.ts';
import type { Result } from '#core/result.ts';

/** Has a passphrase used, and fills it with zeros after that, whatever came of it. */
export async function zeroed<Value>(
  passphrase: Uint8Array,
  use: () => Promise<Result<Value, CallFailure>>,
): Promise<Result<Value, CallFailure>> {
  try {
    return await use();
  } finally {
    passphrase.fill(0);
  }
}
