import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { engineVersion } from '#core/analysis/record/record.ts';
import { emptyDossier, type Dossier } from '#core/dossier/dossier.ts';
import { letOpen, makeRecoveryShares } from '#project/access/access.ts';
import { mergeReceived, mergeSides } from '#project/exchange/merging.ts';
import { openReceived, readReceived, type ReceivedFile } from '#project/exchange/received-file.ts';
import { receiveProject } from '#project/exchange/receive-project.ts';
import { noteShare, prepareShare, type ShareOrder } from '#project/exchange/share.ts';
import { noteVerified, takeCard } from '#project/keyring/cards.ts';
import { memoryOf } from '#project/keyring/keyring-memory.ts';
import { KeyringSession } from '#project/keyring/keyring-session.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import { ProjectSession } from '#project/session/project-session.ts';
import { holderPath } from '#vault/files/file-names.ts';
import { publicRecordOf, sampleText } from '../report/documents.ts';
import { passphrase, quickPlatform, sourceWith, temporaryFolder, valueOf } from '../vault-platform.ts';

const { clock } = quickPlatform;
const now = (): string => clock.now().toISOString();

/** Somebody who works with the program: a keyring, and the project that is open with it. */
class Analyst {
  readonly folder = temporaryFolder();
  readonly path = join(this.folder, 'AMS.segl');
  readonly keyringPath = join(this.folder, 'keyring.segl');
  readonly keyring = new KeyringSession(this.keyringPath, quickPlatform);
  readonly session = new ProjectSession(quickPlatform, {
    memory: () => memoryOf(this.keyring.open, clock),
  });

  get identity(): NonNullable<KeyringSession['open']>['identity'] {
    if (this.keyring.open === null) throw new Error('the keyring is open');
    return this.keyring.open.identity;
  }

  get fingerprint(): string {
    return this.identity.card.fingerprint;
  }

  get project(): OpenProject {
    if (this.session.project === null) throw new Error('a project is open');
    return this.session.project;
  }

  meet({ identity: { card } }: Analyst): void {
    const own = this.identity.card;
    valueOf(
      this.keyring.change((content) => takeCard(content, card, own, { changed: 'refuse', now: now() })),
    );
    valueOf(this.keyring.change((content) => noteVerified(content, card.fingerprint, now())));
  }

  async reopen(): Promise<void> {
    this.session.lock();
    this.session.choose(this.path);
    valueOf(await this.session.unlock({ kind: 'identity', secret: this.identity.secret('hybrid') }));
  }

  /** Saves a text that has one more line of comment. */
  comment(line: string): void {
    const { texts } = this.project.vault;
    valueOf(texts.save(`${texts.latest().text}\n# ${line}\n`));
  }

  async share(order: ShareOrder): Promise<Buffer> {
    const share = valueOf(await prepareShare(this.project, this.keyring, order, now()));
    const answered = share.warnings.map(({ kind }) => kind);
    valueOf(noteShare(this.project, this.keyring, share, { fileHash: share.sha256, answered }));
    return Buffer.from(share.bytes);
  }

  async receive(bytes: Uint8Array): Promise<ReceivedFile> {
    const path = join(this.folder, 'received.sealed');
    writeFileSync(path, bytes);
    return valueOf(await readReceived(path, this.keyring));
  }
}

async function analyst(name: string, organisation: string): Promise<Analyst> {
  const made = new Analyst();
  valueOf(await made.keyring.create({ name, organisation }, passphrase));
  return made;
}

/** A sealed file that the program wrote, and what it was asked for. */
export interface WrittenShare {
  readonly order: ShareOrder;
  readonly bytes: Buffer;
}

/** Files that the program wrote for a project on which two people worked, and what they are known to say. */
export interface WrittenFiles {
  readonly cards: readonly [kari: string, ola: string];
  readonly keyring: Buffer;
  readonly project: Buffer;
  readonly earlierProject: Buffer;
  readonly holder: Buffer;
  readonly recoveryShares: readonly string[];
  readonly secrets: { readonly x25519: string; readonly hybrid: string };
  readonly shares: readonly WrittenShare[];
  /** Sealed after a merge. */
  readonly merged: WrittenShare;
  /** Whether the program opens a sealed file with Ola's keyring and makes a project of it. */
  readonly takes: (sealed: Uint8Array) => Promise<boolean>;
  readonly text: string;
}

function filled({ vault }: OpenProject): void {
  const file = valueOf(vault.documents.add('note.txt', Buffer.from('a source document æøå')));
  const dossier: Dossier = {
    ...emptyDossier,
    sources: [sourceWith(file)],
    owners: [
      { id: 'grid', organisation: 'Grid operator' },
      { id: 'vendor', organisation: 'Meter vendor \u{1F50C} "quoted"\t\ud800' },
    ],
  };
  valueOf(vault.dossier.save(dossier));
  valueOf(vault.dossier.save({ ...dossier, owners: dossier.owners.slice(0, 1) }));
}

function released({ vault }: OpenProject): void {
  const fileHash = 'ab'.repeat(32);
  const approval = { approver: 'Per', day: '2026-03-01', fileHash };
  const grid = { owner: 'grid', organisation: 'Grid operator' };
  const vendor = { owner: 'vendor', organisation: 'Meter vendor \u{1F50C} "quoted"\t\ud800' };
  valueOf(vault.ledger.addApproval({ ...approval, ...vendor, decision: 'withdrawn' }));
  for (const decision of ['approved', 'withdrawn', 'approved'] as const) {
    valueOf(vault.ledger.addApproval({ ...approval, ...grid, decision }));
  }
  const record = publicRecordOf(sampleText);
  valueOf(vault.ledger.addOverruling({ ...vendor, fileHash, reason: 'Sold' }));
  valueOf(vault.ledger.addRelease({ language: 'nb', fileHash, record }, vault.texts.latest().sequence));
}

function verified({ vault }: OpenProject): void {
  const { text, sequence } = vault.texts.latest();
  const inputHash = createHash('sha256').update(text).digest('hex');
  const bounds = { clauses: 10, seconds: 10 };
  const cost = { clauses: 1234, seconds: 5.678 };
  valueOf(vault.verdicts.keep(sequence, { format: 2, engineVersion, inputHash, bounds, cost, verdicts: [] }));
}

/** Has the program write all its files: two people meet, work on one project, share it, and merge. */
export async function writtenFiles(): Promise<WrittenFiles> {
  const kari = await analyst('Kari Nordmann', 'Norsk Regnesentral');
  const ola = await analyst('Ola Nordmann', '');
  kari.meet(ola);
  ola.meet(kari);
  const start = { path: kari.path, passphrase, projectName: 'AMS «æøå»', text: sampleText };
  valueOf(await kari.session.create(start));
  filled(kari.project);
  released(kari.project);
  kari.comment('a second thought');
  valueOf(kari.project.vault.history.name(kari.project.vault.history.head.id, 'named'));
  kari.comment('a third');
  verified(kari.project);
  valueOf(await letOpen(kari.project, kari.keyring, kari.fingerprint));
  valueOf(await letOpen(kari.project, kari.keyring, ola.fingerprint));
  const recoveryShares = valueOf(await makeRecoveryShares(kari.project, { threshold: 2, shares: 3 }));
  await kari.reopen();
  const earlierProject = readFileSync(kari.path);
  const holder = readFileSync(holderPath(kari.path));

  const shares: WrittenShare[] = [];
  for (const encryption of ['hybrid', 'x25519'] as const) {
    for (const [history, documents, verdicts] of [
      ['none', false, false],
      ['named', false, true],
      ['all', true, true],
    ] as const) {
      const recipients = [ola.fingerprint, kari.fingerprint];
      const order = { recipients, purpose: 'Review', encryption, history, documents, verdicts };
      shares.push({ order, bytes: await kari.share(order) });
    }
  }

  const received = await ola.receive(shares[5]?.bytes ?? Buffer.alloc(0));
  valueOf(await receiveProject(received, { path: ola.path, passphrase }, ola.keyring, quickPlatform));
  ola.session.choose(ola.path);
  valueOf(await ola.session.unlock(passphrase));
  ola.comment('of another');
  const back = {
    recipients: [kari.fingerprint],
    purpose: '',
    encryption: 'hybrid',
    history: 'all',
    documents: true,
    verdicts: false,
  } as const;
  const answer = await kari.receive(await ola.share(back));
  const { vault } = kari.project;
  const dossier = valueOf(vault.dossier.read());
  valueOf(vault.dossier.save({ ...dossier, scope: { ...dossier.scope, purpose: 'Meanwhile' } }));
  const { head } = valueOf(mergeSides(kari.project, answer));
  valueOf(mergeReceived(kari.project, answer, kari.keyring, { head, answers: new Map() }));
  const order: ShareOrder = { ...back, recipients: [ola.fingerprint] };
  const merged = { order, bytes: await kari.share(order) };
  const { text } = vault.texts.latest();
  await kari.reopen();
  kari.session.lock();

  return {
    cards: [kari.identity.card.text, ola.identity.card.text],
    keyring: readFileSync(kari.keyringPath),
    project: readFileSync(kari.path),
    earlierProject,
    holder,
    recoveryShares,
    secrets: { x25519: ola.identity.secret('x25519'), hybrid: ola.identity.secret('hybrid') },
    shares,
    merged,
    takes: async (sealed) => takenBy(ola, sealed),
    text,
  };
}

async function takenBy({ keyring }: Analyst, sealed: Uint8Array): Promise<boolean> {
  const opened = await openReceived('received.sealed', sealed, keyring);
  if (!opened.ok) return false;
  const place = { path: join(temporaryFolder(), 'AMS.segl'), passphrase };
  return (await receiveProject(opened.value, place, keyring, quickPlatform)).ok;
}
