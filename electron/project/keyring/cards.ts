import type { CallFailure } from '#contract/failures.ts';
import type { cardRelations } from '#contract/keyring-calls.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { Card } from '#exchange/card/card.ts';
import {
  addAnother,
  colleagueOf,
  othersLike,
  removeCard,
  replaceCard,
  verifyCard,
} from '#exchange/keyring/colleagues.ts';
import type { KeyringContent } from '#exchange/keyring/content.ts';
import type { Keyring } from '#exchange/keyring/keyring.ts';

/** How a card that was read relates to the keyring. */
export type CardRelation = (typeof cardRelations)[number];

/** A card that was read, and what the keyring has to say of it. */
export interface JudgedCard {
  readonly relation: CardRelation;
  /** The card of the keyring whose key or name it changes; null where it changes none. */
  readonly earlier: Card | null;
}

/** Says how a card relates to an identity and to the cards that are known. */
export function judgeCard(card: Card, own: Card, content: KeyringContent): JudgedCard {
  if (card.fingerprint === own.fingerprint) return { relation: 'own', earlier: null };
  if (colleagueOf(content, card.fingerprint) !== null) return { relation: 'known', earlier: null };
  const [like] = othersLike(content, card);
  if (like === undefined) return { relation: 'new', earlier: null };
  const isSameKey = like.card.signingKey === card.signingKey;
  return { relation: isSameKey ? 'changed-name' : 'changed-key', earlier: like.card };
}

/** True where somebody compared the fingerprint of this card with its owner's, or it is the analyst's own. */
export function isCompared({ identity, content }: Keyring, fingerprint: string): boolean {
  if (fingerprint === identity.card.fingerprint) return true;
  return content !== null && (colleagueOf(content, fingerprint)?.verified ?? null) !== null;
}

/** What is to become of a card that changes the key or the name of one that is there. */
export type ChangedCard = 'refuse' | 'replace' | 'keep-both';

/**
 * Keeps a card, unverified. Where it changes one that is there, what becomes of that is to be said: `card-changed` for
 * `refuse`. `card-own` for the analyst's own.
 */
export function takeCard(
  content: KeyringContent,
  card: Card,
  own: Card,
  { changed, now }: { readonly changed: ChangedCard; readonly now: string },
): Result<KeyringContent, CallFailure> {
  const { relation, earlier } = judgeCard(card, own, content);
  if (relation === 'own') return failure({ code: 'card-own' });
  if (relation === 'known') return success(content);
  if (earlier === null || changed === 'keep-both') return addAnother(content, card, now);
  if (changed === 'refuse') return failure({ code: 'card-changed' });
  return replaceCard(content, earlier.fingerprint, card, now);
}

/** Notes whether the fingerprint of a colleague was compared. `card-unknown` where there is none. */
export function noteVerified(
  content: KeyringContent,
  fingerprint: string,
  verified: string | null,
): Result<KeyringContent, CallFailure> {
  if (verified !== null) return verifyCard(content, fingerprint, verified);
  const known = colleagueOf(content, fingerprint);
  if (known === null) return failure({ code: 'card-unknown' });
  const colleagues = content.colleagues.map((each) => (each === known ? { ...each, verified: null } : each));
  return success({ ...content, colleagues });
}

/** Takes a colleague away. `card-unknown` where there is none. */
export function forgetCard(
  content: KeyringContent,
  fingerprint: string,
): Result<KeyringContent, CallFailure> {
  return colleagueOf(content, fingerprint) === null
    ? failure({ code: 'card-unknown' })
    : success(removeCard(content, fingerprint));
}
