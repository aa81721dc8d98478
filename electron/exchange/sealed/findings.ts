import type { Card } from '#exchange/card/card.ts';
import { colleagueOf, isLike, othersLike } from '#exchange/keyring/colleagues.ts';
import type { KeyringContent } from '#exchange/keyring/content.ts';
import { seenShareOf } from '#exchange/keyring/notes.ts';
import type { Opened } from './read.ts';

/** What has to be shown, and answered, before anything of a sealed file is taken over. */
export type SealedFinding =
  /** No card of the keyring is that of the signer. */
  | { readonly kind: 'signer-unknown' }
  /** The signer's card is in the keyring; its fingerprint was never compared. */
  | { readonly kind: 'signer-unverified' }
  /** There are other cards with the signer's name, or with one of the signer's keys: of colleagues, or one's own. */
  | { readonly kind: 'signer-changed'; readonly held: readonly Card[] }
  /** The signer does not name the one who opened it: somebody encrypted it once more, for others. */
  | { readonly kind: 'not-addressed' }
  /** A later file of this signer for this project was taken over. */
  | { readonly kind: 'sequence-older'; readonly seen: number }
  /** This very file was taken over. */
  | { readonly kind: 'sequence-same' }
  /** Another file with the same number was taken over: the signer made two, on two machines or on a keyring put back. */
  | { readonly kind: 'sequence-reused' }
  /** It is not of the project that is open. */
  | { readonly kind: 'other-project' };

/** Who opened a sealed file, and what they have. */
export interface Receiver {
  readonly card: Card;
  readonly keyring: KeyringContent;
  /** The identifier of the project that it is to be put together with; null where there is none. */
  readonly project: string | null;
}

/** What a sealed file is to the one who opened it; nothing where nobody needs to be asked. */
export function verifySealed(
  { manifest, manifestHash, signer }: Opened,
  { card, keyring, project }: Receiver,
): readonly SealedFinding[] {
  return [
    ...signerFindings(signer, card, keyring),
    ...(manifest.recipients.includes(card.fingerprint) ? [] : [{ kind: 'not-addressed' } as const]),
    ...sequenceFindings(manifest.project.id, manifest.sequence, manifestHash, signer, keyring),
    ...(project === null || project === manifest.project.id ? [] : [{ kind: 'other-project' } as const]),
  ];
}

function signerFindings(signer: Card, own: Card, keyring: KeyringContent): readonly SealedFinding[] {
  if (signer.text === own.text) return [];
  const known = colleagueOf(keyring, signer.fingerprint);
  const colleagues = othersLike(keyring, signer).map(({ card }) => card);
  const others = isLike(own, signer) ? [own, ...colleagues] : colleagues;
  const changed = others.length > 0 ? [{ kind: 'signer-changed', held: others } as const] : [];
  if (known?.card.text !== signer.text) return [{ kind: 'signer-unknown' }, ...changed];
  // Two of one name whose cards were both compared are two people, or one with two machines.
  return known.verified === null ? [{ kind: 'signer-unverified' }, ...changed] : [];
}

function sequenceFindings(
  project: string,
  sequence: number,
  manifestHash: string,
  signer: Card,
  keyring: KeyringContent,
): readonly SealedFinding[] {
  const seen = seenShareOf(keyring, project, signer.fingerprint);
  if (seen === null || seen.sequence < sequence) return [];
  if (seen.sequence > sequence) return [{ kind: 'sequence-older', seen: seen.sequence }];
  return [{ kind: seen.manifest === manifestHash ? 'sequence-same' : 'sequence-reused' }];
}
