import { demand } from './refusal.ts';

const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

function checksum(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    generators.forEach((generator, bit) => {
      if ((top >>> bit) & 1) sum ^= generator;
    });
  }
  return sum;
}

/** Bech32 (BIP 173) in lower case, without its limit of 90 signs: the bytes under the prefix. */
export function bech32(text: string, prefix: string): Uint8Array {
  demand(text.startsWith(`${prefix}1`), 'bech32');
  const values = [...text.slice(prefix.length + 1)].map((sign) => alphabet.indexOf(sign));
  demand(values.length >= 6 && !values.includes(-1), 'bech32');
  const codes = [...prefix].map((sign) => sign.charCodeAt(0));
  const expanded = [...codes.map((code) => code >>> 5), 0, ...codes.map((code) => code & 31)];
  demand(checksum([...expanded, ...values]) === 1, 'bech32');
  const bits = values
    .slice(0, -6)
    .map((value) => value.toString(2).padStart(5, '0'))
    .join('');
  const length = Math.floor(bits.length / 8);
  const rest = bits.slice(8 * length);
  demand(rest.length < 5 && !rest.includes('1'), 'bech32');
  return Uint8Array.from({ length }, (_, at) => Number.parseInt(bits.slice(8 * at, 8 * at + 8), 2));
}
