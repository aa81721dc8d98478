import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { unpackZip } from '#setup/zip.mjs';

interface Entry {
  readonly name: string;
  readonly content: string;
  readonly method?: number;
  readonly mode?: number;
  readonly crc?: number;
}

/** An archive of these entries, packed unless `method` says otherwise. */
function zipOf(entries: readonly Entry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, method = 8, mode = 0o100644, crc = crc32(content) } of entries) {
    const packed = method === 8 ? deflateRawSync(content) : Buffer.from(content);
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(crc, 0);
    sizes.writeUInt32LE(packed.length, 4);
    sizes.writeUInt32LE(Buffer.byteLength(content), 8);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(method, 8);
    sizes.copy(local, 14);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(method, 10);
    sizes.copy(central, 16);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE((mode << 16) >>> 0, 38);
    central.writeUInt32LE(offset, 42);
    const file = Buffer.concat([local, Buffer.from(name), packed]);
    files.push(file);
    directory.push(central, Buffer.from(name));
    offset += file.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'segl-zip-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function unpack(bytes: Buffer, rename = (name: string): string | null => name): string {
  const archive = join(folder, 'archive.zip');
  writeFileSync(archive, bytes);
  const target = join(folder, 'unpacked');
  unpackZip(archive, target, rename);
  return target;
}

test('files are unpacked under their new names, and what runs can be run', () => {
  const target = unpack(
    zipOf([
      { name: 'a/', content: '', method: 0 },
      { name: 'a/program', content: 'runs', mode: 0o100755 },
      { name: 'a/text', content: 'words '.repeat(100) },
      { name: 'a/stored', content: 'as it is', method: 0 },
      { name: 'a/unwanted', content: 'left out' },
    ]),
    (name) => (name === 'a/unwanted' ? null : name.replace('a/', 'b/')),
  );
  expect(readFileSync(join(target, 'b', 'text'), 'utf8')).toBe('words '.repeat(100));
  expect(readFileSync(join(target, 'b', 'stored'), 'utf8')).toBe('as it is');
  expect(statSync(join(target, 'b', 'program')).mode & 0o777).toBe(0o755);
  expect(statSync(join(target, 'b', 'text')).mode & 0o111).toBe(0);
  expect(existsSync(join(target, 'b', 'unwanted'))).toBe(false);
});

test.each([
  ['leaves its folder', [{ name: '../outside', content: 'x' }], 'leaves its folder'],
  ['is a link', [{ name: 'link', content: '/etc/passwd', method: 0, mode: 0o120777 }], 'is a link'],
  ['is damaged', [{ name: 'text', content: 'x', crc: 1 }], 'damaged'],
  ['is packed in another way', [{ name: 'text', content: 'x', method: 12 }], 'packed otherwise'],
])('an archive with an entry that %s is refused', (_, entries, told) => {
  expect(() => unpack(zipOf(entries))).toThrow(told);
  expect(existsSync(join(folder, 'outside'))).toBe(false);
});

test('what is no archive, or only the beginning of one, is refused', () => {
  expect(() => unpack(Buffer.from('no archive'))).toThrow('not a zip archive');
  const whole = zipOf([{ name: 'text', content: 'words' }]);
  expect(() => unpack(Buffer.concat([whole.subarray(10)]))).toThrow();
});
