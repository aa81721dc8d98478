import { compareStatements, type StatementChange } from './compare-statements.ts';
import type { ChangeSubject, ContentChange } from './content-change.ts';
import { findRenames, withRenames, type Rename } from './renames.ts';
import type { SyntaxTree } from '#core/language/syntax.ts';
import { parse } from '#core/notation/notation.ts';

/** A text that was parsed without errors. */
interface ParsedText {
  readonly text: string;
  readonly tree: SyntaxTree;
}

/** What a later text says otherwise than an earlier one: what only has another name is told as that. */
export function statementChanges(earlier: ParsedText, later: SyntaxTree): readonly ContentChange[] {
  const found = findRenames(earlier.tree, later);
  const renamed = found.length === 0 ? null : parse(withRenames(earlier.text, earlier.tree, found));
  // With another name a text could be read otherwise; then it keeps its own.
  const [before, renames] = renamed?.diagnostics.length === 0 ? [renamed.tree, found] : [earlier.tree, []];
  return [...renames.map(toldRename), ...compareStatements(before, later).map(toldStatement)];
}

/** A statement that differs, told like everything else that does. */
export function toldStatement({ kind, part, within, before, after }: StatementChange): ContentChange {
  const name = (after ?? before)?.name ?? '';
  return {
    subject: part,
    kind,
    name: name === '' ? null : name,
    within,
    before: before?.line ?? null,
    after: after?.line ?? null,
  };
}

function toldRename({ kind, before, after }: Rename): ContentChange {
  return {
    subject: subjectOf(kind),
    kind: 'renamed',
    name: `${before} → ${after}`,
    within: null,
    before,
    after,
  };
}

function subjectOf(declared: Rename['kind']): ChangeSubject {
  switch (declared) {
    case 'entity':
    case 'phase':
    case 'requirement':
    case 'message':
    case 'attack':
      return declared;
    case 'symmetric-key':
    case 'key-pair':
    case 'counter':
    case 'timestamp':
    case 'nonce':
    case 'constant':
    case 'data':
      return 'element';
  }
}
