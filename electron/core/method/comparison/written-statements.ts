import { printLine } from '#core/notation/notation.ts';
import { meaningOfItem, meaningOfStatement, namesInOrder } from './normal-form.ts';
import { identifiersIn } from '#core/language/resolve/identifiers.ts';
import type { AttackItem, ClaimStatement, PhaseItem, Statement, SyntaxTree } from '#core/language/syntax.ts';

/** What a text is made of, as somebody who compares two texts thinks of it. */
export type StatementPart = Statement['kind'] | 'message' | 'step' | 'assumption';

/** One thing that a text says: its meaning alone, without label, citation, comment and layout. */
export interface WrittenStatement {
  readonly part: StatementPart;
  /**
   * What tells it from others of its part: its name; of a tick the row and property; of a claim of what and whom it is. What has
   * no name is its own.
   */
  readonly name: string;
  /** The phase or attack model that it stands in; null for what stands by itself. */
  readonly within: string | null;
  /** As the language writes it, without what stands inside it. */
  readonly line: string;
  /** The same with defaults written out and lists in order: equal where the same is said. */
  readonly meaning: string;
  /** Every name that it writes. */
  readonly names: ReadonlySet<string>;
}

/** Tells a statement from every one that says something else, or stands in something else. */
export function statementId({ part, within, meaning }: WrittenStatement): string {
  return JSON.stringify([part, within, meaning]);
}

/** Everything that a text says, in its order. */
export function writtenStatements({ statements }: SyntaxTree): readonly WrittenStatement[] {
  return statements.flatMap(written);
}

function written(statement: Statement): readonly WrittenStatement[] {
  const bare = withoutRemarks(statement);
  const meaning = printLine(meaningOfStatement(bare));
  const own: WrittenStatement = {
    part: statement.kind,
    name: nameOf(statement, meaning),
    within: null,
    line: printLine(bare),
    meaning,
    names: namesIn(bare),
  };
  switch (statement.kind) {
    case 'phase':
      return [own, ...statement.items.map((item) => inside(item, statement.name.name))];
    case 'attack':
      return [
        own,
        ...statement.items
          .filter((item) => item.kind !== 'adversary' || item.adversary === 'passive')
          .map((item) => inside(item, statement.name.name)),
      ];
    case 'protocol':
    case 'entity':
    case 'coincide':
    case 'element':
    case 'requirement':
    case 'tick':
    case 'claim':
      return [own];
  }
}

function nameOf(statement: Statement, meaning: string): string {
  switch (statement.kind) {
    case 'protocol':
      return '';
    case 'entity':
    case 'element':
    case 'requirement':
    case 'phase':
    case 'attack':
      return statement.name.name;
    case 'coincide':
      return meaning;
    case 'tick':
      return `${statement.property} ${statement.element.name}`;
    case 'claim':
      return claimName(statement);
  }
}

// Whatever it demands of it.
function claimName({ claimKind, element, claimed, claimant, in: phase }: ClaimStatement): string {
  const names = [element, claimed, claimant, phase].map((each) => each?.name ?? '');
  return [claimKind, ...names].join(' ');
}

function inside(item: PhaseItem | AttackItem, within: string): WrittenStatement {
  const bare: PhaseItem | AttackItem = item.kind === 'message' ? { ...item, label: null, sources: [] } : item;
  const meaning = printLine(meaningOfItem(bare));
  const all = { within, line: printLine(bare), meaning, names: namesIn(bare) };
  switch (item.kind) {
    case 'message':
      return { part: 'message', name: item.name.name, ...all };
    case 'channel':
      return { part: 'step', name: `channel ${namesInOrder(item.ends).join(' ')}`, ...all };
    case 'derive':
    case 'action':
      return { part: 'step', name: meaning, ...all };
    case 'capability':
    case 'adversary':
    case 'untyped':
      return { part: 'assumption', name: meaning, ...all };
  }
}

// Without label and citations, which say nothing of its meaning.
function withoutRemarks(statement: Statement): Statement {
  switch (statement.kind) {
    case 'protocol':
      return { ...statement, label: null };
    case 'entity':
    case 'element':
    case 'phase':
    case 'attack':
      return { ...statement, label: null, sources: [] };
    case 'coincide':
      return statement;
    case 'requirement':
    case 'tick':
    case 'claim':
      return { ...statement, sources: [] };
  }
}

function namesIn(each: Statement | PhaseItem | AttackItem): ReadonlySet<string> {
  return new Set(identifiersIn(each).map(({ name }) => name));
}
