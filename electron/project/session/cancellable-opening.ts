import type { CallFailure } from '#contract/failures.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { Vault } from '#vault/vault.ts';

const cancelled: { readonly ok: false; readonly error: CallFailure } = failure({
  code: 'vault-opening-cancelled',
});

/** The opening of a project that is under way, if one is: one at a time, and whoever waits for it can be let off. */
export class CancellableOpening {
  #current: AbortController | null = null;

  /** Opens a vault and hands it to `take`; `vault-opening-cancelled` as soon as it is given up. */
  async wait<Taken>(
    open: (signal: AbortSignal) => Promise<Result<Vault, CallFailure>>,
    take: (vault: Vault) => Taken,
  ): Promise<Result<Taken, CallFailure>> {
    const current = new AbortController();
    const { signal } = current;
    this.#current = current;
    const givenUp = new Promise<Result<Taken, CallFailure>>((resolve) => {
      signal.addEventListener('abort', () => {
        resolve(cancelled);
      });
    });
    try {
      // A derivation that has begun goes on to its end; nobody waits for it, and nothing stays open after it.
      return await Promise.race([takeUnlessLate(open(signal), take, signal), givenUp]);
    } finally {
      if (this.#current === current) this.#current = null;
    }
  }

  /** Gives up the opening that is under way. */
  cancel(): void {
    this.#current?.abort();
    this.#current = null;
  }
}

async function takeUnlessLate<Taken>(
  opening: Promise<Result<Vault, CallFailure>>,
  take: (vault: Vault) => Taken,
  signal: AbortSignal,
): Promise<Result<Taken, CallFailure>> {
  const opened = await opening;
  if (!opened.ok) return opened;
  if (!signal.aborted) return success(take(opened.value));
  opened.value.close();
  return cancelled;
}
