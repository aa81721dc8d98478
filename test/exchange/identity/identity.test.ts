import { expect, test, vi } from 'vitest';
import { decodeIdentity, identityOf, makeIdentity } from '#exchange/identity/identity.ts';
import people from '../../support/exchange/people.json' with { type: 'json' };
import { identityOfPerson } from '../../support/exchange/sample.ts';
import { codeOf, quickPlatform, valueOf } from '../../support/vault-platform.ts';

test('an identity is read from a keyring as it was written, with the keys of its card', async () => {
  const kari = await identityOfPerson('kari');
  const again = valueOf(await decodeIdentity(kari.encode()));
  expect(again.card).toEqual(kari.card);
  expect(again.encode()).toEqual(kari.encode());
  expect(again.secret('x25519')).toBe(people.kari.x25519);
  expect(again.secret('hybrid')).toBe(people.kari.hybrid);
});

test('keys that are not those of the card are refused, each of them', async () => {
  const [kari, ola] = [(await identityOfPerson('kari')).encode(), (await identityOfPerson('ola')).encode()];
  for (const part of ['card', 'seed', 'x25519', 'hybrid'] as const) {
    expect(codeOf(await decodeIdentity({ ...kari, [part]: ola[part] }))).toBe('keyring-damaged');
  }
  const broken = kari.x25519.replace(/.$/u, kari.x25519.endsWith('Q') ? 'P' : 'Q');
  expect(codeOf(await decodeIdentity({ ...kari, x25519: broken }))).toBe('keyring-damaged');
});

test('the seed of a new identity is in one place, and what was drawn for it is overwritten', async () => {
  const drawn: Buffer[] = [];
  const random = (length: number): Buffer => {
    const bytes = quickPlatform.random(length);
    drawn.push(bytes);
    return bytes;
  };
  const identity = valueOf(
    await makeIdentity({ name: 'Kari', organisation: 'NR', madeOn: '2026-03-02' }, random),
  );
  expect(drawn.map((bytes) => bytes.every((byte) => byte === 0))).toEqual([true]);
  expect(identity.encode().seed).not.toMatch(/^0+$/u);
});

test('keys that are refused are overwritten', async () => {
  const [kari, ola] = [(await identityOfPerson('kari')).encode(), (await identityOfPerson('ola')).encode()];
  const encoding = vi.spyOn(TextEncoder.prototype, 'encode');
  const refused = await decodeIdentity({ ...kari, hybrid: ola.hybrid });
  const encoded = encoding.mock.results.flatMap(({ type, value }) => (type === 'return' ? [value] : []));
  encoding.mockRestore();
  expect(codeOf(refused)).toBe('keyring-damaged');
  const secrets = encoded.filter(
    ({ length }) => length === kari.x25519.length || length === ola.hybrid.length,
  );
  expect(secrets).toHaveLength(2);
  for (const secret of secrets) expect(secret.every((byte) => byte === 0)).toBe(true);
});

test('new identities have keys of their own, and a name that can stand on a card', async () => {
  const names = { name: 'Kari', organisation: 'NR', madeOn: '2026-03-02' };
  const [one, other] = [
    valueOf(await makeIdentity(names, quickPlatform.random)),
    valueOf(await makeIdentity(names, quickPlatform.random)),
  ];
  for (const key of ['signingKey', 'ageKey', 'hybridKey', 'fingerprint'] as const) {
    expect(one.card[key]).not.toBe(other.card[key]);
  }
  const unnamed = await makeIdentity({ ...names, name: '' }, quickPlatform.random);
  expect(codeOf(unnamed)).toBe('card-name-refused');
});

test('the secret keys are overwritten once they are forgotten', async () => {
  const { seed, x25519, hybrid, ...names } = people.kari;
  const secrets = {
    seed: Uint8Array.from(Buffer.from(seed, 'hex')),
    x25519: new TextEncoder().encode(x25519),
    hybrid: new TextEncoder().encode(hybrid),
  };
  valueOf(await identityOf(names, secrets)).forget();
  for (const secret of Object.values(secrets)) expect(secret.every((byte) => byte === 0)).toBe(true);
});
