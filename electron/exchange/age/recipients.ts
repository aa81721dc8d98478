import { Encrypter } from 'age-encryption';

/**
 * The kinds of key that files are encrypted for: X25519 alone, which every age knows, or together with ML-KEM-768, which
 * also resists a quantum computer. Never both in one file: it would be as weak as the weaker.
 */
export const keyKinds = ['hybrid', 'x25519'] as const;
export type KeyKind = (typeof keyKinds)[number];

/** The word that age's header has for each kind. */
export const stanzaWords: Readonly<Record<KeyKind, string>> = {
  hybrid: 'mlkem768x25519',
  x25519: 'X25519',
};

const forms: Readonly<Record<KeyKind, RegExp>> = {
  hybrid: /^age1pq1[02-9ac-hj-np-z]{1952}$/u,
  x25519: /^age1[02-9ac-hj-np-z]{58}$/u,
};

/** True where a text is an age recipient of this kind. */
export function isRecipient(kind: KeyKind, recipient: string): boolean {
  if (!forms[kind].test(recipient)) return false;
  try {
    new Encrypter().addRecipient(recipient);
    return true;
  } catch {
    return false;
  }
}
