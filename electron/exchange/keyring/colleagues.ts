import { failure, success, type Result } from '#core/result.ts';
import type { Card } from '#exchange/card/card.ts';
import { refuse, type ExchangeFailure } from '#exchange/failure.ts';
import { keyringBounds, type Colleague, type KeyringContent } from './content.ts';

/**
 * Why a card is not simply added: somebody of this name, or with one of these keys, is there with another card. Who it
 * really is has to be asked of the person before it is answered.
 */
export interface CardQuestion {
  readonly code: 'changed';
  readonly held: readonly Colleague[];
}

/** Who goes by the name of a card, or has one of its keys, under another fingerprint. */
export function othersLike(content: KeyringContent, card: Card): readonly Colleague[] {
  return content.colleagues.filter(
    ({ card: held }) => held.fingerprint !== card.fingerprint && isLike(held, card),
  );
}

/** True where two cards have the same name, or a key in common. */
export function isLike(one: Card, other: Card): boolean {
  return isSameName(one, other) || haveKeyInCommon(one, other);
}

/** The colleague with this fingerprint, or null. */
export function colleagueOf(content: KeyringContent, fingerprint: string): Colleague | null {
  return content.colleagues.find(({ card }) => card.fingerprint === fingerprint) ?? null;
}

/**
 * Adds a card, unverified. One that is there already stays as it is. Where {@link othersLike} finds somebody, that is a
 * question, and the answer is one of `replaceCard` and `addAnother`.
 */
export function addCard(
  content: KeyringContent,
  card: Card,
  now: string,
): Result<KeyringContent, ExchangeFailure | CardQuestion> {
  if (colleagueOf(content, card.fingerprint) !== null) return success(content);
  const held = othersLike(content, card);
  return held.length > 0 ? failure({ code: 'changed', held }) : addAnother(content, card, now);
}

/** Adds a card, unverified, whoever else has the same name. `keyring-full` for too many. */
export function addAnother(
  content: KeyringContent,
  card: Card,
  now: string,
): Result<KeyringContent, ExchangeFailure> {
  if (content.colleagues.length >= keyringBounds.colleagues) return refuse('keyring-full');
  const added: Colleague = { card, addedAt: now, verified: null };
  return success({ ...content, colleagues: [...content.colleagues, added] });
}

/** Puts a card, unverified, in the place of the one with this fingerprint. `card-unknown` where there is none. */
export function replaceCard(
  content: KeyringContent,
  fingerprint: string,
  card: Card,
  now: string,
): Result<KeyringContent, ExchangeFailure> {
  return changed(content, fingerprint, () => ({ card, addedAt: now, verified: null }));
}

/** Notes that the fingerprint was compared with the one that its owner reads. `card-unknown` where there is none. */
export function verifyCard(
  content: KeyringContent,
  fingerprint: string,
  now: string,
): Result<KeyringContent, ExchangeFailure> {
  return changed(content, fingerprint, (colleague) => ({ ...colleague, verified: now }));
}

/** Takes a colleague away; one that is not there is as good. */
export function removeCard(content: KeyringContent, fingerprint: string): KeyringContent {
  const isOther = ({ card }: Colleague): boolean => card.fingerprint !== fingerprint;
  return { ...content, colleagues: content.colleagues.filter(isOther) };
}

function changed(
  content: KeyringContent,
  fingerprint: string,
  change: (colleague: Colleague) => Colleague,
): Result<KeyringContent, ExchangeFailure> {
  if (colleagueOf(content, fingerprint) === null) return refuse('card-unknown');
  const colleagues = content.colleagues.map((each) =>
    each.card.fingerprint === fingerprint ? change(each) : each,
  );
  return success({ ...content, colleagues });
}

// Letters that look alike or differ in case only are no reason to take somebody for somebody else.
function isSameName(one: Card, other: Card): boolean {
  return foldedName(one) === foldedName(other);
}

function foldedName({ name }: Card): string {
  return name.normalize('NFKC').toLowerCase();
}

function haveKeyInCommon(one: Card, other: Card): boolean {
  return (
    one.signingKey === other.signingKey || one.ageKey === other.ageKey || one.hybridKey === other.hybridKey
  );
}
