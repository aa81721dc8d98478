import { parseJson, utf8 } from './canonical-json.ts';
import { decryptGcm } from './ciphers.ts';
import { derive } from './digests.ts';
import { demand } from './refusal.ts';
import { hex, instant, object, orNull, text } from './shapes.ts';

const holder = object({
  name: orNull(text(200)),
  fingerprint: orNull(text(200)),
  host: text(200),
  since: instant,
  opening: hex(16),
});

/** Who has the project open, as the holder file beside it says. */
export function readHolder(file: Buffer, vault: string, dataKey: Uint8Array): ReturnType<typeof holder> {
  demand(file.length <= 4096 && file.length >= 50, 'holder: length');
  demand(file.toString('latin1', 0, 4) === 'SEGH' && file.readUInt16BE(4) === 1, 'holder: form');
  const plain = decryptGcm(derive(dataKey, file.subarray(6, 22), 'segl holder v1'), {
    nonce: file.subarray(22, 34),
    ciphertext: file.subarray(34, -16),
    tag: file.subarray(-16),
    additional: Buffer.from(`segl holder v1 ${vault}`),
  });
  return holder(parseJson(utf8(plain)));
}
