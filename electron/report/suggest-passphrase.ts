import { randomInt } from 'node:crypto';

/** Letters and digits that are not mistaken for each other when read aloud or copied by hand. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
// At most 32 characters in all: common readers take no longer password on their command line.
const groups = 5;
const groupLength = 5;

/**
 * Suggests a passphrase for a file: five groups of five characters, 123 bits, drawn from the operating system's
 * random source.
 */
export function suggestPassphrase(): string {
  const character = (): string => alphabet.charAt(randomInt(alphabet.length));
  const group = (): string => Array.from({ length: groupLength }, character).join('');
  return Array.from({ length: groups }, group).join('-');
}
