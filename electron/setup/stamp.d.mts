/** A hash over the contents and names of files and folders, given by their paths in the checkout. */
export function hashOf(paths: readonly string[]): string;

/** True when the stamp in `path` says `hash`. */
export function isStamped(path: string, hash: string): boolean;

/** Writes a stamp. */
export function writeStamp(path: string, hash: string): void;
