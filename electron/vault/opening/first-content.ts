import { randomUUID } from 'node:crypto';
import { emptyDossier } from '#core/dossier/dossier.ts';
import type { WorkingCopy } from '#vault/database/working-copy.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';
import { readForeign, type ForeignHistory } from '#vault/history/foreign-history.ts';
import { unite } from '#vault/history/unite.ts';
import { nextOpening } from '#vault/lineage/opening.ts';
import { noGeneration } from '#vault/container/next-envelope.ts';
import { migrate } from '#vault/migrations/migrate.ts';
import { repositoriesOn, type Repositories } from '#vault/repositories/repositories.ts';
import { RefusedChange } from '#vault/store/change.ts';
import { ChangeUnderWay } from '#vault/store/change-under-way.ts';

/** A project that begins here. */
export interface NewProject {
  readonly projectName: string;
  readonly text: string;
}

/** A project that somebody else shared, and that goes on here in a file of its own. */
export interface ReceivedProject {
  readonly received: {
    readonly name: string;
    readonly classification: string;
    readonly foreign: ForeignHistory;
  };
}

/**
 * Writes the first content of a new vault. Throws {@link RefusedChange} where what was received does not fit together, and as
 * SQLite does.
 */
export function writeFirstContent(
  start: NewProject | ReceivedProject,
  { vault, opening }: { readonly vault: string; readonly opening: string },
  { connection }: WorkingCopy,
  platform: VaultPlatform,
): void {
  migrate(connection);
  const content = repositoriesOn(connection);
  connection.transaction(() => {
    if ('received' in start) takeReceived(start, content, platform);
    else begin(start, content, platform);
    const begun = { id: opening, baseSequence: 0, baseGeneration: noGeneration };
    content.openings.append(nextOpening(vault, begun, null, platform.signOpening));
  })();
}

function begin(
  { projectName: name, text }: NewProject,
  content: Repositories,
  platform: VaultPlatform,
): void {
  const { project, revisions, dossier, states, events } = content;
  const { author, clock, random } = platform;
  const now = clock.now().toISOString();
  project.insert({ id: randomUUID(), name, classification: 'strengt-fortrolig', createdAt: now });
  const id = random(16).toString('hex');
  const origin = { cause: 'created', origin: null, name: null } as const;
  const numbers = { text: revisions.put(text, now).sequence, dossier: dossier.put(emptyDossier) };
  states.add({ id, parents: [], createdAt: now, author, ...origin }, numbers);
  states.moveHead(id);
  events.append({ kind: 'created', createdAt: now, author, state: id, fileHash: null });
}

function takeReceived({ received }: ReceivedProject, content: Repositories, platform: VaultPlatform): void {
  const { name, classification } = received;
  const { author, clock, random } = platform;
  const now = clock.now().toISOString();
  const foreign = readForeign(received.foreign);
  if (foreign === null) throw new RefusedChange('vault-foreign-refused');
  content.project.insert({ id: foreign.project, name, classification, createdAt: now });
  const newId = (): string => random(16).toString('hex');
  const change = new ChangeUnderWay(content, { now, author, newId });
  if (unite(change, foreign) === 'refused') throw new RefusedChange('vault-foreign-refused');
  change.goOnFrom(foreign.head);
  const { fileHash } = foreign;
  change.audit('unsealed', { fileHash });
  change.finish();
}
