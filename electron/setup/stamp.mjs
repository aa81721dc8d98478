// Stamps: what was built last, so that nothing is built twice.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inCheckout } from './paths.mjs';

/** A hash over the contents and names of files and folders, given by their paths in the checkout. */
export function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) addToHash(hash, path);
  return hash.digest('hex');
}

/** True when the stamp in `path` says `hash`. */
export function isStamped(path, hash) {
  try {
    return readFileSync(path, 'utf8') === hash;
  } catch {
    return false;
  }
}

/** Writes a stamp: the last step of a build, so that an interrupted one is done again. */
export function writeStamp(path, hash) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, hash);
}

function addToHash(hash, path) {
  const place = inCheckout(path);
  const status = statSync(place, { throwIfNoEntry: false });
  if (status === undefined) return;
  if (status.isDirectory()) {
    for (const name of readdirSync(place).sort()) addToHash(hash, join(path, name));
    return;
  }
  hash.update(`${path}\0${status.size}\0`).update(readFileSync(place));
}
