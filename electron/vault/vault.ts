import { randomUUID } from 'node:crypto';
import { lstatSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { AnalysisRecord } from '#core/analysis/record/record.ts';
import type { ActiveRecord } from '#core/analysis/record/verdict.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import {
  isSettled,
  ownerStandings,
  releaseRefusal,
  standing,
  type OwnerStanding,
  type ReleaseRefusal,
} from '#core/publication/approval.ts';
import type { Overruling } from '#core/publication/overruling.ts';
import { isSameOwner } from '#core/publication/owner-change.ts';
import type { Release } from '#core/publication/release.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { StoredFile } from '#core/dossier/source-document.ts';
import { backUp } from '#vault/backup.ts';
import {
  occupantOf,
  placeNewFile,
  readContainer,
  readHead,
  removeUnfinished,
  replaceContainer,
  type Container,
} from '#vault/container.ts';
import { changeKey, compact } from '#vault/database.ts';
import { encodeHead, isAuthentic, type Envelope, type KeySlot } from '#vault/envelope.ts';
import { fileFailure, isWriteRefused, refuse, type VaultFailure } from '#vault/failure.ts';
import { takeOverLeftWork } from '#vault/left-work.ts';
import { mediaTypeOf } from '#vault/media-type.ts';
import { migrate, schemaVersion, versionOf } from '#vault/migrations/migrate.ts';
import {
  judgeNewPassphrase,
  unwrapWithPassphrase,
  wrapUnderPassphrase,
  type Passphrase,
} from '#vault/passphrase-slot.ts';
import { copiesBeside, workingCopyPath } from '#vault/places.ts';
import { realPlatform, syncFolder, type VaultPlatform } from '#vault/platform.ts';
import { lockProject, type ProjectLock } from '#vault/project-lock.ts';
import { encodeChanges, RecordedStatements } from '#vault/recorded-statements.ts';
import type { RecoveryLog } from '#vault/recovery-log.ts';
import type { AuditEvent, EventKind } from '#vault/repositories/events.ts';
import type { Project } from '#vault/repositories/project.ts';
import type { Ledger, NewApproval } from '#vault/repositories/releases.ts';
import { repositoriesOn, type Repositories } from '#vault/repositories/repositories.ts';
import type { Revision } from '#vault/repositories/revisions.ts';
import { firstEnvelope, nextEnvelope, sealFailure } from '#vault/sealing.ts';
import { makeWorkingCopy, type WorkingCopy } from '#vault/working-copy.ts';

/** What a new vault starts with. */
export interface NewVault {
  readonly path: string;
  /** Not zeroed here: that is for whoever made it. */
  readonly passphrase: Passphrase;
  readonly projectName: string;
  readonly text: string;
}

/** A file that is to be released. What it rests on is worked out when it is. */
export type NewRelease = Pick<Release, 'language' | 'fileHash' | 'record'>;

// The same file twice in one process would give up SQLite's lock: closing a descriptor releases it.
const openPaths = new Set<string>();

/** What an open project consists of. */
interface OpenParts {
  readonly path: string;
  readonly envelope: Envelope;
  readonly dataKey: Buffer;
  readonly copy: WorkingCopy;
  /** Null where nothing can be written beside the container, as the lock is then. */
  readonly log: RecoveryLog | null;
  readonly lock: ProjectLock | null;
  readonly recovered: boolean;
  readonly setAside: boolean;
}

/** An open project file. Every method that writes is durable when it returns, in the recovery log at least. */
export class Vault {
  /** True when the opening found work that an earlier session could not write into the container. */
  readonly recovered: boolean;
  /** True when something lay beside the container that could not be taken over, and was kept there. */
  readonly setAside: boolean;
  /** True when nothing can be written where the project lies: every method that writes is `vault-read-only`. */
  readonly readOnly: boolean;
  readonly #path: string;
  readonly #device: number;
  readonly #platform: VaultPlatform;
  readonly #lock: ProjectLock | null;
  readonly #log: RecoveryLog | null;
  #dataKey: Buffer;
  #copy: WorkingCopy;
  #statements: RecordedStatements;
  #content: Repositories;
  #envelope: Envelope;
  #unsealed: boolean;
  #closed = false;

  constructor(parts: OpenParts, platform: VaultPlatform) {
    this.#path = parts.path;
    this.#device = deviceOf(parts.path);
    this.#envelope = parts.envelope;
    this.#dataKey = parts.dataKey;
    this.#copy = parts.copy;
    this.#log = parts.log;
    this.#lock = parts.lock;
    this.#platform = platform;
    this.#statements = new RecordedStatements(parts.copy.connection);
    this.#content = repositoriesOn(this.#statements);
    this.recovered = parts.recovered;
    this.setAside = parts.setAside;
    this.readOnly = parts.log === null;
    this.#unsealed = parts.recovered && parts.log !== null;
  }

  /** The project. */
  get project(): Project {
    return this.#content.project.read();
  }

  /** The newest revision. */
  latestRevision(): Revision {
    const latest = this.#content.revisions.latest();
    if (latest === null) throw new Error('a vault has at least one revision');
    return latest;
  }

  /** Every revision, the oldest first. */
  revisions(): readonly Revision[] {
    return this.#content.revisions.all();
  }

  /** Saves the model's text as a revision; an unchanged text gives the revision there is. */
  saveRevision(text: string): Result<Revision, VaultFailure> {
    const latest = this.latestRevision();
    if (latest.text === text) return success(latest);
    return this.#write(() => this.#content.revisions.append(text, this.#now()).revision);
  }

  /** Keeps the analysis of a revision. */
  saveAnalysis(revision: number, record: AnalysisRecord): Result<null, VaultFailure> {
    return this.#write(() => {
      this.#content.analyses.put(revision, record, this.#now());
      return null;
    });
  }

  /** The analysis of a revision, or null. */
  analysis(revision: number): AnalysisRecord | null {
    return this.#content.analyses.get(revision);
  }

  /** Keeps the active verdicts on a revision. */
  saveVerification(revision: number, record: ActiveRecord): Result<null, VaultFailure> {
    return this.#write(() => {
      this.#content.verifications.put(revision, record, this.#now());
      return null;
    });
  }

  /** The active verdicts on a revision by this version of the engine, or null. */
  verification(revision: number): ActiveRecord | null {
    return this.#content.verifications.get(revision);
  }

  /** The newest active verdicts by this version of the engine, with the text that they are about, or null. */
  latestVerification(): { readonly text: string; readonly record: ActiveRecord } | null {
    const kept = this.#content.verifications.latest();
    const revision = kept === null ? null : this.#content.revisions.get(kept.revision);
    return kept === null || revision === null ? null : { text: revision.text, record: kept.record };
  }

  /** What the analyst states beside the model's text; `vault-damaged` where this program cannot read it. */
  dossier(): Result<Dossier, VaultFailure> {
    return this.#content.dossier.read();
  }

  /** Keeps what the analyst states, with the history of every entry. */
  saveDossier(dossier: Dossier): Result<null, VaultFailure> {
    return this.#write(() => {
      const { dossier: kept, releases, events } = this.#content;
      const known = releases.ownerChanges().length;
      kept.save(dossier, this.#now());
      // Whatever changes who is an owner, and by whatever way it came, is an event.
      for (const { kind, recordedAt } of releases.ownerChanges().slice(known)) {
        events.append(`owner-${kind}`, recordedAt, null);
      }
      return null;
    });
  }

  /** Keeps the file of a source document; the same bytes are kept once. `name` is its base name. */
  addDocument(name: string, bytes: Uint8Array): Result<StoredFile, VaultFailure> {
    return this.#write(() => {
      const { sha256, added } = this.#content.documents.put(bytes, this.#now());
      if (added) this.#content.events.append('document-added', this.#now(), sha256);
      return { sha256, name, mediaType: mediaTypeOf(bytes), bytes: bytes.length };
    });
  }

  /** The file of a source document by its SHA-256, or null. */
  document(sha256: string): Result<Uint8Array | null, VaultFailure> {
    try {
      return success(this.#content.documents.get(sha256));
    } catch {
      return refuse('vault-damaged');
    }
  }

  /** How many bytes the files of all source documents have together. */
  get documentBytes(): number {
    return this.#content.documents.size();
  }

  /**
   * Takes away the files that no source names. Only when a project is opened: until then the window can undo the
   * removal of a source, and afterwards nothing can. A dossier that cannot be read keeps them all.
   */
  removeUnusedDocuments(): Result<null, VaultFailure> {
    const dossier = this.#content.dossier.read();
    if (!dossier.ok) return success(null);
    const used = new Set(dossier.value.sources.flatMap(({ file }) => (file === null ? [] : [file.sha256])));
    const removed = this.#write(() => {
      const gone = this.#content.documents.keepOnly(used);
      for (const sha256 of gone) this.#content.events.append('document-removed', this.#now(), sha256);
      return null;
    });
    try {
      compact(this.#copy.connection);
    } catch {
      // A full disk: the room stays taken until it works, and nothing is lost.
    }
    return removed;
  }

  /**
   * Who was named as an owner, what owners said of prepared files, who was overruled, and what was released;
   * `vault-damaged` where it cannot be read.
   */
  ledger(): Result<Ledger, VaultFailure> {
    return this.#content.releases.read();
  }

  /** Where everybody stands that has a say on the file of this SHA-256; `vault-damaged` where it cannot be read. */
  standings(fileHash: string): Result<readonly OwnerStanding[], VaultFailure> {
    const [dossier, ledger] = [this.dossier(), this.ledger()];
    if (!dossier.ok) return dossier;
    if (!ledger.ok) return ledger;
    return success(ownerStandings({ owners: dossier.value.owners, ...ledger.value }, fileHash));
  }

  /** Adds what an owner said of a file, and a line to the audit log. */
  addApproval(approval: NewApproval): Result<null, VaultFailure> {
    return this.#write(() => {
      const now = this.#now();
      this.#content.releases.addApproval(approval, now);
      const kind = approval.decision === 'approved' ? 'approved-public' : 'approval-withdrawn';
      this.#content.events.append(kind, now, approval.fileHash);
      return null;
    });
  }

  /**
   * Adds what was decided against a former owner, and a line to the audit log. Refused as `overruling-of-nobody` where it
   * is named as an owner, approves exactly this file, was overruled already, or has no say.
   */
  addOverruling(
    given: Pick<Overruling, 'owner' | 'organisation' | 'fileHash' | 'reason'>,
  ): Result<null, VaultFailure | { readonly code: 'overruling-of-nobody' }> {
    const { owner: id, organisation, fileHash } = given;
    const standings = this.standings(fileHash);
    if (!standings.ok) return standings;
    const where = standings.value.find(({ owner }) => isSameOwner(owner, { id, organisation }));
    if (where === undefined || where.named || isSettled(where)) {
      return failure({ code: 'overruling-of-nobody' });
    }
    const approval = where.last?.sequence ?? null;
    return this.#write(() => {
      const now = this.#now();
      this.#content.releases.addOverruling({ ...given, approval }, now);
      this.#content.events.append('owner-overruled', now, fileHash);
      return null;
    });
  }

  /**
   * Adds the release of a revision to the ledger, and a line to the audit log. Refused with the reason unless the owners
   * that are named now approve exactly this file, and whoever else has a say on it approves or was overruled.
   */
  addRelease(
    release: NewRelease,
    revision: number,
  ): Result<null, VaultFailure | { readonly code: ReleaseRefusal }> {
    const found = this.standings(release.fileHash);
    if (!found.ok) return found;
    const standings = found.value;
    const refusal = releaseRefusal(standings);
    if (refusal !== null) return failure({ code: refusal });
    const numbersOf = (entry: 'last' | 'overruling', how: ReturnType<typeof standing>): readonly number[] =>
      standings.filter((each) => standing(each) === how).flatMap((each) => each[entry]?.sequence ?? []);
    const rests = {
      approvals: numbersOf('last', 'approved'),
      overrulings: numbersOf('overruling', 'overruled'),
    };
    return this.#write(() => {
      const now = this.#now();
      this.#content.releases.addRelease({ ...release, ...rests }, revision, now);
      this.#content.events.append('released-public', now, release.fileHash);
      return null;
    });
  }

  /** Adds a line to the audit log. `fileHash` is the SHA-256 of the file that it is about. */
  recordEvent(kind: EventKind, fileHash: string | null = null): Result<null, VaultFailure> {
    return this.#write(() => {
      this.#content.events.append(kind, this.#now(), fileHash);
      return null;
    });
  }

  /** The audit log, the oldest line first. */
  events(): readonly AuditEvent[] {
    return this.#content.events.all();
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
    if (this.#log === null) return refuse('vault-read-only');
    const judged = judgeNewPassphrase(next);
    if (!judged.ok) return judged;
    const unlocked = await unlock(this.#envelope, current);
    if (!unlocked.ok) return unlocked;
    unlocked.value.fill(0);
    const dataKey = newDataKey ? this.#platform.random(32) : this.#dataKey;
    const slot = await wrapUnderPassphrase(dataKey, next, this.#platform);
    if (this.#closed) return refuse('vault-closed');
    const sealed = newDataKey ? this.#renew(slot, dataKey) : this.#sealWith([slot]);
    return sealed.ok ? this.recordEvent('passphrase-changed') : sealed;
  }

  /**
   * Base names of what lies beside the project and opens, or is of use, with an earlier passphrase only: backups from
   * before a migration, and recovery files that were kept.
   */
  copiesBeside(): readonly string[] {
    try {
      return copiesBeside(this.#path);
    } catch {
      return [];
    }
  }

  /**
   * Writes everything into the container, if there is anything new. When that fails what was saved is in the recovery
   * log; `vault-seal-disk-full`, `vault-seal-failed`, `vault-media-gone`, or `vault-displaced` where something else lies
   * in the place of the container by now, which is not written over.
   */
  seal(): Result<null, VaultFailure> {
    return this.#unsealed ? this.#sealWith(this.#envelope.slots) : success(null);
  }

  /**
   * Seals and closes, and forgets the data key. When sealing fails, or is not to be waited for (`seal` false), the
   * recovery log stays beside the container, and the next opening takes it over.
   */
  close(seal = true): Result<null, VaultFailure> {
    if (this.#closed) return success(null);
    const sealed = seal ? this.seal() : success(null);
    this.#closed = true;
    const released = release([
      () => {
        this.#copy.close();
      },
      () => this.#log?.close(),
      () => this.#lock?.release(),
    ]);
    this.#dataKey.fill(0);
    openPaths.delete(this.#path);
    return sealed.ok ? released : sealed;
  }

  #now(): string {
    return this.#platform.now().toISOString();
  }

  // The entry of the log goes to the disk last before the commit: what could not be kept is not in the database either.
  #write<Value>(work: () => Value): Result<Value, VaultFailure> {
    const log = this.#log;
    if (log === null) return refuse('vault-read-only');
    const entry = { added: false };
    try {
      const value = this.#copy.connection.transaction(() => {
        const done = work();
        const changes = this.#statements.take();
        if (changes.length === 0) return done;
        const content = encodeChanges({ schema: schemaVersion, changes });
        try {
          log.append(content);
        } finally {
          content.fill(0);
        }
        entry.added = true;
        return done;
      })();
      if (entry.added) this.#unsealed = true;
      return success(value);
    } catch (error) {
      this.#statements.take();
      if (entry.added) log.takeBack();
      return refuse(fileFailure(error));
    }
  }

  // On a second working copy, so that whatever fails leaves the one there is.
  #renew(slot: KeySlot, dataKey: Buffer): Result<null, VaultFailure> {
    let copy: WorkingCopy | null = null;
    try {
      const place = workingCopyPath(this.#path, this.#platform);
      const made = makeWorkingCopy(place, this.#copy.read(), this.#dataKey, this.#platform);
      if (!made.ok) return made;
      copy = made.value;
      changeKey(copy.connection, dataKey);
      return this.#sealWith([slot], { copy, dataKey });
    } catch (error) {
      return refuse(sealFailure(error));
    } finally {
      if (this.#copy !== copy) {
        copy?.close();
        dataKey.fill(0);
      }
    }
  }

  #sealWith(slots: readonly KeySlot[], renewed: Encrypted | null = null): Result<null, VaultFailure> {
    const log = this.#log;
    if (log === null) return refuse('vault-read-only');
    try {
      // Where a drive went, its folder may be there still, on another drive.
      if (deviceOf(this.#path) !== this.#device) return refuse('vault-media-gone');
      if (occupantOf(this.#path, this.#envelope.vault) === 'something-else') return refuse('vault-displaced');
      const { copy, dataKey } = renewed ?? { copy: this.#copy, dataKey: this.#dataKey };
      const body = copy.read();
      const envelope = nextEnvelope(this.#envelope, slots, body, dataKey, this.#platform);
      replaceContainer(this.#path, envelope, body, this.#platform);
      this.#envelope = envelope;
      this.#unsealed = false;
      log.restart({ vault: envelope.vault, generation: envelope.generation }, dataKey);
      if (renewed !== null) this.#goOnWith(renewed);
      syncFolder(this.#path, this.#platform.files);
      return success(null);
    } catch (error) {
      this.#unsealed = true;
      return refuse(sealFailure(error));
    }
  }

  #goOnWith({ copy, dataKey }: Encrypted): void {
    const before = { copy: this.#copy, dataKey: this.#dataKey };
    this.#copy = copy;
    this.#dataKey = dataKey;
    this.#statements = new RecordedStatements(copy.connection);
    this.#content = repositoriesOn(this.#statements);
    before.dataKey.fill(0);
    before.copy.close();
  }
}

/** A working copy, and the key that it is encrypted under. */
interface Encrypted {
  readonly copy: WorkingCopy;
  readonly dataKey: Buffer;
}

function deviceOf(path: string): number {
  return statSync(dirname(path)).dev;
}

// Every one of them, whatever the ones before did.
function release(steps: readonly (() => void)[]): Result<null, VaultFailure> {
  let outcome: Result<null, VaultFailure> = success(null);
  for (const step of steps) {
    try {
      step();
    } catch (error) {
      outcome = refuse(fileFailure(error));
    }
  }
  return outcome;
}

// A link to a file, or to its folder, is another name of the same file.
function realPath(path: string): string {
  const whole = resolve(path);
  try {
    return realpathSync(whole);
  } catch {
    try {
      return join(realpathSync(dirname(whole)), basename(whole));
    } catch {
      return whole;
    }
  }
}

async function unlock(envelope: Envelope, passphrase: Passphrase): Promise<Result<Buffer, VaultFailure>> {
  let refused: Result<Buffer, VaultFailure> = refuse('passphrase-wrong');
  for (const slot of envelope.slots) {
    const unwrapped = await unwrapWithPassphrase(slot, passphrase);
    if (unwrapped.ok) return unwrapped;
    refused = unwrapped;
  }
  return refused;
}

/**
 * Makes a new project file and leaves it open. Never writes over anything (`vault-exists`); when anything
 * fails, nothing is left behind.
 */
export async function createVault(
  start: NewVault,
  platform: VaultPlatform = realPlatform,
): Promise<Result<Vault, VaultFailure>> {
  const path = realPath(start.path);
  const judged = judgeNewPassphrase(start.passphrase);
  if (!judged.ok) return judged;
  const isFree = checkFree(path);
  if (!isFree.ok) return isFree;
  const dataKey = platform.random(32);
  const slot = await wrapUnderPassphrase(dataKey, start.passphrase, platform);
  return claim(path, dataKey, (undo) => {
    const lock = lockProject(path, platform);
    if (!lock.ok) return lock;
    undo.push(lock.value.release);
    const made = makeWorkingCopy(workingCopyPath(path, platform), Buffer.alloc(0), dataKey, platform);
    if (!made.ok) return made;
    const copy = made.value;
    undo.push(() => {
      copy.close();
    });
    fillNewVault(start, copy, platform);
    const body = copy.read();
    const envelope = firstEnvelope([slot], body, dataKey, platform);
    const left = takeOverLeftWork(
      { path, envelope, dataKey, connection: copy.connection, writable: true },
      platform,
    );
    if (!left.ok) return left;
    const { log, setAside } = left.value;
    undo.push(() => log?.close());
    placeNewFile(path, [encodeHead(envelope), body], platform);
    const opened = { path, envelope, dataKey, copy, log, lock: lock.value, recovered: false };
    return success(new Vault({ ...opened, setAside: setAside || lock.value.setAside }, platform));
  });
}

function checkFree(path: string): Result<null, VaultFailure> {
  try {
    if (openPaths.has(path)) return refuse('vault-in-use');
    return lstatSync(path, { throwIfNoEntry: false }) === undefined ? success(null) : refuse('vault-exists');
  } catch (error) {
    return refuse(fileFailure(error));
  }
}

function fillNewVault(start: NewVault, { connection }: WorkingCopy, platform: VaultPlatform): void {
  const now = platform.now().toISOString();
  migrate(connection);
  const { project, revisions, events } = repositoriesOn(connection);
  connection.transaction(() => {
    const named = { id: randomUUID(), name: start.projectName, classification: 'strengt-fortrolig' };
    project.insert({ ...named, createdAt: now });
    revisions.append(start.text, now);
    events.append('created', now, null);
  })();
}

/** What is to be done when an opening does not come to its end; the last step first. */
type Undo = (() => void)[];

// From here to the closing nobody else in this process opens the path; whatever fails, everything is given up again.
function claim(
  path: string,
  dataKey: Buffer,
  open: (undo: Undo) => Result<Vault, VaultFailure>,
): Result<Vault, VaultFailure> {
  if (openPaths.has(path)) return refuse('vault-in-use');
  openPaths.add(path);
  const undo: Undo = [];
  const opened = attempt(() => open(undo));
  if (opened.ok) return opened;
  release(undo.toReversed());
  dataKey.fill(0);
  openPaths.delete(path);
  return opened;
}

function attempt<Value>(work: () => Result<Value, VaultFailure>): Result<Value, VaultFailure> {
  try {
    return work();
  } catch (error) {
    return refuse(fileFailure(error));
  }
}

// Of openings that nobody can cancel.
const never = new AbortController().signal;

/**
 * Opens a project file. Whatever it refuses it leaves untouched: a wrong passphrase, a damaged or newer file,
 * one that is in use. Where nothing can be written beside it, it is opened for reading only. When `signal` is aborted
 * while the key is derived, nothing is opened (`vault-opening-cancelled`). The passphrase is not zeroed here: that is
 * for whoever made it.
 */
export async function openVault(
  givenPath: string,
  passphrase: Passphrase,
  platform: VaultPlatform = realPlatform,
  signal: AbortSignal = never,
): Promise<Result<Vault, VaultFailure>> {
  const path = realPath(givenPath);
  if (openPaths.has(path)) return refuse('vault-in-use');
  const read = readHead(path);
  if (!read.ok) return read;
  const { envelope } = read.value;
  const unlocked = await unlock(envelope, passphrase);
  if (!unlocked.ok) return unlocked;
  const dataKey = unlocked.value;
  if (signal.aborted) {
    dataKey.fill(0);
    return refuse('vault-opening-cancelled');
  }
  if (!isAuthentic(envelope, dataKey)) return refuse('vault-damaged');
  return claim(path, dataKey, (undo) => {
    const lock = lockUnlessReadOnly(path, platform);
    if (!lock.ok) return lock;
    undo.push(() => lock.value?.release());
    // Deriving the key took a while; whoever wrote meanwhile still has the file, or just let go of it.
    const container = readContainer(path, envelope);
    return container.ok ? adopt(path, container.value, dataKey, lock.value, undo, platform) : container;
  });
}

function lockUnlessReadOnly(path: string, platform: VaultPlatform): Result<ProjectLock | null, VaultFailure> {
  try {
    return lockProject(path, platform);
  } catch (error) {
    if (isWriteRefused(error)) return success(null);
    throw error;
  }
}

function adopt(
  path: string,
  container: Container,
  dataKey: Buffer,
  lock: ProjectLock | null,
  undo: Undo,
  platform: VaultPlatform,
): Result<Vault, VaultFailure> {
  const { envelope, body } = container;
  const writable = lock !== null;
  if (writable) removeUnfinished(path, platform);
  // Read only: in memory, where nothing of it outlasts the process.
  if (!writable && platform.memoryFolder === null) return refuse('vault-unwritable');
  const folder = writable ? path : join(platform.memoryFolder ?? '', 'segl');
  const made = makeWorkingCopy(workingCopyPath(folder, platform), body, dataKey, platform);
  if (!made.ok) return made;
  const copy = made.value;
  undo.push(() => {
    copy.close();
  });
  const { connection } = copy;
  const version = versionOf(connection);
  if (version > schemaVersion) return refuse('vault-newer');
  if (writable && version < schemaVersion) backUp(path, version, container, platform);
  const left = takeOverLeftWork({ path, envelope, dataKey, connection, writable }, platform);
  if (!left.ok) return left;
  const { log, recovered } = left.value;
  undo.push(() => log?.close());
  const migrated = migrate(connection);
  if (!migrated.ok) return migrated;
  const setAside = left.value.setAside || (lock?.setAside ?? false);
  const vault = new Vault({ path, envelope, dataKey, copy, log, lock, recovered, setAside }, platform);
  if (!writable) return success(vault);
  const removed = vault.removeUnusedDocuments();
  const noted = removed.ok ? vault.recordEvent(recovered ? 'recovered' : 'opened') : removed;
  return noted.ok ? success(vault) : noted;
}
