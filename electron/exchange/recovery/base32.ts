/** Crockford's alphabet: without I, L, O and U, which are taken for others or make words. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Bytes as base 32, five bits a sign from the first byte's highest on. The number of bytes is a multiple of five. */
export function encodeBase32(bytes: Uint8Array): string {
  let [text, bits, held] = ['', 0, 0];
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(held >> bits) & 31] ?? '';
      held &= (1 << bits) - 1;
    }
  }
  return text;
}

/** The bytes that signs stand for, or null where one is none of the alphabet, or a byte is not whole. */
export function decodeBase32(text: string): Uint8Array | null {
  const bytes: number[] = [];
  let [bits, held] = [0, 0];
  for (const sign of text) {
    const value = alphabet.indexOf(sign);
    if (value < 0) return null;
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push(held >> bits);
      held &= (1 << bits) - 1;
    }
  }
  return bits === 0 ? Uint8Array.from(bytes) : null;
}
