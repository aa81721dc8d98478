import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { nodesOf, readSources, sourceOf, type Source } from '../support/sources.ts';

const product = readSources('electron', 'renderer').filter(
  (source) => !source.path.startsWith('electron/setup/'),
);
const core = product.filter((source) => source.path.startsWith('electron/core/'));

describe('the core', () => {
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
});

describe('one place only', () => {
  test('uses ipcMain', () => {
    expect(filesNaming('ipcMain')).toEqual(['electron/main/ipc/ipc.ts']);
  });

  test('makes windows', () => {
    const makes = /(?:^|\.)(?:BrowserWindow|BaseWindow|BrowserView|WebContentsView|Tray)$/;
    const makers = (sources: readonly Source[]): readonly string[] =>
      sources.flatMap((source) =>
        nodesOf(source)
          .filter((node) => ts.isNewExpression(node) && makes.test(node.expression.getText()))
          .map(() => source.path),
      );
    expect(makers(product)).toEqual(['electron/main/window/window.ts']);
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
