import { print } from '#core/notation/notation.ts';
import type { AttackItem, PhaseItem, PhaseStatement, Statement, SyntaxTree } from '#core/language/syntax.ts';

/** What a text is made of, as somebody who compares two texts thinks of it. */
export type StatementPart = Statement['kind'] | 'step' | 'assumption';

/** One thing that a text says: its meaning alone, without label, citation, comment and layout. */
export interface WrittenStatement {
  readonly part: StatementPart;
  /**
   * What tells it from others of its part: its name; of a tick the row and property; of a step its phase and, for a message, its
   * name. What has no name is its own.
   */
  readonly name: string;
  /** The phase or attack model that it stands in; null for what stands by itself. */
  readonly within: string | null;
  /** As the language writes it, without what stands inside it. */
  readonly line: string;
}

/** Everything that a text says, in its order. */
export function writtenStatements({ statements }: SyntaxTree): readonly WrittenStatement[] {
  return statements.flatMap(written);
}

function written(statement: Statement): readonly WrittenStatement[] {
  const line = printed(bare(statement));
  const plain = (part: StatementPart, name: string): readonly WrittenStatement[] => [
    { part, name, within: null, line },
  ];
  switch (statement.kind) {
    case 'protocol':
      return plain('protocol', '');
    case 'entity':
    case 'element':
    case 'requirement':
      return plain(statement.kind, statement.name.name);
    case 'coincide':
    case 'claim':
      return plain(statement.kind, line);
    case 'tick':
      return plain('tick', `${statement.property} ${statement.element.name}`);
    case 'phase':
      return [
        ...plain('phase', statement.name.name),
        ...statement.items.map((item) => step(statement, item)),
      ];
    case 'attack':
      return [
        ...plain('attack', statement.name.name),
        ...statement.items.map((item): WrittenStatement => {
          const within = statement.name.name;
          const inside = innerLine({ ...statement, items: [withoutComments(item)] });
          return { part: 'assumption', name: inside, within, line: inside };
        }),
      ];
  }
}

function step(phase: PhaseStatement, item: PhaseItem): WrittenStatement {
  const bareItem: PhaseItem =
    item.kind === 'message' ? { ...withoutComments(item), label: null, sources: [] } : withoutComments(item);
  const line = innerLine({ ...phase, items: [bareItem] });
  const name = item.kind === 'message' ? `message ${item.name.name}` : line;
  return { part: 'step', name, within: phase.name.name, line };
}

// The statement without what says nothing of its meaning, and without what stands inside it.
function bare(statement: Statement): Statement {
  const plain = withoutComments(statement);
  switch (plain.kind) {
    case 'protocol':
      return { ...plain, label: null };
    case 'entity':
    case 'element':
      return { ...plain, label: null, sources: [] };
    case 'phase':
    case 'attack':
      return { ...plain, label: null, sources: [], items: [], closingComments: [] };
    case 'coincide':
      return plain;
    case 'requirement':
    case 'tick':
    case 'claim':
      return { ...plain, sources: [] };
  }
}

function withoutComments<Each extends Statement | PhaseItem | AttackItem>(each: Each): Each {
  return { ...each, comments: [], spaced: false };
}

function printed(statement: Statement): string {
  const text = print({ statements: [statement], closingComments: [] }).trim();
  // Of a block its first line, without the brace.
  return statement.kind === 'phase' || statement.kind === 'attack'
    ? (text.split('\n')[0] ?? '').replace(/\s*\{.*$/u, '')
    : text;
}

// The only line inside a block.
function innerLine(block: Extract<Statement, { readonly kind: 'phase' | 'attack' }>): string {
  const text = print({
    statements: [{ ...block, label: null, sources: [], comments: [], closingComments: [] }],
    closingComments: [],
  });
  return (text.trim().split('\n')[1] ?? '').trim();
}
