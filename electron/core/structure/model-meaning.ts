import type { Model } from '#core/language/model.ts';

/**
 * Parts of a model that change nothing of what it means: places in the text, labels, citations, and which requirement a
 * statement makes precise. Everything else counts, so that a new part of the language counts until it is listed here.
 */
const meaningless: ReadonlySet<string> = new Set(['span', 'label', 'sources', 'refines', 'requirements']);

// Models never change, so that the meaning of one is written out once.
const written = new WeakMap<Model, string>();

/**
 * The meaning of a model: equal for two models exactly when they say the same in the same order, whatever comments,
 * labels, citations, layout and requirements in words they have. Verdicts on one are verdicts on the other.
 */
export function meaningOf(model: Model): string {
  const known = written.get(model);
  if (known !== undefined) return known;
  const meaning = JSON.stringify(model, (key, value: unknown) => (meaningless.has(key) ? undefined : value));
  written.set(model, meaning);
  return meaning;
}
