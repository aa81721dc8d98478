interface Order {
  readonly upper: string;
  readonly lower: string;
}

/**
 * The level of each key: one more than the highest level of the keys over it, 1 where there are none. Keys that
 * reach each other are one circle and share a level.
 */
export function hierarchyLevels(
  keys: readonly string[],
  edges: readonly Order[],
): ReadonlyMap<string, number> {
  const circle = circles(keys, edges);
  const over = new Map<string, Set<string>>();
  for (const { upper, lower } of edges) {
    const above = circle.get(upper);
    const below = circle.get(lower);
    if (above === undefined || below === undefined || above === below) continue;
    const known = over.get(below);
    if (known === undefined) over.set(below, new Set([above]));
    else known.add(above);
  }
  const levels = new Map<string, number>();
  const level = (each: string): number => {
    const known = levels.get(each);
    if (known !== undefined) return known;
    const found = 1 + Math.max(0, ...[...(over.get(each) ?? [])].map(level));
    levels.set(each, found);
    return found;
  };
  return new Map(keys.map((key) => [key, level(circle.get(key) ?? key)]));
}

// Names each circle after the first of its keys.
function circles(keys: readonly string[], edges: readonly Order[]): ReadonlyMap<string, string> {
  const under = new Map<string, string[]>(keys.map((key) => [key, []]));
  for (const { upper, lower } of edges) under.get(upper)?.push(lower);
  const reach = new Map(keys.map((key) => [key, reachable(under, key)]));
  const circle = new Map<string, string>();
  for (const key of keys) {
    if (circle.has(key)) continue;
    circle.set(key, key);
    for (const other of reach.get(key) ?? []) if (reach.get(other)?.has(key) === true) circle.set(other, key);
  }
  return circle;
}

function reachable(under: ReadonlyMap<string, readonly string[]>, start: string): ReadonlySet<string> {
  const found = new Set<string>();
  const queue = [start];
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    for (const lower of under.get(key) ?? []) {
      if (found.has(lower)) continue;
      found.add(lower);
      queue.push(lower);
    }
  }
  return found;
}
