import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { root } from '../support/places.ts';
import { nodesOf, readSources, sourceOf, type Source } from '../support/sources.ts';

/** What stands beside the mirror of the house. */
const beside = [
  'architecture',
  'bench',
  'e2e',
  'leak',
  'property',
  'security',
  'soundness',
  'support',
  'trials',
];

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

describe('the reader that is written from the pages', () => {
  const isForeign = (target: string): boolean =>
    !/^(?:node:[a-z]+$|age-encryption$|test\/exchange\/second-reader\/)/u.test(target);
  const foreignIn = ({ path, imports }: Source): readonly string[] =>
    imports.filter(({ target }) => isForeign(target)).map(({ target }) => `${path}: ${target}`);

  test('shares nothing with the program', () => {
    const sources = readSources('test/exchange/second-reader');
    expect(sources.length).toBeGreaterThan(15);
    expect(sources.flatMap(foreignIn)).toEqual([]);
  });

  test('is caught where it does', () => {
    const imports = ['#exchange/card/card.ts', '../../support/places.ts', 'zod', 'node:crypto', './card.ts'];
    const text = imports.map((target) => `import '${target}';`).join('\n');
    expect(foreignIn(sourceOf('test/exchange/second-reader/planted.ts', text))).toHaveLength(3);
  });
});

describe('a test that asserts nothing', () => {
  const specs = files.filter(({ path }) => path.endsWith('.spec.ts'));

  test('is none of the window’s', () => {
    expect(specs.length).toBeGreaterThan(30);
    expect(specs.flatMap(testsWithoutAssertion)).toEqual([]);
  });

  test('is seen', () => {
    const planted = sourceOf(
      'test/e2e/planted.spec.ts',
      [
        "test('one', () => { expect(1).toBe(1); });",
        "test('two', () => {});",
        "test('three', { tag: '@long' }, () => { expect(1).toBe(1); });",
        "test('four', { tag: '@long' }, () => {});",
      ].join('\n'),
    );
    expect(testsWithoutAssertion(planted)).toEqual([
      "test/e2e/planted.spec.ts: 'two'",
      "test/e2e/planted.spec.ts: 'four'",
    ]);
  });

  test('is not made of an empty list either', () => {
    for (const listing of [test, describe]) expect(() => listing.each([])).toThrow('nothing to test each of');
  });
});

/** The tests of a file, with their titles, whose text has no assertion and calls nothing that is named for one. */
function testsWithoutAssertion(source: Source): readonly string[] {
  return nodesOf(source).flatMap((node) => {
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return [];
    // Between title and body there may be a tag.
    const [title, ...rest] = node.arguments;
    const body = rest.at(-1);
    if (node.expression.text !== 'test' || title === undefined || body === undefined) return [];
    return /expect|assert/iu.test(body.getText()) ? [] : [`${source.path}: ${title.getText()}`];
  });
}
