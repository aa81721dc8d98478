import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { SealedPreview } from '#contract/exchange-calls.ts';
import type { CallFailure } from '#contract/failures.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import type { MergeAnswer } from '#core/history/merge/decision/place.ts';
import { resolve } from '#core/history/merge/merge-contents.ts';
import type { HistoryState } from '#core/history/state.ts';
import type { Result } from '#core/result.ts';
import { mergeReceived, mergeSides, type MergeSides } from '#project/exchange/merging.ts';
import {
  checkAnswered,
  openReceived,
  previewOf,
  type ReceivedFile,
  type SealedWarningKind,
} from '#project/exchange/received-file.ts';
import { receiveProject } from '#project/exchange/receive-project.ts';
import { noteShare, prepareShare, type ShareOrder } from '#project/exchange/share.ts';
import { noteVerified, takeCard } from '#project/keyring/cards.ts';
import { memoryOf } from '#project/keyring/keyring-memory.ts';
import { KeyringSession } from '#project/keyring/keyring-session.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import { ProjectSession } from '#project/session/project-session.ts';
import type { OpeningKey } from '#vault/container/unlock.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';
import type { Vault } from '#vault/vault.ts';
import { passphrase, quickPlatform, temporaryFolder, valueOf } from '../vault-platform.ts';

/** What goes into a sealed file, and how, where a test says nothing else. */
const usualOrder = {
  purpose: 'Review',
  encryption: 'hybrid',
  history: 'all',
  documents: true,
  verdicts: false,
} satisfies Omit<ShareOrder, 'recipients'>;

/** The warnings that are answered where a test says nothing else. */
export const usuallyAnswered: readonly SealedWarningKind[] = [
  'sequence-same',
  'sequence-older',
  'foreign-decisions',
];

/** Chooses an answer for a conflict among those that are offered. */
export type Choose = (offered: readonly MergeAnswer[]) => MergeAnswer;

const everybody: Analyst[] = [];

// Before their folders go away.
afterEach(() => {
  for (const analyst of everybody.splice(0)) analyst.session.lock();
});

/** Somebody with a keyring and a folder of their own, who has at most one project open. */
export class Analyst {
  readonly name: string;
  readonly folder: string;
  readonly keyring: KeyringSession;
  readonly session: ProjectSession;
  readonly platform: VaultPlatform;
  /** Hears of every merge what it started from and, where it made or took a state, what came of it. */
  onMerged: (sides: MergeSides, merged: HistoryState) => void = () => undefined;

  private constructor(name: string, folder: string, platform: VaultPlatform) {
    this.name = name;
    this.folder = folder;
    this.platform = platform;
    this.keyring = new KeyringSession(join(folder, `${name}.keyring`), platform);
    const memory = (): ReturnType<typeof memoryOf> => memoryOf(this.keyring.open, platform.clock);
    this.session = new ProjectSession(platform, { memory });
    everybody.push(this);
  }

  /** Somebody with a new keyring in a folder of their own. */
  static async begin(name: string, platform: VaultPlatform = quickPlatform): Promise<Analyst> {
    const analyst = new Analyst(name, temporaryFolder(), platform);
    valueOf(await analyst.keyring.create({ name, organisation: 'Grid operator' }, passphrase));
    return analyst;
  }

  /** Somebody whose keyring lies in a folder, as at another start of the program. */
  static async again(
    name: string,
    folder: string,
    platform: VaultPlatform = quickPlatform,
  ): Promise<Analyst> {
    const analyst = new Analyst(name, folder, platform);
    valueOf(await analyst.keyring.unlock(passphrase));
    return analyst;
  }

  get path(): string {
    return join(this.folder, 'AMS.segl');
  }

  get project(): OpenProject {
    if (this.session.project === null) throw new Error(`${this.name} has no project open`);
    return this.session.project;
  }

  get vault(): Vault {
    return this.project.vault;
  }

  get text(): string {
    return this.vault.texts.latest().text;
  }

  get dossier(): Dossier {
    return valueOf(this.vault.dossier.read());
  }

  get fingerprint(): string {
    return this.#open.identity.card.fingerprint;
  }

  /** The key that opens what is encrypted for this identity. */
  get key(): OpeningKey {
    return { kind: 'identity', secret: this.#open.identity.secret('hybrid') };
  }

  /** Takes the cards of others and compares their fingerprints. */
  meet(...others: readonly Analyst[]): void {
    const now = this.platform.clock.now().toISOString();
    for (const other of others) {
      const { card } = other.#open.identity;
      const taking = { changed: 'refuse', now } as const;
      valueOf(this.keyring.change((content) => takeCard(content, card, this.#open.identity.card, taking)));
      valueOf(this.keyring.change((content) => noteVerified(content, card.fingerprint, now)));
    }
  }

  /** Makes a project of this text. */
  async create(text: string): Promise<void> {
    const start = { path: this.path, passphrase, projectName: 'AMS', text };
    valueOf(await this.session.create(start));
  }

  async open(key: OpeningKey = { kind: 'passphrase', passphrase }): Promise<OpenProject> {
    this.session.choose(this.path);
    return valueOf(await this.session.unlock(key));
  }

  close(): void {
    valueOf(this.session.lock());
  }

  /** Puts a copy of somebody's closed project in the place of the own one. */
  copyFrom(other: Analyst): void {
    copyFileSync(other.path, this.path);
  }

  say(text: string): void {
    valueOf(this.vault.texts.save(text));
  }

  state(change: (dossier: Dossier) => Dossier): void {
    valueOf(this.vault.dossier.save(change(this.dossier)));
  }

  /** Seals the open project for others, with every warning answered, and notes the share. */
  async share(recipients: readonly Analyst[], order: Partial<ShareOrder> = {}): Promise<Uint8Array> {
    const wanted = { ...usualOrder, recipients: recipients.map(({ fingerprint }) => fingerprint), ...order };
    const now = this.platform.clock.now().toISOString();
    const share = valueOf(await prepareShare(this.project, this.keyring, wanted, now));
    const answered = share.warnings.map(({ kind }) => kind);
    valueOf(noteShare(this.project, this.keyring, share, { fileHash: share.sha256, answered }));
    return share.bytes;
  }

  /** Opens a sealed file with the keyring. */
  async read(bytes: Uint8Array): Promise<ReceivedFile> {
    return valueOf(await openReceived('a.sealed', bytes, this.keyring));
  }

  /** What is said of a sealed file to this analyst, beside the project that is open. */
  async preview(bytes: Uint8Array): Promise<SealedPreview> {
    return valueOf(previewOf(await this.read(bytes), this.session.project, this.keyring));
  }

  /** Makes a project of a sealed file and opens it. */
  async receive(bytes: Uint8Array): Promise<void> {
    const place = { path: this.path, passphrase };
    valueOf(await receiveProject(await this.read(bytes), place, this.keyring, this.platform));
    await this.open();
  }

  /** Merges a sealed file into the open project, with an answer to each conflict and to these warnings. */
  async merge(
    bytes: Uint8Array,
    choose: Choose = () => 'mine',
    answered: readonly SealedWarningKind[] = usuallyAnswered,
  ): Promise<HistoryState> {
    return valueOf(this.tryMerge(await this.read(bytes), choose, answered));
  }

  tryMerge(
    file: ReceivedFile,
    choose: Choose = () => 'mine',
    answered: readonly SealedWarningKind[] = usuallyAnswered,
  ): Result<HistoryState, CallFailure> {
    const allowed = checkAnswered(file, this.project, this.keyring, answered);
    if (!allowed.ok) return allowed;
    const sides = mergeSides(this.project, file);
    if (!sides.ok) return sides;
    const { head, ...contents } = sides.value;
    const answers = new Map<string, MergeAnswer>();
    for (;;) {
      const resolved = resolve(contents, answers);
      if (resolved.ok) break;
      for (const { id, answers: offered } of resolved.error) {
        // An answer that is not offered counts for none, and would be asked for for ever.
        if (answers.has(id)) throw new Error('this conflict was answered otherwise than is offered');
        answers.set(id, choose(offered));
      }
    }
    const merged = mergeReceived(this.project, file, this.keyring, { head, answers });
    if (merged.ok) this.onMerged(sides.value, merged.value);
    return merged;
  }

  get #open(): NonNullable<KeyringSession['open']> {
    if (this.keyring.open === null) throw new Error(`the keyring of ${this.name} is locked`);
    return this.keyring.open;
  }
}

/** People who have verified each other's cards. */
export async function acquainted(
  names: readonly string[],
  platformOf: (name: string) => VaultPlatform = () => quickPlatform,
): Promise<readonly Analyst[]> {
  const people: Analyst[] = [];
  for (const name of names) people.push(await Analyst.begin(name, platformOf(name)));
  for (const one of people) one.meet(...people.filter((other) => other !== one));
  return people;
}

/** Two people who have verified each other's cards. */
export async function twoAnalysts(
  platformOf?: (name: string) => VaultPlatform,
): Promise<readonly [Analyst, Analyst]> {
  const [anne, berit] = await acquainted(['Anne', 'Berit'], platformOf);
  if (anne === undefined || berit === undefined) throw new Error('two people');
  return [anne, berit];
}
