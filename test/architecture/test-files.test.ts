import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/places.ts';
import { readSources } from '../support/sources.ts';

/** What stands beside the mirror of the house. */
const beside = ['architecture', 'bench', 'e2e', 'leak', 'property', 'security', 'soundness', 'support'];

const files = readSources('test').filter(({ path }) => /\.(?:test|spec)\.ts$/u.test(path));

test('tests lie where what they test lies', () => {
  const folders = new Set(files.map(({ path }) => dirname(path).replace(/^test\//u, '')));
  const mirrored = [...folders].filter((folder) => !beside.includes(folder.split('/')[0] ?? ''));
  expect(mirrored.length).toBeGreaterThan(40);
  const isThere = (folder: string): boolean => existsSync(join(root, 'electron', folder));
  expect(mirrored.filter((folder) => !isThere(folder) && !existsSync(join(root, folder)))).toEqual([]);
});

test('a test that exchanges a module shares none with other tests', () => {
  const sharing = files.filter(({ path }) => /^test\/(?:core|property|soundness)\//u.test(path));
  const exchanging = sharing.filter(({ text }) =>
    /\bvi\.(?:mock|doMock|stub\w+|spyOn|useFakeTimers)\(/u.test(text),
  );
  expect(exchanging.length).toBeGreaterThan(0);
  expect(exchanging.map(({ path }) => path).filter((path) => !path.endsWith('.mocked.test.ts'))).toEqual([]);
});

test('a test of the window asserts', () => {
  const specs = files.filter(({ path }) => path.endsWith('.spec.ts'));
  expect(specs.length).toBeGreaterThan(30);
  expect(specs.filter(({ text }) => !/\bexpect\b/u.test(text)).map(({ path }) => path)).toEqual([]);
});
