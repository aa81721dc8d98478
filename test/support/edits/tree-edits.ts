import { parse, print } from '#core/notation/notation.ts';
import type {
  AttackStatement,
  Identifier,
  MessageStatement,
  PhaseItem,
  PhaseStatement,
  QuotedText,
  Statement,
  SyntaxTree,
} from '#core/language/syntax.ts';

/** An edit of a text at one of the places where it is possible: `at` says which, whatever number it is. Null where none is. */
export type TreeEdit = (tree: SyntaxTree, at: number) => SyntaxTree | null;

/** The text that an edit makes of another one; null where the edit is not possible. */
export function edited(text: string, edit: TreeEdit, at: number): string | null {
  const tree = edit(parse(text).tree, at);
  return tree === null ? null : print(tree);
}

type Of<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;

/** Changes one statement of a kind; `change` gives what stands in its place, null where it cannot be changed. */
export function onStatement<Kind extends Statement['kind']>(
  kind: Kind,
  change: (statement: Of<Kind>, at: number, tree: SyntaxTree) => readonly Statement[] | null,
): TreeEdit {
  return (tree, at) => {
    const places = [...tree.statements.entries()].flatMap(([place, statement]) => {
      const changed = isOf(statement, kind) ? change(statement, Math.floor(at / 7), tree) : null;
      return changed === null ? [] : [{ place, changed }];
    });
    const chosen = places[at % Math.max(1, places.length)];
    if (chosen === undefined) return null;
    const { place, changed } = chosen;
    return {
      ...tree,
      statements: [...tree.statements.slice(0, place), ...changed, ...tree.statements.slice(place + 1)],
    };
  };
}

function isOf<Kind extends Statement['kind']>(statement: Statement, kind: Kind): statement is Of<Kind> {
  return statement.kind === kind;
}

/** Changes one step of a phase; `change` gives what stands in its place. */
export function onStep(
  change: (item: PhaseItem, phase: PhaseStatement, place: number) => readonly PhaseItem[] | null,
): TreeEdit {
  return onStatement('phase', (phase, at) => {
    const places = [...phase.items.entries()].flatMap(([place, item]) => {
      const changed = change(item, phase, place);
      return changed === null ? [] : [{ place, changed }];
    });
    const chosen = places[at % Math.max(1, places.length)];
    if (chosen === undefined) return null;
    const items = [
      ...phase.items.slice(0, chosen.place),
      ...chosen.changed,
      ...phase.items.slice(chosen.place + 1),
    ];
    return [{ ...phase, items }];
  });
}

/** Changes one message. */
export function onMessage(
  change: (message: MessageStatement, phase: PhaseStatement) => readonly PhaseItem[] | null,
): TreeEdit {
  return onStep((item, phase) => (item.kind === 'message' ? change(item, phase) : null));
}

/** Changes one attack model. */
export function onAttack(
  change: (attack: AttackStatement, at: number, tree: SyntaxTree) => readonly Statement[] | null,
): TreeEdit {
  return onStatement('attack', change);
}

const nowhere = { start: 0, end: 0 };

/** A place for what stands in no text. */
export const placed = { span: nowhere, comments: [], spaced: false } as const;

/** A name. */
export function name(text: string): Identifier {
  return { name: text, span: nowhere };
}

/** A quoted text. */
export function quoted(text: string): QuotedText {
  return { text, span: nowhere };
}

/** The names of all entities. */
export function entitiesOf({ statements }: SyntaxTree): readonly string[] {
  return statements.flatMap((statement) => (statement.kind === 'entity' ? [statement.name.name] : []));
}
