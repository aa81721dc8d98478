import type { HonestExecution } from '#core/analysis/1-execute/execute.ts';
import type { Element, Model } from '#core/language/model.ts';
import { allSubterms, reachableFrom, type Term } from '#core/terms/term.ts';

/**
 * The elements that somebody learns who has these ones: everything that a message carries under one of them, or under a
 * key that is carried under one, and so on; what is derived from one stands for it. Counters, timestamps and constants
 * are nobody's secret and are left out, as are the elements themselves.
 */
export function elementsProtectedBy(
  names: readonly string[],
  { elements }: Pick<Model, 'elements'>,
  run: HonestExecution,
): readonly string[] {
  const own = new Map(elements.flatMap((each) => (hasOwnValue(each) ? [[each.name, each] as const] : [])));
  const namesIn = (term: Term): readonly string[] =>
    [...allSubterms(term)].flatMap((part) => {
      if (part.kind === 'atom') return own.has(part.name) ? [part.name] : [];
      return part.kind === 'key-half' ? [part.pair] : [];
    });
  // The key of what is protected once more does not travel with it.
  const namesCarried = (term: Term): readonly string[] => {
    const carried = reachableFrom(term, (each) => {
      if (each.kind === 'tuple') return each.parts;
      return each.kind === 'apply' ? [each.content] : [];
    });
    return [...carried].flatMap((each) =>
      each.kind === 'tuple' || each.kind === 'apply' ? [] : namesIn(each),
    );
  };
  const protections = run.deliveries.flatMap(({ content }) =>
    [...allSubterms(content)].flatMap((term) =>
      term.kind === 'apply' && term.key !== null
        ? [{ keys: namesIn(term.key), carried: namesCarried(term.content) }]
        : [],
    ),
  );
  const reached = new Set(names);
  for (let before = -1; before !== reached.size;) {
    before = reached.size;
    for (const { keys, carried } of protections) {
      if (keys.some((key) => reached.has(key))) for (const name of carried) reached.add(name);
    }
  }
  return elements.map(({ name }) => name).filter((name) => reached.has(name) && !names.includes(name));
}

/** True if an element has a value of its own that somebody could lose. */
export function hasOwnValue({ kind }: Element): boolean {
  return kind !== 'constant' && kind !== 'counter' && kind !== 'timestamp';
}
