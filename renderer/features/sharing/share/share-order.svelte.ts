import { untrack } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';
import type { PreparedShare, ShareRequest } from '#contract/exchange-calls.ts';
import type { CallFailure } from '#contract/failures.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import { allAnswered, kindsOf } from '#renderer/features/sharing/contents/warning-answers.ts';
import { call } from '#renderer/shared/session.svelte.ts';

type Choices = Omit<ShareRequest, 'recipients'>;

/** A sealed file as it is being ordered: for whom, what goes in, and the file once it was put together. */
export class ShareOrder {
  /** The fingerprints of those who will be able to open it. */
  readonly recipients = new SvelteSet<string>();
  choices = $state.raw<Choices>({
    purpose: '',
    history: 'none',
    documents: false,
    verdicts: true,
    encryption: 'hybrid',
  });
  // What the project held when it was put together.
  #of: { readonly text: string; readonly dossier: Dossier } | null = null;
  /** What was put together of exactly these choices; null before that. */
  prepared = $state.raw<PreparedShare | null>(null);
  /** The keys of the warnings that were answered. */
  readonly answered = new SvelteSet<string>();
  problem = $state.raw<CallFailure | null>(null);
  /** The name of the file that was written last, or null. */
  written = $state<string | null>(null);
  busy = $state(false);
  readonly canWrite = $derived(
    this.prepared !== null && !this.busy && allAnswered(this.prepared.warnings, this.answered),
  );

  /** Changes what is ordered: what was put together is no longer that. */
  change(changed: Partial<Choices>): void {
    this.choices = { ...this.choices, ...changed };
    this.discard();
  }

  /** Adds or takes away somebody. */
  address(fingerprint: string, on: boolean): void {
    if (on) this.recipients.add(fingerprint);
    else this.recipients.delete(fingerprint);
    this.discard();
  }

  /** Forgets what was put together where the project holds something else by now. */
  keepFor(text: string, dossier: Dossier): void {
    if (text !== this.#of?.text || dossier !== this.#of.dossier)
      untrack(() => {
        this.discard();
      });
  }

  /** Puts the file together of what the project holds now. Nothing leaves the application by that. */
  async prepare(text: string, dossier: Dossier): Promise<void> {
    this.discard();
    this.#of = { text, dossier };
    this.busy = true;
    const done = await call('share.prepare', { ...this.choices, recipients: [...this.recipients] });
    this.busy = false;
    if (done.ok) this.prepared = done.value;
    else this.problem = done.error;
  }

  /** Asks where to put it, and writes it. */
  async write(): Promise<void> {
    if (this.prepared === null) return;
    const { sha256, warnings } = this.prepared;
    this.busy = true;
    const done = await call('share.write', { sha256, answered: kindsOf(warnings) });
    this.busy = false;
    if (!done.ok) this.problem = done.error;
    else if (done.value.fileName !== null) {
      this.discard();
      this.written = done.value.fileName;
    }
  }

  /** Forgets what was put together. */
  discard(): void {
    this.problem = null;
    this.written = null;
    this.answered.clear();
    if (this.prepared === null) return;
    this.prepared = null;
    void call('share.discard', {});
  }
}
