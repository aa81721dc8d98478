import { success, type Result } from '#core/result.ts';
import { decryptStream } from '#exchange/age/encryption.ts';
import { keyKindOf } from '#exchange/age/header.ts';
import type { KeyKind } from '#exchange/age/recipients.ts';
import { longestCard, parseCard, type Card } from '#exchange/card/card.ts';
import { refuse, type ExchangeFailure } from '#exchange/failure.ts';
import type { Identity } from '#exchange/identity/identity.ts';
import { isSigned } from '#exchange/signatures/ed25519.ts';
import { archiveHash, archiveLength, ArchiveReader } from './archive.ts';
import { projectIn } from './content.ts';
import { sha256Of } from '#vault/files/sha256.ts';
import { manifestDomain, readManifest, type Manifest } from './manifest.ts';
import {
  cardMember,
  longestSealed,
  manifestMember,
  signatureMember,
  type Member,
  type MemberNote,
} from './members.ts';
import type { SharedProject } from './shared-project.ts';

/**
 * A sealed file that is whole and signed by the key on the card in it. Who that is, and what the file is to whoever opened
 * it, `verifySealed` tells.
 */
export interface Opened {
  readonly manifest: Manifest;
  /** The SHA-256 of the manifest, which is that of everything in the file. */
  readonly manifestHash: string;
  readonly signer: Card;
  readonly keys: KeyKind;
  readonly shared: SharedProject;
}

/**
 * Opens a sealed file with the keys of an identity. Nothing but the card in it is parsed before the signature is found to
 * be right, and nothing is held that the manifest does not speak of. Failures are `sealed-…` codes.
 */
export async function readSealed(
  bytes: Uint8Array,
  identity: Pick<Identity, 'secret'>,
): Promise<Result<Opened, ExchangeFailure>> {
  if (bytes.length > longestSealed) return refuse('sealed-too-large');
  const keys = keyKindOf(bytes);
  if (!keys.ok) return keys;
  const plain = await decryptStream(bytes, identity.secret(keys.value));
  if (!plain.ok) return plain;
  const archive = new ArchiveReader(plain.value.stream);
  try {
    const signed = await readSigned(archive, plain.value.length);
    if (!signed.ok) return signed;
    const { manifest, signer, members } = signed.value;
    const shared = await readContent(archive, manifest, members);
    if (!shared.ok) return shared;
    const manifestHash = sha256Of(members[0].bytes);
    return success({ manifest, manifestHash, signer, keys: keys.value, shared: shared.value });
  } finally {
    await archive.release();
  }
}

/** The beginning of an archive: manifest, signature and card. */
interface Signed {
  readonly manifest: Manifest;
  readonly signer: Card;
  readonly members: readonly [manifest: Member, signature: Member, card: Member];
}

async function readSigned(archive: ArchiveReader, length: number): Promise<Result<Signed, ExchangeFailure>> {
  const first = await readMember(archive, manifestMember.name, manifestMember.most);
  if (!first.ok)
    return first.error.code === 'sealed-members-refused' ? refuse('sealed-not-a-sealed-file') : first;
  const second = await readMember(archive, signatureMember.name, signatureMember.length);
  if (!second.ok) return second;
  const third = await readMember(archive, cardMember, longestCard);
  if (!third.ok) return third;
  const [bytes, signature, cardBytes] = [first.value.bytes, second.value.bytes, third.value.bytes];
  const signer = parseCard(cardBytes);
  if (!signer.ok)
    return refuse(signer.error.code === 'card-newer' ? 'sealed-newer' : 'sealed-signature-wrong');
  const key = Buffer.from(signer.value.signingKey, 'hex');
  if (!isSigned(key, manifestDomain, bytes, signature)) return refuse('sealed-signature-wrong');
  const manifest = readManifest(bytes);
  if (!manifest.ok) return manifest;
  const { signer: named, members } = manifest.value;
  if (named !== signer.value.fingerprint) return refuse('sealed-manifest-refused');
  if (members[0] === undefined || !isAsNoted(members[0], cardBytes)) return refuse('sealed-hash-wrong');
  // Every size is known to be right in sum before anything of that size is made room for.
  const sizes = [bytes.length, signature.length, ...members.map(({ size }) => size)];
  if (archiveLength(sizes) !== length) return refuse('sealed-members-refused');
  const read = [first.value, second.value, third.value] as const;
  return success({ manifest: manifest.value, signer: signer.value, members: read });
}

async function readMember(
  archive: ArchiveReader,
  name: string,
  most: number,
): Promise<Result<Member, ExchangeFailure>> {
  const header = await archive.next();
  if (!header.ok) return header;
  if (header.value?.name !== name || header.value.size > most) return refuse('sealed-members-refused');
  const body = await archive.body();
  return body.ok ? success({ name, bytes: body.value }) : body;
}

async function readContent(
  archive: ArchiveReader,
  manifest: Manifest,
  beginning: readonly Member[],
): Promise<Result<SharedProject, ExchangeFailure>> {
  const members = new Map(beginning.map(({ name, bytes }) => [name, bytes]));
  for (const note of manifest.members.slice(1)) {
    const read = await readMember(archive, note.name, note.size);
    if (!read.ok) return read;
    if (!isAsNoted(note, read.value.bytes)) return refuse('sealed-hash-wrong');
    members.set(note.name, read.value.bytes);
  }
  const end = await archive.next();
  if (!end.ok) return end;
  // One archive has one form: whatever the reader of it lets pass is found here.
  const whole = [...members].map(([name, bytes]) => ({ name, bytes }));
  if (end.value !== null || archive.digest() !== (await archiveHash(whole))) {
    return refuse('sealed-members-refused');
  }
  const shared = projectIn(manifest, members);
  return shared === null ? refuse('sealed-content-refused') : success(shared);
}

function isAsNoted({ sha256, size }: MemberNote, bytes: Uint8Array): boolean {
  return bytes.length === size && sha256Of(bytes) === sha256;
}
