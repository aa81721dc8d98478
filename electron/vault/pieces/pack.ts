import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { decodeNumbers, encodeNumbers } from '#vault/pieces/number-list.ts';

/** The longest pack that is read, in bytes as it is when unpacked. */
const longest = 256 * 1024 * 1024;

/** Pieces by their numbers. */
export type Pieces = ReadonlyMap<number, Buffer>;

const params = {
  [constants.BROTLI_PARAM_QUALITY]: 6,
  [constants.BROTLI_PARAM_LGWIN]: 22,
};

/**
 * The bytes of many pieces, compressed together: what is old is seldom read, and says much the same as what came after it.
 * Before compression: the length of the directory in four bytes, big-endian; the directory, numbers and lengths in turn; the
 * pieces.
 */
export function encodePack(pieces: Pieces): Buffer {
  const directory = encodeNumbers([...pieces].flatMap(([number, bytes]) => [number, bytes.length]));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(directory.length);
  return brotliCompressSync(Buffer.concat([length, directory, ...pieces.values()]), { params });
}

/** Reads a pack. Throws where these are not the bytes of one. */
export function decodePack(packed: Uint8Array): Pieces {
  const bytes = brotliDecompressSync(packed, { maxOutputLength: longest });
  let position = 4 + bytes.readUInt32BE(0);
  const directory = decodeNumbers(bytes.subarray(4, position));
  const pieces = new Map<number, Buffer>();
  for (let index = 0; index < directory.length; index += 2) {
    const [number = 0, length = 0] = directory.slice(index, index + 2);
    if (position + length > bytes.length) throw new Error('a pack ends early');
    pieces.set(number, bytes.subarray(position, position + length));
    position += length;
  }
  return pieces;
}
