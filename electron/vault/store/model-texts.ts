import { engineVersion, type AnalysisRecord } from '#core/analysis/record/record.ts';
import { success, type Result } from '#core/result.ts';
import type { VaultFailure } from '#vault/files/failure.ts';
import type { Revision } from '#vault/repositories/revisions.ts';
import type { Change } from '#vault/store/change.ts';
import type { Store } from '#vault/store/store.ts';

/** The text of a project's model: every state of it, each with the analysis of its honest run. */
export class ModelTexts {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The newest revision. */
  latest(): Revision {
    const latest = this.#store.content.revisions.latest();
    if (latest === null) throw new Error('a vault has at least one revision');
    return latest;
  }

  /** The revision of this number; null where there is none. */
  revision(sequence: number): Revision | null {
    return this.#store.content.revisions.get(sequence);
  }

  /** Every text that a state has, the oldest first. */
  all(): readonly Revision[] {
    return this.#store.content.revisions.all();
  }

  /** Saves the text as a revision; an unchanged text gives the revision there is, also where nothing can be written. */
  save(text: string): Result<Revision, VaultFailure> {
    const latest = this.latest();
    if (latest.text === text) return success(latest);
    return this.#store.change((change) => keepText(change, text));
  }

  /** Saves the text as {@link save} does, together with its analysis, in one change. */
  saveAnalysed(text: string, record: AnalysisRecord): Result<Revision, VaultFailure> {
    const latest = this.latest();
    if (latest.text === text && this.#isAnalysed(latest.sequence, record)) return success(latest);
    return this.#store.change((change) => {
      const revision = keepText(change, text);
      change.content.analyses.put(revision.sequence, record, change.now);
      return revision;
    });
  }

  /** Keeps the analysis of a revision; one of the same engine that is there already stays. */
  keepAnalysis(revision: number, record: AnalysisRecord): Result<null, VaultFailure> {
    if (this.#isAnalysed(revision, record)) return success(null);
    return this.#store.change(({ content, now }) => {
      content.analyses.put(revision, record, now);
      return null;
    });
  }

  /** The analysis of a revision by this version of the engine, or null. */
  analysis(revision: number): AnalysisRecord | null {
    return this.#store.content.analyses.get(revision);
  }

  // A record is a function of text and engine: the one there is can be no other.
  #isAnalysed(revision: number, record: AnalysisRecord): boolean {
    return record.engineVersion === engineVersion && this.analysis(revision) !== null;
  }
}

/** Keeps a text as part of a change. */
export function keepText({ content, now, say }: Change, text: string): Revision {
  const revision = content.revisions.put(text, now);
  say({ text: revision.sequence });
  return revision;
}
