/** The shortest passphrase that a project takes, in characters. */
export const leastPassphrase = 12;

/** The length of a passphrase as people count characters. */
export function passphraseLength(passphrase: string): number {
  return [...passphrase.normalize('NFC')].length;
}
