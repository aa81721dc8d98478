import { expect, test } from 'vitest';
import { cardLineOf, isCardLine } from '#exchange/card/card-line.ts';
import { parseCard, signCard, type Card } from '#exchange/card/card.ts';
import { fingerprintOf, spokenFingerprint } from '#exchange/card/fingerprint.ts';
import { signBytes } from '#exchange/signatures/ed25519.ts';
import people from '../../support/exchange/people.json' with { type: 'json' };
import { identityOfPerson } from '../../support/exchange/sample.ts';
import { codeOf, valueOf } from '../../support/vault-platform.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const kari = (await identityOfPerson('kari')).card;

/** The card as it is when a part of its text is another, with a signature that is right again. */
function signedAgain(card: Card, change: Partial<Card>): string {
  const signed = signCard({ ...card, ...change }, Buffer.from(people.kari.seed, 'hex'));
  return valueOf(signed).text;
}

test('a card gives back what is on it', () => {
  expect(valueOf(parseCard(bytesOf(kari.text)))).toEqual(kari);
  expect(kari).toMatchObject({
    name: 'Kari Nordmann',
    organisation: 'Norsk Regnesentral',
    madeOn: '2026-03-01',
  });
});

test('a fingerprint is read in eight groups of four, and is that of everything that is on the card', () => {
  expect(spokenFingerprint(kari.fingerprint)).toMatch(/^(?:[0-9a-f]{4} ){7}[0-9a-f]{4}$/u);
  expect(kari.text).toContain(`\nfingerprint: ${spokenFingerprint(kari.fingerprint)}\n`);
  const others = [{ name: 'Kari Nordman' }, { organisation: 'NR' }, { madeOn: '2026-03-02' }];
  for (const change of others) {
    const card = valueOf(parseCard(bytesOf(signedAgain(kari, change))));
    expect(card.fingerprint).not.toBe(kari.fingerprint);
  }
});

test('a card that was changed is told from one that was not written like this', () => {
  const changed = { ...kari, name: 'Kari Nordman' };
  const resigned = signedAgain(kari, { name: changed.name });
  const signature = /signature: \w+/u.exec(kari.text)?.[0] ?? '';
  expect(codeOf(parseCard(bytesOf(resigned.replace(/signature: \w+/u, signature))))).toBe(
    'card-signature-wrong',
  );
});

test.each([
  ['nothing', () => '', 'card-not-a-card'],
  ['another text', () => 'Segl', 'card-not-a-card'],
  ['what is too long for a card', (text: string) => text + ' '.repeat(10_000), 'card-not-a-card'],
  ['a later version', (text: string) => text.replace('card 1', 'card 2'), 'card-newer'],
  ['another form of lines', (text: string) => text.replaceAll('\n', '\r\n'), 'card-not-a-card'],
  ['no end', (text: string) => text.slice(0, -1), 'card-damaged'],
  ['something after it', (text: string) => `${text}\n`, 'card-damaged'],
  [
    'another fingerprint',
    (text: string) => text.replace(/fingerprint: \w{4}/u, 'fingerprint: 0000'),
    'card-damaged',
  ],
])('%s is refused', (_, change, code) => {
  expect(codeOf(parseCard(bytesOf(change(kari.text))))).toBe(code);
});

/** The text of a card with this public part, whatever it is, signed by its own key. */
function textOf(publicPart: string): string {
  const seed = Buffer.from(people.kari.seed, 'hex');
  const signature = Buffer.from(signBytes(seed, 'segl card v1', bytesOf(publicPart))).toString('hex');
  const fingerprint = spokenFingerprint(fingerprintOf(publicPart));
  return `${publicPart}fingerprint: ${fingerprint}\nsignature: ${signature}\n`;
}

test.each([
  ['a line of its own', 'made on', 'note: x\nmade on'],
  ['a line that is missing', 'organisation: Norsk Regnesentral\n', ''],
  ['a line twice', 'made on: 2026-03-01\n', 'made on: 2026-03-01\nmade on: 2026-03-01\n'],
  ['a mark that turns writing around', 'Kari', 'Ka\u202eri'],
  ['a name in another form', 'Kari', 'Ka\u030ari'],
  ['a name with a space too many', 'Kari N', 'Kari  N'],
  ['a day that there is not', '03-01', '02-30'],
  ['a key with a typing error', 'age key: age1', 'age key: age1q'],
  ['a hybrid key with a typing error', 'hybrid key: age1pq1', 'hybrid key: age1pq1q'],
  ['an age key of the other kind', 'hybrid key: age1pq1', 'hybrid key: age1'],
])('%s is refused, even signed', (_, part, instead) => {
  const publicPart = kari.text.replace(/fingerprint[^]*/u, '');
  expect(valueOf(parseCard(bytesOf(textOf(publicPart))))).toEqual(kari);
  expect(codeOf(parseCard(bytesOf(textOf(publicPart.replace(part, instead)))))).toBe('card-damaged');
});

test('bytes that are no text are no card', () => {
  expect(codeOf(parseCard(Uint8Array.from([...bytesOf(kari.text), 0xff])))).toBe('card-not-a-card');
});

test('a name stands on a card on one line, without what cannot be seen', () => {
  for (const name of ['Ø', 'Åse Østby', '王小明', '𝒜 b']) expect(isCardLine(name)).toBe(true);
  const unseen = ['a\u200bb', 'a\u202eb', 'a\u2028b', 'a\u00adb', '\ud800', 'a\nb', 'a\tb'];
  const refused = [...unseen, '', ' a', 'a ', 'a  b', 'a\u030a', 'x'.repeat(201)];
  for (const name of refused) expect(isCardLine(name)).toBe(false);
  expect(cardLineOf('  Ka\u030ari \n Nordmann ')).toBe('K\u00e5ri Nordmann');
  expect(codeOf(signCard({ ...kari, name: 'a\nb' }, new Uint8Array(32)))).toBe('card-name-refused');
});
