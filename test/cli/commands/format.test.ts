import { chmodSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { file, segl } from '../../support/command-line.ts';

describe('format', () => {
  const laidOut =
    'protocol P\n\nentity A "a"\nentity B\n\nphase f {\n  // said\n  message m A -> B: A, B\n}\n';
  const untidy = 'protocol   P\nentity A "a"\nentity B\n\n\nphase f\n{\nmessage m A->B: (A,B) // said\n}';

  test('lays a text out, keeps its comments and rights, and is then content', () => {
    const path = file('untidy.segl', untidy);
    chmodSync(path, 0o640);
    const checked = segl(['format', '--check', path]);
    expect(checked.status).toBe(1);
    expect(checked.err).toContain(path);
    expect(readFileSync(path, 'utf8')).toBe(untidy);
    expect(segl(['format', path]).status).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe(laidOut);
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(segl(['format', path, '--check']).status).toBe(0);
  });

  test('leaves alone what it cannot read whole, and goes on with the others', () => {
    const broken = file('broken.segl', `${untidy}\nconfidentiality\n`);
    const fine = file('fine.segl', untidy);
    const done = segl(['format', broken, fine]);
    expect(done.status).toBe(2);
    expect(done.err).toContain('[expected]');
    expect(readFileSync(broken, 'utf8')).toContain('protocol   P');
    expect(readFileSync(fine, 'utf8')).toBe(laidOut);
  });

  test('leaves alone a file that is no text', () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00]);
    const sealed = file('sealed.segl', bytes);
    expect(segl(['format', sealed]).err).toContain('[file-not-text]');
    expect(readFileSync(sealed)).toEqual(bytes);
  });
});
