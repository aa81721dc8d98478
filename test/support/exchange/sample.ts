import { Encrypter } from 'age-encryption';
import { packTar, type TarHeader } from 'modern-tar';
import { emptyDossier } from '#core/dossier/dossier.ts';
import type { KeyKind } from '#exchange/age/recipients.ts';
import type { Card } from '#exchange/card/card.ts';
import { identityOf, type Identity } from '#exchange/identity/identity.ts';
import { canonicalBytes } from '#exchange/json/canonical-json.ts';
import { sha256Of } from '#vault/files/sha256.ts';
import type { ForeignState } from '#vault/history/foreign-history.ts';
import { eventId, type AuditEvent, type EventKind } from '#vault/repositories/audit-event.ts';
import {
  ledgerId,
  ledgerText,
  type LedgerContent,
  type LedgerEntry,
} from '#vault/repositories/ledger-entry.ts';
import type { Manifest } from '#exchange/sealed/manifest.ts';
import type { Member } from '#exchange/sealed/members.ts';
import type { SharedProject } from '#exchange/sealed/shared-project.ts';
import { compose, type Composed, type SealingOrder } from '#exchange/sealed/write.ts';
import people from './people.json' with { type: 'json' };
import { sourceWith, valueOf } from '../vault-platform.ts';

/** The people of these tests, whose keys are the same at every run. */
export type Person = keyof typeof people;

/** The identity of one of them. */
export async function identityOfPerson(person: Person): Promise<Identity> {
  const { seed, x25519, hybrid, ...names } = people[person];
  const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
  const secrets = {
    seed: Uint8Array.from(Buffer.from(seed, 'hex')),
    x25519: ascii(x25519),
    hybrid: ascii(hybrid),
  };
  return valueOf(await identityOf(names, secrets));
}

/** The identifier of the project of these tests. */
export const projectId = '7d444840-9dc0-41d1-b245-5ffdce74fad2';

const noon = '2026-03-02T12:00:00.000Z';
const documentBytes = new TextEncoder().encode('a source document');
const document = {
  sha256: sha256Of(documentBytes),
  name: 'note.txt',
  mediaType: 'text/plain',
  bytes: documentBytes.length,
};

/** A state of the project of these tests; its content is null unless given. */
export function stateOf(id: string, parents: readonly string[], text: string | null): ForeignState {
  const content =
    text === null ? null : { text, dossier: { ...emptyDossier, sources: [sourceWith(document)] } };
  const rest = { createdAt: noon, cause: 'edited', origin: null, name: null } as const;
  return {
    id: id.repeat(32),
    parents: parents.map((each) => each.repeat(32)),
    author: null,
    ...rest,
    content,
  };
}

function ledgerEntry(said: LedgerContent): LedgerEntry {
  return { ...said, id: ledgerId(ledgerText(said)) };
}

function auditEvent(kind: EventKind, previous: readonly string[]): AuditEvent {
  const said = { previous, createdAt: noon, kind, author: null, state: 'a'.repeat(32), fileHash: null };
  return { ...said, id: eventId(projectId, said) };
}

const owner = { owner: 'o', organisation: 'Org' };
const approved = {
  approver: 'Per',
  day: '2026-03-01',
  fileHash: '3'.repeat(64),
  decision: 'approved',
} as const;
const approval = ledgerEntry({ kind: 'approval', recordedAt: noon, fields: { ...owner, ...approved } });
const created = auditEvent('created', []);

/** A project with something of everything that can be shared but verdicts. */
export const sharedProject: SharedProject = {
  project: { id: projectId, name: 'AMS', classification: 'project-confidential' },
  head: 'c'.repeat(32),
  states: [
    stateOf('a', [], 'the first text\n'),
    stateOf('b', ['a'], null),
    { ...stateOf('c', ['a', 'b'], 'the text æøå\n'), author: { name: 'Kari', fingerprint: 'd'.repeat(32) } },
  ],
  ledger: [
    ledgerEntry({ kind: 'owner', recordedAt: noon, fields: { ...owner, change: 'named', before: null } }),
    approval,
    ledgerEntry({
      kind: 'overruling',
      recordedAt: noon,
      fields: { ...owner, fileHash: '3'.repeat(64), approval: approval.id, reason: 'Gone' },
    }),
  ],
  audit: [created, auditEvent('opened', [created.id])],
  verdicts: null,
  documents: new Map([[document.sha256, documentBytes]]),
};

/** An order to seal for these recipients. */
export function orderOf(
  identity: Identity,
  recipients: readonly Card[],
  keys: KeyKind = 'x25519',
): SealingOrder {
  return { identity, recipients, keys, purpose: 'Review', createdAt: noon, sequence: 1 };
}

/** A header of an archive as it is in a sealed file, but for what is given. */
export function tarHeader(name: string, size: number, given: Partial<TarHeader> = {}): TarHeader {
  const fixed = { mode: 0o644, uid: 0, gid: 0, uname: '', gname: '', mtime: new Date(0) };
  return { name, size, type: 'file', ...fixed, ...given };
}

/** The archive of any members, in any order. */
export async function tarOf(members: readonly Member[]): Promise<Uint8Array> {
  return packTar(members.map(({ name, bytes }) => ({ header: tarHeader(name, bytes.length), body: bytes })));
}

/** Encrypts anything for these recipients, by the library alone. */
export async function encryptedFor(plain: Uint8Array, recipients: readonly string[]): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return encrypter.encrypt(plain);
}

/** What is in a sealed file, signed anew after its manifest or its members were changed. */
export function signedAnew(
  { manifest, members }: Composed,
  signer: Identity,
  change: (manifest: Manifest) => object = (same) => same,
): readonly Member[] {
  const noted = members
    .slice(2)
    .map(({ name, bytes }) => ({ name, sha256: sha256Of(bytes), size: bytes.length }));
  const bytes = canonicalBytes(change({ ...manifest, signer: signer.card.fingerprint, members: noted }));
  const signature = signer.sign('segl sealed manifest v1', bytes);
  return [{ name: 'manifest.json', bytes }, { name: 'manifest.sig', bytes: signature }, ...members.slice(2)];
}

/** What Kari composes for Ola of a project. */
export async function composedByKari(shared: SharedProject = sharedProject): Promise<Composed> {
  const [kari, ola] = [await identityOfPerson('kari'), await identityOfPerson('ola')];
  return valueOf(compose(shared, orderOf(kari, [ola.card])));
}
