import { success, type Result } from '#core/result.ts';
import { refuse, type ExchangeFailure } from '#exchange/failure.ts';
import type { Identity } from '#exchange/identity/identity.ts';
import { readHead, replaceContainer } from '#vault/container/container.ts';
import type { Envelope } from '#vault/container/envelope.ts';
import type { KeySlot } from '#vault/container/slots.ts';
import { nextEnvelope } from '#vault/container/next-envelope.ts';
import {
  checkNewPassphrase,
  wrapUnderPassphrase,
  type Passphrase,
} from '#vault/container/passphrase-slot.ts';
import { unlock } from '#vault/container/unlock.ts';
import { fileFailure } from '#vault/files/failure.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';
import type { KeyringContent } from './content.ts';
import { keyringFailure } from './failure.ts';
import { encodeBody, longestKeyring, type KeyringParts } from './keyring-format.ts';

/** A keyring that is open, and what its file was when it was read or written last. */
export interface OpenKeyring extends KeyringParts {
  readonly path: string;
  readonly envelope: Envelope;
  /** The keyring's own; zeroed when it is forgotten. */
  readonly dataKey: Buffer;
}

/**
 * An analyst's keyring: the identity, colleagues and what was seen of them and of projects. Every change is on the disk
 * when the call returns, whole or not at all. What was changed elsewhere meanwhile is not written over.
 */
export class Keyring {
  readonly #path: string;
  readonly #identity: Identity;
  readonly #platform: VaultPlatform;
  #dataKey: Buffer;
  #envelope: Envelope;
  #content: KeyringContent | null;

  constructor({ path, identity, content, envelope, dataKey }: OpenKeyring, platform: VaultPlatform) {
    this.#path = path;
    this.#identity = identity;
    this.#content = content;
    this.#envelope = envelope;
    this.#dataKey = dataKey;
    this.#platform = platform;
  }

  /** Whose it is. Its keys cannot be used once the keyring was forgotten. */
  get identity(): Identity {
    return this.#identity;
  }

  /** What it holds, or null once it was forgotten. */
  get content(): KeyringContent | null {
    return this.#content;
  }

  /**
   * Changes what it holds and saves it. `keyring-locked` once it was forgotten, `keyring-changed` where the file was written
   * by somebody else, or put back to an earlier state, since; `keyring-full`, `keyring-missing`, `keyring-unwritable`, and
   * whatever `change` fails with.
   */
  change<Failure = never>(
    change: (content: KeyringContent) => Result<KeyringContent, Failure>,
  ): Result<null, ExchangeFailure | Failure> {
    if (this.#content === null) return refuse('keyring-locked');
    const changed = change(this.#content);
    if (!changed.ok) return changed;
    if (changed.value === this.#content) return success(null);
    return this.#write(changed.value, this.#envelope.slots, this.#dataKey);
  }

  /**
   * Wraps a new data key under another passphrase; the current one is asked for. Fails as {@link change} does, with
   * `keyring-passphrase-wrong`, and with `passphrase-too-short` or `passphrase-too-long`.
   */
  async changePassphrase(current: Passphrase, next: Passphrase): Promise<Result<null, ExchangeFailure>> {
    const judged = checkNewPassphrase(next);
    if (!judged.ok) return keyringFailure(judged.error, 'writing');
    const unlocked = await unlock(this.#envelope.slots, { kind: 'passphrase', passphrase: current });
    if (!unlocked.ok) return keyringFailure(unlocked.error, 'reading');
    unlocked.value.dataKey.fill(0);
    const dataKey = this.#platform.random(32);
    const slot = await wrapUnderPassphrase(dataKey, next, this.#platform);
    const written =
      this.#content === null ? refuse('keyring-locked') : this.#write(this.#content, [slot], dataKey);
    if (!written.ok) dataKey.fill(0);
    return written;
  }

  /** Forgets everything: keys are zeroed, and nothing can be read or changed any more. */
  forget(): void {
    this.#identity.forget();
    this.#dataKey.fill(0);
    this.#content = null;
  }

  #write(content: KeyringContent, slots: readonly KeySlot[], dataKey: Buffer): Result<null, ExchangeFailure> {
    const head = readHead(this.#path);
    if (!head.ok) return keyringFailure(head.error, 'writing');
    if (head.value.envelope.mac !== this.#envelope.mac) return refuse('keyring-changed');
    const body = encodeBody({ identity: this.#identity, content }, dataKey, this.#platform.random(12));
    if (body.length > longestKeyring) return refuse('keyring-full');
    const envelope = nextEnvelope(this.#envelope, slots, body, dataKey, this.#platform);
    try {
      const placed = (): void => {
        this.#keep(content, envelope, dataKey);
      };
      replaceContainer(this.#path, { envelope, body }, placed, this.#platform);
      return success(null);
    } catch (error) {
      return keyringFailure({ code: fileFailure(error) }, 'writing');
    }
  }

  #keep(content: KeyringContent, envelope: Envelope, dataKey: Buffer): void {
    this.#content = content;
    this.#envelope = envelope;
    if (this.#dataKey !== dataKey) this.#dataKey.fill(0);
    this.#dataKey = dataKey;
  }
}
