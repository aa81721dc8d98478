import type { FailureCode } from '#contract/failures.ts';
import { failure } from '#core/result.ts';

/** Codes of what can go wrong with what analysts exchange, and with the file of keys that it needs. */
export type ExchangeFailureCode = Extract<
  FailureCode,
  | `sealed-${string}`
  | `card-${string}`
  | `keyring-${string}`
  | `recovery-${string}`
  | `vault-${string}`
  | `passphrase-${string}`
>;

/** A failure of an exchange: a code, and nothing of what is inside. */
export interface ExchangeFailure {
  readonly code: ExchangeFailureCode;
}

/** A failed outcome with this code. */
export function refuse(code: ExchangeFailureCode): { readonly ok: false; readonly error: ExchangeFailure } {
  return failure({ code });
}
