import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { domainOf, featureBreaches, layerBreaches, layerOf, layers } from './layers.ts';
import { nodesOf, readSources, sourceOf, type Source } from './sources.ts';

const product = readSources('electron', 'renderer').filter(
  (source) => !source.path.startsWith('electron/setup/'),
);
const core = product.filter((source) => source.path.startsWith('electron/core/'));

describe('the layers', () => {
  test('are where the law says: every source lies in one of them, and each has sources', () => {
    expect(product.filter(({ path }) => layerOf(path) === undefined).map(({ path }) => path)).toEqual([]);
    const found = new Set(product.map(({ path }) => layerOf(path)));
    expect(layers.filter((layer) => !found.has(layer))).toEqual([]);
  });

  test('import only what the dependency law allows', () => {
    expect(product.length).toBeGreaterThan(20);
    expect(product.flatMap(layerBreaches)).toEqual([]);
  });

  test.each([
    ['electron/core/a.ts', "import { x } from '#vault/x.ts'"],
    ['electron/core/a.ts', "import type { x } from '../contract/x.ts'"],
    ['electron/vault/a.ts', "export * from '#report/x.ts'"],
    ['electron/main/a.ts', "const x = await import('#cli/x.ts')"],
    ['electron/cli/a.ts', "import '#main/x.ts'"],
    ['renderer/a.svelte', '<script lang="ts">import { x } from \'#contract/x.ts\'</script>'],
    ['renderer/a.ts', "import type { x } from '#engine/x.ts'"],
  ])('a breach is seen: %s with %s', (path, text) => {
    expect(layerBreaches(sourceOf(path, text))).toHaveLength(1);
  });

  test('a feature of the window stays in its own folder', () => {
    const domains = new Set(product.map(({ path }) => domainOf(path)).filter((name) => name !== undefined));
    expect(domains.size).toBeGreaterThan(5);
    expect(domains).toContain('shared');
    expect(product.flatMap(featureBreaches)).toEqual([]);
    const breach = sourceOf('renderer/features/a/b.ts', "import { x } from '../c/d.ts'");
    expect(featureBreaches(breach)).toHaveLength(1);
  });
});

describe('the core', () => {
  test('imports nothing of the world: no Node, no Electron, and few packages', () => {
    const strangers = (sources: readonly Source[]): readonly string[] =>
      sources.flatMap((source) =>
        source.imports
          .filter(
            ({ target }) => !/^(electron\/core|resources)\//.test(target) && target !== 'intl-messageformat',
          )
          .map(({ target }) => `${source.path} imports ${target}`),
      );
    expect(core.length).toBeGreaterThan(50);
    expect(strangers(core)).toEqual([]);
    expect(strangers([sourceOf('electron/core/a.ts', "import 'node:fs'")])).toHaveLength(1);
  });

  test('has no clock, no randomness, no network, no process', () => {
    expect(core.length).toBeGreaterThan(5);
    expect(core.flatMap(worldlyNames)).toEqual([]);
  });

  test.each([
    'new Date()',
    'Date.now()',
    'Math.random()',
    'performance.now()',
    'fetch("")',
    'process.env',
    'crypto',
    'setTimeout',
  ])('the world is seen: %s', (text) => {
    expect(worldlyNames(sourceOf('electron/core/a.ts', `const x = ${text};`))).toHaveLength(1);
  });

  test('renders the public report from the public record alone', () => {
    const folder = 'electron/core/report/public/';
    // The words of the catalogue, of documents and of the closed lists hold nothing of any project.
    const allowed = new RegExp(
      `^(${folder}|electron/core/(messages/(plain-text|texts)|report/document|release/(principle|releasable))\\.ts$)`,
    );
    const strangers = (sources: readonly Source[]): readonly string[] =>
      sources.flatMap((source) =>
        source.imports
          .filter(({ target }) => !allowed.test(target))
          .map(({ target }) => `${source.path} imports ${target}`),
      );
    const report = core.filter((source) => source.path.startsWith(folder));
    expect(report.map(({ path }) => path)).toContain(`${folder}public-report.ts`);
    expect(report.length).toBeGreaterThan(2);
    expect(strangers(report)).toEqual([]);
    const breach = sourceOf(`${folder}a.ts`, "import type { x } from '#core/dossier/dossier.ts'");
    expect(strangers([breach])).toHaveLength(1);
  });
});

describe('the replay', () => {
  const folder = 'electron/core/analysis/replay/';
  // What it accepts counts as an attack, so it shares nothing with what proposes attacks and proves.
  const allowed = new RegExp(`^(${folder}|electron/core/protocol/)`);
  const strangers = (sources: readonly Source[]): readonly string[] =>
    sources.flatMap(({ path, imports }) =>
      imports.filter(({ target }) => !allowed.test(target)).map(({ target }) => `${path} imports ${target}`),
    );

  test('imports nothing but the definition of protocols, which imports nothing else', () => {
    const replay = core.filter(({ path }) => path.startsWith(folder));
    const definition = core.filter(({ path }) => path.startsWith('electron/core/protocol/'));
    expect(replay.length).toBeGreaterThan(3);
    expect(strangers([...replay, ...definition])).toEqual([]);
  });

  test.each(['proof/unification.ts', 'verify/trace-edit.ts', 'search/search.ts', 'roles/names.ts'])(
    'a breach is seen: %s',
    (path) => {
      const breach = sourceOf(`${folder}a.ts`, `import type { x } from '#core/analysis/${path}'`);
      expect(strangers([breach])).toHaveLength(1);
    },
  );
});

describe('one place only', () => {
  test('uses ipcMain', () => {
    expect(filesNaming('ipcMain')).toEqual(['electron/main/ipc.ts']);
  });

  test('makes windows', () => {
    const makes = /(?:^|\.)(?:BrowserWindow|BaseWindow|BrowserView|WebContentsView|Tray)$/;
    const makers = (sources: readonly Source[]): readonly string[] =>
      sources.flatMap((source) =>
        nodesOf(source)
          .filter((node) => ts.isNewExpression(node) && makes.test(node.expression.getText()))
          .map(() => source.path),
      );
    expect(makers(product)).toEqual(['electron/main/window.ts']);
    expect(makers([sourceOf('electron/main/a.ts', 'new electron.BaseWindow()')])).toHaveLength(1);
  });

  test('uses ipcRenderer', () => {
    expect(filesNaming('ipcRenderer')).toEqual(['electron/preload/preload.ts']);
  });
});

describe('nowhere', () => {
  test.each(['openExternal', 'openPath', 'showItemInFolder', 'autoUpdater', 'shell'])(
    'is %s used',
    (name) => {
      expect(filesNaming(name)).toEqual([]);
      expect(filesNaming(name, [sourceOf('electron/main/a.ts', `void electron.${name}`)])).toHaveLength(1);
    },
  );

  test('is any used as a type', () => {
    const everything = [...product, ...readSources('test')];
    const found = everything.filter((source) =>
      nodesOf(source).some((node) => node.kind === ts.SyntaxKind.AnyKeyword),
    );
    expect(found.map((source) => source.path)).toEqual([]);
    expect(
      nodesOf(sourceOf('a.ts', 'let x: any')).some((node) => node.kind === ts.SyntaxKind.AnyKeyword),
    ).toBe(true);
  });

  test('is anything left to do noted in the source', () => {
    const found = product.filter((source) => /\b(TODO|FIXME|XXX)\b/.test(source.text));
    expect(found.map((source) => source.path)).toEqual([]);
  });
});

const worldly = new Set([
  'Date',
  'performance',
  'fetch',
  'process',
  'crypto',
  'XMLHttpRequest',
  'WebSocket',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'globalThis',
  'require',
]);

/** Uses of the world's names as values, not as names of properties or of declarations of their own. */
function worldlyNames(source: Source): readonly string[] {
  return nodesOf(source)
    .filter((node) => isWorldly(node))
    .map((node) => `${source.path}: ${node.getText()}`);
}

function isWorldly(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return /^Math\.random$/.test(node.getText());
  if (!ts.isIdentifier(node) || !worldly.has(node.text)) return false;
  const { parent } = node;
  const isProperty =
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    ts.isPropertySignature(parent) ||
    ts.isImportSpecifier(parent) ||
    ts.isImportClause(parent);
  return !isProperty;
}

function filesNaming(name: string, sources: readonly Source[] = product): readonly string[] {
  return sources
    .filter((source) => nodesOf(source).some((node) => ts.isIdentifier(node) && node.text === name))
    .map((source) => source.path);
}
