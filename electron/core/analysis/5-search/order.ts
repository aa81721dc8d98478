/** A node of a run in a semibundle, by their numbers. */
export interface NodePosition {
  readonly run: number;
  readonly node: number;
}

/** The end of time, after every node: where a secret must be had at last. */
export const endOfTime: NodePosition = { run: -1, node: 0 };

/**
 * Which node happens before which: a strict partial order, from the order of every run's own nodes and what was
 * added to it. Immutable.
 */
export class Order {
  static readonly empty = new Order([]);
  readonly #edges: readonly (readonly [NodePosition, NodePosition])[];

  private constructor(edges: readonly (readonly [NodePosition, NodePosition])[]) {
    this.#edges = edges;
  }

  /** True when one place is the other or comes before it, in every way to put the nodes in a row. */
  reaches(one: NodePosition, other: NodePosition): boolean {
    if (isUpTo(one, other) || other === endOfTime) return true;
    if (one === endOfTime) return false;
    // The latest node of each run that is known to come before.
    const latest = new Map<number, number>([[other.run, other.node]]);
    const open: NodePosition[] = [other];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      for (const [before, after] of this.#edges) {
        if (!isUpTo(after, place)) continue;
        const known = latest.get(before.run);
        if (known !== undefined && known >= before.node) continue;
        if (isUpTo(one, before)) return true;
        latest.set(before.run, before.node);
        open.push(before);
      }
    }
    return false;
  }

  /** True when one place comes before the other, and is not the same. */
  precedes(one: NodePosition, other: NodePosition): boolean {
    return !(one.run === other.run && one.node === other.node) && this.reaches(one, other);
  }

  /** The order in which one place comes before the other as well; null where that is impossible. */
  with(before: NodePosition, after: NodePosition): Order | null {
    if (after === endOfTime || this.precedes(before, after)) return this;
    if (this.reaches(after, before)) return null;
    return new Order([...this.#edges, [before, after]]);
  }

  /** The places that must come immediately before one, those of its own run apart. */
  before(place: NodePosition): readonly NodePosition[] {
    return this.#edges.flatMap(([before, after]) =>
      after.run === place.run && after.node === place.node ? [before] : [],
    );
  }
}

// Within one run.
function isUpTo(one: NodePosition, other: NodePosition): boolean {
  return one.run === other.run && one.node <= other.node;
}
