// Reads zip archives: enough for those that npm packages carry (stored or deflated, no zip64, no links).
import { chmodSync, closeSync, fstatSync, mkdirSync, openSync, readSync, writeFileSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;

/**
 * Unpacks an archive into a folder. `rename` maps an entry's name to the path it gets, or to null to leave
 * it out. Throws when the archive is not one it can read or is damaged, or when a path would leave the folder.
 */
export function unpackZip(archive, folder, rename) {
  const file = openSync(archive, 'r');
  try {
    for (const entry of readEntries(file)) {
      const name = entry.name.endsWith('/') ? null : rename(entry.name);
      if (name !== null) unpackEntry(file, entry, pathInside(folder, name));
    }
  } finally {
    closeSync(file);
  }
}

function readEntries(file) {
  const size = fstatSync(file).size;
  const tailLength = Math.min(size, 65_557);
  const tail = readAt(file, size - tailLength, tailLength);
  const end = findEnd(tail);
  const directory = readAt(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const entries = [];
  for (let at = 0; at < directory.length;) {
    if (directory.readUInt32LE(at) !== entrySignature) throw new Error('damaged zip directory');
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      packedSize: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      offset: directory.readUInt32LE(at + 42),
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

function findEnd(tail) {
  for (let at = tail.length - 22; at >= 0; at--) {
    if (tail.readUInt32LE(at) === endSignature) return at;
  }
  throw new Error('not a zip archive');
}

function unpackEntry(file, entry, path) {
  if ((entry.mode & 0o170000) === 0o120000) throw new Error(`zip entry is a link: ${entry.name}`);
  if (entry.method !== 0 && entry.method !== 8)
    throw new Error(`zip entry is packed otherwise: ${entry.name}`);
  const header = readAt(file, entry.offset, 30);
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = readAt(file, start, entry.packedSize);
  const content = entry.method === 0 ? packed : inflateRawSync(packed);
  if (content.length !== entry.size || crc32(content) !== entry.crc)
    throw new Error(`damaged zip entry ${entry.name}`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  if ((entry.mode & 0o111) !== 0) chmodSync(path, 0o755);
}

function pathInside(folder, name) {
  const path = resolve(folder, name);
  if (!path.startsWith(resolve(folder) + sep)) throw new Error(`zip entry leaves its folder: ${name}`);
  return path;
}

function readAt(file, position, length) {
  const buffer = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const count = readSync(file, buffer, done, length - done, position + done);
    if (count === 0) throw new Error('zip archive ends too early');
    done += count;
  }
  return buffer;
}
