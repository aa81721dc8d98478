import { createDecipheriv, createHmac, createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { bech32 } from './bech32.ts';
import { derive } from './digests.ts';
import { demand, Refused } from './refusal.ts';

const secretPrefix = Buffer.from('302e020100300506032b656e04220420', 'hex');
const publicPrefix = Buffer.from('302a300506032b656e032100', 'hex');
const portion = 65_536 + 16;

function secretKey(identity: string): KeyObject {
  const secret = bech32(identity.toLowerCase(), 'age-secret-key-');
  return createPrivateKey({ key: Buffer.concat([secretPrefix, secret]), format: 'der', type: 'pkcs8' });
}

function publicKey(bytes: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([publicPrefix, bytes]), format: 'der', type: 'spki' });
}

function opened(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array): Buffer | null {
  if (sealed.length < 16) return null;
  const cipher = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 });
  cipher.setAuthTag(sealed.subarray(-16));
  try {
    return Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
  } catch {
    return null;
  }
}

function fileKeyIn(header: readonly string[], own: KeyObject): Buffer {
  const ownPublic = createPublicKey(own).export({ format: 'der', type: 'spki' }).subarray(-32);
  for (const [at, line] of header.entries()) {
    const [arrow, kind, share = ''] = line.split(' ');
    if (arrow !== '->' || kind !== 'X25519') continue;
    const theirs = Buffer.from(share, 'base64');
    demand(theirs.length === 32, 'age: stanza');
    const secret = diffieHellman({ privateKey: own, publicKey: publicKey(theirs) });
    const wrapping = derive(secret, Buffer.concat([theirs, ownPublic]), 'age-encryption.org/v1/X25519');
    const fileKey = opened(wrapping, Buffer.alloc(12), Buffer.from(header[at + 1] ?? '', 'base64'));
    if (fileKey !== null) return fileKey;
  }
  throw new Refused('age: decryption');
}

/** What is in a file of age (https://age-encryption.org/v1), for an identity of X25519; nothing of the age library is used. */
export function openX25519(file: Buffer, identity: string): Buffer {
  const end = file.indexOf('\n--- ') + 1;
  const macEnd = file.indexOf('\n', end);
  demand(end > 0 && macEnd > 0, 'age: form');
  const fileKey = fileKeyIn(file.toString('latin1', 0, end).split('\n'), secretKey(identity));
  const macKey = derive(fileKey, '', 'header');
  const mac = createHmac('sha256', macKey)
    .update(file.subarray(0, end + 3))
    .digest('base64')
    .replace(/=+$/u, '');
  demand(mac === file.toString('latin1', end + 4, macEnd), 'age: mac');
  const payload = file.subarray(macEnd + 17);
  const key = derive(fileKey, file.subarray(macEnd + 1, macEnd + 17), 'payload');
  const portions: Buffer[] = [];
  for (let start = 0; start === 0 || start < payload.length; start += portion) {
    const counter = Buffer.alloc(12);
    counter.writeUInt32BE(start / portion, 7);
    if (start + portion >= payload.length) counter[11] = 1;
    const plain = opened(key, counter, payload.subarray(start, start + portion));
    demand(plain !== null && (plain.length > 0 || start === 0), 'age: decryption');
    portions.push(plain);
  }
  return Buffer.concat(portions);
}
