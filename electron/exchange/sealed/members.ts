import { documentLimits } from '#core/dossier/source-document.ts';
import { longestCard } from '#exchange/card/card.ts';

/** A file of the archive in a sealed file. */
export interface Member {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What the manifest says of a member; the hash is SHA-256, lower-case hexadecimal. */
export interface MemberNote {
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
}

const [kib, mib] = [1024, 1024 * 1024];

/** The two members that the manifest cannot speak of, with the most bytes that each may have. */
export const manifestMember = { name: 'manifest.json', most: 4 * mib } as const;
export const signatureMember = { name: 'manifest.sig', length: 64 } as const;

/** The member that is the signer's card. */
export const cardMember = 'signer.card';

// In the order in which they stand in the archive; every sealed file has them.
const always: readonly (readonly [name: string, most: number])[] = [
  [cardMember, longestCard],
  ['model.segl', 16 * mib],
  ['dossier.json', 32 * mib],
  ['history.json', 16 * mib],
  ['ledger.json', 16 * mib],
  ['audit.json', 32 * mib],
];
const verdicts = ['verdicts.json', 64 * mib] as const;

/** Members that are named by their hash, with bounds on one and on all of them. */
export const hashedFolders = {
  objects: { one: 32 * mib, all: 256 * mib },
  documents: documentLimits,
} as const;
export type HashedFolder = keyof typeof hashedFolders;

/** The most members that a manifest speaks of. */
export const mostMembers = 20_000;

/** The longest sealed file, in bytes: everything at its bound, and what encryption and the archive add. */
export const longestSealed =
  always.reduce((sum, [, most]) => sum + most, verdicts[1] + manifestMember.most) +
  hashedFolders.objects.all +
  hashedFolders.documents.all +
  mostMembers * kib +
  mib;

/**
 * True where these are members that a sealed file can have, in their order: those that are always there, verdicts or not,
 * objects by their hashes and then documents by theirs, in ascending order, and each within its bounds.
 */
export function isMemberList(notes: readonly MemberNote[]): boolean {
  const hasVerdicts = notes[always.length]?.name === verdicts[0];
  const named = hasVerdicts ? [...always, verdicts] : always;
  if (!named.every(([name, most], index) => isWithin(notes[index], name, most))) return false;
  const hashed = notes.slice(named.length);
  const documents = hashed.findIndex(({ name }) => name.startsWith('documents/'));
  const border = documents < 0 ? hashed.length : documents;
  return (
    notes.length <= mostMembers &&
    isHashedList('objects', hashed.slice(0, border)) &&
    isHashedList('documents', hashed.slice(border))
  );
}

function isWithin(note: MemberNote | undefined, name: string, most: number): boolean {
  return note?.name === name && note.size <= most;
}

function isHashedList(folder: HashedFolder, notes: readonly MemberNote[]): boolean {
  const { one, all } = hashedFolders[folder];
  const isNext = ({ name, sha256, size }: MemberNote, index: number): boolean =>
    name === `${folder}/${sha256}` && size <= one && (notes[index - 1]?.name ?? '') < name;
  return notes.every(isNext) && notes.reduce((sum, { size }) => sum + size, 0) <= all;
}
