import type { ChannelOutput, ReportOrder, ReportWriting } from '#contract/channels.ts';
import type { CallFailure } from '#contract/failures.ts';
import { call } from '#renderer/shared/session.svelte.ts';

/** How long changes must pause before the report is made anew, in milliseconds. */
const pause = 400;

/** A report that is shown before it is written: what is written is what is shown. */
export class ReportDraft {
  /** The report that the main process keeps, or null while there is none. */
  shown = $state.raw<ChannelOutput<'report.prepare'> | null>(null);
  /** True while a report is being made, so that the one that is shown is about to go. */
  preparing = $state(false);
  writing = $state(false);
  problem = $state.raw<CallFailure | null>(null);
  /** The file that was written last, or null. */
  written = $state.raw<{ readonly fileName: string; readonly sha256: string } | null>(null);
  #newest = 0;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  /** Makes the report once changes pause. `save` gets everything on the screen into the project first. */
  prepareSoon(order: ReportOrder, save: () => Promise<boolean>): void {
    clearTimeout(this.#waiting);
    this.preparing = true;
    this.#newest += 1;
    const turn = this.#newest;
    this.#waiting = setTimeout(() => void this.#prepare(turn, order, save), this.shown === null ? 0 : pause);
  }

  /** Writes the report that is shown. */
  async write(protection: ReportWriting['protection']): Promise<void> {
    if (this.shown === null || this.preparing) return;
    this.writing = true;
    this.problem = null;
    this.written = null;
    const done = await call('report.write', { sha256: this.shown.sha256, protection });
    this.writing = false;
    if (!done.ok) this.problem = done.error;
    else if (done.value.fileName !== null && done.value.sha256 !== null) {
      this.written = { fileName: done.value.fileName, sha256: done.value.sha256 };
    }
  }

  /** Shows no report, and has the main process forget the one that it keeps. */
  discard(): void {
    clearTimeout(this.#waiting);
    this.#newest += 1;
    this.preparing = false;
    this.shown = null;
    void call('report.discard', {});
  }

  async #prepare(turn: number, order: ReportOrder, save: () => Promise<boolean>): Promise<void> {
    const saved = await save();
    if (turn !== this.#newest) return;
    const done = saved ? await call('report.prepare', order) : null;
    if (turn !== this.#newest) return;
    this.preparing = false;
    this.written = null;
    this.problem = done?.ok === false ? done.error : null;
    this.shown = done?.ok === true ? done.value : null;
  }
}
