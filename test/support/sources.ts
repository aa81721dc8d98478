import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { root } from './places.ts';

/** One source file as the architecture sees it. */
export interface Source {
  /** Path from the top folder, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

/** One import, of whatever form. */
export interface Import {
  /** What it names: a path from the top folder for our own files, else the specifier as it is written. */
  readonly target: string;
  readonly typeOnly: boolean;
}

/** Reads every source file under the folders, tests and set-up scripts included when they are named. */
export function readSources(...folders: readonly string[]): readonly Source[] {
  return folders.flatMap((folder) => listFiles(folder).map((path) => readSource(path)));
}

/** Reads a source from its text; `path` says where it would lie. */
export function sourceOf(path: string, text: string): Source {
  return { path, text, imports: scripts(path, text).flatMap((script) => importsOf(path, script)) };
}

/** Every node of a source's syntax trees, in order. */
export function nodesOf(source: Source): readonly ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  for (const script of scripts(source.path, source.text)) visit(treeOf(source.path, script));
  return nodes;
}

function listFiles(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name).replaceAll('\\', '/'))
    .filter((path) => /\.(ts|svelte|mjs)$/.test(path) && !path.includes('node_modules'));
}

function readSource(path: string): Source {
  return sourceOf(path, readFileSync(join(root, path), 'utf8'));
}

// A component's markup imports nothing; its scripts do.
function scripts(path: string, text: string): readonly string[] {
  if (!path.endsWith('.svelte')) return [text];
  return [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '');
}

function treeOf(path: string, script: string): ts.SourceFile {
  return ts.createSourceFile(`${path}.ts`, script, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS);
}

function importsOf(path: string, script: string): readonly Import[] {
  const found: Import[] = [];
  const add = (name: ts.Node | undefined, typeOnly: boolean): void => {
    if (name !== undefined && ts.isStringLiteralLike(name))
      found.push({ target: resolve(path, name.text), typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node));
    if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(treeOf(path, script));
  return found;
}

function isTypeOnly(node: ts.ImportDeclaration): boolean {
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const names = clause.namedBindings;
  return (
    clause.name === undefined &&
    names !== undefined &&
    ts.isNamedImports(names) &&
    names.elements.length > 0 &&
    names.elements.every((element) => element.isTypeOnly)
  );
}

function resolve(path: string, specifier: string): string {
  if (specifier.startsWith('.')) return relative('.', join(dirname(path), specifier)).replaceAll('\\', '/');
  const own = /^#(\w+)\/(.*)$/.exec(specifier);
  if (own === null) return specifier;
  const [, layer, rest] = own;
  const top = ['renderer', 'resources'].includes(layer ?? '') ? '' : 'electron/';
  return `${top}${layer ?? ''}/${rest ?? ''}`;
}
