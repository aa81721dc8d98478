import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scripts } from '../../package.json' with { type: 'json' };
import { root } from '../support/places.ts';

/** Every page that is written by hand, as a path from the top folder. */
const pages: readonly string[] = [
  'README.md',
  '.github/CONTRIBUTING.md',
  'resources/interchange/differences.md',
  ...readdirSync(join(root, 'resources/docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => normalize(join('resources/docs', name))),
];

const read = (page: string): string => readFileSync(join(root, page), 'utf8');
const isThere = (path: string): boolean => existsSync(join(root, path));

/** The pages, files and folders that a page links to, as paths from the top folder. */
function linksOf(page: string, text: string): readonly string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/gu)]
    .map(([, target = '']) => target.replace(/#.*$/u, ''))
    .filter((target) => target !== '' && !/^https?:/u.test(target))
    .map((target) => normalize(join(dirname(page), target)));
}

/** The paths that a text names as code, but for those with a name to be put in, or with a choice of names. */
function pathsIn(text: string): readonly string[] {
  return [...text.matchAll(/`((?:electron|renderer|resources|test)\/[\w./-]+)`/gu)]
    .map(([, path = '']) => path)
    .filter((path) => !/\bN(?:NNN|AME)\b/u.test(path));
}

/** The scripts of the package that a text has run. */
function scriptsIn(text: string): readonly string[] {
  return [...text.matchAll(/npm run (?:-s )?([\w-]+)/gu)].map(([, script = '']) => script);
}

/** The files of tests that a text has run by themselves. */
function runIn(text: string): readonly string[] {
  return [...text.matchAll(/(?:vitest run|playwright test) ([\w./-]+)/gu)].map(([, path = '']) => path);
}

/** What a page names that is not there. */
function missingIn(page: string, text: string): readonly string[] {
  return [
    ...[...linksOf(page, text), ...pathsIn(text), ...runIn(text)].filter((path) => !isThere(path)),
    ...scriptsIn(text).filter((script) => !Object.hasOwn(scripts, script)),
  ];
}

/** The names that a text says to be in a file of the core, and that are not. */
function lostNamesIn(text: string): readonly string[] {
  return [...text.matchAll(/((?:`\w+`(?:, )?)+) \(`([\w./-]+\.ts)`/gu)].flatMap(
    ([, names = '', path = '']) => {
      const file = path.startsWith('electron/') ? path : `electron/core/${path}`;
      if (!isThere(file)) return [file];
      const source = read(file);
      return [...names.matchAll(/`(\w+)`/gu)]
        .map(([, name = '']) => name)
        .filter((name) => !new RegExp(`\\b${name}\\b`, 'u').test(source))
        .map((name) => `${name} in ${file}`);
    },
  );
}

describe('the documents', () => {
  test.each(pages)('%s names nothing that is not there', (page) => {
    expect(missingIn(page, read(page))).toEqual([]);
  });

  test('are all reached from the first page', () => {
    const reached = new Set<string>();
    const follow = (page: string): void => {
      if (reached.has(page) || !isThere(page)) return;
      reached.add(page);
      const next = linksOf(page, read(page)).map((path) =>
        isThere(path) && statSync(join(root, path)).isDirectory() ? join(path, 'README.md') : path,
      );
      for (const path of next) if (path.endsWith('.md')) follow(path);
    };
    follow('README.md');
    expect(pages.length).toBeGreaterThan(30);
    expect(pages.filter((page) => !reached.has(page))).toEqual([]);
  });

  test('say of words where they are in the code', () => {
    expect(lostNamesIn(read('resources/docs/glossary.md'))).toEqual([]);
    expect(lostNamesIn('`Entity`, `Entitty` (`language/model.ts`)')).toEqual([
      'Entitty in electron/core/language/model.ts',
    ]);
  });

  test.each([
    ['[it](decisions/0000-none.md)', 'resources/docs/decisions/0000-none.md'],
    ['`electron/core/analysis/9-guess/guess.ts`', 'electron/core/analysis/9-guess/guess.ts'],
    ['`npm run guess`', 'guess'],
    ['npx vitest run test/core/none.test.ts', 'test/core/none.test.ts'],
  ])('what is not there is seen: %s', (text, missing) => {
    expect(missingIn('resources/docs/a.md', text)).toEqual([missing]);
  });
});
