import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keyKinds } from '#exchange/age/recipients.ts';
import { parseCard } from '#exchange/card/card.ts';
import { spokenFingerprint } from '#exchange/card/fingerprint.ts';
import { openKeyring } from '#exchange/keyring/open.ts';
import { divideRecoveryKey } from '#exchange/recovery/recovery-key.ts';
import { archiveHash, archiveLength } from '#exchange/sealed/archive.ts';
import { readSealed } from '#exchange/sealed/read.ts';
import { writeSealed } from '#exchange/sealed/write.ts';
import people from '../support/exchange/people.json' with { type: 'json' };
import recovery from '../support/exchange/recovery-shares.json' with { type: 'json' };
import { composedByKari, identityOfPerson, orderOf, sharedProject } from '../support/exchange/sample.ts';
import { root } from '../support/places.ts';
import { passphrase, phrase, quickPlatform, valueOf } from '../support/vault-platform.ts';
import { openKeyringFile, readCard, readSealedFile, recoveryKeyOf } from './second-reader.ts';

const kept = (name: string): Buffer => readFileSync(join(root, 'test/support/exchange', name));
const page = (name: string): string =>
  readFileSync(join(root, 'resources/docs', `format-${name}.md`), 'utf8');

const kari = await identityOfPerson('kari');
const ola = await identityOfPerson('ola');

describe('a reader that was written from the pages', () => {
  test('reads a card', () => {
    expect(readCard(kept('kari.card'))).toMatchObject({
      name: 'Kari Nordmann',
      fingerprint: kari.card.fingerprint,
    });
  });

  test('reads a keyring', () => {
    expect(openKeyringFile(kept('kari.keyring'), phrase)).toMatchObject({
      identity: { ...kari.encode() },
      colleagues: [{ card: ola.card.text, verified: '2026-03-02T12:00:00.000Z' }],
      sent: [{ sequence: 1, recipients: [ola.card.fingerprint] }],
    });
  });

  test('reads sealed files, one that was kept and one that is new', async () => {
    const sealed = valueOf(await writeSealed(sharedProject, orderOf(kari, [ola.card])));
    for (const file of [kept('ams-x25519.sealed'), Buffer.from(sealed)]) {
      const read = readSealedFile(file, people.ola.x25519);
      expect(read.signer.fingerprint).toBe(kari.card.fingerprint);
      expect(read.manifest).toMatchObject({ purpose: 'Review', recipients: [ola.card.fingerprint] });
      const texts = sharedProject.states.flatMap(({ id, content }): readonly (readonly [string, string])[] =>
        content === null ? [] : [[id, content.text]],
      );
      expect([...read.texts]).toEqual(texts);
    }
  });

  test('puts a recovery key together, from shares that were kept and from new ones', async () => {
    expect(recoveryKeyOf(recovery.printed.slice(0, 2)).toString('hex')).toBe(recovery.key);
    expect(recoveryKeyOf(recovery.printed.slice(1)).toString('hex')).toBe(recovery.key);
    const key = Buffer.alloc(32, 7);
    const origin = { vault: '7d444840-9dc0-41d1-b245-5ffdce74fad2', set: Buffer.alloc(4) };
    const shares = valueOf(await divideRecoveryKey(key, { threshold: 3, count: 5 }, origin));
    expect(recoveryKeyOf(shares.slice(2)).equals(key)).toBe(true);
  });
});

describe('what was written once', () => {
  test.each(keyKinds)('a sealed file of the kind %s is opened for ever', async (keys) => {
    const opened = valueOf(await readSealed(kept(`ams-${keys}.sealed`), ola));
    expect(opened.shared).toEqual(sharedProject);
    expect(opened.keys).toBe(keys);
  });

  test('a card is read for ever, and made the same', () => {
    expect(valueOf(parseCard(kept('kari.card')))).toEqual(kari.card);
  });

  test('a keyring is opened for ever', async () => {
    const opened = valueOf(
      await openKeyring(join(root, 'test/support/exchange/kari.keyring'), passphrase, quickPlatform),
    );
    expect(opened.identity.encode()).toEqual(kari.encode());
  });
});

test('the figures of the pages are those of the files', async () => {
  const { members, manifest } = await composedByKari();
  const sealed = page('sealed-file');
  expect(sealed).toContain(await archiveHash(members));
  const length = archiveLength(members.map(({ bytes }) => bytes.length));
  expect(sealed).toContain(`${length.toLocaleString('en')} bytes`);
  const opened = valueOf(await readSealed(kept('ams-x25519.sealed'), ola));
  expect(sealed).toContain(opened.manifestHash);
  expect(opened.manifest).toEqual(manifest);
  expect(page('card')).toContain(spokenFingerprint(kari.card.fingerprint));
  const [share = ''] = recovery.printed;
  expect(page('recovery-share')).toContain(share);
});
