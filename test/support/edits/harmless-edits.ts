import { declarationsOf } from '#core/language/resolve/declarations.ts';
import { identifiersOf } from '#core/language/resolve/identifiers.ts';
import { parse } from '#core/notation/notation.ts';
import type { SourceClause, Statement, SyntaxTree } from '#core/language/syntax.ts';
import { onMessage, onStatement, placed, quoted, type TreeEdit } from './tree-edits.ts';

/** Edits after which a text says the same. */
export const harmlessEdits: Readonly<Record<string, TreeEdit>> = {
  'an entity has another label': onStatement('entity', (each) => [
    { ...each, label: quoted('Another label') },
  ]),
  'an element has another label': onStatement('element', (each) => [
    { ...each, label: quoted('Another label') },
  ]),
  'a phase has no label': onStatement('phase', (each) => [{ ...each, label: null }]),
  'an attack model has another label': onStatement('attack', (each) => [
    { ...each, label: quoted('Another') },
  ]),
  'a message has another label': onMessage((each) => [{ ...each, label: quoted('Another label') }]),
  'an element is cited': onStatement('element', (each) => [{ ...each, sources: [citation] }]),
  'a row of ticks is cited': onStatement('tick', (each) => [{ ...each, sources: [citation] }]),
  'a requirement is not cited': onStatement('requirement', (each) => [{ ...each, sources: [] }]),
  'a message is cited': onMessage((each) => [{ ...each, sources: [citation] }]),
  'there is a comment before an element': onStatement('element', commented),
  'there is a comment before a phase': onStatement('phase', commented),
  'there is a comment before a message': onMessage((each) => [{ ...each, ...comment }]),
  'there are blank lines': onStatement('tick', (each) => [{ ...each, spaced: true }]),
  'elements stand in another order': reordered('element'),
  'entities stand in another order': reordered('entity'),
  'ticks stand in another order': reordered('tick'),
  'claims stand in another order': reordered('claim'),
  'requirements stand in another order': reordered('requirement'),
  'what is required stands first': (tree) => {
    const required = ({ kind }: Statement): boolean =>
      kind === 'tick' || kind === 'requirement' || kind === 'claim';
    const first = tree.statements.filter(required);
    return { ...tree, statements: [...first, ...tree.statements.filter((each) => !required(each))] };
  },
  'ticked entities stand in another order': onStatement('tick', (tick) =>
    tick.property === 'integrity' ? null : [{ ...tick, entities: tick.entities.toReversed() }],
  ),
  'those who share an element stand in another order': onStatement('element', (each) => [
    { ...each, shared: each.shared.toReversed(), known: each.known.toReversed() },
  ]),
  'refined requirements stand in another order': onStatement('tick', (tick) => [
    { ...tick, refines: tick.refines.toReversed() },
  ]),
  'assumptions stand in another order': onStatement('attack', (attack) =>
    attack.items.some((item) => item.kind === 'capability' && item.capability === 'channel')
      ? null
      : [{ ...attack, items: attack.items.toReversed() }],
  ),
  'an attack model says that it is active': onStatement('attack', (attack) =>
    attack.items.some(({ kind }) => kind === 'adversary')
      ? null
      : [{ ...attack, items: [...attack.items, { ...placed, kind: 'adversary', adversary: 'active' }] }],
  ),
  'the defaults of a phase are written out': onStatement('phase', (phase) => [
    { ...phase, trust: phase.trust ?? 'public', adversaryPresent: phase.adversaryPresent ?? true },
  ]),
  'the default lifetime of a key is written out or left out': onStatement('element', (element) => {
    if (element.elementKind !== 'symmetric-key' || element.lifetime === 'session') return null;
    return [{ ...element, lifetime: element.lifetime === null ? 'long-term' : null }];
  }),
};

const span = { start: 0, end: 0 };
const comment = { comments: [{ text: 'As the vendor says.', spaced: true }] };

const citation: SourceClause = {
  document: quoted('Another document'),
  section: quoted('7'),
  page: 3,
  quotation: null,
  span,
};

function commented<Each extends Statement>(each: Each): readonly Each[] {
  return [{ ...each, ...comment }];
}

// The first one behind the others of its kind.
function reordered(kind: Statement['kind']): TreeEdit {
  return (tree: SyntaxTree, at) => {
    const own = tree.statements.filter((each) => each.kind === kind);
    if (own.length < 2) return null;
    const turn = 1 + (at % (own.length - 1));
    const order = [...own.slice(turn), ...own.slice(0, turn)];
    return {
      ...tree,
      statements: tree.statements.map((each) => (each.kind === kind ? (order.shift() ?? each) : each)),
    };
  };
}

/** The text with other names for everything that it declares. */
export function calledOtherwise(text: string): string {
  const { tree } = parse(text);
  const declared = declarationsOf(tree);
  const spans = identifiersOf(tree)
    .filter(({ name }) => declared.has(name))
    .toSorted((one, other) => other.span.start - one.span.start);
  return spans.reduce(
    (told, { name, span: { start, end } }) => `${told.slice(0, start)}${name}_new${told.slice(end)}`,
    text,
  );
}
