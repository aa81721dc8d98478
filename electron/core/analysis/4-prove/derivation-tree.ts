import type { Clause, Rule } from './clause.ts';

/**
 * A derivation as a tree of rules. A child is null where nothing has to be derived: the adversary takes any
 * value, an event is only noted, or the same fact is derived elsewhere in the tree.
 */
export type Derivation = RuleNode | TupleNode;

export interface RuleNode {
  readonly kind: 'rule';
  readonly rule: Rule;
  /** Which part of the rule's conclusion is used. */
  path: readonly number[];
  readonly children: (Derivation | null)[];
}

/** The parts of a tuple derived one by one. */
export interface TupleNode {
  readonly kind: 'tuple';
  readonly children: Map<number, Derivation | null>;
}

interface Hole {
  readonly fill: (node: Derivation) => void;
  /** The tuple that stands in the hole, if its parts are derived one by one. */
  readonly tuple: () => TupleNode;
}

/**
 * Unfolds a clause's history into the tree of rules that it was resolved from; null when that would have more
 * nodes than `maximalSize`.
 */
export function derivationOf(clause: Clause, maximalSize: number): RuleNode | null {
  return sizeOf(clause, maximalSize, new Map()) > maximalSize ? null : unfold(clause).root;
}

// A clause stands in the tree as often as it was used.
function sizeOf(clause: Clause, maximum: number, known: Map<Clause, number>): number {
  const { history } = clause;
  if (history.kind === 'rule') return 1;
  const before = known.get(clause);
  if (before !== undefined) return before;
  const provider = sizeOf(history.provider, maximum, known);
  const size = provider > maximum ? provider : provider + sizeOf(history.consumer, maximum, known);
  known.set(clause, size);
  return size;
}

function unfold(clause: Clause): { readonly root: RuleNode; readonly holes: readonly Hole[] } {
  const { history } = clause;
  let root: RuleNode;
  let raw: readonly Hole[];
  if (history.kind === 'rule') {
    const children: (Derivation | null)[] = history.rule.hypotheses.map(() => null);
    root = { kind: 'rule', rule: history.rule, path: history.path, children };
    raw = children.map((_, index) =>
      holeAt((node) => {
        children[index] = node;
      }),
    );
  } else {
    const provider = unfold(history.provider);
    const consumer = unfold(history.consumer);
    consumer.holes[history.hypothesis]?.fill(provider.root);
    root = consumer.root;
    root.path = [...root.path, ...history.path];
    raw = [...provider.holes, ...consumer.holes.filter((_, index) => index !== history.hypothesis)];
  }
  const holes = history.sources.map(({ index, path }) => {
    const hole = raw[index];
    if (hole === undefined) throw new RangeError('a source names a hypothesis');
    return path.reduce((outer, part) => partOf(outer, part), hole);
  });
  return { root, holes };
}

function holeAt(fill: (node: Derivation) => void): Hole {
  let tuple: TupleNode | null = null;
  return {
    fill,
    tuple: () => {
      if (tuple === null) {
        tuple = { kind: 'tuple', children: new Map() };
        fill(tuple);
      }
      return tuple;
    },
  };
}

const parts = new WeakMap<TupleNode, Map<number, Hole>>();

function partOf(outer: Hole, part: number): Hole {
  const node = outer.tuple();
  const known = parts.get(node) ?? new Map<number, Hole>();
  parts.set(node, known);
  const hole = known.get(part) ?? holeAt((inner) => node.children.set(part, inner));
  known.set(part, hole);
  return hole;
}
