import { isSameValue } from '#core/history/canonical.ts';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { commonAncestorsOf, type HistoryGraph } from '#core/history/graph.ts';
import type { ProjectContent } from '#core/history/state.ts';
import { virtualBase, type MergeBase } from './merge-contents.ts';

/** How many times common states are looked for that common states have; beyond, what they do not have alike is contested. */
const deepest = 8;

/**
 * How many merges the base of a merge may take. People who merge each day need one or two; a history that was made up so that
 * nobody could ever merge it needs any number.
 */
const mostMerges = 64;

/** What is known of the states of a project. */
export interface HeldHistory {
  readonly graph: HistoryGraph;
  /** The content of a state; null where it is not held. */
  readonly contentOf: (state: string) => ProjectContent | null;
}

/** A base, and the states that it was made of. */
export interface FoundBase {
  readonly base: MergeBase;
  /** The nearest common states that are held; none where nothing is known to be common. */
  readonly states: readonly string[];
}

/**
 * What two states went on from: their nearest common ancestor that is held. Several, of which none came from another, are merged
 * with each other, on a base that is found in the same way; where they contradict each other, the base is contested. Where there
 * is none, everything is.
 */
export function mergeBase(history: HeldHistory, mine: string, theirs: string): FoundBase {
  return new BaseSearch(history).find([mine], theirs, 0);
}

class BaseSearch {
  readonly #history: HeldHistory;
  readonly #contents = new Map<string, ProjectContent | null>();
  readonly #found = new Map<string, FoundBase>();
  #merges = 0;

  constructor(history: HeldHistory) {
    this.#history = history;
  }

  /** The base of a state and of another one, or of what comes of merging several others. */
  find(mine: readonly string[], theirs: string, depth: number): FoundBase {
    const key = JSON.stringify([mine, theirs]);
    const known = this.#found.get(key);
    if (known !== undefined) return known;
    const states = commonAncestorsOf(
      this.#history.graph,
      mine,
      [theirs],
      (state) => this.#content(state) !== null,
    );
    const found = { base: this.#merged(states, depth), states };
    this.#found.set(key, found);
    return found;
  }

  #merged([first, ...others]: readonly string[], depth: number): MergeBase {
    const content = first === undefined ? null : this.#content(first);
    if (first === undefined || content === null) return nothingKnown;
    let merged: MergeBase = content;
    const past = [first];
    for (const state of others) {
      const other = this.#content(state);
      if (other !== null && !isSame(merged, other)) {
        const isFar = depth >= deepest || this.#merges >= mostMerges;
        const base = isFar ? nothingKnown : this.find(past, state, depth + 1).base;
        if (this.#merges >= mostMerges) return nothingKnown;
        this.#merges += 1;
        merged = virtualBase(base, merged, other);
      }
      past.push(state);
    }
    return merged;
  }

  #content(state: string): ProjectContent | null {
    const known = this.#contents.get(state);
    if (known !== undefined) return known;
    const content = this.#history.contentOf(state);
    this.#contents.set(state, content);
    return content;
  }
}

const nothingKnown: MergeBase = { text: '', dossier: emptyDossier, contested: 'everything' };

function isSame(one: ProjectContent, other: ProjectContent): boolean {
  return one.text === other.text && isSameValue(one.dossier, other.dossier);
}
