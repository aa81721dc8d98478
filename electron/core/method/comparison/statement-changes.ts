import { compareStatements, type StatementChange } from './compare-statements.ts';
import type { ChangeSubject, ContentChange } from './content-change.ts';
import { writtenStatements, type StatementPart } from './written-statements.ts';
import type { SyntaxTree } from '#core/language/syntax.ts';

/** What a later text says otherwise than an earlier one, with the names that a reader knows things by. */
export function statementChanges(earlier: SyntaxTree, later: SyntaxTree): readonly ContentChange[] {
  const changes = compareStatements(earlier, later);
  if (changes.length === 0) return [];
  const names = new Map([...namesByLine(earlier), ...namesByLine(later)]);
  return changes.map((change): ContentChange => {
    const { kind, part, within, before, after } = change;
    const line = after ?? before ?? '';
    const name = names.get(lineKey(part, within, line)) ?? '';
    return { subject: subjectOf(change, name), kind, name: shownName(part, name), within, before, after };
  });
}

function namesByLine(tree: SyntaxTree): readonly (readonly [string, string])[] {
  return writtenStatements(tree).map(
    ({ part, within, line, name }) => [lineKey(part, within, line), name] as const,
  );
}

function lineKey(part: StatementPart, within: string | null, line: string): string {
  return JSON.stringify([part, within, line]);
}

const messagePrefix = 'message ';

function subjectOf({ part }: StatementChange, name: string): ChangeSubject {
  return part === 'step' && name.startsWith(messagePrefix) ? 'message' : part;
}

function shownName(part: StatementPart, name: string): string | null {
  if (name === '') return null;
  return part === 'step' && name.startsWith(messagePrefix) ? name.slice(messagePrefix.length) : name;
}
