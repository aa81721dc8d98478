import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { readSources, sourceOf, type Source } from '../support/sources.ts';
import { root } from '../support/places.ts';

const recordFile = join(root, 'electron', 'core', 'publication', 'public-record.ts');
const recordText = readFileSync(recordFile, 'utf8');
const kept = new Map<string, ts.SourceFile | undefined>();

/** The places of the public record whose type could hold more than a bounded count or yes and no. */
function looseParts(text: string): readonly string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    allowImportingTsExtensions: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version) => {
    if (name === recordFile) return ts.createSourceFile(name, text, version);
    if (!kept.has(name)) kept.set(name, read(name, version));
    return kept.get(name);
  };
  const program = ts.createProgram([recordFile], options, host);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(recordFile);
  const errors = ts
    .getPreEmitDiagnostics(program, source)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
  if (errors.length > 0) return errors;
  const symbol = source === undefined ? undefined : checker.getSymbolAtLocation(source);
  const record = symbol?.exports?.get(ts.escapeLeadingUnderscores('PublicRecord'));
  if (record === undefined) throw new Error('no public record');
  return loose(checker.getDeclaredTypeOfSymbol(record), 'PublicRecord', checker, new Set());
}

function loose(type: ts.Type, path: string, checker: ts.TypeChecker, seen: Set<ts.Type>): readonly string[] {
  if (seen.has(type) || isCount(type, checker) || isClosed(type)) return [];
  const name = `${path}: ${checker.typeToString(type)}`;
  if (type.isUnion()) return type.types.flatMap((part) => loose(part, path, checker, seen));
  const plain =
    (type.flags & ts.TypeFlags.Object) !== 0 &&
    type.getCallSignatures().length === 0 &&
    type.getConstructSignatures().length === 0 &&
    checker.getIndexInfosOfType(type).length === 0 &&
    !checker.isArrayLikeType(type);
  if (!plain) return [name];
  seen.add(type);
  return checker
    .getPropertiesOfType(type)
    .flatMap((property) =>
      loose(checker.getTypeOfSymbol(property), `${path}.${property.name}`, checker, seen),
    );
}

/** A number that only the check of its bounds makes. */
function isCount(type: ts.Type, checker: ts.TypeChecker): boolean {
  return (
    type.isIntersection() &&
    type.types.some((part) => (part.flags & ts.TypeFlags.Number) !== 0) &&
    type.types.some((part) =>
      checker.getPropertiesOfType(part).some(({ name }) => name.startsWith('__@counted')),
    )
  );
}

function isClosed(type: ts.Type): boolean {
  return (type.flags & (ts.TypeFlags.BooleanLike | ts.TypeFlags.NumberLiteral)) !== 0;
}

describe('the public record', () => {
  test('can hold bounded counts and yes or no, and nothing else', () => {
    expect(looseParts(recordText)).toEqual([]);
  });

  const planted: Readonly<Record<string, string>> = {
    'a text': 'readonly label: string;',
    'a text that may be missing': 'readonly label?: string;',
    'a text by another name': 'readonly label: Lowercase<string>;',
    'a template of text': 'readonly label: `m-${string}`;',
    'a closed text': "readonly label: 'a' | 'b';",
    'texts in a list': 'readonly labels: readonly string[];',
    'counts in a list, whose order tells': 'readonly counts: readonly Count[];',
    'free keys': 'readonly counts: Readonly<Record<string, Count>>;',
    'keys in an index': 'readonly counts: { readonly [name: string]: Count };',
    'a text deep down':
      'readonly more: { readonly deep: Readonly<Record<PublicMeasure, { readonly s: string }>> };',
    'a number without bounds': 'readonly code: number;',
    'a big number': 'readonly code: bigint;',
    'what nobody knows': 'readonly more: unknown;',
    'a symbol': 'readonly more: symbol;',
    'a function': 'readonly more: () => Count;',
    'a list of keys': 'readonly more: Map<string, Count>;',
  };

  test.each(Object.entries(planted))('a leak is seen: %s', (_, line) => {
    const text = recordText.replace(
      'readonly keyHierarchyLevels: Count;',
      `readonly keyHierarchyLevels: Count;\n${line}`,
    );
    expect(text).not.toBe(recordText);
    expect(looseParts(text)).not.toEqual([]);
  });

  test('a leak is seen: a measure that is a text', () => {
    const text = recordText.replace(
      'readonly tableOne: Readonly<Record<PublicMeasure, Count>>;',
      'readonly tableOne: Readonly<Record<PublicMeasure, Count | string>>;',
    );
    expect(looseParts(text)).not.toEqual([]);
  });
});

const sources = readSources('electron');
const folder = 'electron/core/report/public/';
/** Closed lists, texts of Segl's own, and what a document consists of: no part of a project has a type there. */
const allowed = new Set([
  ...['electron/core/messages/plain-text.ts', 'electron/core/messages/texts.ts'],
  ...['electron/core/report/document/document.ts', 'electron/core/publication/public-record.ts'],
  ...['electron/core/dossier/principle.ts', 'electron/core/dossier/releasable.ts'],
  // What drawings consist of, for the reports that have some.
  ...['electron/core/views/diagrams/scene.ts', 'electron/core/dossier/risk-level.ts'],
]);

/** Everything that a source imports, and what that imports. Texts of the catalogue are no sources. */
function reached(start: Source, all: readonly Source[]): readonly string[] {
  const found = new Set<string>();
  const visit = ({ imports }: Source): void => {
    for (const { target } of imports) {
      if (found.has(target)) continue;
      found.add(target);
      const next = all.find(({ path }) => path === target);
      if (next !== undefined) visit(next);
    }
  };
  visit(start);
  return [...found];
}

function strangersOf(all: readonly Source[]): readonly string[] {
  return all
    .filter(({ path }) => path.startsWith(folder))
    .flatMap((source) =>
      reached(source, all)
        .filter((target) => !target.startsWith('resources/messages/'))
        .filter((target) => !target.startsWith(folder) && !allowed.has(target))
        .map((target) => `${source.path} reaches ${target}`),
    );
}

describe('the public renderer', () => {
  test('reaches nothing of a project and no package, over however many files', () => {
    expect(sources.filter(({ path }) => path.startsWith(folder)).length).toBeGreaterThan(3);
    expect(strangersOf(sources)).toEqual([]);
  });

  test.each([
    ['electron/core/report/public/a.ts', "import type { Model } from '#core/language/model.ts'"],
    ['electron/core/report/public/a.ts', "import { aggregate } from '../aggregate.ts'"],
    ['electron/core/report/public/a.ts', "export * from '#core/dossier/dossier.ts'"],
    ['electron/core/report/public/a.ts', "const x = await import('#core/dossier/released-item.ts')"],
    ['electron/core/messages/texts.ts', "import { IntlMessageFormat } from 'intl-messageformat'"],
    ['electron/core/dossier/principle.ts', "import type { Model } from '#core/language/model.ts'"],
    ['electron/core/report/document/document.ts', "import type { Dossier } from '#core/dossier/dossier.ts'"],
  ])('a breach is seen: %s with %s', (path, text) => {
    const planted = [...sources.filter((source) => source.path !== path), sourceOf(path, text)];
    const importing = sourceOf(`${folder}b.ts`, `import { x } from '#${path.slice('electron/'.length)}'`);
    expect(strangersOf([...planted, importing])).not.toEqual([]);
  });

  test('becomes a file through what reaches no project either', () => {
    const render = sources.find(({ path }) => path === 'electron/report/render.ts');
    const targets = render === undefined ? [] : reached(render, sources);
    expect(targets.length).toBeGreaterThan(5);
    const strangers = targets.filter(
      (target) =>
        target.startsWith('electron/') &&
        !/^electron\/(?:report|core\/(?:views\/diagrams|report\/document|dossier\/risk-level))/u.test(target),
    );
    expect(strangers).toEqual([]);
  });
});
