import { lstatSync } from 'node:fs';
import type { CallFailure } from '#contract/failures.ts';
import { localDay } from '#contract/local-day.ts';
import { failure, success, type Result } from '#core/result.ts';
import { cardLineOf } from '#exchange/card/card-line.ts';
import { makeIdentity } from '#exchange/identity/identity.ts';
import type { KeyringContent } from '#exchange/keyring/content.ts';
import type { Keyring } from '#exchange/keyring/keyring.ts';
import { createKeyring, openKeyring } from '#exchange/keyring/open.ts';
import type { Passphrase } from '#vault/container/passphrase-slot.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';

/** The failure of every call that needs an open keyring where none is. */
export const keyringLocked: { readonly ok: false; readonly error: CallFailure } = failure({
  code: 'keyring-locked',
});

/** Whether there is a keyring, and whether it is open. */
export type KeyringStatus = 'none' | 'locked' | 'open';

/** The names on a new identity's card. */
export interface NewIdentity {
  readonly name: string;
  /** Whoever belongs to none has their own name there. */
  readonly organisation: string;
}

/** The analyst's keyring while the program runs: there is none, it is locked, or it is open and its keys are here. */
export class KeyringSession {
  readonly #path: string;
  readonly #platform: VaultPlatform;
  #keyring: Keyring | null = null;
  // Of two that are opened at the same time, the one that was asked for last counts; none after a lock.
  #turn = 0;

  /** `path` is where the keyring lies, or will. */
  constructor(path: string, platform: VaultPlatform) {
    this.#path = path;
    this.#platform = platform;
  }

  get status(): KeyringStatus {
    if (this.#keyring !== null) return 'open';
    return lstatSync(this.#path, { throwIfNoEntry: false }) === undefined ? 'none' : 'locked';
  }

  /** The open keyring, or null. */
  get open(): Keyring | null {
    return this.#keyring;
  }

  /**
   * Makes a keyring with a new identity, and opens it. Names are as they were typed. `target-folder-missing`, and as `createKeyring`
   * and `makeIdentity` fail.
   */
  async create(typed: NewIdentity, passphrase: Passphrase): Promise<Result<Keyring, CallFailure>> {
    const madeOn = localDay(this.#platform.clock.now());
    const name = cardLineOf(typed.name);
    const organisation = cardLineOf(typed.organisation);
    const names = { name, organisation: organisation === '' ? name : organisation };
    const identity = await makeIdentity({ ...names, madeOn }, this.#platform.random);
    if (!identity.ok) return identity;
    const made = await this.#take(async () =>
      createKeyring(this.#path, passphrase, identity.value, this.#platform),
    );
    // Of a keyring that is to be made, only its folder can be missing.
    return !made.ok && made.error.code === 'keyring-missing'
      ? failure({ code: 'target-folder-missing' })
      : made;
  }

  /** Opens the keyring. Fails as `openKeyring` does; the passphrase is not zeroed here. */
  async unlock(passphrase: Passphrase): Promise<Result<Keyring, CallFailure>> {
    return this.#take(async () => openKeyring(this.#path, passphrase, this.#platform));
  }

  /** Changes what the keyring holds; `keyring-locked` where it is not open, else as `Keyring.change` fails. */
  change(
    change: (content: KeyringContent) => Result<KeyringContent, CallFailure>,
  ): Result<null, CallFailure> {
    return this.#keyring?.change(change) ?? keyringLocked;
  }

  /** Forgets the keys. */
  lock(): void {
    this.#turn += 1;
    this.#keyring?.forget();
    this.#keyring = null;
  }

  async #take(open: () => Promise<Result<Keyring, CallFailure>>): Promise<Result<Keyring, CallFailure>> {
    this.#turn += 1;
    const turn = this.#turn;
    const opened = await open();
    if (!opened.ok) return opened;
    if (turn !== this.#turn) {
      opened.value.forget();
      return keyringLocked;
    }
    this.#keyring?.forget();
    this.#keyring = opened.value;
    return success(opened.value);
  }
}
