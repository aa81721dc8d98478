import type { Locale } from '#core/messages/catalogue.ts';
import type { ReportHandling } from '#core/method/project/project-state.ts';
import type { ReportKind } from '#core/report/report-kind.ts';
import type { Result } from '#core/result.ts';
import type { ProducedReport } from '#report/produce.ts';

/** The kind of a report, and its language, in which the analyst is asked where to put it. */
export interface ReportRequest {
  readonly kind: ReportKind;
  readonly locale: Locale;
  /** Whose copy of the full report it is; left out where nobody said so. */
  readonly handling?: ReportHandling;
}

/** A report that was looked at and may be written. */
export interface PreparedReport extends ProducedReport, ReportRequest {}

/** The report of an open project that was prepared last. Of two under way, the one that was asked for last counts. */
export class PreparedReports {
  #newest = new AbortController();
  #report: PreparedReport | null = null;

  /** Forgets the prepared report, and takes over the one that `make` answers. */
  async replace<Failed>(
    { kind, locale }: ReportRequest,
    make: (signal: AbortSignal) => Promise<Result<ProducedReport, Failed>>,
  ): Promise<Result<ProducedReport, Failed>> {
    this.discard();
    const turn = this.#newest;
    const made = await make(turn.signal);
    if (made.ok && turn === this.#newest) this.#report = { ...made.value, kind, locale };
    return made;
  }

  /** The prepared report whose bytes have this SHA-256, or null. */
  find(sha256: string): PreparedReport | null {
    return this.#report?.sha256 === sha256 ? this.#report : null;
  }

  /** Forgets the prepared report, and ends the work on the one that is under way. */
  discard(): void {
    this.#newest.abort();
    this.#newest = new AbortController();
    this.#report = null;
  }
}
