import { fingerprint, hash, line, stateId } from './authors.ts';
import { parseCanonical } from './canonical-json.ts';
import { demand, Refused } from './refusal.ts';
import { ascends, instant, listOf, membersOf, object, oneOf, text, uuid, whole } from './shapes.ts';

const manifestShape = object({
  format: oneOf(1),
  project: object({
    classification: oneOf('open', 'project-confidential', 'strengt-fortrolig'),
    id: uuid,
    name: line,
  }),
  purpose: line,
  createdAt: instant,
  signer: fingerprint,
  recipients: listOf(fingerprint, 64, 1),
  sequence: whole(1),
  head: stateId,
  members: listOf(object({ name: text(80), sha256: hash, size: whole(0) }), 20_000),
});
export type Manifest = ReturnType<typeof manifestShape>;

export const MiB = 1_048_576;
const fixed = ['signer.card', 'model.segl', 'dossier.json', 'history.json', 'ledger.json', 'audit.json'];
const mostBytes: Readonly<Record<string, number>> = {
  'signer.card': 8192,
  'model.segl': 16 * MiB,
  'dossier.json': 32 * MiB,
  'history.json': 16 * MiB,
  'ledger.json': 16 * MiB,
  'audit.json': 32 * MiB,
  'verdicts.json': 64 * MiB,
};
const chosen = /^(?<folder>objects|documents)\/[0-9a-f]{64}$/u;
const mostEach: Readonly<Record<string, number>> = { objects: 32 * MiB, documents: 200_000_000 };
const mostTogether: Readonly<Record<string, number>> = { objects: 256 * MiB, documents: 1_000_000_000 };

function demandNames(members: readonly { readonly name: string; readonly size: number }[]): void {
  const names = members.map(({ name }) => name);
  demand(names.slice(0, fixed.length).join() === fixed.join(), 'sealed: members');
  const rest = names.slice(names[fixed.length] === 'verdicts.json' ? fixed.length + 1 : fixed.length);
  const folders = rest.map((name) => chosen.exec(name)?.groups?.['folder']);
  demand(!folders.includes(undefined), 'sealed: members');
  const inOrder = ['objects', 'documents'].flatMap((folder) =>
    rest.filter((name) => name.startsWith(folder)),
  );
  demand(inOrder.join() === rest.join(), 'sealed: members');
  for (const folder of ['objects', 'documents']) {
    const here = members.filter(({ name }) => name.startsWith(`${folder}/`));
    demand(ascends(here.map(({ name }) => name)), 'sealed: members');
    const sizes = here.map(({ size }) => size);
    demand(Math.max(0, ...sizes) <= (mostEach[folder] ?? 0), 'sealed: size');
    demand(sizes.reduce((sum, size) => sum + size, 0) <= (mostTogether[folder] ?? 0), 'sealed: size');
  }
  for (const { name, size } of members) demand(size <= (mostBytes[name] ?? size), 'sealed: size');
}

/** The folder of a member that is named by its hash; undefined for all others. */
export function folderOf(name: string): string | undefined {
  return chosen.exec(name)?.groups?.['folder'];
}

export function readManifest(bytes: Uint8Array): Manifest {
  const value = parseCanonical(bytes);
  const { format } = membersOf(value);
  if (typeof format === 'number' && format > 1) throw new Refused('sealed: newer');
  const manifest = manifestShape(value);
  demand(ascends(manifest.recipients), 'sealed: manifest');
  demandNames(manifest.members);
  return manifest;
}
