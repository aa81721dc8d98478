import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keyKinds } from '#exchange/age/recipients.ts';
import { parseCard } from '#exchange/card/card.ts';
import { spokenFingerprint } from '#exchange/card/fingerprint.ts';
import { openKeyring } from '#exchange/keyring/open.ts';
import { archiveHash, archiveLength } from '#exchange/sealed/archive.ts';
import { readSealed } from '#exchange/sealed/read.ts';
import people from '../support/exchange/people.json' with { type: 'json' };
import recovery from '../support/exchange/recovery-shares.json' with { type: 'json' };
import { composedByKari, identityOfPerson, sharedProject } from '../support/exchange/sample.ts';
import { root } from '../support/places.ts';
import { passphrase, phrase, quickPlatform, valueOf } from '../support/vault-platform.ts';
import { readCard } from './second-reader/card.ts';
import { readKeyring } from './second-reader/keyring.ts';
import { combineShares } from './second-reader/recovery-shares.ts';
import { readSealedFile } from './second-reader/sealed-file.ts';

const kept = (name: string): Buffer => readFileSync(join(root, 'test/support/exchange', name));
const page = (name: string): string =>
  readFileSync(join(root, 'resources/docs', `format-${name}.md`), 'utf8');

const kari = await identityOfPerson('kari');
const ola = await identityOfPerson('ola');

describe('what was written once is read for ever', () => {
  test.each(keyKinds)('a sealed file of the kind %s', async (keys) => {
    const opened = valueOf(await readSealed(kept(`ams-${keys}.sealed`), ola));
    expect(opened.shared).toEqual(sharedProject);
    expect(opened.keys).toBe(keys);
    const read = await readSealedFile(kept(`ams-${keys}.sealed`), people.ola[keys]);
    expect(read.manifest).toEqual(opened.manifest);
    expect(read.ledger).toEqual(sharedProject.ledger);
  });

  test('a card, and made the same', () => {
    expect(valueOf(parseCard(kept('kari.card')))).toEqual(kari.card);
    expect(readCard(kept('kari.card')).fingerprint).toBe(kari.card.fingerprint);
  });

  test('a keyring', async () => {
    const path = join(root, 'test/support/exchange/kari.keyring');
    const opened = valueOf(await openKeyring(path, passphrase, quickPlatform));
    expect(opened.identity.encode()).toEqual(kari.encode());
    const { content } = await readKeyring(kept('kari.keyring'), phrase);
    expect(content).toMatchObject({
      identity: { ...kari.encode() },
      colleagues: [{ card: ola.card.text, verified: '2026-03-02T12:00:00.000Z' }],
      sent: [{ sequence: 1, recipients: [ola.card.fingerprint] }],
    });
  });

  test('recovery shares', () => {
    expect(combineShares(recovery.printed.slice(0, 2)).toString('hex')).toBe(recovery.key);
    expect(combineShares(recovery.printed.slice(1)).toString('hex')).toBe(recovery.key);
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
