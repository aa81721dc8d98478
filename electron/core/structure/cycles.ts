/** One key over another. */
export interface KeyDependency {
  readonly upper: string;
  readonly lower: string;
}

/**
 * The circle of each key, named after the first of its keys; a key that is in none is one by itself. In time by the number
 * of keys and edges (R. Tarjan, "Depth-first search and linear graph algorithms", 1972), and without calls within
 * calls: a chain of keys may be longer than those can be nested.
 */
export function cyclesOf(
  keys: readonly string[],
  edges: readonly KeyDependency[],
): ReadonlyMap<string, string> {
  const under = new Map<string, string[]>(keys.map((key) => [key, []]));
  for (const { upper, lower } of edges) if (under.has(lower)) under.get(upper)?.push(lower);
  const search = new CircleSearch(under);
  for (const key of keys) search.visit(key);
  const first = new Map<number, string>();
  const found = new Map<string, string>();
  for (const key of keys) {
    const circle = search.circleOf(key);
    const name = first.get(circle) ?? key;
    first.set(circle, name);
    found.set(key, name);
  }
  return found;
}

class CircleSearch {
  readonly #under: ReadonlyMap<string, readonly string[]>;
  /** In which order keys were come to. */
  readonly #order = new Map<string, number>();
  /** The earliest key that is come back to from a key. */
  readonly #earliest = new Map<string, number>();
  readonly #circles = new Map<string, number>();
  readonly #open: string[] = [];
  #count = 0;

  constructor(under: ReadonlyMap<string, readonly string[]>) {
    this.#under = under;
  }

  circleOf(key: string): number {
    return this.#circles.get(key) ?? -1;
  }

  visit(start: string): void {
    if (this.#order.has(start)) return;
    const path = [this.#enter(start)];
    for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
      const lower = this.#under.get(at.key)?.[at.next];
      at.next += 1;
      if (lower === undefined) {
        path.pop();
        this.#leave(at.key, path.at(-1)?.key);
      } else if (!this.#order.has(lower)) path.push(this.#enter(lower));
      else if (!this.#circles.has(lower)) this.#comesBack(at.key, this.#order.get(lower));
    }
  }

  #enter(key: string): { readonly key: string; next: number } {
    this.#earliest.set(key, this.#order.size);
    this.#order.set(key, this.#order.size);
    this.#open.push(key);
    return { key, next: 0 };
  }

  #leave(key: string, above: string | undefined): void {
    if (above !== undefined) this.#comesBack(above, this.#earliest.get(key));
    if (this.#earliest.get(key) !== this.#order.get(key)) return;
    for (let member = this.#open.pop(); member !== undefined; member = this.#open.pop()) {
      this.#circles.set(member, this.#count);
      if (member === key) break;
    }
    this.#count += 1;
  }

  #comesBack(key: string, to = Infinity): void {
    this.#earliest.set(key, Math.min(this.#earliest.get(key) ?? Infinity, to));
  }
}
