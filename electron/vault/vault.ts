import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { AnalysisRecord } from '#core/analysis/record.ts';
import type { ActiveRecord } from '#core/analysis/verify/active-record.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import {
  isSettled,
  ownerStandings,
  releaseRefusal,
  standing,
  type OwnerStanding,
  type ReleaseRefusal,
} from '#core/release/approval.ts';
import type { Overruling } from '#core/release/overruling.ts';
import { isSameOwner } from '#core/release/owner-change.ts';
import type { Release } from '#core/release/release.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { StoredFile } from '#core/sources/source-document.ts';
import {
  placeNewFile,
  readHead,
  removeIfThere,
  removeUnfinished,
  replaceContainer,
  workingCopyPath,
} from '#vault/container.ts';
import {
  authenticate,
  bodyHash,
  decodeContainer,
  decodeHead,
  encodeContainer,
  isAuthentic,
  type Envelope,
  type KeySlot,
} from '#vault/envelope.ts';
import { fileFailure, refuse, type VaultFailure } from '#vault/failure.ts';
import { mediaTypeOf } from '#vault/media-type.ts';
import { migrate, schemaVersion, versionOf } from '#vault/migrations/migrate.ts';
import {
  judgeNewPassphrase,
  unwrapWithPassphrase,
  wrapUnderPassphrase,
  type Passphrase,
} from '#vault/passphrase-slot.ts';
import { realPlatform, writeNewFile, type VaultPlatform } from '#vault/platform.ts';
import { AnalysisRepository } from '#vault/repositories/analyses.ts';
import { DocumentRepository } from '#vault/repositories/documents.ts';
import { DossierRepository } from '#vault/repositories/dossier.ts';
import { EventRepository, type AuditEvent, type EventKind } from '#vault/repositories/events.ts';
import { ProjectRepository, type Project } from '#vault/repositories/project.ts';
import { ReleaseRepository, type Ledger, type NewApproval } from '#vault/repositories/releases.ts';
import { RevisionRepository, type Revision } from '#vault/repositories/revisions.ts';
import { SealRepository } from '#vault/repositories/seal.ts';
import { VerificationRepository } from '#vault/repositories/verifications.ts';
import { compact, type Connection } from '#vault/database.ts';
import { findWorkingCopy, openWorkingCopy, type WorkingCopy } from '#vault/working-copy.ts';

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

/** An open project file. Every method that writes is durable when it returns, in the working copy at least. */
export class Vault {
  /** True when the opening found work that an earlier session could not write into the container. */
  readonly recovered: boolean;
  readonly #path: string;
  readonly #platform: VaultPlatform;
  readonly #dataKey: Buffer;
  readonly #copy: WorkingCopy;
  readonly #revisions: RevisionRepository;
  readonly #analyses: AnalysisRepository;
  readonly #verifications: VerificationRepository;
  readonly #dossier: DossierRepository;
  readonly #documents: DocumentRepository;
  readonly #releases: ReleaseRepository;
  readonly #events: EventRepository;
  #envelope: Envelope;
  #unsealed: boolean;
  #closed = false;

  constructor(
    path: string,
    envelope: Envelope,
    dataKey: Buffer,
    copy: WorkingCopy,
    recovered: boolean,
    platform: VaultPlatform,
  ) {
    this.#path = path;
    this.#envelope = envelope;
    this.#dataKey = dataKey;
    this.#copy = copy;
    this.#platform = platform;
    this.#revisions = new RevisionRepository(copy.connection);
    this.#analyses = new AnalysisRepository(copy.connection);
    this.#verifications = new VerificationRepository(copy.connection);
    this.#dossier = new DossierRepository(copy.connection);
    this.#documents = new DocumentRepository(copy.connection);
    this.#releases = new ReleaseRepository(copy.connection);
    this.#events = new EventRepository(copy.connection);
    this.#unsealed = recovered;
    this.recovered = recovered;
  }

  /** The project. */
  get project(): Project {
    return new ProjectRepository(this.#copy.connection).read();
  }

  /** The newest revision. */
  latestRevision(): Revision {
    const latest = this.#revisions.latest();
    if (latest === null) throw new Error('a vault has at least one revision');
    return latest;
  }

  /** Every revision, the oldest first. */
  revisions(): readonly Revision[] {
    return this.#revisions.all();
  }

  /** Saves the model's text as a revision; an unchanged text gives the revision there is. */
  saveRevision(text: string): Result<Revision, VaultFailure> {
    return this.#write(() => {
      const { revision, added } = this.#revisions.append(text, this.#now());
      if (!added) return revision;
      this.#unsealed = true;
      return revision;
    });
  }

  /** Keeps the analysis of a revision. */
  saveAnalysis(revision: number, record: AnalysisRecord): Result<null, VaultFailure> {
    return this.#write(() => {
      this.#analyses.put(revision, record, this.#now());
      this.#unsealed = true;
      return null;
    });
  }

  /** The analysis of a revision, or null. */
  analysis(revision: number): AnalysisRecord | null {
    return this.#analyses.get(revision);
  }

  /** Keeps the active verdicts on a revision. */
  saveVerification(revision: number, record: ActiveRecord): Result<null, VaultFailure> {
    return this.#write(() => {
      this.#verifications.put(revision, record, this.#now());
      this.#unsealed = true;
      return null;
    });
  }

  /** The active verdicts on a revision by this version of the engine, or null. */
  verification(revision: number): ActiveRecord | null {
    return this.#verifications.get(revision);
  }

  /** The newest active verdicts by this version of the engine, with the text that they are about, or null. */
  latestVerification(): { readonly text: string; readonly record: ActiveRecord } | null {
    const kept = this.#verifications.latest();
    const revision = kept === null ? null : this.#revisions.get(kept.revision);
    return kept === null || revision === null ? null : { text: revision.text, record: kept.record };
  }

  /** What the analyst states beside the model's text; `vault-damaged` where this program cannot read it. */
  dossier(): Result<Dossier, VaultFailure> {
    return this.#dossier.read();
  }

  /** Keeps what the analyst states, with the history of every entry. */
  saveDossier(dossier: Dossier): Result<null, VaultFailure> {
    return this.#write(() => {
      const known = this.#releases.ownerChanges().length;
      if (this.#dossier.save(dossier, this.#now()) > 0) this.#unsealed = true;
      // Whatever changes who is an owner, and by whatever way it came, is an event.
      for (const { kind, recordedAt } of this.#releases.ownerChanges().slice(known)) {
        this.#events.append(`owner-${kind}`, recordedAt, null);
      }
      return null;
    });
  }

  /** Keeps the file of a source document; the same bytes are kept once. `name` is its base name. */
  addDocument(name: string, bytes: Uint8Array): Result<StoredFile, VaultFailure> {
    return this.#write(() => {
      const { sha256, added } = this.#documents.put(bytes, this.#now());
      if (added) {
        this.#events.append('document-added', this.#now(), sha256);
        this.#unsealed = true;
      }
      return { sha256, name, mediaType: mediaTypeOf(bytes), bytes: bytes.length };
    });
  }

  /** The file of a source document by its SHA-256, or null. */
  document(sha256: string): Result<Uint8Array | null, VaultFailure> {
    try {
      return success(this.#documents.get(sha256));
    } catch {
      return refuse('vault-damaged');
    }
  }

  /** How many bytes the files of all source documents have together. */
  get documentBytes(): number {
    return this.#documents.size();
  }

  /**
   * Takes away the files that no source names. Only when a project is opened: until then the window can undo the
   * removal of a source, and afterwards nothing can. A dossier that cannot be read keeps them all.
   */
  removeUnusedDocuments(): Result<null, VaultFailure> {
    const dossier = this.#dossier.read();
    if (!dossier.ok) return success(null);
    const used = new Set(dossier.value.sources.flatMap(({ file }) => (file === null ? [] : [file.sha256])));
    const removed = this.#write(() => {
      const gone = this.#documents.keepOnly(used);
      for (const sha256 of gone) this.#events.append('document-removed', this.#now(), sha256);
      if (gone.length > 0) this.#unsealed = true;
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
    return this.#releases.read();
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
      this.#releases.addApproval(approval, now);
      const kind = approval.decision === 'approved' ? 'approved-public' : 'approval-withdrawn';
      this.#events.append(kind, now, approval.fileHash);
      this.#unsealed = true;
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
      this.#releases.addOverruling({ ...given, approval }, now);
      this.#events.append('owner-overruled', now, fileHash);
      this.#unsealed = true;
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
      this.#releases.addRelease({ ...release, ...rests }, revision, now);
      this.#events.append('released-public', now, release.fileHash);
      this.#unsealed = true;
      return null;
    });
  }

  /** Adds a line to the audit log. `fileHash` is the SHA-256 of the file that it is about. */
  recordEvent(kind: EventKind, fileHash: string | null = null): Result<null, VaultFailure> {
    return this.#write(() => {
      this.#events.append(kind, this.#now(), fileHash);
      this.#unsealed = true;
      return null;
    });
  }

  /** The audit log, the oldest line first. */
  events(): readonly AuditEvent[] {
    return this.#events.all();
  }

  /** Wraps the data key under another passphrase. The body stays as it is; the current one is asked for. */
  async changePassphrase(current: Passphrase, next: Passphrase): Promise<Result<null, VaultFailure>> {
    const judged = judgeNewPassphrase(next);
    if (!judged.ok) return judged;
    const unlocked = await unlock(this.#envelope, current);
    if (!unlocked.ok) return unlocked;
    unlocked.value.fill(0);
    const slot = await wrapUnderPassphrase(this.#dataKey, next, this.#platform);
    const sealed = this.#sealWith([slot]);
    return sealed.ok ? this.recordEvent('passphrase-changed') : sealed;
  }

  /** Writes everything into the container, if there is anything new. */
  seal(): Result<null, VaultFailure> {
    return this.#unsealed ? this.#sealWith(this.#envelope.slots) : success(null);
  }

  /**
   * Seals and closes, and forgets the data key. When sealing fails, or is not to be waited for (`seal` false), the
   * working copy stays beside the container, and the next opening takes it over.
   */
  close(seal = true): Result<null, VaultFailure> {
    if (this.#closed) return success(null);
    const sealed = seal ? this.seal() : success(null);
    this.#closed = true;
    this.#dataKey.fill(0);
    this.#copy.close(sealed.ok && !this.#unsealed, this.#platform);
    openPaths.delete(this.#path);
    return sealed;
  }

  #now(): string {
    return this.#platform.now().toISOString();
  }

  #write<Value>(work: () => Value): Result<Value, VaultFailure> {
    try {
      return success(this.#copy.connection.transaction(work)());
    } catch (error) {
      return refuse(fileFailure(error));
    }
  }

  // The mark goes into the database first: a crash in between leaves a working copy that knows its place.
  #sealWith(slots: readonly KeySlot[]): Result<null, VaultFailure> {
    const mark = nextMark(this.#envelope, this.#platform);
    try {
      const there = decodeHead(readHead(this.#path));
      if (there.ok && there.value.envelope.vault !== this.#envelope.vault) return refuse('vault-exists');
      new SealRepository(this.#copy.connection).put(mark);
      const body = this.#copy.read();
      const envelope = envelopeOf(this.#envelope.vault, mark, slots, body, this.#dataKey);
      replaceContainer(this.#path, envelope, body, this.#platform);
      this.#envelope = envelope;
      this.#unsealed = false;
      return success(null);
    } catch (error) {
      this.#unsealed = true;
      return refuse(fileFailure(error));
    }
  }
}

interface Mark {
  readonly sequence: number;
  readonly generation: string;
  readonly previous: string;
}

function nextMark(envelope: Envelope, platform: VaultPlatform): Mark {
  return {
    sequence: envelope.sequence + 1,
    generation: platform.random(16).toString('hex'),
    previous: envelope.generation,
  };
}

function envelopeOf(
  vault: string,
  mark: Mark,
  slots: readonly KeySlot[],
  body: Buffer,
  dataKey: Buffer,
): Envelope {
  const unsigned = { vault, ...mark, slots: [...slots], bodyLength: body.length, bodyHash: bodyHash(body) };
  return authenticate(unsigned, dataKey);
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
 * Makes a new project file and leaves it open. Never writes over a file (`vault-exists`); when anything
 * fails, nothing is left behind.
 */
export async function createVault(
  start: NewVault,
  platform: VaultPlatform = realPlatform,
): Promise<Result<Vault, VaultFailure>> {
  const path = realPath(start.path);
  const judged = judgeNewPassphrase(start.passphrase);
  if (!judged.ok) return judged;
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) return refuse('vault-exists');
  if (openPaths.has(path)) return refuse('vault-in-use');
  const dataKey = platform.random(32);
  const slot = await wrapUnderPassphrase(dataKey, start.passphrase, platform);
  const working = workingCopyPath(path);
  // Somebody may be working on it, though its container was moved away: the name is taken.
  if (existsSync(working)) return refuse('vault-in-use');
  let copy: WorkingCopy | null = null;
  try {
    writeNewFile(working, Buffer.alloc(0), platform.files);
    const opened = openWorkingCopy(working, dataKey, platform);
    if (!opened.ok) return opened;
    copy = opened.value;
    const envelope = fillNewVault(start, copy, slot, dataKey, platform);
    placeNewFile(path, encodeContainer(envelope, copy.read()), platform);
    openPaths.add(path);
    return success(new Vault(path, envelope, dataKey, copy, false, platform));
  } catch (error) {
    copy?.close(true, platform);
    if (copy === null) removeIfThere(working, platform);
    return refuse(fileFailure(error));
  }
}

function fillNewVault(
  start: NewVault,
  copy: WorkingCopy,
  slot: KeySlot,
  dataKey: Buffer,
  platform: VaultPlatform,
): Envelope {
  const { connection } = copy;
  const now = platform.now().toISOString();
  const mark = { sequence: 1, generation: platform.random(16).toString('hex'), previous: '0'.repeat(32) };
  migrate(connection);
  connection.transaction(() => {
    const project = { id: randomUUID(), name: start.projectName, classification: 'strengt-fortrolig' };
    new ProjectRepository(connection).insert({ ...project, createdAt: now });
    new RevisionRepository(connection).append(start.text, now);
    new EventRepository(connection).append('created', now, null);
    new SealRepository(connection).put(mark);
  })();
  return envelopeOf(randomUUID(), mark, [slot], copy.read(), dataKey);
}

// Of openings that nobody can cancel.
const never = new AbortController().signal;

/**
 * Opens a project file. Whatever it refuses it leaves untouched: a wrong passphrase, a damaged or newer file,
 * one that is in use. When `signal` is aborted while the key is derived, nothing is opened
 * (`vault-opening-cancelled`). The passphrase is not zeroed here: that is for whoever made it.
 */
export async function openVault(
  givenPath: string,
  passphrase: Passphrase,
  platform: VaultPlatform = realPlatform,
  signal: AbortSignal = never,
): Promise<Result<Vault, VaultFailure>> {
  const path = realPath(givenPath);
  if (openPaths.has(path)) return refuse('vault-in-use');
  const read = readContainer(path);
  if (!read.ok) return read;
  const { envelope, body } = read.value;
  const unlocked = await unlock(envelope, passphrase);
  if (!unlocked.ok) return unlocked;
  const dataKey = unlocked.value;
  if (signal.aborted) {
    dataKey.fill(0);
    return refuse('vault-opening-cancelled');
  }
  if (!isAuthentic(envelope, dataKey)) return refuse('vault-damaged');
  // Deriving the key took a while; whoever wrote meanwhile still has the file, or just let go of it.
  const again = readContainer(path);
  if (!again.ok || again.value.envelope.mac !== envelope.mac || openPaths.has(path)) {
    return refuse('vault-in-use');
  }
  try {
    const found = findWorkingCopy(path, envelope, body, dataKey, platform);
    if (!found.ok) return found;
    return adopt(path, envelope, dataKey, found.value, platform);
  } catch (error) {
    return refuse(fileFailure(error));
  }
}

function readContainer(path: string): ReturnType<typeof decodeContainer> {
  try {
    return decodeContainer(readFileSync(path));
  } catch (error) {
    return refuse(fileFailure(error));
  }
}

// Whatever stands in the way, such as a full disk, the next attempt finds the file as it was and nobody working on it.
function migrateWithBackup(path: string, connection: Connection): Result<null, VaultFailure> {
  try {
    const version = versionOf(connection);
    if (version < schemaVersion) copyFileSync(path, `${path}.version-${String(version)}.backup`);
    return migrate(connection);
  } catch (error) {
    return refuse(fileFailure(error));
  }
}

function adopt(
  path: string,
  envelope: Envelope,
  dataKey: Buffer,
  found: { readonly copy: WorkingCopy; readonly recovered: boolean },
  platform: VaultPlatform,
): Result<Vault, VaultFailure> {
  const { copy, recovered } = found;
  const migrated = migrateWithBackup(path, copy.connection);
  if (!migrated.ok) {
    copy.close(!recovered, platform);
    return migrated;
  }
  openPaths.add(path);
  removeUnfinished(path, platform);
  const vault = new Vault(path, envelope, dataKey, copy, recovered, platform);
  const removed = vault.removeUnusedDocuments();
  const noted = removed.ok ? vault.recordEvent(recovered ? 'recovered' : 'opened') : removed;
  if (noted.ok) return success(vault);
  vault.close();
  return noted;
}
