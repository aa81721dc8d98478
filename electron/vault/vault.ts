import { success, type Result } from '#core/result.ts';
import {
  checkNewPassphrase,
  wrapUnderPassphrase,
  type Passphrase,
} from '#vault/container/passphrase-slot.ts';
import { unlock } from '#vault/container/unlock.ts';
import { refuse, type VaultFailure } from '#vault/files/failure.ts';
import { copiesBeside } from '#vault/files/file-names.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';
import { releaseAll } from '#vault/files/release-all.ts';
import type { Project } from '#vault/repositories/project.ts';
import { Sealing, type OpenContainer } from '#vault/sealing/sealing.ts';
import { History } from '#vault/history/history.ts';
import { AuditLog } from '#vault/store/audit-log.ts';
import { Documents } from '#vault/store/documents.ts';
import { ModelTexts } from '#vault/store/model-texts.ts';
import { ReleaseLedger } from '#vault/store/release-ledger.ts';
import { Store } from '#vault/store/store.ts';
import { StoredDossier } from '#vault/store/stored-dossier.ts';
import { Verdicts } from '#vault/store/verdicts.ts';

/** Everything that makes up an open project. */
export interface OpenParts extends OpenContainer {
  /** True when the opening found work that an earlier session could not write into the container. */
  readonly recovered: boolean;
  /** True when something lay beside the container that could not be taken over, and was kept there. */
  readonly setAside: boolean;
  /** Lets go of the file for others: of its lock, and of its name in this process. */
  readonly letGo: readonly (() => void)[];
}

/** An open project file. Every method that writes is durable when it returns, in the recovery log at least. */
export class Vault {
  /** True when the opening found work that an earlier session could not write into the container. */
  readonly recovered: boolean;
  /** True when something lay beside the container that could not be taken over, and was kept there. */
  readonly setAside: boolean;
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
  readonly #parts: Pick<OpenParts, 'path' | 'log' | 'letGo'>;
  readonly #sealing: Sealing;
  readonly #platform: VaultPlatform;
  #onChange: () => void = () => undefined;
  #closed = false;

  constructor(parts: OpenParts, platform: VaultPlatform) {
    const { path, log, letGo, recovered, setAside } = parts;
    this.#parts = { path, log, letGo };
    this.#platform = platform;
    this.recovered = recovered;
    this.setAside = setAside;
    this.readOnly = log === null;
    this.#sealing = new Sealing(parts, platform);
    if (recovered && !this.readOnly) this.#sealing.notePending();
    this.store = new Store(parts.copy.connection, log, platform, () => {
      this.#sealing.notePending();
      this.#onChange();
      this.history.thinIfDue();
    });
    this.texts = new ModelTexts(this.store);
    this.verdicts = new Verdicts(this.store);
    this.dossier = new StoredDossier(this.store);
    this.documents = new Documents(this.store);
    this.ledger = new ReleaseLedger(this.store);
    this.history = new History(this.store);
    this.audit = new AuditLog(this.store);
  }

  /** The project. */
  get project(): Project {
    return this.store.content.project.read();
  }

  /** True once it was closed: nothing can be read from it or written any more. */
  get isClosed(): boolean {
    return this.#closed;
  }

  /** Has `listener` called after every change from now on, which the container does not have yet. */
  onChange(listener: () => void): void {
    this.#onChange = listener;
  }

  /**
   * Wraps the data key under another passphrase; the current one is asked for. With `newDataKey` the project is encrypted
   * anew under a key of its own, too: whoever has an older copy and its passphrase cannot read what is saved from now on.
   * `vault-closed` where the project was closed meanwhile.
   */
  async changePassphrase(
    current: Passphrase,
    next: Passphrase,
    newDataKey = false,
  ): Promise<Result<null, VaultFailure>> {
    if (this.readOnly) return refuse('vault-read-only');
    const judged = checkNewPassphrase(next);
    if (!judged.ok) return judged;
    const unlocked = await unlock(this.#sealing.slots, current);
    if (!unlocked.ok) return unlocked;
    unlocked.value.fill(0);
    const dataKey = newDataKey ? this.#platform.random(32) : this.#sealing.dataKey;
    const slot = await wrapUnderPassphrase(dataKey, next, this.#platform);
    if (this.#closed) return refuse('vault-closed');
    const sealed = newDataKey
      ? this.#sealing.renew(slot, dataKey, ({ connection }) => {
          this.store.moveTo(connection);
        })
      : this.#sealing.sealUnder([slot]);
    return sealed.ok ? this.audit.add('passphrase-changed') : sealed;
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
}
