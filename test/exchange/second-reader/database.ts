import { createDecipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { demand } from './refusal.ts';

const page = 4096;
const nonceLength = 16;
const macLength = 64;

/** The SQLite database in a body in the format of SQLCipher 4, under a raw key. */
export function decryptDatabase(body: Buffer, dataKey: Uint8Array): Buffer {
  demand(body.length > 0 && body.length % page === 0, 'database: length');
  const salt = body.subarray(0, 16);
  const macKey = pbkdf2Sync(
    dataKey,
    salt.map((byte) => byte ^ 0x3a),
    2,
    32,
    'sha512',
  );
  const pages: Buffer[] = [];
  for (let at = 0; at < body.length; at += page) {
    const end = at + page;
    const start = at === 0 ? 16 : at;
    const number = Buffer.alloc(4);
    number.writeUInt32LE(at / page + 1);
    const mac = createHmac('sha512', macKey)
      .update(body.subarray(start, end - macLength))
      .update(number)
      .digest();
    demand(timingSafeEqual(mac, body.subarray(end - macLength, end)), 'database: page');
    const nonceAt = end - macLength - nonceLength;
    const cipher = createDecipheriv('aes-256-cbc', dataKey, body.subarray(nonceAt, nonceAt + nonceLength));
    cipher.setAutoPadding(false);
    const plain = Buffer.concat([cipher.update(body.subarray(start, nonceAt)), cipher.final()]);
    const begin = at === 0 ? Buffer.from('SQLite format 3\0') : Buffer.alloc(0);
    pages.push(begin, plain, Buffer.alloc(nonceLength + macLength));
  }
  return Buffer.concat(pages);
}
