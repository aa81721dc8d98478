import type { ProjectHolder } from '#contract/failures.ts';
import { success, type Result } from '#core/result.ts';
import { Recipients } from '#vault/access/recipients.ts';
import type { Dropped } from '#vault/access/rewrap.ts';
import type { Passphrase } from '#vault/container/passphrase-slot.ts';
import type { SlotName } from '#vault/container/unlock.ts';
import type { VaultFailure, VaultFailureCode } from '#vault/files/failure.ts';
import { copiesBeside } from '#vault/files/file-names.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';
import { releaseAll } from '#vault/files/release-all.ts';
import type { SeenHead } from '#vault/lineage/heads.ts';
import type { Opening } from '#vault/lineage/opening.ts';
import type { Project } from '#vault/repositories/project.ts';
import { Sealing, type OpenContainer } from '#vault/sealing/sealing.ts';
import { History } from '#vault/history/history.ts';
import { AuditLog } from '#vault/store/audit-log.ts';
import { Documents } from '#vault/store/documents.ts';
import { ModelTexts } from '#vault/store/model-texts.ts';
import { ReleaseLedger } from '#vault/store/release-ledger.ts';
import { Store } from '#vault/store/store.ts';
import { StoredDossier } from '#vault/store/stored-dossier.ts';
import { ViewLayouts } from '#vault/store/view-layouts.ts';
import { Verdicts } from '#vault/store/verdicts.ts';

/** Everything that makes up an open project. */
export interface OpenParts extends OpenContainer {
  /** True when the opening found work that an earlier session could not write into the container. */
  readonly recovered: boolean;
  /** True when something lay beside the container that could not be taken over, and was kept there. */
  readonly setAside: boolean;
  /** Who had the project open on this machine when a session ended without closing it; null where none did. */
  readonly leftOpen: ProjectHolder | null;
  /** The slot that the data key was taken out of. */
  readonly openedWith: SlotName;
  /** What an opening writes before anything else; null where that is done, or where nothing can be written. */
  readonly begin: ((vault: Vault) => Result<null, VaultFailure>) | null;
  /** Lets go of the file for others: of its lock, and of its name in this process. */
  readonly letGo: readonly (() => void)[];
}

/** An open project file. Every method that writes is durable when it returns, in the recovery log at least. */
export class Vault {
  /** True when the opening found work that an earlier session could not write into the container. */
  readonly recovered: boolean;
  /** True when something lay beside the container that could not be taken over, and was kept there. */
  readonly setAside: boolean;
  /** Who had the project open on this machine when a session ended without closing it; null where none did. */
  readonly leftOpen: ProjectHolder | null;
  /** True when nothing can be written where the project lies: every method that writes is `vault-read-only`. */
  readonly readOnly: boolean;
  readonly store: Store;
  readonly texts: ModelTexts;
  readonly verdicts: Verdicts;
  readonly dossier: StoredDossier;
  readonly documents: Documents;
  readonly ledger: ReleaseLedger;
  readonly history: History;
  readonly audit: AuditLog;
  readonly viewLayouts: ViewLayouts;
  readonly recipients: Recipients;
  readonly #parts: Pick<OpenParts, 'path' | 'log' | 'letGo'>;
  readonly #sealing: Sealing;
  #onChange: () => void = () => undefined;
  #closed = false;
  #begin: OpenParts['begin'];
  #openings: readonly Opening[] | null = null;

  constructor(parts: OpenParts, platform: VaultPlatform) {
    const { path, log, letGo, recovered, setAside, leftOpen, openedWith, begin } = parts;
    this.#parts = { path, log, letGo };
    this.recovered = recovered;
    this.setAside = setAside;
    this.leftOpen = leftOpen;
    this.readOnly = log === null;
    this.#sealing = new Sealing(parts, platform);
    this.#begin = begin;
    const changed = (): void => {
      this.#sealing.notePending();
      this.#onChange();
      this.history.thinIfDue();
    };
    const refusal = (): VaultFailureCode | null => this.#refusal();
    this.store = new Store(parts.copy.connection, log, platform, { changed, refusal });
    this.texts = new ModelTexts(this.store);
    this.verdicts = new Verdicts(this.store);
    this.dossier = new StoredDossier(this.store);
    this.documents = new Documents(this.store);
    this.ledger = new ReleaseLedger(this.store);
    this.history = new History(this.store);
    this.audit = new AuditLog(this.store);
    this.viewLayouts = new ViewLayouts(this.store);
    this.recipients = new Recipients({
      sealing: this.#sealing,
      store: this.store,
      platform,
      openedWith,
      refusal,
    });
  }

  /** The project. */
  get project(): Project {
    return this.store.content.project.read();
  }

  /** True once it was closed: nothing can be read from it or written any more. */
  get isClosed(): boolean {
    return this.#closed;
  }

  /**
   * Begins to write: work that was recovered, and that the project was opened. Before, every method that writes is
   * `vault-undecided`, and the closing leaves the file and the recovery log as they were found. Does nothing the second
   * time, and where nothing can be written.
   */
  begin(): Result<null, VaultFailure> {
    const begin = this.#begin;
    if (begin === null) return success(null);
    this.#begin = null;
    const begun = begin(this);
    if (begun.ok && this.recovered) this.#sealing.notePending();
    if (!begun.ok) this.#begin = begin;
    return begun;
  }

  /** Has `listener` called after every change from now on, which the container does not have yet. */
  onChange(listener: () => void): void {
    this.#onChange = listener;
  }

  /** Has `listener` called after every writing of the project's file from now on. */
  onSealed(listener: () => void): void {
    this.#sealing.onWritten(listener);
  }

  /**
   * Wraps the data key under another passphrase; the current one is asked for. With `newDataKey` the project is encrypted
   * anew under a key of its own, too: whoever has an older copy and its passphrase cannot read what is saved from now on.
   * `vault-closed` where the project was closed meanwhile.
   */
  changePassphrase(
    current: Passphrase,
    next: Passphrase,
    newDataKey = false,
  ): Promise<Result<Dropped, VaultFailure>> {
    return this.recipients.setPassphrase({ kind: 'passphrase', passphrase: current }, next, newDataKey);
  }

  /** Every opening that wrote, in their order; this one is the last where something can be written. */
  openings(): readonly Opening[] {
    return this.#openings ?? this.store.content.openings.all();
  }

  /**
   * The writing that the container is, with the openings that it comes from: not what is in the recovery log alone. After
   * the closing, too, for whoever notes what was seen last.
   */
  head(): SeenHead {
    const { vault, sequence, generation } = this.#sealing.envelope;
    const openings = this.openings()
      .filter(({ baseSequence }) => baseSequence < sequence)
      .map(({ id, baseSequence }) => ({ id, baseSequence }));
    return { vault, openings, sequence, generation };
  }

  /**
   * Base names of the files beside the project that open, or are of use, with an earlier passphrase only: backups from
   * before a migration, and recovery files that were kept.
   */
  copiesBeside(): readonly string[] {
    try {
      return copiesBeside(this.#parts.path);
    } catch {
      return [];
    }
  }

  /** Writes everything into the container, if there is anything new; fails as {@link Sealing.seal} does. */
  seal(): Result<null, VaultFailure> {
    return this.#sealing.seal();
  }

  /**
   * Seals and closes, and forgets the data key. When sealing fails, or is not to be waited for (`seal` false), the
   * recovery log stays beside the container, and the next opening takes it over.
   */
  close(seal = true): Result<null, VaultFailure> {
    if (this.#closed) return success(null);
    const sealed = seal ? this.seal() : success(null);
    this.#openings = this.openings();
    this.#closed = true;
    const { log, letGo } = this.#parts;
    const released = releaseAll([
      () => {
        this.#sealing.closeCopy();
      },
      () => log?.close(),
      ...letGo,
    ]);
    this.#sealing.forgetKey();
    return sealed.ok ? released : sealed;
  }

  #refusal(): VaultFailureCode | null {
    if (this.readOnly) return 'vault-read-only';
    if (this.#closed) return 'vault-closed';
    return this.#begin === null ? null : 'vault-undecided';
  }
}
