/** The parents of every state, by identifier. A parent of which nothing is known counts as one without parents. */
export type HistoryGraph = ReadonlyMap<string, readonly string[]>;

/**
 * How one state stands to another.
 *
 * - `ahead`: it came of the other. - `behind`: the other came of it. - `apart`: neither did.
 */
export type Relation = 'same' | 'ahead' | 'behind' | 'apart';

/** How `mine` stands to `theirs`. */
export function relation(graph: HistoryGraph, mine: string, theirs: string): Relation {
  if (mine === theirs) return 'same';
  if (withAncestors(graph, [mine]).has(theirs)) return 'ahead';
  return withAncestors(graph, [theirs]).has(mine) ? 'behind' : 'apart';
}

/** The states given and everything that they came of. */
export function withAncestors(graph: HistoryGraph, states: Iterable<string>): ReadonlySet<string> {
  const found = new Set(states);
  // What is added while the set is gone through is gone through as well.
  for (const state of found) for (const parent of graph.get(state) ?? []) found.add(parent);
  return found;
}

/**
 * The nearest common ancestors of two states, a state counting as its own: those from which no other common one came.
 * In a criss-cross there are several, and there are none where the histories have nothing in common. In the order of their
 * identifiers.
 *
 * @param counts leaves out states that it refuses; their own ancestors take their place. It is asked of no more states than
 * needed, each once.
 */
export function commonAncestors(
  graph: HistoryGraph,
  one: string,
  other: string,
  counts: (state: string) => boolean = () => true,
): readonly string[] {
  return commonAncestorsOf(graph, [one], [other], counts);
}

/** The same of what comes of several states, and of what comes of others. */
export function commonAncestorsOf(
  graph: HistoryGraph,
  some: readonly string[],
  others: readonly string[],
  counts: (state: string) => boolean,
): readonly string[] {
  const behind = withAncestors(graph, others);
  const common = new Set([...withAncestors(graph, some)].filter((state) => behind.has(state)));
  const passed = new Set<string>();
  const nearest: string[] = [];
  for (const state of descendantsFirst(graph, common)) {
    const found = !passed.has(state) && counts(state);
    if (found) nearest.push(state);
    if (found || passed.has(state)) for (const parent of graph.get(state) ?? []) passed.add(parent);
  }
  return nearest.toSorted();
}

/** The most states that a state comes of when others are taken away: more people do not work on one project. */
const mostParents = 64;

/**
 * The graph of the states that are kept alone: the parents of each are the nearest kept ones that it came of, in the order of
 * the parents through which it did, and no more than 64 of them. What came of what stays as it was.
 */
export function rewired(graph: HistoryGraph, kept: ReadonlySet<string>): HistoryGraph {
  const order = descendantsFirst(graph, new Set(graph.keys())).toReversed();
  const result = new Map<string, readonly string[]>();
  const generations = new Map<string, number>();
  // For each state, whether it is kept or not, the nearest kept ones to it.
  const nearest = new Map<string, readonly string[]>();
  for (const state of order) {
    const parents = graph.get(state) ?? [];
    const reached = new Set(parents.flatMap((parent) => nearest.get(parent) ?? []));
    const apart = parents.length > 1 ? withoutPassed(result, generations, [...reached]) : [...reached];
    const closest = apart.slice(0, mostParents);
    if (kept.has(state)) {
      result.set(state, closest);
      generations.set(state, 1 + Math.max(0, ...closest.map((parent) => generations.get(parent) ?? 0)));
    }
    nearest.set(state, kept.has(state) ? [state] : closest);
  }
  return new Map([...graph.keys()].flatMap((state) => entryOf(result, state)));
}

function entryOf(graph: HistoryGraph, state: string): readonly (readonly [string, readonly string[]])[] {
  const parents = graph.get(state);
  return parents === undefined ? [] : [[state, parents]];
}

// The states from which none of the others came. What is older than all of them is not looked at.
function withoutPassed(
  graph: HistoryGraph,
  generations: ReadonlyMap<string, number>,
  states: readonly string[],
): readonly string[] {
  if (states.length < 2) return states;
  const oldest = Math.min(...states.map((state) => generations.get(state) ?? 0));
  const older = new Set(states.flatMap((state) => graph.get(state) ?? []));
  for (const state of older) {
    if ((generations.get(state) ?? 0) > oldest)
      for (const parent of graph.get(state) ?? []) older.add(parent);
  }
  return states.filter((state) => !older.has(state));
}

/**
 * Some of a graph's states, each before those that it came of. States that came of one another, which no history of this
 * program has, are left out.
 */
function descendantsFirst(graph: HistoryGraph, states: ReadonlySet<string>): readonly string[] {
  const waiting = new Map<string, number>([...states].map((state) => [state, 0]));
  const parentsOf = (state: string): readonly string[] =>
    (graph.get(state) ?? []).filter((parent) => states.has(parent));
  for (const state of states) {
    for (const parent of parentsOf(state)) waiting.set(parent, (waiting.get(parent) ?? 0) + 1);
  }
  const order = [...states].filter((state) => waiting.get(state) === 0);
  // What is added while the list is gone through is gone through as well.
  for (const state of order) {
    for (const parent of parentsOf(state)) {
      const left = (waiting.get(parent) ?? 0) - 1;
      waiting.set(parent, left);
      if (left === 0) order.push(parent);
    }
  }
  return order;
}

/** The identifiers of a graph, each after its ancestors. Parents that the graph does not have are left out. */
export function ancestorsFirst(graph: HistoryGraph): readonly string[] {
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
