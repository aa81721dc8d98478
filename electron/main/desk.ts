import type { FailureCode } from '#contract/failures.ts';
import type { Locale } from '#core/messages/catalogue.ts';
import type { ReportKind } from '#core/report/report-kind.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { ProducedReport } from '#report/produce.ts';
import { sealDelay } from '#main/seal-delay.ts';
import type { Passphrase } from '#vault/passphrase-slot.ts';
import type { VaultPlatform } from '#vault/platform.ts';
import { createVault, openVault, type NewVault, type Vault } from '#vault/vault.ts';

type Opening = Result<Vault, { readonly code: FailureCode }>;

/** A report that was looked at and may be written. */
export interface PreparedReport extends ProducedReport {
  readonly kind: ReportKind;
  /** The language of the report, in which the analyst is asked where to put it. */
  readonly locale: Locale;
}

/** How long after a sealing that failed it is tried again, in milliseconds. */
const retryDelay = 15_000;

/** How long a sealing may take when the keys have to go at once, in milliseconds: a machine falls asleep meanwhile. */
const longestHurriedSealing = 1_000;

/**
 * What lies on the analyst's desk: no project, one that is chosen and locked, or one that is open. Only the
 * desk holds the open vault, and with it the keys and a prepared report; `lock` takes all of them away at once.
 */
export class Desk {
  readonly #platform: VaultPlatform;
  readonly #onSealing: (problem: FailureCode | null) => void;
  #path: string | null = null;
  #vault: Vault | null = null;
  #report: PreparedReport | null = null;
  #sealing: NodeJS.Timeout | undefined;
  #sealProblem: FailureCode | null = null;
  #lost = false;
  // How long the last sealing took, in milliseconds.
  #sealTook = 0;
  // The opening that is under way: what changes the desk meanwhile ends it.
  #opening: AbortController | null = null;

  /** `onSealing` hears why the project's file could not be brought up to date, and null once it was. */
  constructor(platform: VaultPlatform, onSealing: (problem: FailureCode | null) => void = () => undefined) {
    this.#platform = platform;
    this.#onSealing = onSealing;
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

  /**
   * Why the file of the chosen project, open or locked, does not hold everything that is saved; or null. The rest is in
   * the working copy beside it.
   */
  get sealProblem(): FailureCode | null {
    return this.#sealProblem;
  }

  /** Whether something that was typed may not have been saved before the chosen project was locked. */
  get lost(): boolean {
    return this.#lost;
  }

  /** Notes that something that was typed may be lost with this locking. */
  noteLoss(): void {
    this.#lost = this.#vault !== null;
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
    if (path !== this.#path) this.#forgetTroubles();
    this.#path = path;
  }

  /** Forgets the chosen project. An open one is locked first. */
  dismiss(): void {
    this.lock();
    this.#path = null;
    this.#forgetTroubles();
  }

  /** Creates a project file and opens it. */
  async create(start: NewVault): Promise<Opening> {
    this.lock();
    return this.#take(start.path, () => createVault(start, this.#platform));
  }

  /** Opens the chosen project. An open one is locked first: nobody unlocks what is open but by mistake. */
  async unlock(passphrase: Passphrase): Promise<Opening> {
    this.lock();
    const path = this.#path;
    if (path === null) return failure({ code: 'project-not-chosen' });
    return this.#take(path, (signal) => openVault(path, passphrase, this.#platform, signal));
  }

  /** Gives up the opening that is under way; its caller is answered at once with `vault-opening-cancelled`. */
  cancelOpening(): void {
    this.#opening?.abort();
    this.#opening = null;
  }

  /**
   * Closes the open project and forgets its keys; an opening that is under way is given up. What could not be written
   * into the project's file waits in the working copy beside it for the next opening, and `sealProblem` says why.
   * `hurried`: a sealing that would take long is left to the next opening, so that the keys go now.
   */
  lock(hurried = false): void {
    const seal = !hurried || this.#sealTook < longestHurriedSealing;
    this.cancelOpening();
    clearTimeout(this.#sealing);
    this.#sealing = undefined;
    this.#sealTook = 0;
    const vault = this.#vault;
    this.#vault = null;
    this.#report = null;
    if (vault !== null) this.#note(vault.close(seal));
  }

  /** Brings the project's file up to date after the changes of the next seconds. */
  sealSoon(): void {
    this.#sealAfter(sealDelay(this.#sealTook));
  }

  /** Brings the project's file up to date now, if changes wait for it: somebody may be about to look at the file. */
  sealNow(): void {
    if (this.#sealing !== undefined) this.seal();
  }

  /** Brings the project's file up to date now. Answers why that failed, or null; it is tried again by itself. */
  seal(): FailureCode | null {
    clearTimeout(this.#sealing);
    this.#sealing = undefined;
    if (this.#vault === null) return null;
    const begun = performance.now();
    this.#note(this.#vault.seal());
    this.#sealTook = performance.now() - begun;
    if (this.#sealProblem !== null) this.#sealAfter(Math.max(retryDelay, sealDelay(this.#sealTook)));
    return this.#sealProblem;
  }

  #forgetTroubles(): void {
    this.#sealProblem = null;
    this.#lost = false;
  }

  #sealAfter(milliseconds: number): void {
    clearTimeout(this.#sealing);
    this.#sealing = setTimeout(() => {
      this.seal();
    }, milliseconds);
  }

  #note(sealed: Result<null, { readonly code: FailureCode }>): void {
    const problem = sealed.ok ? null : sealed.error.code;
    const news = problem !== this.#sealProblem;
    this.#sealProblem = problem;
    if (news) this.#onSealing(problem);
  }

  async #take(path: string, open: (signal: AbortSignal) => Promise<Opening>): Promise<Opening> {
    const opening = new AbortController();
    const { signal } = opening;
    this.#opening = opening;
    const cancelled = new Promise<Opening>((resolve) => {
      signal.addEventListener('abort', () => {
        resolve(failure({ code: 'vault-opening-cancelled' }));
      });
    });
    try {
      // A derivation that has begun goes on to its end; nobody waits for it, and nothing stays open after it.
      return await Promise.race([this.#layOpened(path, open(signal), signal), cancelled]);
    } finally {
      if (this.#opening === opening) this.#opening = null;
    }
  }

  async #layOpened(path: string, opening: Promise<Opening>, signal: AbortSignal): Promise<Opening> {
    const opened = await opening;
    if (!opened.ok) return opened;
    if (signal.aborted) {
      opened.value.close();
      return failure({ code: 'vault-opening-cancelled' });
    }
    this.#path = path;
    this.#vault = opened.value;
    this.#forgetTroubles();
    return success(opened.value);
  }
}
