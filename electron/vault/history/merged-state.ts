import { createHash } from 'node:crypto';
import { canonicalJson } from '#core/history/canonical.ts';
import type { ProjectContent } from '#core/history/state.ts';

/**
 * The identifier of the state that a merge leads to: whoever merges the same states with the same outcome makes the same
 * state, and has nothing to merge afterwards.
 */
export function mergedStateId(parents: readonly string[], { text, dossier }: ProjectContent): string {
  const content = {
    parents: parents.toSorted(),
    text: sha256(text),
    dossier: sha256(canonicalJson(dossier)),
  };
  return sha256(`segl merged state v1\n${canonicalJson(content)}`).slice(0, 32);
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
