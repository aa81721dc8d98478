/** How much of a text is shown, in bytes: what is much longer would keep the window busy. */
export const longestText = 4_000_000;

/** The text of a file, as far as it is shown. The mark at its beginning says how it is encoded; UTF-8 without one. */
export function decodeText(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xfe ? 'utf-16be' : bytes[0] === 0xff ? 'utf-16le' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes.subarray(0, longestText));
}
