import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { circlesOf, cruiseHouse, foldersOf } from './cruise.ts';
import { forbidden, layers, rooms } from './rooms.mjs';
import { readSources } from '../support/sources.ts';
import { root } from '../support/places.ts';

const house = await cruiseHouse(root);
const planted = mkdtempSync(join(tmpdir(), 'segl-house-'));
afterAll(() => {
  rmSync(planted, { recursive: true, force: true });
});

describe('the house', () => {
  test('has every source in the graph, and nothing in a wrong room, layer or circle', () => {
    const sources = readSources('electron', 'renderer').filter(
      ({ path }) => !path.startsWith('electron/setup/'),
    );
    const seen = new Set(house.modules.map(({ source }) => source));
    expect(sources.length).toBeGreaterThan(500);
    expect(sources.map(({ path }) => path).filter((path) => !seen.has(path))).toEqual([]);
    expect(house.violations).toEqual([]);
  });

  test('has no circle of folders, a folder and its own subfolders included', () => {
    expect(circlesOf(foldersOf(house.modules))).toEqual([]);
    const parentAndChild = new Map([
      ['a', new Set(['a/b'])],
      ['a/b', new Set(['c'])],
      ['c', new Set(['a'])],
      ['d', new Set(['a'])],
    ]);
    expect(circlesOf(parentAndChild)).toEqual([['a', 'a/b', 'c']]);
  });

  test('has something in every room of the core', () => {
    const core = house.modules.flatMap(({ source }) =>
      source.startsWith('electron/core/') ? [source.slice('electron/core/'.length)] : [],
    );
    const empty = rooms.filter((room) => !core.some((path) => new RegExp(`^${room}`).test(path)));
    expect(empty).toEqual([]);
    const inRoom = new RegExp(`^(${rooms.join('|')})`);
    expect(core.filter((path) => path.endsWith('.ts') && !inRoom.test(path))).toEqual([]);
  });
});

/** Sources with what they say, and the rule that each set of them breaks. */
const breaches: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['layer-core', { 'electron/core/result.ts': "import '#contract/x.ts';", 'electron/contract/x.ts': '' }],
  ['layer-core', { 'electron/core/result.ts': "import '../vault/x.ts';", 'electron/vault/x.ts': '' }],
  ['layer-vault', { 'electron/vault/a.ts': "export * from '#report/x.ts';", 'electron/report/x.ts': '' }],
  ['layer-cli', { 'electron/cli/a.ts': "import '#main/x.ts';", 'electron/main/x.ts': '' }],
  ['layer-main', { 'electron/main/a.ts': "const x = await import('#cli/x.ts');", 'electron/cli/x.ts': '' }],
  [
    'layer-main',
    { 'electron/main/a.ts': "import '../../test/x.ts';", 'test/x.ts': 'export const testing = 1;' },
  ],
  [
    'room-dossier-',
    {
      'electron/core/dossier/a.ts': "import type { X } from '#core/method/risk/x.ts';\nexport type A = X;",
      'electron/core/method/risk/x.ts': 'export type X = 1;',
    },
  ],
  [
    'room-terms-',
    {
      'electron/core/terms/a.ts': "import '#core/language/x.ts';",
      'electron/core/language/x.ts': 'export const x = 1;',
    },
  ],
  [
    'core-outside-its-rooms',
    { 'electron/core/result.ts': "import './elsewhere/a.ts';", 'electron/core/elsewhere/a.ts': '' },
  ],
  [
    'kernel-shares-nothing',
    { 'electron/core/kernel/a.ts': "import '#core/result.ts';", 'electron/core/result.ts': '' },
  ],
  [
    'kernel-shares-nothing',
    {
      'electron/core/kernel/a.ts':
        "import type { X } from '#core/analysis/4-prove/x.ts';\nexport type A = X;",
      'electron/core/analysis/4-prove/x.ts': 'export type X = 1;',
    },
  ],
  [
    'semantics-on-the-language-alone',
    { 'electron/core/semantics/a.ts': "import '#core/terms/x.ts';", 'electron/core/terms/x.ts': '' },
  ],
  [
    'semantics-on-the-language-alone',
    {
      'electron/core/semantics/a.ts':
        "import type { X } from '#core/language/resolve/x.ts';\nexport type A = X;",
      'electron/core/language/resolve/x.ts': 'export type X = 1;',
    },
  ],
  [
    'semantics-for-those-who-judge',
    {
      'electron/core/analysis/3-translate/a.ts': "import '#core/semantics/x.ts';",
      'electron/core/semantics/x.ts': '',
    },
  ],
  [
    'semantics-for-those-who-judge',
    {
      'electron/core/analysis/pipeline/a.ts':
        "import type { X } from '#core/semantics/x.ts';\nexport type A = X;",
      'electron/core/semantics/x.ts': 'export type X = 1;',
    },
  ],
  [
    'validation-of-its-own',
    {
      'electron/core/analysis/validate/a.ts': "import '#core/analysis/3-translate/x.ts';",
      'electron/core/analysis/3-translate/x.ts': '',
    },
  ],
  [
    'validation-of-its-own',
    {
      'electron/core/analysis/validate/a.ts': "import '#core/semantics/run.ts';",
      'electron/core/semantics/run.ts': '',
    },
  ],
  [
    'theories-on-the-protocol-alone',
    {
      'electron/core/theories/a.ts': "import '#core/terms/x.ts';",
      'electron/core/terms/x.ts': 'export const x = 1;',
    },
  ],
  [
    'protocol-alone',
    { 'electron/core/protocol/a.ts': "import '#core/result.ts';", 'electron/core/result.ts': '' },
  ],
  [
    'public-report-from-the-record-alone',
    {
      'electron/core/report/public/a.ts':
        "import type { D } from '#core/dossier/dossier.ts';\nexport type A = D;",
      'electron/core/dossier/dossier.ts': 'export type D = 1;',
    },
  ],
  [
    'public-record-holds-closed-lists',
    {
      'electron/core/publication/public-record.ts': "import '#core/dossier/dossier.ts';",
      'electron/core/dossier/dossier.ts': '',
    },
  ],
  [
    'evidence-without-engines',
    {
      'electron/core/evidence/a.ts': "import '#core/analysis/pipeline/b.ts';",
      'electron/core/analysis/pipeline/b.ts': "import '#core/analysis/4-prove/c.ts';",
      'electron/core/analysis/4-prove/c.ts': '',
    },
  ],
  ['core-is-pure', { 'electron/core/result.ts': "import 'node:fs';" }],
  ['core-is-pure', { 'electron/preload/a.ts': "import 'fs';" }],
  [
    'core-few-packages',
    { 'electron/core/result.ts': "import 'zod';", 'node_modules/zod/index.js': '', ...packageOf('zod') },
  ],
  [
    'electron-in-main-and-preload',
    {
      'electron/project/a.ts': "import 'electron';",
      'node_modules/electron/index.js': '',
      ...packageOf('electron'),
    },
  ],
  ['window-has-no-node', { 'renderer/a.ts': "import 'node:fs';" }],
  [
    'window-uses-core-and-types-of-the-contract',
    {
      'renderer/a.ts': "import type { X } from '#engine/x.ts';\nexport type A = X;",
      'electron/engine/x.ts': 'export type X = 1;',
    },
  ],
  [
    'window-types-of-the-contract-only',
    {
      'renderer/a.svelte': '<script lang="ts">import { x } from \'#contract/x.ts\'; x();</script>',
      'electron/contract/x.ts': 'export const x = () => 1;',
    },
  ],
  [
    'feature-in-its-own-folder',
    { 'renderer/features/a/b.ts': "import '../c/d.ts';", 'renderer/features/c/d.ts': '' },
  ],
  [
    'shared-below-features',
    { 'renderer/shared/b.ts': "import '../features/c/d.ts';", 'renderer/features/c/d.ts': '' },
  ],
  [
    'circle-of-files',
    {
      'electron/core/result.ts': "import type { T } from './tally.ts';\nexport type R = T;",
      'electron/core/tally.ts': "import type { R } from './result.ts';\nexport type T = R | 1;",
    },
  ],
  [
    'circle-of-folders',
    {
      'electron/vault/a/one.ts': "import '#vault/b/two.ts';",
      'electron/vault/b/two.ts': '',
      'electron/vault/b/three.ts': "import '#vault/a/four.ts';",
      'electron/vault/a/four.ts': '',
    },
  ],
  ['unresolved', { 'electron/vault/a.ts': "import './missing.ts';" }],
];

function packageOf(name: string): Readonly<Record<string, string>> {
  return { [`node_modules/${name}/package.json`]: JSON.stringify({ name, main: 'index.js' }) };
}

/** The rules that sources break, once they lie in a folder of their own. */
async function rulesBrokenBy(
  name: string,
  files: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const folder = join(planted, name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  const { violations } = await cruiseHouse(folder);
  return violations.map((violation) => violation.name);
}

describe('a breach is seen', () => {
  test.each(breaches.map(([rule, files], index) => ({ rule, files, index })))(
    '$rule ($index)',
    async ({ rule, files, index }) => {
      expect(await rulesBrokenBy(String(index), files)).toContain(rule);
    },
  );

  test('of every room that imports the one after it, and of every layer that imports one it may not', async () => {
    const places = rooms.map((room) => `electron/core/${room.replace('[^/]+\\.ts', '')}`);
    const upwards = places
      .slice(0, -1)
      .map((place, index): readonly [string, string] => [
        `${place}a.ts`,
        `import type { X } from '#core/${places[index + 1]?.slice('electron/core/'.length) ?? ''}x.ts';\nexport type A = X;`,
      ]);
    const names = Object.keys(layers);
    const astray = Object.entries(layers).map(([layer, allowed]): readonly [string, string] => {
      const other = names.find((name) => !allowed.includes(name)) ?? 'test';
      return [`electron/${layer}/astray.ts`, `import type { X } from '#${other}/x.ts';\nexport type A = X;`];
    });
    const there = [...places, ...names.map((layer) => `electron/${layer}/`)].map(
      (place): readonly [string, string] => [`${place}x.ts`, 'export type X = 1;'],
    );
    const broken = new Set(
      await rulesBrokenBy('each', Object.fromEntries([...upwards, ...astray, ...there])),
    );
    const expected = forbidden.map(({ name = '' }) => name).filter((name) => /^(?:room|layer)-/.test(name));
    expect(expected.length).toBe(rooms.length - 1 + names.length);
    expect(expected.filter((name) => !broken.has(name))).toEqual([]);
  });

  test('of every other rule', () => {
    const seen = new Set(breaches.map(([rule]) => rule));
    const others = forbidden.map(({ name = '' }) => name).filter((name) => !/^(?:room|layer)-/.test(name));
    expect(others.length).toBeGreaterThan(10);
    expect(others.filter((name) => !seen.has(name))).toEqual([]);
  });
});
