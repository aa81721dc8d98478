import { readArchive, type Member } from './archive.ts';
import { decryptAge, stanzasOf } from './age.ts';
import { readCard, type Card } from './card.ts';
import { sha256, sha256Hex } from './digests.ts';
import { folderOf, MiB, readManifest, type Manifest } from './manifest.ts';
import { demand, present } from './refusal.ts';
import { readContent, type SharedContent } from './shared-content.ts';
import { demandSignature } from './signatures.ts';

/** resources/docs/format-sealed-file.md */
export interface SealedFile extends SharedContent {
  readonly encryption: string;
  readonly manifest: Manifest;
  readonly signer: Card;
}

function kindOf(bytes: Uint8Array): string {
  const stanzas = stanzasOf(bytes);
  const [kind] = stanzas;
  demand(kind === 'mlkem768x25519' || kind === 'X25519', 'sealed: recipients');
  demand(stanzas.length <= 64 && stanzas.every((each) => each === kind), 'sealed: recipients');
  return kind;
}

/** The manifest of an archive, and the card by whose key it is signed. */
function readSigned([manifestMember, signature, card]: readonly Member[]): {
  readonly manifest: Manifest;
  readonly signer: Card;
} {
  demand(manifestMember?.name === 'manifest.json' && signature?.name === 'manifest.sig', 'sealed: members');
  demand(card?.name === 'signer.card', 'sealed: members');
  demand(manifestMember.bytes.length <= 4 * MiB && signature.bytes.length === 64, 'sealed: size');
  const signer = readCard(card.bytes);
  const signed = [Buffer.from('segl sealed manifest v1\0'), sha256(manifestMember.bytes)];
  demandSignature(signer.signingKey, signature.bytes, ...signed);
  const manifest = readManifest(manifestMember.bytes);
  demand(manifest.signer === signer.fingerprint, 'sealed: signer');
  return { manifest, signer };
}

function demandNoted(members: readonly Member[], { members: notes }: Manifest): void {
  demand(members.length === notes.length, 'sealed: members');
  for (const [at, { name, bytes }] of members.entries()) {
    const noted = present(notes[at], 'sealed: members');
    demand(noted.name === name && noted.size === bytes.length, 'sealed: members');
    demand(noted.sha256 === sha256Hex(bytes), 'sealed: hash');
    const folder = folderOf(name);
    demand(folder === undefined || name === `${folder}/${noted.sha256}`, 'sealed: hash');
  }
}

/** Reads a sealed file for an identity of the kind that it is encrypted for. @throws {Refused} */
export async function readSealedFile(bytes: Uint8Array, identity: string): Promise<SealedFile> {
  const encryption = kindOf(bytes);
  const members = readArchive(Buffer.from(await decryptAge(bytes, identity)));
  const { manifest, signer } = readSigned(members);
  demandNoted(members.slice(2), manifest);
  return { encryption, manifest, signer, ...readContent(members.slice(2), manifest) };
}
