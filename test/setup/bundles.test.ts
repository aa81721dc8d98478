import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sourcesOf, type Bundle } from '#setup/bundles.mjs';
import { root } from '../support/places.ts';
import { readSources } from '../support/sources.ts';

const bundles: readonly Bundle[] = ['main', 'preload', 'engine', 'report', 'renderer', 'cli'];
const everySource = readSources('electron', 'renderer');

describe.each(bundles)('the bundle %s', (bundle) => {
  const sources = sourcesOf(bundle);
  const folders = sources.filter((path) => statSync(join(root, path)).isDirectory());
  const isSource = (path: string): boolean =>
    sources.some((source) => path === source || path.startsWith(`${source}/`));

  test('is made anew when anything changes that its sources import', () => {
    const imported = everySource
      .filter(({ path }) => folders.some((folder) => path.startsWith(`${folder}/`)))
      .flatMap(({ imports }) => imports.map(({ target }) => target));
    const own = imported.filter((target) =>
      /^(?:electron|renderer|resources)\/|^package\.json$/u.test(target),
    );
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter((target) => !isSource(target))).toEqual([]);
  });

  test('is made anew when anything changes that its styles name', () => {
    const named = folders.flatMap((folder) => filesNamedByStyles(folder));
    if (bundle === 'renderer') expect(named).toContain('resources/fonts/Inter_400Regular.ttf');
    expect(named.filter((path) => !isSource(path))).toEqual([]);
  });

  test.each([
    'README.md',
    'resources/docs/architecture.md',
    'resources/interchange/differences.md',
    'resources/pictures/window.png',
    'resources/protocols/otway-rees.segl',
    'resources/sample/ams.segl',
    'test/setup/bundles.test.ts',
  ])('stays when only %s changes', (path) => {
    expect(statSync(join(root, path)).isFile()).toBe(true);
    expect(isSource(path)).toBe(false);
  });
});

test('no test starts what is built without a look at how old it is', () => {
  const starts = /'out',\s*'(?:main|preload|engine|report|renderer|cli)'|\bout\/(?:engine|report|cli)\//u;
  const starting = readSources('test').filter(({ text }) => starts.test(text));
  expect(starting.map(({ path }) => path)).toEqual(['test/support/fresh-bundles.ts']);
});

/** The files that the styles in a folder bring in, as paths from the top folder. */
function filesNamedByStyles(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:css|svelte|html)$/u.test(name))
    .flatMap((name) => {
      const place = join(folder, name);
      const urls = readFileSync(join(root, place), 'utf8').matchAll(/url\('([^')]+)'\)/gu);
      return [...urls].map(([, url = '']) => normalize(join(dirname(place), url)));
    });
}
