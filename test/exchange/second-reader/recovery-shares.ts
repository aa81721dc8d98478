import { sha256 } from './digests.ts';
import { demand, Refused } from './refusal.ts';

/** resources/docs/format-recovery-share.md */
export interface RecoveryShare {
  readonly vaultStart: string;
  readonly threshold: number;
  readonly shares: number;
  readonly number: number;
  readonly place: number;
  readonly value: Uint8Array;
  /** What all shares of one set have alike. */
  readonly common: string;
  readonly check: string;
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const forPeople = /^(?:segl recovery share \d|project [0-9a-f]{8}, set )/iu;

function signsOf(typed: string): string {
  const lines = typed.split(/\r?\n/u).filter((line) => !forPeople.test(line.trim()));
  const signs = lines.join('').replaceAll(/[\s-]/gu, '').toUpperCase();
  return signs.replaceAll('O', '0').replaceAll(/[IL]/gu, '1');
}

export function readShare(typed: string): RecoveryShare {
  const signs = [...signsOf(typed)];
  const values = signs.map((sign) => alphabet.indexOf(sign));
  demand(signs.length === 80 && !values.includes(-1), 'share: typing error');
  const bits = values.map((value) => value.toString(2).padStart(5, '0')).join('');
  const bytes = Buffer.from(
    Array.from({ length: 50 }, (_, at) => Number.parseInt(bits.slice(8 * at, 8 * at + 8), 2)),
  );
  const checksum = sha256('segl recovery share v1\0', bytes.subarray(0, 47)).subarray(0, 3);
  demand(checksum.equals(bytes.subarray(47)), 'share: typing error');
  const version = bytes.readUInt8(0);
  if (version > 1) throw new Refused('share: newer');
  const threshold = (bytes.readUInt8(9) >>> 4) + 1;
  const shares = (bytes.readUInt8(9) & 15) + 1;
  const number = bytes.readUInt8(10);
  const place = bytes.readUInt8(46);
  demand(version === 1 && threshold >= 2 && threshold <= shares, 'share: typing error');
  demand(number >= 1 && number <= shares && place >= 1, 'share: typing error');
  return {
    vaultStart: bytes.toString('hex', 1, 5),
    threshold,
    shares,
    number,
    place,
    value: bytes.subarray(14, 46),
    common: bytes.toString('hex', 1, 10) + bytes.toString('hex', 11, 14),
    check: bytes.toString('hex', 11, 14),
  };
}

/** In the field of 256 elements with the polynomial x^8 + x^4 + x^3 + x + 1. */
function multiply(one: number, other: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ (product & 0x80 ? 0x11b : 0);
    if ((other >>> bit) & 1) product ^= one;
  }
  return product;
}

function inverse(value: number): number {
  for (let other = 1; other < 256; other += 1) if (multiply(value, other) === 1) return other;
  throw new Refused('share: do not fit');
}

/** The recovery key that the shares make. */
export function combineShares(typed: readonly string[]): Buffer {
  const read = typed.map(readShare);
  const [first] = read;
  demand(first !== undefined, 'share: too few');
  demand(
    read.every(({ common }) => common === first.common),
    'share: different sets',
  );
  const unlike = [...new Map(read.map((share) => [JSON.stringify(share), share])).values()];
  demand(unlike.length >= first.threshold, 'share: too few');
  demand(new Set(unlike.map(({ number }) => number)).size === unlike.length, 'share: do not fit');
  demand(new Set(unlike.map(({ place }) => place)).size === unlike.length, 'share: do not fit');
  const key = Buffer.alloc(32);
  for (const { place, value } of unlike) {
    let weight = 1;
    for (const other of unlike) {
      if (other.place !== place)
        weight = multiply(weight, multiply(other.place, inverse(place ^ other.place)));
    }
    value.forEach((byte, at) => key.writeUInt8(key.readUInt8(at) ^ multiply(byte, weight), at));
  }
  const check = sha256('segl recovery key v1\0', key).toString('hex', 0, 3);
  demand(check === first.check, 'share: do not fit');
  return key;
}
