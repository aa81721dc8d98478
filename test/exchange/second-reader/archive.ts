import { demand } from './refusal.ts';

export interface Member {
  readonly name: string;
  readonly bytes: Uint8Array;
}

function headerOf(name: string, size: number): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0, 'latin1');
  header.write('0000644', 100, 'latin1');
  header.write('0000000', 108, 'latin1');
  header.write('0000000', 116, 'latin1');
  header.write(size.toString(8).padStart(11, '0'), 124, 'latin1');
  header.write('00000000000', 136, 'latin1');
  header.write('        ', 148, 'latin1');
  header.write('0', 156, 'latin1');
  header.write('ustar\x0000', 257, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

/** The members of an archive that is in its one form (resources/docs/format-sealed-file.md). */
export function readArchive(archive: Buffer): readonly Member[] {
  const members: Member[] = [];
  let at = 0;
  while (archive.length > at && archive[at] !== 0) {
    const header = archive.subarray(at, at + 512);
    const name = header.toString('latin1', 0, 100).replace(/\0.*$/su, '');
    const size = Number.parseInt(header.toString('latin1', 124, 135), 8);
    demand(/^[\x21-\x7e]+$/u.test(name) && Number.isSafeInteger(size), 'archive: header');
    demand(headerOf(name, size).equals(header), 'archive: header');
    const end = at + 512 + size;
    const next = at + 512 + 512 * Math.ceil(size / 512);
    demand(next <= archive.length, 'archive: length');
    demand(
      archive.subarray(end, next).every((byte) => byte === 0),
      'archive: padding',
    );
    members.push({ name, bytes: archive.subarray(at + 512, end) });
    at = next;
  }
  demand(archive.length - at === 1024 && archive.subarray(at).every((byte) => byte === 0), 'archive: end');
  return members;
}
