import type { CommandFailure } from '#cli/console/console.ts';
import { StandardInput } from '#cli/console/standard-input.ts';
import { keyringAt, unlockKeyring } from '#cli/keyring/with-keyring.ts';
import { wayToOpen, type OpeningOptions } from '#cli/projects/opening-options.ts';
import type { CallFailure } from '#contract/failures.ts';
import { failure, success, type Result } from '#core/result.ts';
import { forgetKey, recoveredKey, recoverySlotOf } from '#project/access/opening-key.ts';
import type { KeyringSession } from '#project/keyring/keyring-session.ts';
import type { OpeningKey } from '#vault/container/unlock.ts';
import { realPath } from '#vault/opening/exclusive-opening.ts';

/** Everything that the projects of one command are opened with. */
export interface OpeningKeys {
  readonly options: OpeningOptions;
  /** Open where the command was given one. */
  readonly keyring: KeyringSession;
  /** What is left of standard input after the keys. */
  readonly input: StandardInput;
  /** The key of a project, by its file as the command was given it. */
  readonly keys: ReadonlyMap<string, OpeningKey>;
}

/**
 * Reads the keys of projects from standard input: of each in order its passphrase or its recovery shares, unless the keyring opens
 * it, then the passphrase of the keyring, if there is one. Has work done with them, and forgets them.
 */
export async function withOpeningKeys<Value>(
  files: readonly string[],
  options: OpeningOptions,
  work: (keys: OpeningKeys) => Promise<Result<Value, CommandFailure>>,
): Promise<Result<Value, CommandFailure>> {
  const input = new StandardInput();
  const keyring = keyringAt(options.keyring ?? null);
  const keys = new Map<string, OpeningKey>();
  try {
    for (const file of new Set(files)) {
      const given = await givenKey(file, options, input);
      if (!given.ok) return failure({ ...given.error, file });
      if (given.value !== null) keys.set(file, given.value);
    }
    if (options.keyring !== undefined) {
      const opened = await unlockKeyring(keyring, input);
      if (!opened.ok) return failure({ ...opened.error, file: options.keyring });
    }
    for (const file of files) if (!keys.has(file)) addOwnKey(keys, file, keyring);
    return await work({ options, keyring, input, keys });
  } finally {
    for (const key of keys.values()) forgetKey(key);
    keyring.lock();
    input.forget();
  }
}

// Null for what the keyring opens, which is not open yet.
async function givenKey(
  file: string,
  options: OpeningOptions,
  input: StandardInput,
): Promise<Result<OpeningKey | null, CallFailure>> {
  switch (wayToOpen(options)) {
    case 'keyring':
      return success(null);
    case 'passphrase':
      return success({ kind: 'passphrase', passphrase: input.passphrase() });
    case 'shares': {
      const slot = recoverySlotOf(realPath(file));
      if (!slot.ok) return slot;
      if (slot.value === null) return failure({ code: 'vault-recovery-refused' });
      return recoveredKey(input.shares(slot.value.threshold));
    }
  }
}

function addOwnKey(keys: Map<string, OpeningKey>, file: string, { open }: KeyringSession): void {
  if (open === null) throw new Error('a keyring that opens projects is open');
  keys.set(file, { kind: 'identity', secret: open.identity.secret('hybrid') });
}
