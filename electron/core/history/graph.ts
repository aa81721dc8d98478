/** States by identifier, each with those that it came out of. */
export type StateGraph = ReadonlyMap<string, readonly string[]>;

/**
 * The graph of the kept states alone: each with its nearest kept ancestors, those among them left out that another one came
 * out of. One is an ancestor of another exactly where it was before.
 */
export function rewired(graph: StateGraph, kept: ReadonlySet<string>): StateGraph {
  const nearest = new Map<string, ReadonlySet<string>>();
  const alone = new Map<string, readonly string[]>();
  for (const id of ancestorsFirst(graph)) {
    const above = new Set((graph.get(id) ?? []).flatMap((parent) => [...(nearest.get(parent) ?? [])]));
    const isKept = kept.has(id);
    if (isKept) alone.set(id, withoutFurther([...above], alone));
    nearest.set(id, isKept ? new Set([id]) : above);
  }
  return alone;
}

/** The identifiers of a graph, each after its ancestors. Parents that the graph does not have are left out. */
export function ancestorsFirst(graph: StateGraph): readonly string[] {
  const done = new Set<string>();
  const order: string[] = [];
  for (const start of graph.keys()) {
    const open: (readonly [id: string, parentsDone: boolean])[] = [[start, false]];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const [id, parentsDone] = next;
      if (parentsDone) order.push(id);
      else if (!done.has(id)) {
        done.add(id);
        open.push([id, true]);
        for (const parent of graph.get(id) ?? []) {
          if (graph.has(parent) && !done.has(parent)) open.push([parent, false]);
        }
      }
    }
  }
  return order;
}

// One that another one came out of is an ancestor through that one already.
function withoutFurther(ids: readonly string[], graph: StateGraph): readonly string[] {
  if (ids.length < 2) return ids;
  return ids.filter((id) => !ids.some((other) => other !== id && isAncestor(graph, id, other)));
}

function isAncestor(graph: StateGraph, ancestor: string, of: string): boolean {
  const seen = new Set<string>();
  const open = [of];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === ancestor) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...(graph.get(id) ?? []));
  }
  return false;
}
