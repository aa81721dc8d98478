import type { OpenedProject } from '#contract/channels.ts';
import type { CallFailure } from '#contract/failures.ts';
import type { ActiveAnalysis } from '#core/metrics/active-metrics.ts';
import { activeAnalysis, answeredModel } from '#renderer/shared/active-analysis.ts';
import { DossierDraft } from '#renderer/shared/dossier.svelte.ts';
import { Draft } from '#renderer/shared/draft.svelte.ts';
import { Verification, type Answered } from '#renderer/shared/verification.svelte.ts';

/** The project on the screen: its text, what is stated beside it, and what is known of an active adversary. */
export class OpenProject {
  readonly draft: Draft;
  readonly dossier: DossierDraft;
  readonly verification = new Verification();
  /** Whether the answers are about another text than the one on the screen. */
  readonly outdated = $derived.by(
    () => this.verification.text !== null && this.verification.text !== this.draft.live.text,
  );
  /** The answers that are about the text on the screen. */
  readonly answers = $derived.by<readonly Answered[]>(() => (this.outdated ? [] : this.verification.answers));
  readonly #answeredModel = $derived.by(() => answeredModel(this.verification));
  /** What is known of an active adversary, about this text or an earlier one; null where nothing was asked. */
  readonly analysis = $derived.by<ActiveAnalysis | null>(() =>
    activeAnalysis(this.verification, this.#answeredModel, this.outdated),
  );

  constructor(opened: OpenedProject) {
    this.draft = new Draft(opened.text);
    this.dossier = new DossierDraft(opened.dossier);
  }

  /** Whether the project holds everything that is on the screen. */
  get saved(): boolean {
    return this.draft.saved && this.dossier.saved;
  }

  /** Why something on the screen could not be saved, or null. */
  get problem(): CallFailure | null {
    return this.draft.problem ?? this.dossier.problem;
  }

  /** Saves everything now; the answer tells whether the project holds it. */
  async save(): Promise<boolean> {
    const saved = await Promise.all([this.draft.save(), this.dossier.save()]);
    return saved.every((each) => each);
  }

  /** Hands everything that is not saved to the main process without waiting: the page is about to go. */
  leave(): void {
    this.draft.leave();
    this.dossier.leave();
  }

  /** Stops what is waiting for a pause. */
  stop(): void {
    this.draft.stop();
    this.dossier.stop();
  }
}
