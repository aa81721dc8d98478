import { z } from 'zod';
import { canonicalJson } from '#core/history/canonical.ts';
import { ownerChanges, type OwnerState } from '#core/publication/owner-change.ts';
import type { Connection } from '#vault/database/database.ts';
import type { MovedState } from '#vault/migrations/0007/earlier-states.ts';
import { instantOf } from '#vault/migrations/0007/instant.ts';
import { ledgerId, type LedgerKind } from '#vault/repositories/ledger-entry.ts';

const approvalRow = z.object({
  sequence: z.int(),
  created_at: z.string(),
  owner: z.string(),
  organisation: z.string(),
  approver: z.string(),
  day: z.string(),
  file_hash: z.string(),
  decision: z.string(),
});

const overrulingRow = z.object({
  sequence: z.int(),
  created_at: z.string(),
  owner: z.string(),
  organisation: z.string(),
  file_hash: z.string(),
  approval: z.int().nullable(),
  reason: z.string(),
});

const releaseRow = z.object({
  created_at: z.string(),
  revision: z.int(),
  language: z.string(),
  file_hash: z.string(),
  record: z.string(),
  approvals: z.string(),
  overrulings: z.string(),
});

const ownerRow = z.object({ created_at: z.string(), entry: z.string(), content: z.string().nullable() });
const ownerContent = z.object({ organisation: z.string().catch('') });
const numbers = z.array(z.int());

/**
 * Moves the ledger: every entry says what it said, and names others by what they say. What cannot be read stays unreadable, and
 * what names one that is not there by its number is not to be read either.
 */
export function moveLedger(connection: Connection, states: readonly MovedState[]): void {
  moveOwners(connection, new Entries(connection, 'owner'));
  const approvals = moveApprovals(connection, new Entries(connection, 'approval'));
  const overrulings = moveOverrulings(connection, new Entries(connection, 'overruling'), approvals);
  const releases = new Entries(connection, 'release');
  for (const found of connection.prepare('SELECT * FROM public_release ORDER BY sequence').all()) {
    const row = releaseRow.parse(found);
    releases.add(row.created_at, {
      state: releasedState(states, row.revision, row.created_at),
      language: row.language,
      fileHash: row.file_hash,
      record: parsed(row.record),
      approvals: numbers.parse(parsed(row.approvals)).map((number) => approvals.get(number) ?? number),
      overrulings: numbers.parse(parsed(row.overrulings)).map((number) => overrulings.get(number) ?? number),
    });
  }
}

/** Adds entries of one kind, each later than the one before: the order in which they were recorded counts. */
class Entries {
  readonly #connection: Connection;
  readonly #kind: LedgerKind;
  #last = '';

  constructor(connection: Connection, kind: LedgerKind) {
    this.#connection = connection;
    this.#kind = kind;
  }

  add(createdAt: string, fields: object): string {
    const at = instantOf(createdAt);
    const recordedAt = at > this.#last ? at : new Date(Date.parse(this.#last) + 1).toISOString();
    this.#last = recordedAt;
    const text = canonicalJson({ kind: this.#kind, recordedAt, fields });
    const id = ledgerId(text);
    this.#connection
      .prepare('INSERT INTO ledger_entry (id, recorded_at, kind, content) VALUES (?, ?, ?, ?)')
      .run(id, recordedAt, this.#kind, text);
    return id;
  }
}

function moveOwners(connection: Connection, entries: Entries): void {
  const states = connection
    .prepare(
      `SELECT created_at, entry, content FROM dossier_change WHERE section = 'owners' ORDER BY sequence`,
    )
    .all()
    .map((found): OwnerState => {
      const { created_at, entry, content } = ownerRow.parse(found);
      const organisation = content === null ? null : ownerContent.parse(parsed(content)).organisation;
      return { recordedAt: created_at, owner: entry, organisation };
    });
  for (const { kind: change, recordedAt, owner, organisation, before } of ownerChanges(states)) {
    entries.add(recordedAt, { change, owner, organisation, before });
  }
}

function moveApprovals(connection: Connection, entries: Entries): ReadonlyMap<number, string> {
  const ids = new Map<number, string>();
  for (const found of connection.prepare('SELECT * FROM approval ORDER BY sequence').all()) {
    const { sequence, created_at, file_hash, ...said } = approvalRow.parse(found);
    ids.set(sequence, entries.add(created_at, { ...said, fileHash: file_hash }));
  }
  return ids;
}

function moveOverrulings(
  connection: Connection,
  entries: Entries,
  approvals: ReadonlyMap<number, string>,
): ReadonlyMap<number, string> {
  const ids = new Map<number, string>();
  for (const found of connection.prepare('SELECT * FROM overruling ORDER BY sequence').all()) {
    const { sequence, created_at, file_hash, approval, ...said } = overrulingRow.parse(found);
    const answered = approval === null ? null : (approvals.get(approval) ?? approval);
    ids.set(sequence, entries.add(created_at, { ...said, fileHash: file_hash, approval: answered }));
  }
  return ids;
}

// The last state with the text that was released which was there by then.
function releasedState(states: readonly MovedState[], revision: number, createdAt: string): string | null {
  const those = states.filter((state) => state.revision === revision);
  const found = those.findLast((state) => state.createdAt <= createdAt) ?? those.at(-1);
  return found?.id ?? null;
}

function parsed(json: string): unknown {
  return JSON.parse(json);
}
