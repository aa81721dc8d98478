import type { AnalysisRecord } from '#core/analysis/record/record.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { Analyser, AnalysisFailure } from '#project/analyser.ts';
import type { VaultFailure } from '#vault/files/failure.ts';
import type { Revision } from '#vault/repositories/revisions.ts';
import type { Vault } from '#vault/vault.ts';

/**
 * How long a text waits for its analysis, to be saved together with it, in milliseconds. Then it is saved alone: what was
 * typed is to be durable within two seconds, of which the window has used up most.
 */
const longestWait = 500;

type AnalysisOutcome = Result<AnalysisRecord, AnalysisFailure | VaultFailure>;

/** A text that was saved: the number of its revision, and its analysis; null where that is still under way. */
export interface SavedText {
  readonly revision: number;
  readonly analysis: AnalysisOutcome | null;
}

/** A text that was handed over, until it is saved. */
interface HandedOver {
  readonly text: string;
  saved: Result<Revision, VaultFailure> | null;
}

/** Saves the texts of an open project in the order in which they are handed over, each in one change with its analysis. */
export class TextSaving {
  readonly #vault: Vault;
  #waiting: HandedOver | null = null;
  #underWay: { readonly revision: number; readonly kept: Promise<AnalysisOutcome> } | null = null;

  constructor(vault: Vault) {
    this.#vault = vault;
  }

  /** Saves a text as a revision at once; an unchanged text gives the revision there is. */
  save(text: string): Result<Revision, VaultFailure> {
    this.flush();
    return this.#vault.texts.save(text);
  }

  /** Saves the text that waits for its analysis, if there is one, without it. */
  flush(): void {
    const handedOver = this.#waiting;
    this.#waiting = null;
    if (handedOver !== null) handedOver.saved = this.#vault.texts.save(handedOver.text);
  }

  /**
   * Analyses a text and saves it with its record, in one change. Where the analysis takes long, the text is saved before,
   * and {@link analysis} waits for the record. A failure is one of the saving: a text without a record is saved as well.
   */
  async saveAnalysed(text: string, analyser: Analyser): Promise<Result<SavedText, VaultFailure>> {
    this.flush();
    const handedOver: HandedOver = { text, saved: null };
    this.#waiting = handedOver;
    const analysing = analyser.analyse(text);
    const analysis = await within(analysing, longestWait);
    const saved = handedOver.saved ?? this.#saveNow(text, analysis);
    if (this.#waiting === handedOver) this.#waiting = null;
    if (!saved.ok) return saved;
    const revision = saved.value.sequence;
    if (analysis === null) this.#keepLater(revision, analysing);
    // Saved alone, because something else was done with the project meanwhile.
    const isKept = analysis === null || handedOver.saved === null;
    return success({ revision, analysis: isKept ? analysis : this.#keep(revision, analysis) });
  }

  /** Waits for the analysis of the revision that was last under way; `analysis-cancelled` for any other. */
  async analysis(revision: number): Promise<AnalysisOutcome> {
    const underWay = this.#underWay;
    if (underWay?.revision !== revision) return failure({ code: 'analysis-cancelled' });
    return await underWay.kept;
  }

  #saveNow(text: string, analysis: AnalysisOutcome | null): Result<Revision, VaultFailure> {
    const { texts, readOnly } = this.#vault;
    // Where nothing can be written, the answer is given all the same.
    return analysis?.ok === true && !readOnly ? texts.saveAnalysed(text, analysis.value) : texts.save(text);
  }

  #keepLater(revision: number, analysing: Promise<AnalysisOutcome>): void {
    const kept = analysing.then((analysis) => this.#keep(revision, analysis));
    this.#underWay = { revision, kept };
  }

  #keep(revision: number, analysis: AnalysisOutcome): AnalysisOutcome {
    if (!analysis.ok || this.#vault.readOnly) return analysis;
    if (this.#vault.isClosed) return failure({ code: 'analysis-cancelled' });
    const kept = this.#vault.texts.keepAnalysis(revision, analysis.value);
    return kept.ok ? analysis : kept;
  }
}

/** The outcome of work, or null where it takes longer than this, in milliseconds. */
function within<Outcome>(work: Promise<Outcome>, milliseconds: number): Promise<Outcome | null> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds, null);
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}
