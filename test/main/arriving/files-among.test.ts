import { expect, test } from 'vitest';
import { filesAmong } from '#main/arriving/files-among.ts';

test('files are known by how their names end, wherever they are named from', () => {
  expect(filesAmong(['a.segl', '../b.SEALED', '/c/d.segl'], '/home/ada')).toEqual([
    { kind: 'project', path: '/home/ada/a.segl' },
    { kind: 'sealed', path: '/home/b.SEALED' },
    { kind: 'project', path: '/c/d.segl' },
  ]);
});

test('what a desktop hands over as an address is a path; of another machine it is nothing', () => {
  expect(filesAmong(['file:///home/ada/to%20read.sealed'], '/')).toEqual([
    { kind: 'sealed', path: '/home/ada/to read.sealed' },
  ]);
  expect(filesAmong(['file://elsewhere/x.sealed', 'file:///a%2Fb.segl', 'file:'], '/')).toEqual([]);
});

test('switches, folders and other files are passed over', () => {
  const others = ['--user-data-dir=/x.segl', '-x.sealed', '.', 'notes.pdf', 'https://example.org/x', ''];
  expect(filesAmong(others, '/home/ada')).toEqual([]);
});
