import type { Model } from './model.ts';

/** Whom the requirement table permits to have an element; undefined where it says nothing of it. */
export function permittedHolders(
  { ticks }: Pick<Model, 'ticks'>,
  element: string | null,
): readonly string[] | undefined {
  return ticks.find((tick) => tick.property === 'confidentiality' && tick.element === element)?.entities;
}
