import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { beforeAll, describe, expect, test } from 'vitest';
import { readHead } from '#vault/container/container.ts';
import { authenticate, decodeContainer, encodeContainer, isAuthentic } from '#vault/container/envelope.ts';
import { passphraseOf } from '#vault/container/passphrase-slot.ts';
import type { OpeningKey } from '#vault/container/unlock.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import type { Vault } from '#vault/vault.ts';
import { somebody, type Somebody } from '../../support/identities.ts';
import {
  codeOf,
  dataKeyIn,
  filesOf,
  passphrase,
  quickPlatform,
  remembering,
  temporaryFolder,
  valueOf,
} from '../../support/vault-platform.ts';

let [ada, bob, eve]: Somebody[] = [];
beforeAll(async () => {
  [ada, bob, eve] = await Promise.all(['Ada Nordstrand', 'Bob', 'Eve'].map(somebody));
});

/** Somebody of these tests. */
function those(): readonly [Somebody, Somebody, Somebody] {
  if (ada === undefined || bob === undefined || eve === undefined) throw new Error('nobody');
  return [ada, bob, eve];
}

const byPassphrase: OpeningKey = { kind: 'passphrase', passphrase };
const recoveryKey = Buffer.alloc(32, 7);
const byRecovery: OpeningKey = { kind: 'recovery', key: recoveryKey };
const next = passphraseOf('another passphrase');

async function newVault(platform = quickPlatform): Promise<{ readonly path: string; readonly vault: Vault }> {
  const path = join(temporaryFolder(), 'AMS.segl');
  const start = { path, passphrase, projectName: 'AMS', text: 'text 0' };
  return { path, vault: valueOf(await createVault(start, platform)) };
}

const open = (path: string, key: OpeningKey, platform = quickPlatform): ReturnType<typeof openVault> =>
  openVault(path, key, platform);

/** Which of these keys open a project: as `opened`, or the code of the failure. */
async function outcomes(path: string, ...keys: readonly OpeningKey[]): Promise<readonly string[]> {
  const told: string[] = [];
  for (const key of keys) {
    const opened = await open(path, key);
    told.push(opened.ok ? 'opened' : opened.error.code);
    if (opened.ok) valueOf(opened.value.close());
  }
  return told;
}

const kindsOf = (vault: Vault): readonly string[] => vault.audit.all().map(({ kind }) => kind);

/** The slot of somebody whom a project is shared with. */
function slotOf(vault: Vault, { card }: Somebody): string {
  const found = vault.recipients.list().find((each) => each.card?.recipient === card.recipient);
  if (found === undefined) throw new Error('not shared with');
  return found.slot;
}

describe('a project that is shared', () => {
  test('opens for everybody with their own key, and says who they are to those alone', async () => {
    const [ada, bob, eve] = those();
    const { path, vault } = await newVault();
    valueOf(await vault.recipients.add(ada.card));
    valueOf(await vault.recipients.add(bob.card));
    valueOf(vault.texts.save('text 1'));
    expect(vault.recipients.list()).toMatchObject([{ card: ada.card }, { card: bob.card }]);
    valueOf(vault.close());
    for (const key of [byPassphrase, ada.key, bob.key]) {
      const opened = valueOf(await open(path, key));
      expect(opened.texts.latest().text).toBe('text 1');
      expect(opened.recipients.list().map(({ card }) => card?.name)).toEqual(['Ada Nordstrand', 'Bob']);
      expect(kindsOf(opened).filter((kind) => kind === 'recipient-added')).toHaveLength(2);
      valueOf(opened.close());
    }
    expect(await outcomes(path, eve.key)).toEqual(['vault-identity-unknown']);
    const ids = valueOf(readHead(path)).envelope.slots.flatMap((slot) =>
      slot.kind === 'recipient' ? [slot.id] : [],
    );
    expect(new Set(ids).size).toBe(2);
    const bytes = readFileSync(path).toString('latin1');
    for (const word of ['Ada Nordstrand', 'Grid operator', ada.card.recipient, ada.card.fingerprint])
      expect(bytes).not.toContain(word);
  });

  test('is shared with nobody twice, with 64 at most, and under no plain or mistyped key', async () => {
    const [ada] = those();
    const { path, vault } = await newVault();
    valueOf(await vault.recipients.add(ada.card));
    expect(codeOf(await vault.recipients.add({ ...ada.card, name: 'Ada again' }))).toBe(
      'vault-recipient-known',
    );
    const plain = await identityToRecipient(await generateX25519Identity());
    expect(codeOf(await vault.recipients.add({ ...ada.card, recipient: plain }))).toBe(
      'vault-recipient-refused',
    );
    const before = readFileSync(path);
    expect(codeOf(await vault.recipients.remove('0'.repeat(32), { passphrase }))).toBe(
      'vault-recipient-unknown',
    );
    expect(readFileSync(path).equals(before)).toBe(true);
    for (let count = 1; count < 64; count += 1) {
      const { card } = await somebody(`person ${String(count)}`);
      valueOf(await vault.recipients.add(card));
    }
    const { card } = await somebody('one more');
    expect(codeOf(await vault.recipients.add(card))).toBe('vault-recipients-full');
    valueOf(vault.close());
    expect(await outcomes(path, ada.key, byPassphrase)).toEqual(['opened', 'opened']);
  }, 120_000);

  test('is changed by one after the other, whatever is asked for at once', async () => {
    const [ada, bob, eve] = those();
    const { path, vault } = await newVault();
    const { recipients } = vault;
    const added = [ada, bob, eve].map(({ card }) => recipients.add(card));
    const changed = vault.changePassphrase(passphrase, next, true);
    for (const each of added) valueOf(await each);
    valueOf(await changed);
    valueOf(vault.close());
    expect(await outcomes(path, ada.key, bob.key, eve.key, byPassphrase)).toEqual([
      'opened',
      'opened',
      'opened',
      'passphrase-wrong',
    ]);
  });

  test('keeps whoever was added while somebody else was taken away', async () => {
    const [ada, bob] = those();
    const { path, vault } = await newVault();
    valueOf(await vault.recipients.add(ada.card));
    const removed = vault.recipients.remove(slotOf(vault, ada), { passphrase });
    const added = vault.recipients.add(bob.card);
    valueOf(await removed);
    valueOf(await added);
    expect(vault.recipients.list().map(({ card }) => card?.name)).toEqual(['Bob']);
    valueOf(vault.close());
    expect(await outcomes(path, ada.key, bob.key)).toEqual(['vault-identity-unknown', 'opened']);
  });

  test('whose file is full on writing stays as it was, in its slots as in what it says of them', async () => {
    const [ada, bob] = those();
    const { path, vault: made } = await newVault();
    valueOf(await made.recipients.add(ada.card));
    valueOf(made.close());
    let full = false;
    const { files } = quickPlatform;
    const platform: VaultPlatform = {
      ...quickPlatform,
      files: {
        ...files,
        rename: (from, to) => {
          if (full) throw Object.assign(new Error('disk full'), { code: 'ENOSPC' });
          files.rename(from, to);
        },
      },
    };
    const vault = valueOf(await open(path, byPassphrase, platform));
    valueOf(vault.seal());
    const before = [readFileSync(path), vault.recipients.list(), kindsOf(vault)];
    full = true;
    const { recipients } = vault;
    for (const changed of [
      await recipients.add(bob.card),
      await recipients.remove(slotOf(vault, ada), { passphrase }),
      await recipients.setRecovery(recoveryKey, { threshold: 2, shares: 3 }),
      await recipients.setPassphrase(byPassphrase, next, true),
      await recipients.removePassphrase({ identity: ada.secret }),
    ])
      expect(codeOf(changed)).toBe('vault-seal-disk-full');
    expect([readFileSync(path), vault.recipients.list(), kindsOf(vault)]).toEqual(before);
    full = false;
    valueOf(vault.texts.save('text 1'));
    valueOf(vault.close());
    expect(await outcomes(path, byPassphrase, ada.key, bob.key)).toEqual([
      'opened',
      'opened',
      'vault-identity-unknown',
    ]);
  });

  test('that was closed, or is open for reading only, is not changed', async () => {
    const [ada] = those();
    const { path, vault } = await newVault();
    const adding = vault.recipients.add(ada.card);
    valueOf(vault.close());
    expect(codeOf(await adding)).toBe('vault-closed');
    expect(codeOf(await vault.recipients.setRecovery(recoveryKey, { threshold: 2, shares: 3 }))).toBe(
      'vault-closed',
    );
    expect(await outcomes(path, ada.key)).toEqual(['vault-identity-unknown']);
  });

  test('that is closed while a key is derived is not changed', async () => {
    let closing: Vault | null = null;
    const random = (length: number): Buffer => {
      // What a slot under a passphrase draws last; the data key is zeroed then.
      if (length === 12) closing?.close();
      return quickPlatform.random(length);
    };
    for (const newDataKey of [false, true]) {
      const { path, vault } = await newVault({ ...quickPlatform, random });
      const before = readFileSync(path);
      closing = vault;
      expect(codeOf(await vault.recipients.setPassphrase(byPassphrase, next, newDataKey))).toBe(
        'vault-closed',
      );
      closing = null;
      expect(readFileSync(path).equals(before)).toBe(true);
      expect(await outcomes(path, byPassphrase)).toEqual(['opened']);
    }
  });
});

describe('somebody whom a project is shared with no more', () => {
  test('has no key to what is saved from then on; the others have', async () => {
    const [ada, bob] = those();
    const { platform, drawn } = remembering();
    const { path, vault } = await newVault(platform);
    valueOf(await vault.recipients.add(ada.card));
    valueOf(await vault.recipients.add(bob.card));
    valueOf(vault.texts.save('text 1'));
    expect(codeOf(await vault.recipients.remove(slotOf(vault, ada)))).toBe('passphrase-wrong');
    expect(codeOf(await vault.recipients.remove(slotOf(vault, ada), { passphrase: next }))).toBe(
      'passphrase-wrong',
    );
    const dropped = valueOf(await vault.recipients.remove(slotOf(vault, ada), { passphrase }));
    expect(dropped).toEqual({ recovery: false, recipients: 0 });
    // It goes on under the key that it has now.
    valueOf(vault.texts.save('text 2'));
    valueOf(vault.close());
    expect(await outcomes(path, ada.key, bob.key, byPassphrase)).toEqual([
      'vault-identity-unknown',
      'opened',
      'opened',
    ]);
    const { envelope } = valueOf(readHead(path));
    expect(isAuthentic(envelope, dataKeyIn(drawn))).toBe(false);
    const opened = valueOf(await open(path, bob.key));
    expect(opened.recipients.list().map(({ card }) => card?.name)).toEqual(['Bob']);
    expect(opened.texts.all().map(({ text }) => text)).toEqual(['text 0', 'text 1', 'text 2']);
    expect(kindsOf(opened)).toContain('recipient-removed');
    valueOf(opened.close());
  });

  test('takes the recovery shares along, unless their key is at hand; that is said', async () => {
    const [ada, bob] = those();
    for (const [recovery, expected] of [
      [undefined, [true, null, 'vault-recovery-refused']],
      [recoveryKey, [false, { threshold: 2, shares: 3 }, 'opened']],
    ] as const) {
      const { path, vault } = await newVault();
      for (const { card } of [ada, bob]) valueOf(await vault.recipients.add(card));
      valueOf(await vault.recipients.setRecovery(recoveryKey, { threshold: 2, shares: 3 }));
      expect(vault.recipients.recovery).toEqual({ threshold: 2, shares: 3 });
      const wrong = { passphrase, recovery: Buffer.alloc(32) };
      expect(codeOf(await vault.recipients.remove(slotOf(vault, ada), wrong))).toBe('vault-recovery-refused');
      const keys = { passphrase, ...(recovery === undefined ? {} : { recovery }) };
      const dropped = valueOf(await vault.recipients.remove(slotOf(vault, ada), keys));
      const left = vault.recipients.recovery;
      valueOf(vault.close());
      expect([dropped.recovery, left, ...(await outcomes(path, byRecovery))]).toEqual(expected);
    }
  });

  test('is not the one who has it open, where no other key is at hand', async () => {
    const [ada, bob] = those();
    const { path, vault } = await newVault();
    for (const { card } of [ada, bob]) valueOf(await vault.recipients.add(card));
    valueOf(await vault.recipients.removePassphrase({ passphrase, identity: bob.secret }));
    valueOf(vault.close());
    const opened = valueOf(await open(path, ada.key));
    expect(codeOf(await opened.recipients.remove(slotOf(opened, ada)))).toBe('vault-last-slot');
    expect(codeOf(await opened.recipients.remove(slotOf(opened, ada), { identity: ada.secret }))).toBe(
      'vault-last-slot',
    );
    // Without a passphrase nothing is asked for; and one may leave where another who stays is present.
    valueOf(await opened.recipients.remove(slotOf(opened, ada), { identity: bob.secret }));
    expect(codeOf(await opened.recipients.remove(slotOf(opened, bob)))).toBe('vault-last-slot');
    valueOf(opened.close());
    expect(await outcomes(path, ada.key, bob.key)).toEqual(['vault-identity-unknown', 'opened']);
  });

  test('leaves slots of others of whom the project says nothing only in copies; that is said', async () => {
    const [ada, bob] = those();
    const { platform, drawn } = remembering();
    const { path, vault } = await newVault(platform);
    for (const { card } of [ada, bob]) valueOf(await vault.recipients.add(card));
    valueOf(vault.close());
    // As another program could write it: a slot that the database does not know.
    const { envelope, body } = valueOf(decodeContainer(readFileSync(path)));
    const last = envelope.slots.length - 1;
    const slots = envelope.slots.map((slot, index) =>
      slot.kind === 'recipient' && index === last ? { ...slot, id: 'f'.repeat(32) } : slot,
    );
    writeFileSync(path, encodeContainer(authenticate({ ...envelope, slots }, dataKeyIn(drawn)), body));
    const opened = valueOf(await open(path, byPassphrase));
    expect(opened.recipients.list()).toMatchObject([
      { card: ada.card },
      { slot: 'f'.repeat(32), card: null },
    ]);
    const dropped = valueOf(await opened.recipients.remove(slotOf(opened, ada), { passphrase }));
    expect(dropped).toEqual({ recovery: false, recipients: 1 });
    expect(opened.recipients.list()).toEqual([]);
    valueOf(opened.close());
  });
});

describe('the passphrase of a project', () => {
  test('is set and taken away, but not the last that somebody present could open it with', async () => {
    const [ada] = those();
    const { path, vault } = await newVault();
    const { recipients } = vault;
    expect(codeOf(await recipients.removePassphrase({}))).toBe('passphrase-wrong');
    expect(codeOf(await recipients.removePassphrase({ passphrase }))).toBe('vault-last-slot');
    valueOf(await recipients.add(ada.card));
    // Nobody has shown that they are Ada.
    expect(codeOf(await recipients.removePassphrase({ passphrase }))).toBe('vault-last-slot');
    expect(codeOf(await recipients.removePassphrase({ identity: 'nobody' }))).toBe('vault-identity-unknown');
    valueOf(await recipients.removePassphrase({ identity: ada.secret }));
    expect(recipients.hasPassphrase).toBe(false);
    expect(codeOf(await recipients.removePassphrase({ identity: ada.secret }))).toBe('vault-no-passphrase');
    valueOf(vault.close());
    expect(await outcomes(path, byPassphrase, ada.key)).toEqual(['vault-no-passphrase', 'opened']);
    const opened = valueOf(await open(path, ada.key));
    expect(codeOf(await opened.recipients.setPassphrase(byPassphrase, next))).toBe('vault-no-passphrase');
    expect(codeOf(await opened.recipients.setPassphrase(ada.key, passphraseOf('short')))).toBe(
      'passphrase-too-short',
    );
    valueOf(await opened.recipients.setPassphrase(ada.key, next));
    expect(kindsOf(opened)).toEqual(expect.arrayContaining(['passphrase-removed', 'passphrase-added']));
    valueOf(opened.close());
    expect(await outcomes(path, { kind: 'passphrase', passphrase: next }, ada.key)).toEqual([
      'opened',
      'opened',
    ]);
  });

  test('that is forgotten is set anew with the recovery shares, which stay', async () => {
    const { path, vault } = await newVault();
    valueOf(await vault.recipients.setRecovery(recoveryKey, { threshold: 3, shares: 5 }));
    expect(kindsOf(vault)).toContain('recovery-made');
    valueOf(vault.close());
    const opened = valueOf(await open(path, byRecovery));
    const dropped = valueOf(await opened.recipients.setPassphrase(byRecovery, next, true));
    expect(dropped.recovery).toBe(false);
    valueOf(opened.close());
    const byNext: OpeningKey = { kind: 'passphrase', passphrase: next };
    expect(await outcomes(path, byPassphrase, byNext, byRecovery)).toEqual([
      'passphrase-wrong',
      'opened',
      'opened',
    ]);
    const again = valueOf(await open(path, byNext));
    valueOf(await again.recipients.removeRecovery({ passphrase: next }));
    expect(codeOf(await again.recipients.removeRecovery({ passphrase: next }))).toBe(
      'vault-recovery-refused',
    );
    expect(kindsOf(again)).toContain('recovery-removed');
    valueOf(again.close());
    expect(await outcomes(path, byRecovery, byNext)).toEqual(['vault-recovery-refused', 'opened']);
    expect(Object.keys(filesOf(path.slice(0, -'/AMS.segl'.length)))).toEqual(['AMS.segl']);
  });

  test('stays while recovery shares are made in place of earlier ones, which open nothing any more', async () => {
    const { path, vault } = await newVault();
    const later = { kind: 'recovery', key: Buffer.alloc(32, 8) } as const;
    valueOf(await vault.recipients.setRecovery(recoveryKey, { threshold: 2, shares: 3 }));
    valueOf(await vault.recipients.setRecovery(later.key, { threshold: 3, shares: 4 }));
    expect(vault.recipients.recovery).toEqual({ threshold: 3, shares: 4 });
    valueOf(vault.close());
    expect(await outcomes(path, byPassphrase, later, byRecovery)).toEqual([
      'opened',
      'opened',
      'vault-recovery-refused',
    ]);
  });

  test('and recovery shares are within their bounds', async () => {
    const { vault } = await newVault();
    const { recipients } = vault;
    const count = { threshold: 2, shares: 3 };
    expect(() => recipients.setRecovery(Buffer.alloc(31), count)).toThrow(RangeError);
    for (const wrong of [{ threshold: 1 }, { threshold: 4 }, { shares: 256 }, { threshold: 1.5 }])
      expect(() => recipients.setRecovery(recoveryKey, { ...count, ...wrong })).toThrow(RangeError);
    valueOf(vault.close());
  });
});
