import type { KeyringState } from '#contract/keyring-calls.ts';
import type { CallFailure } from '#contract/failures.ts';
import type { Result } from '#core/result.ts';
import { call } from '#renderer/shared/session.svelte.ts';

/** Somebody, as their card says. */
export type Person = NonNullable<KeyringState['identity']>;

/** The analyst's keyring as the main process knows it. */
class Keyring {
  /** Null before it was asked for, and where that failed. */
  current = $state.raw<KeyringState | null>(null);
  readonly status = $derived(this.current?.status ?? null);
  /** Oneself; null unless it is open. */
  readonly identity = $derived(this.current?.identity ?? null);
  readonly colleagues = $derived(this.current?.colleagues ?? []);
  /** Whoever can be told by the keyring that is open: oneself and the colleagues, by fingerprint. */
  readonly #people = $derived.by<ReadonlyMap<string, Person>>(() => {
    const self = this.identity === null ? [] : [this.identity];
    return new Map([...self, ...this.colleagues].map((one) => [one.fingerprint, one]));
  });

  /** Asks how it stands. */
  async load(): Promise<void> {
    await this.take(call('keyring.state', {}));
  }

  /** Takes over what a call answers of it; tells what went wrong, or null. */
  async take(answer: Promise<Result<KeyringState, CallFailure>>): Promise<CallFailure | null> {
    const done = await answer;
    if (!done.ok) return done.error;
    this.current = done.value;
    return null;
  }

  /** Whose fingerprint it is; null where the keyring does not know. */
  personOf(fingerprint: string): Person | null {
    return this.#people.get(fingerprint) ?? null;
  }

  /** True where it is one's own fingerprint. */
  isOwn(fingerprint: string): boolean {
    return this.identity?.fingerprint === fingerprint;
  }

  /** True where the fingerprint was compared, or is one's own. */
  isVerified(fingerprint: string): boolean {
    const colleague = this.colleagues.find((one) => one.fingerprint === fingerprint);
    return this.isOwn(fingerprint) || (colleague !== undefined && colleague.verifiedAt !== null);
  }
}

/** The one keyring of this window. */
export const keyring = new Keyring();
