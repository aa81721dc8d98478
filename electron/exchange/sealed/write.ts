import { success, type Result } from '#core/result.ts';
import { encryptStream } from '#exchange/age/encryption.ts';
import { headerBounds } from '#exchange/age/header.ts';
import type { KeyKind } from '#exchange/age/recipients.ts';
import type { Card } from '#exchange/card/card.ts';
import { refuse, type ExchangeFailure } from '#exchange/failure.ts';
import type { Identity } from '#exchange/identity/identity.ts';
import { canonicalBytes } from '#exchange/json/canonical-json.ts';
import { archiveLength, packed } from './archive.ts';
import { contentMembers, projectIn } from './content.ts';
import { sha256Of } from '#vault/files/sha256.ts';
import { manifestDomain, readManifest, sealedFormat, type Manifest } from './manifest.ts';
import { cardMember, manifestMember, signatureMember, type Member, type MemberNote } from './members.ts';
import type { SharedProject } from './shared-project.ts';

/** How a project is sealed: by whom, for whom, what for. */
export interface SealingOrder {
  readonly identity: Identity;
  /** Everybody who is to open it; whoever seals is among them only where named. */
  readonly recipients: readonly Card[];
  readonly keys: KeyKind;
  readonly purpose: string;
  /** ISO 8601 instant in UTC. */
  readonly createdAt: string;
  /** One more than the last one of this signer for this project. */
  readonly sequence: number;
}

/** What is to be encrypted: the manifest as it was signed, and every member of the archive in its order. */
export interface Composed {
  readonly manifest: Manifest;
  readonly members: readonly Member[];
}

/**
 * Puts everything together and signs it; the same members for the same project and order. `sealed-recipients-missing`,
 * `sealed-recipients-refused` for more than 64 or one of them twice, `sealed-content-refused` where the project, the
 * purpose or the documents are such as no reader would take.
 */
export function compose(shared: SharedProject, order: SealingOrder): Result<Composed, ExchangeFailure> {
  const recipients = order.recipients.map(({ fingerprint }) => fingerprint).toSorted();
  if (recipients.length === 0) return refuse('sealed-recipients-missing');
  if (recipients.length > headerBounds.recipients || new Set(recipients).size < recipients.length) {
    return refuse('sealed-recipients-refused');
  }
  const { identity, purpose, createdAt, sequence } = order;
  const { id, name, classification } = shared.project;
  const card = { name: cardMember, bytes: Buffer.from(identity.card.text, 'utf8') };
  const members = [card, ...contentMembers(shared)];
  const manifest = {
    format: sealedFormat,
    project: { id, name, classification },
    purpose,
    createdAt,
    signer: identity.card.fingerprint,
    recipients,
    sequence,
    head: shared.head,
    members: members.map(noteOf),
  } satisfies Manifest;
  const bytes = canonicalBytes(manifest);
  if (!isReadable(bytes, members)) return refuse('sealed-content-refused');
  const signature = identity.sign(manifestDomain, bytes);
  const signed = [
    { name: manifestMember.name, bytes },
    { name: signatureMember.name, bytes: signature },
    ...members,
  ];
  return success({ manifest, members: signed });
}

function noteOf({ name, bytes }: Member): MemberNote {
  return { name, sha256: sha256Of(bytes), size: bytes.length };
}

// Nothing is sent that a reader of this version would refuse.
function isReadable(manifestBytes: Uint8Array, members: readonly Member[]): boolean {
  if (manifestBytes.length > manifestMember.most) return false;
  const manifest = readManifest(manifestBytes);
  const named = new Map(members.map(({ name, bytes }) => [name, bytes]));
  return manifest.ok && projectIn(manifest.value, named) !== null;
}

/**
 * Encrypts what was put together, for exactly the recipients of its manifest. `sealed-recipient-refused` where a key of one
 * cannot be used.
 */
export async function writeSealed(
  shared: SharedProject,
  order: SealingOrder,
): Promise<Result<Uint8Array, ExchangeFailure>> {
  const composed = compose(shared, order);
  if (!composed.ok) return composed;
  const { members } = composed.value;
  const keys = order.recipients.map((card) => (order.keys === 'hybrid' ? card.hybridKey : card.ageKey));
  const { stream, written } = packed(members);
  const length = archiveLength(members.map(({ bytes }) => bytes.length));
  // Where nobody reads the archive to its end, its writing is given up, and so is its promise.
  written.catch(() => undefined);
  return encryptStream(stream, length, keys);
}
