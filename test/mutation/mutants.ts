import { relative } from 'node:path';
import ts from 'typescript';
import type { Mutant } from './mutant.ts';
import { changesOf } from './operators.ts';
import { root } from '../support/places.ts';

/** Every mutant of a source, in its order. */
export function mutantsOf(source: ts.SourceFile, checker: ts.TypeChecker): readonly Mutant[] {
  const file = relative(root, source.fileName);
  const mutants = new Map<string, Mutant>();
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || isMessageOfFault(node)) return;
    for (const change of changesOf(node, source, checker)) {
      const line = source.getLineAndCharacterOfPosition(change.start).line + 1;
      const was = source.text.slice(change.start, change.end);
      if (was !== change.text) {
        mutants.set(`${change.start} ${change.end} ${change.text}`, { ...change, file, line, was });
      }
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(source, visit);
  return [...mutants.values()].toSorted((one, other) => one.start - other.start || one.end - other.end);
}

// What is thrown where the program itself is at fault: nobody comes there.
function isMessageOfFault(node: ts.Node): boolean {
  return ts.isThrowStatement(node);
}
