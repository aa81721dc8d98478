import { beforeEach, expect, test, vi } from 'vitest';
import { letOpen, letOpenNoMore, makeRecoveryShares } from '#project/access/access.ts';
import { checkShare, forgetKey, recoveredKey } from '#project/access/opening-key.ts';
import { realPlatform } from '#vault/files/platform.ts';
import { twoAnalysts, type Analyst } from '../../support/exchange/analysts.ts';
import { codeOf, passphrase, valueOf } from '../../support/vault-platform.ts';

let anne: Analyst;
let berit: Analyst;

beforeEach(async () => {
  [anne, berit] = await twoAnalysts();
  await anne.create('protocol P "Protocol"\n');
});

function slotOf({ vault }: Analyst, { fingerprint }: Analyst): string {
  const found = vault.recipients.list().find(({ card }) => card?.fingerprint === fingerprint);
  if (found === undefined) throw new Error('not let in');
  return found.slot;
}

test('whoever has no card in the keyring, or whose keyring is locked, lets nobody in', async () => {
  expect(codeOf(await letOpen(anne.project, anne.keyring, 'f'.repeat(32)))).toBe('card-unknown');
  anne.keyring.lock();
  expect(codeOf(await letOpen(anne.project, anne.keyring, berit.fingerprint))).toBe('keyring-locked');
  expect(anne.vault.recipients.list()).toEqual([]);
});

test('an analyst does not lock herself out: of a project that nobody else is shown to open', async () => {
  for (const who of [anne, berit]) valueOf(await letOpen(anne.project, anne.keyring, who.fingerprint));
  valueOf(await anne.vault.recipients.removePassphrase({ passphrase, identity: identityOf(anne) }));
  anne.close();
  await anne.open(anne.key);
  const own = { slot: slotOf(anne, anne), passphrase: null };
  expect(codeOf(await letOpenNoMore(anne.project, anne.keyring, own))).toBe('vault-last-slot');
  // With her own key at hand she lets somebody else in no more.
  const other = { slot: slotOf(anne, berit), passphrase: null };
  valueOf(await letOpenNoMore(anne.project, anne.keyring, other));
  expect(anne.vault.recipients.list().map(({ card }) => card?.name)).toEqual(['Anne']);
});

test('recovery shares open the project and no other one, and their key is kept nowhere', async () => {
  const drawn: Buffer[] = [];
  const { random } = realPlatform;
  const drawing = vi.spyOn(realPlatform, 'random').mockImplementation((length) => {
    const bytes = random(length);
    if (length === 32) drawn.push(bytes);
    return bytes;
  });
  const [first = '', second = ''] = valueOf(
    await makeRecoveryShares(anne.project, { threshold: 2, shares: 3 }),
  );
  drawing.mockRestore();
  expect(drawn.map((key) => key.every((byte) => byte === 0))).toEqual([true]);
  const { path } = anne;
  expect(valueOf(checkShare(path, first))).toEqual({ verdict: 'valid', number: 1 });
  expect(valueOf(checkShare(path, first.slice(0, -20))).verdict).toBe('incomplete');
  anne.close();
  await berit.create('protocol Q "Protocol"\n');
  expect(valueOf(checkShare(berit.path, second))).toEqual({ verdict: 'foreign', number: 2 });
  expect(codeOf(await recoveredKey([first]))).toBe('recovery-too-few');
  const key = valueOf(await recoveredKey([first, second]));
  await anne.open(key);
  expect(anne.text).toBe('protocol P "Protocol"\n');
  forgetKey(key);
  expect(key.kind === 'recovery' && key.key.every((byte) => byte === 0)).toBe(true);
});

function identityOf({ keyring }: Analyst): string {
  return keyring.open?.identity.secret('hybrid') ?? '';
}
