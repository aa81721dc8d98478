import type { FailureCode } from '#contract/failures.ts';
import type { Locale } from '#core/messages/catalogue.ts';
import type { ReportKind } from '#core/report/report-kind.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { ProducedReport } from '#report/produce.ts';
import { sealDelay } from '#main/seal-delay.ts';
import type { VaultPlatform } from '#vault/platform.ts';
import { createVault, openVault, type NewVault, type Vault } from '#vault/vault.ts';

type Opening = Result<Vault, { readonly code: FailureCode }>;

/** A report that was looked at and may be written. */
export interface PreparedReport extends ProducedReport {
  readonly kind: ReportKind;
  /** The language of the report, in which the analyst is asked where to put it. */
  readonly locale: Locale;
}

/**
 * What lies on the analyst's desk: no project, one that is chosen and locked, or one that is open. Only the
 * desk holds the open vault, and with it the keys and a prepared report; `lock` takes all of them away at once.
 */
export class Desk {
  readonly #platform: VaultPlatform;
  #path: string | null = null;
  #vault: Vault | null = null;
  #report: PreparedReport | null = null;
  #sealing: NodeJS.Timeout | undefined;
  // How long the last sealing took, in milliseconds.
  #sealTook = 0;
  // Counts what changes the desk, so that an opening which took long cannot undo what came after it.
  #turn = 0;

  constructor(platform: VaultPlatform) {
    this.#platform = platform;
  }

  /** The path of the chosen project; it never goes to the window. Null when none is chosen. */
  get path(): string | null {
    return this.#path;
  }

  /** The open vault, or null. */
  get vault(): Vault | null {
    return this.#vault;
  }

  /** The report that was prepared last, or null. */
  get report(): PreparedReport | null {
    return this.#report;
  }

  /** Lays a report of the open project on the desk, or takes away the one that is there. */
  layReport(report: PreparedReport | null): void {
    this.#report = this.#vault === null ? null : report;
  }

  get status(): 'none' | 'locked' | 'open' {
    if (this.#vault !== null) return 'open';
    return this.#path === null ? 'none' : 'locked';
  }

  /** Chooses the project to unlock; one that was open is locked first. */
  choose(path: string): void {
    this.lock();
    this.#path = path;
  }

  /** Forgets the chosen project. An open one is locked first. */
  dismiss(): void {
    this.lock();
    this.#path = null;
  }

  /** Creates a project file and opens it. */
  async create(start: NewVault): Promise<Opening> {
    this.lock();
    return this.#take(start.path, createVault(start, this.#platform));
  }

  /** Opens the chosen project. An open one is locked first: nobody unlocks what is open but by mistake. */
  async unlock(passphrase: string): Promise<Opening> {
    this.lock();
    if (this.#path === null) return failure({ code: 'project-not-chosen' });
    return this.#take(this.#path, openVault(this.#path, passphrase, this.#platform));
  }

  /**
   * Closes the open project and forgets its keys. What could not be written into its file waits in the working
   * copy beside it, for the next opening.
   */
  lock(): void {
    this.#turn += 1;
    clearTimeout(this.#sealing);
    this.#sealing = undefined;
    this.#sealTook = 0;
    const vault = this.#vault;
    this.#vault = null;
    this.#report = null;
    vault?.close();
  }

  /** Brings the project's file up to date after the changes of the next seconds. */
  sealSoon(): void {
    clearTimeout(this.#sealing);
    this.#sealing = setTimeout(() => {
      this.sealNow();
    }, sealDelay(this.#sealTook));
  }

  /** Brings the project's file up to date now, if changes wait for it: somebody may be about to look at the file. */
  sealNow(): void {
    if (this.#sealing === undefined) return;
    clearTimeout(this.#sealing);
    this.#sealing = undefined;
    const begun = performance.now();
    this.#vault?.seal();
    this.#sealTook = performance.now() - begun;
  }

  async #take(path: string, opening: Promise<Opening>): Promise<Opening> {
    const turn = this.#turn;
    const opened = await opening;
    if (!opened.ok) return opened;
    if (turn !== this.#turn) {
      opened.value.close();
      return failure({ code: 'project-not-open' });
    }
    this.#path = path;
    this.#vault = opened.value;
    return success(opened.value);
  }
}
