/** The least and the most time between a change and the sealing after it, in milliseconds. */
const bounds = { least: 3_000, most: 120_000 } as const;

/** How much longer than a sealing the pause before it is at least. */
const calm = 50;

/**
 * How long after a change the project's file is brought up to date, in milliseconds, when the last time took so long.
 * Sealing writes the whole file, and nothing else happens meanwhile: with large documents in it that is felt, so that
 * it must not happen after every word. The working copy has every change at once, whatever this says.
 */
export function sealDelay(tookMilliseconds: number): number {
  return Math.min(bounds.most, Math.max(bounds.least, calm * tookMilliseconds));
}
