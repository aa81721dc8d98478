import { success, type Result } from '#core/result.ts';
import { isRecipient } from '#exchange/age/recipients.ts';
import { refuse, type ExchangeFailure } from '#exchange/failure.ts';
import { utf8Text } from '#exchange/json/read-json.ts';
import { isSigned, signBytes } from '#exchange/signatures/ed25519.ts';
import { isCardLine } from './card-line.ts';
import { fingerprintOf, spokenFingerprint } from './fingerprint.ts';

/** Who somebody is and the keys that they are reached and recognised by. */
export interface CardContent {
  readonly name: string;
  readonly organisation: string;
  /** The day on which it was made, as 2026-01-31. */
  readonly madeOn: string;
  /** Ed25519, 32 bytes as lower-case hexadecimal. */
  readonly signingKey: string;
  /** The age recipient for X25519, `age1…`. */
  readonly ageKey: string;
  /** The age recipient for X25519 with ML-KEM-768, `age1pq1…`. */
  readonly hybridKey: string;
}

/** A card: signed by the key on it, so that nobody changed it; whose it is, only a comparison of fingerprints can tell. */
export interface Card extends CardContent {
  readonly fingerprint: string;
  /** The whole file. */
  readonly text: string;
}

/** The longest card, in bytes. */
export const longestCard = 8 * 1024;

const heading = 'Segl card';
const version = 1;
const domain = 'segl card v1';

/** Makes a card and signs it with the seed of its own signing key. `card-name-refused` where a name cannot stand on one. */
export function signCard(content: CardContent, seed: Uint8Array): Result<Card, ExchangeFailure> {
  if (!isCardLine(content.name) || !isCardLine(content.organisation)) return refuse('card-name-refused');
  const publicPart = publicPartOf(content);
  const signature = signBytes(seed, domain, Buffer.from(publicPart, 'utf8'));
  return success(cardOf(content, Buffer.from(signature).toString('hex')));
}

const form = new RegExp(
  [
    String.raw`^${heading} ${String(version)}\n\nname: (.+)\norganisation: (.+)\nmade on: (\d{4}-\d\d-\d\d)\n`,
    String.raw`signing key: ([0-9a-f]{64})\nage key: (age1[0-9a-z]+)\nhybrid key: (age1pq1[0-9a-z]+)\n`,
    String.raw`fingerprint: (?:[0-9a-f]{4} ){7}[0-9a-f]{4}\nsignature: ([0-9a-f]{128})\n$`,
  ].join(''),
  'u',
);

/**
 * Reads a card, which has one form to the last byte. `card-not-a-card`, `card-newer`, `card-damaged` where it is not of
 * this form, and `card-signature-wrong` where it was changed after it had been signed.
 */
export function parseCard(bytes: Uint8Array): Result<Card, ExchangeFailure> {
  const text = bytes.length > longestCard ? null : utf8Text(bytes);
  const found = text === null ? undefined : /^Segl card ([1-9]\d{0,3})\n/u.exec(text)?.[1];
  if (text === null || found === undefined) return refuse('card-not-a-card');
  if (Number(found) > version) return refuse('card-newer');
  const parts = form.exec(text);
  if (parts === null) return refuse('card-damaged');
  const [, name = '', organisation = '', madeOn = '', signingKey = '', ageKey = '', hybridKey = ''] = parts;
  const content = { name, organisation, madeOn, signingKey, ageKey, hybridKey };
  const signature = parts[7] ?? '';
  const card = cardOf(content, signature);
  if (!isPossible(content) || card.text !== text) return refuse('card-damaged');
  const signed = isSigned(
    Buffer.from(signingKey, 'hex'),
    domain,
    Buffer.from(publicPartOf(content), 'utf8'),
    Buffer.from(signature, 'hex'),
  );
  return signed ? success(card) : refuse('card-signature-wrong');
}

function isPossible({ name, organisation, madeOn, ageKey, hybridKey }: CardContent): boolean {
  return (
    isCardLine(name) &&
    isCardLine(organisation) &&
    isDay(madeOn) &&
    isRecipient('x25519', ageKey) &&
    isRecipient('hybrid', hybridKey)
  );
}

function isDay(day: string): boolean {
  const instant = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day);
}

function publicPartOf(content: CardContent): string {
  return [
    `${heading} ${String(version)}`,
    '',
    `name: ${content.name}`,
    `organisation: ${content.organisation}`,
    `made on: ${content.madeOn}`,
    `signing key: ${content.signingKey}`,
    `age key: ${content.ageKey}`,
    `hybrid key: ${content.hybridKey}`,
    '',
  ].join('\n');
}

function cardOf(content: CardContent, signature: string): Card {
  const publicPart = publicPartOf(content);
  const fingerprint = fingerprintOf(publicPart);
  const text = `${publicPart}fingerprint: ${spokenFingerprint(fingerprint)}\nsignature: ${signature}\n`;
  return { ...content, fingerprint, text };
}
