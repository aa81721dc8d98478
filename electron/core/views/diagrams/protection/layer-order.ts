/** A place in a layered drawing: a box, or a point that a line passes a row at. */
export interface LayeredNode {
  readonly key: string;
  readonly isBox: boolean;
}

/** Something that leads from one box to another. */
export interface LayeredEdge {
  readonly from: string;
  readonly to: string;
}

/** Rows from top to bottom, each in the order from left to right; `paths` has the nodes of each edge, from top to bottom. */
export interface Layers {
  readonly rows: readonly (readonly LayeredNode[])[];
  readonly paths: readonly (readonly string[])[];
}

/** Sweeps that straighten the lines, the best of which counts. More change little. */
const sweeps = 12;

/**
 * Orders layers so that lines cross little (Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical
 * system structures", 1981): a line that passes rows gets a point in each, and every row in turn is ordered by the mean
 * place of what its nodes are joined to in the row before. Of the orders that sweeps down and up give, the first with
 * the fewest crossings is taken.
 */
export function orderLayers(rows: readonly (readonly string[])[], edges: readonly LayeredEdge[]): Layers {
  const rowOf = new Map(rows.flatMap((row, index) => row.map((key) => [key, index] as const)));
  const nodes: LayeredNode[][] = rows.map((row) => row.map((key) => ({ key, isBox: true })));
  const paths = edges.map(({ from, to }, index) => {
    const [first, last] = [rowOf.get(from) ?? 0, rowOf.get(to) ?? 0];
    const [top, bottom] = first <= last ? [from, to] : [to, from];
    const points = Array.from({ length: Math.max(0, Math.abs(last - first) - 1) }, (_, step) => {
      const key = `${index} ${step}`;
      nodes[Math.min(first, last) + step + 1]?.push({ key, isBox: false });
      return key;
    });
    return [top, ...points, bottom];
  });
  return { rows: order(nodes, paths), paths };
}

function order(
  nodes: readonly (readonly LayeredNode[])[],
  paths: readonly (readonly string[])[],
): readonly (readonly LayeredNode[])[] {
  const above = new Map<string, string[]>();
  const below = new Map<string, string[]>();
  for (const path of paths) {
    for (const [index, key] of path.entries()) {
      const next = path[index + 1];
      if (next === undefined) continue;
      above.set(next, [...(above.get(next) ?? []), key]);
      below.set(key, [...(below.get(key) ?? []), next]);
    }
  }
  let ordered = nodes;
  let best = { rows: nodes, crossings: crossingsOf(nodes, below) };
  for (let sweep = 0; sweep < sweeps && best.crossings > 0; sweep += 1) {
    const down = sweep % 2 === 0;
    const next = [...ordered];
    const indices = down ? ordered.keys() : [...ordered.keys()].toReversed();
    for (const index of indices) {
      const row = next[index] ?? [];
      const other = next[down ? index - 1 : index + 1];
      if (other === undefined) continue;
      const place = new Map(other.map(({ key }, at) => [key, (at + 0.5) / other.length]));
      next[index] = byMean(row, down ? above : below, place);
    }
    ordered = next;
    const crossings = crossingsOf(ordered, below);
    if (crossings < best.crossings) best = { rows: ordered, crossings };
  }
  return best.rows;
}

/** The number of pairs of lines between neighbouring rows that cross. */
function crossingsOf(
  rows: readonly (readonly LayeredNode[])[],
  below: ReadonlyMap<string, readonly string[]>,
): number {
  let count = 0;
  for (const [index, row] of rows.entries()) {
    const place = new Map((rows[index + 1] ?? []).map(({ key }, at) => [key, at]));
    const ends = row.map(({ key }) => (below.get(key) ?? []).flatMap((lower) => place.get(lower) ?? []));
    for (const [at, left] of ends.entries()) {
      for (const right of ends.slice(at + 1).flat()) count += left.filter((end) => end > right).length;
    }
  }
  return count;
}

// What is joined to nothing stays about where it is.
function byMean(
  row: readonly LayeredNode[],
  joined: ReadonlyMap<string, readonly string[]>,
  place: ReadonlyMap<string, number>,
): readonly LayeredNode[] {
  const weighed = row.map((node, at) => {
    const places = (joined.get(node.key) ?? []).flatMap((key) => place.get(key) ?? []);
    const mean = places.reduce((sum, each) => sum + each, 0) / places.length;
    return { node, weight: places.length === 0 ? (at + 0.5) / row.length : mean };
  });
  return weighed.toSorted((left, right) => left.weight - right.weight).map(({ node }) => node);
}
