import type { CallFailure, FailureCode } from '#contract/failures.ts';
import { failure, success, type Result } from '#core/result.ts';
import { CancellableOpening } from '#project/session/cancellable-opening.ts';
import { notOpen, OpenProject, type NotOpen } from '#project/session/open-project.ts';
import { noMemory, type ProjectMemory, type RollbackFinding } from '#project/session/project-memory.ts';
import { SealingSchedule } from '#project/session/sealing-schedule.ts';
import type { Passphrase } from '#vault/container/passphrase-slot.ts';
import type { OpeningKey } from '#vault/container/unlock.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';
import { createVault, type NewVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import type { Vault } from '#vault/vault.ts';

type Opening = Result<OpenProject, CallFailure>;

/** Makes the key that opens a project. */
type KeyMaker = () => Promise<Result<OpeningKey, CallFailure>>;

/** The failures of keys that are not those of the project. */
const wrongKeys: ReadonlySet<FailureCode> = new Set([
  'passphrase-wrong',
  'vault-no-passphrase',
  'vault-identity-unknown',
  'vault-recovery-refused',
]);

/** How many failed openings are remembered, until the project is opened. */
const mostFailures = 100;

/** What a session needs beside its platform. */
export interface SessionParts {
  /** Hears why the project's file could not be brought up to date, and null once it was. */
  readonly onSealing?: (problem: FailureCode | null) => void;
  /** What is remembered of projects at the moment. */
  readonly memory?: () => ProjectMemory;
}

/**
 * The one project that is worked on: none, one that is chosen and locked, or one that is open. Only the session holds the
 * open project, and with it the keys; `lock` takes everything away at once.
 */
export class ProjectSession {
  readonly #platform: VaultPlatform;
  readonly #onSealing: (problem: FailureCode | null) => void;
  readonly #memory: () => ProjectMemory;
  readonly #opening = new CancellableOpening();
  #schedule: SealingSchedule;
  #path: string | null = null;
  #project: OpenProject | null = null;
  #sealProblem: FailureCode | null = null;
  #lost = false;
  // When the chosen project was tried with keys that are not its own, as ISO 8601 instants.
  #failedAt: readonly string[] = [];

  constructor(platform: VaultPlatform, { onSealing, memory }: SessionParts = {}) {
    this.#platform = platform;
    this.#onSealing = onSealing ?? (() => undefined);
    this.#memory = memory ?? (() => noMemory);
    this.#schedule = this.#newSchedule();
  }

  /** The path of the chosen project; it never goes to the window. Null when none is chosen. */
  get path(): string | null {
    return this.#path;
  }

  get status(): 'none' | 'locked' | 'open' {
    if (this.#project !== null) return 'open';
    return this.#path === null ? 'none' : 'locked';
  }

  /** The open project, or null: for whoever asks whether it is still the same. Calls on it go through {@link use}. */
  get project(): OpenProject | null {
    return this.#project;
  }

  /**
   * Why the file of the chosen project, open or locked, does not hold everything that is saved; or null. The rest is in
   * the recovery log beside it.
   */
  get sealProblem(): FailureCode | null {
    return this.#sealProblem;
  }

  /** True when something that was typed may not have been saved before the chosen project was locked. */
  get lost(): boolean {
    return this.#lost;
  }

  /** Notes that something that was typed may be lost with this locking. */
  noteLoss(): void {
    this.#lost = this.#project !== null;
  }

  /**
   * Has work done on the open project: the one way to it. `project-not-open` where none is. Everything that was handed over
   * before is saved first.
   */
  use<Outcome extends Result<unknown, CallFailure> | Promise<Result<unknown, CallFailure>>>(
    work: (project: OpenProject) => Outcome,
  ): Outcome | { readonly ok: false; readonly error: NotOpen } {
    if (this.#project === null) return notOpen;
    this.#project.saving.flush();
    return work(this.#project);
  }

  /** Chooses the project to unlock; one that was open is locked first. */
  choose(path: string): void {
    this.lock();
    if (path !== this.#path) this.#forgetChoice();
    this.#path = path;
  }

  /** Forgets the chosen project. An open one is locked first. */
  dismiss(): void {
    this.lock();
    this.#path = null;
    this.#forgetChoice();
  }

  /** Creates a project file and opens it. */
  async create(start: NewVault): Promise<Opening> {
    this.lock();
    return this.#opening.wait(
      () => createVault(start, this.#platformNow()),
      (vault) => {
        const finding = this.#memory().relate(vault);
        // Nothing can have been seen of what is new.
        return this.#take(start.path, vault, finding === 'unknown' ? 'same' : finding);
      },
    );
  }

  /**
   * Opens the chosen project with a key; a passphrase alone is one. What has to be made first, of recovery shares as it may be,
   * is part of the opening, and given up with it. An open one is locked first: nobody unlocks what is open
   * but by mistake. `takeOver`: also where another machine seems to have it open.
   */
  async unlock(given: OpeningKey | Passphrase | KeyMaker, takeOver = false): Promise<Opening> {
    this.lock();
    const path = this.#path;
    if (path === null) return failure({ code: 'project-not-chosen' });
    const isExpected = (vault: Vault): boolean => !isQuestionable(this.#memory().relate(vault));
    const opened = await this.#opening.wait(
      async (signal) => {
        const key = await keyOf(given);
        return key.ok
          ? openVault(path, key.value, this.#platformNow(), { signal, takeOver, isExpected })
          : key;
      },
      (vault) => this.#take(path, vault, this.#memory().relate(vault)),
    );
    if (!opened.ok && wrongKeys.has(opened.error.code) && path === this.#path) this.#noteFailure();
    return opened;
  }

  /** Gives up the opening that is under way; its caller is answered at once with `vault-opening-cancelled`. */
  cancelOpening(): void {
    this.#opening.cancel();
  }

  /**
   * Closes the open project and forgets its keys; an opening that is under way is given up. Returns why the
   * project's file does not hold everything, as `sealProblem` then does: the rest waits beside it for the next opening. `hurried`: a
   * sealing that would take long is left to the next opening, so that the keys go now.
   */
  lock(hurried = false): Result<null, CallFailure> {
    const seal = !hurried || !this.#schedule.isLong;
    this.cancelOpening();
    this.#schedule.stop();
    const project = this.#project;
    this.#project = null;
    if (project === null) return success(null);
    const closed = project.close(seal);
    this.#note(closed);
    return closed;
  }

  /** Brings the project's file up to date now, if changes wait for it: somebody may be about to look at the file. */
  sealNow(): void {
    this.#schedule.nowIfDue();
  }

  /** Brings the project's file up to date now. Returns why that failed, or null; it is tried again by itself. */
  seal(): FailureCode | null {
    return this.#project === null ? null : this.#schedule.now();
  }

  /**
   * Takes the file of the open project for the one that counts, although an earlier look at it saw another one: from now on
   * it can be written into, and what is written is remembered. Fails as {@link Vault.begin} does.
   */
  acceptFile(): Result<null, CallFailure> {
    if (this.#project === null) return notOpen;
    const { vault } = this.#project;
    const begun = vault.begin();
    if (!begun.ok) return begun;
    this.#tellFailures(vault);
    const note = (): void => {
      this.#memory().noteHead(vault);
    };
    vault.onSealed(note);
    note();
    return success(null);
  }

  #noteFailure(): void {
    this.#failedAt = [...this.#failedAt, this.#platform.clock.now().toISOString()].slice(-mostFailures);
  }

  // The log is inside the project: what was tried before is written down when it opens.
  #tellFailures({ audit, readOnly }: Vault): void {
    const failures = this.#failedAt;
    if (readOnly || failures.length === 0 || !audit.noteFailedOpenings(failures).ok) return;
    this.#failedAt = [];
  }

  #platformNow(): VaultPlatform {
    const { author, signOpening } = this.#memory();
    return { ...this.#platform, author, signOpening };
  }

  #newSchedule(): SealingSchedule {
    return new SealingSchedule(() => {
      if (this.#project !== null) this.#note(this.#project.vault.seal());
      return this.#sealProblem;
    }, this.#platform.clock);
  }

  #forgetChoice(): void {
    this.#forgetTroubles();
    this.#failedAt = [];
  }

  #forgetTroubles(): void {
    this.#sealProblem = null;
    this.#lost = false;
  }

  #note(sealed: Result<null, CallFailure>): void {
    const problem = sealed.ok ? null : sealed.error.code;
    const news = problem !== this.#sealProblem;
    this.#sealProblem = problem;
    if (news) this.#onSealing(problem);
  }

  #take(path: string, vault: Vault, rollback: RollbackFinding): OpenProject {
    const project = new OpenProject(vault, path, this.#platform.clock, rollback);
    const schedule = this.#newSchedule();
    vault.onChange(() => {
      schedule.soon();
    });
    this.#path = path;
    this.#project = project;
    this.#schedule = schedule;
    this.#forgetTroubles();
    this.#memory().noteOpened(vault, path);
    // Until the analyst has said which file counts, this one stays as it is, and the one that was seen stays remembered.
    if (!isQuestionable(rollback)) this.acceptFile();
    return project;
  }
}

/** True where somebody has to say which file counts before work goes on. */
function isQuestionable(rollback: RollbackFinding): boolean {
  return rollback === 'older' || rollback === 'forked';
}

async function keyOf(given: OpeningKey | Passphrase | KeyMaker): Promise<Result<OpeningKey, CallFailure>> {
  if (typeof given === 'function') return given();
  return success(given instanceof Uint8Array ? { kind: 'passphrase', passphrase: given } : given);
}
