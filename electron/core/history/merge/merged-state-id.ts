import { canonicalJson } from '#core/history/canonical.ts';
import type { ProjectContent } from '#core/history/state.ts';

/** The SHA-256 of a text in UTF-8, lower-case hexadecimal. */
export type Sha256 = (text: string) => string;

/**
 * The identifier of the state that a merge makes, which follows from what was merged and what came of it: whoever merges the
 * same states with the same outcome makes the same state. 32 lower-case hexadecimal digits.
 */
export function mergedStateId(parents: readonly string[], content: ProjectContent, sha256: Sha256): string {
  const merged = {
    parents: parents.toSorted(),
    text: sha256(content.text),
    dossier: sha256(canonicalJson(content.dossier)),
  };
  return sha256(`segl merged state v1\n${canonicalJson(merged)}`).slice(0, 32);
}
