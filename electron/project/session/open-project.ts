import { localDay } from '#contract/local-day.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import { failure, success, type Result } from '#core/result.ts';
import { TextSaving } from '#project/session/text-saving.ts';
import type { RollbackFinding } from '#project/session/project-memory.ts';
import { PreparedReports } from '#project/session/prepared-reports.ts';
import type { Clock } from '#vault/files/clock.ts';
import type { VaultFailure } from '#vault/files/failure.ts';
import type { Vault } from '#vault/vault.ts';

/** The failure of every call that needs an open project where none is. */
export interface NotOpen {
  readonly code: 'project-not-open';
}

/** The outcome of such a call. */
export const notOpen: { readonly ok: false; readonly error: NotOpen } = failure({ code: 'project-not-open' });

/** A project from its opening to its locking, with everything that goes with it then. */
export class OpenProject {
  readonly vault: Vault;
  /** The path of its file, as it was asked for. */
  readonly path: string;
  /** How its file relates to what was seen of it before. */
  readonly rollback: RollbackFinding;
  readonly saving: TextSaving;
  readonly reports = new PreparedReports();
  readonly #clock: Clock;
  #isOpen = true;

  constructor(vault: Vault, path: string, clock: Clock, rollback: RollbackFinding = 'unseen') {
    this.vault = vault;
    this.path = path;
    this.rollback = rollback;
    this.#clock = clock;
    this.saving = new TextSaving(vault);
  }

  /** False once it was locked. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** The day, as 2026-01-31. */
  get today(): string {
    return localDay(this.#clock.now());
  }

  /** The outcome of work that takes a while; `project-not-open` where the project was locked meanwhile. */
  async whileOpen<Value, Failed>(
    work: Promise<Result<Value, Failed>>,
  ): Promise<Result<Value, Failed | NotOpen>> {
    const outcome = await work;
    return this.#isOpen ? outcome : notOpen;
  }

  /** Saves what was handed over, closes the project file as {@link Vault.close} does, and forgets prepared reports. */
  close(seal = true): Result<null, VaultFailure> {
    this.saving.flush();
    this.#isOpen = false;
    this.reports.discard();
    return this.vault.close(seal);
  }
}

/** What an open project says now, and the number of its text. */
export interface SavedContent {
  readonly text: string;
  readonly dossier: Dossier;
  readonly revision: number;
}

/** The content of an open project as it is saved; `vault-damaged` where the dossier cannot be read. */
export function savedContent({ vault }: OpenProject): Result<SavedContent, VaultFailure> {
  const dossier = vault.dossier.read();
  if (!dossier.ok) return dossier;
  const { text, sequence } = vault.texts.latest();
  return success({ text, dossier: dossier.value, revision: sequence });
}
