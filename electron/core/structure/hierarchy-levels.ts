import { largest } from '#core/largest.ts';
import { cyclesOf, type KeyDependency } from './cycles.ts';

/**
 * The level of each key: one more than the highest level of the keys over it, 1 where there are none. Keys that
 * reach each other are one circle and share a level.
 */
export function hierarchyLevels(
  keys: readonly string[],
  edges: readonly KeyDependency[],
): ReadonlyMap<string, number> {
  const circle = cyclesOf(keys, edges);
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
  // A chain of keys may be longer than calls can be nested: what is over a key is seen to before it.
  const level = (key: string): number => {
    const open = [key];
    for (let each = open.at(-1); each !== undefined; each = open.at(-1)) {
      const above = [...(over.get(each) ?? [])];
      const unknown = above.filter((upper) => !levels.has(upper));
      if (unknown.length > 0) open.push(...unknown.slice(0, 1));
      else {
        levels.set(each, 1 + largest(above.map((upper) => levels.get(upper) ?? 0)));
        open.pop();
      }
    }
    return levels.get(key) ?? 1;
  };
  return new Map(keys.map((key) => [key, level(circle.get(key) ?? key)]));
}
