/**
 * The bytes of a list of numbers that follow one another more often than not: the differences, seven bits a byte, the sign in
 * the lowest bit. Equal lists have equal bytes.
 */
export function encodeNumbers(numbers: readonly number[]): Buffer {
  const bytes: number[] = [];
  let before = 0;
  for (const number of numbers) {
    const difference = number - before;
    before = number;
    let rest = difference < 0 ? -2 * difference - 1 : 2 * difference;
    while (rest >= 128) {
      bytes.push((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    bytes.push(rest);
  }
  return Buffer.from(bytes);
}

/** Reads a list of numbers. Throws where these are not the bytes of one. */
export function decodeNumbers(encoded: Uint8Array): readonly number[] {
  const numbers: number[] = [];
  let [before, rest, scale] = [0, 0, 1];
  for (const byte of encoded) {
    rest += (byte % 128) * scale;
    scale *= 128;
    if (byte >= 128) continue;
    before += rest % 2 === 1 ? -(rest + 1) / 2 : rest / 2;
    numbers.push(before);
    [rest, scale] = [0, 1];
  }
  if (scale !== 1) throw new Error('a list of numbers ends early');
  return numbers;
}
