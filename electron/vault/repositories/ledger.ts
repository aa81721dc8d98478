import { z } from 'zod';
import type { InformationOwner } from '#core/dossier/information-owner.ts';
import type { Approval } from '#core/publication/approval.ts';
import type { Overruling } from '#core/publication/overruling.ts';
import { ownerChanges, type OwnerChange, type OwnerState } from '#core/publication/owner-change.ts';
import type { Release } from '#core/publication/release.ts';
import { success, type Result } from '#core/result.ts';
import type { StatementSource } from '#vault/database/recorded-statements.ts';
import { refuse, type VaultFailure } from '#vault/files/failure.ts';
import {
  ledgerId,
  ledgerText,
  readLedgerContent,
  type ContentOf,
  type LedgerContent,
  type LedgerEntry,
  type LedgerKind,
} from '#vault/repositories/ledger-entry.ts';

/** An owner's approval or withdrawal, before it has a number. */
export type NewApproval = Omit<Approval, 'sequence' | 'recordedAt'>;

/** A decision against a former owner, before it has a number and an instant. */
type NewOverruling = Omit<Overruling, 'sequence' | 'recordedAt'>;

/** A release before it has a number and an instant. */
type NewRelease = Omit<Release, 'sequence' | 'createdAt'>;

/** A sealed file that left the project. */
export interface Share extends Readonly<ContentOf<'share'>['fields']> {
  readonly createdAt: string;
}

/**
 * The ledger: who was named as an owner, what owners said of files, who was overruled, what was released, and with whom the
 * project was shared. Entries are added and never changed. Their numbers are their places among those of their kind.
 */
export interface Ledger {
  readonly ownerChanges: readonly OwnerChange[];
  readonly approvals: readonly Approval[];
  readonly overrulings: readonly Overruling[];
  readonly releases: readonly Release[];
  readonly shares: readonly Share[];
}

const row = z.object({ id: z.string(), content: z.string() });
const countRow = z.object({ count: z.number() });
const newestRow = z.object({ newest: z.string().nullable() });

/** The ledger in the database. It is read in the order of the instants at which entries were recorded. */
export class LedgerRepository {
  readonly #statements: StatementSource;

  constructor(statements: StatementSource) {
    this.#statements = statements;
  }

  /** Adds what an owner said. */
  addApproval(fields: NewApproval, now: string): void {
    this.#append({ kind: 'approval', recordedAt: this.#instant(now), fields });
  }

  /** Adds what was decided against a former owner. */
  addOverruling({ approval, ...said }: NewOverruling, now: string): void {
    const [answered] = approval === null ? [null] : this.#idsOf('approval', [approval]);
    this.#append({
      kind: 'overruling',
      recordedAt: this.#instant(now),
      fields: { ...said, approval: answered ?? null },
    });
  }

  /** Adds a release of a state. */
  addRelease({ approvals, overrulings, ...said }: NewRelease, state: string, now: string): void {
    const rests = {
      approvals: [...this.#idsOf('approval', approvals)],
      overrulings: [...this.#idsOf('overruling', overrulings)],
    };
    this.#append({ kind: 'release', recordedAt: this.#instant(now), fields: { ...said, ...rests, state } });
  }

  /** Adds a share. */
  addShare(fields: ContentOf<'share'>['fields'], now: string): void {
    this.#append({ kind: 'share', recordedAt: this.#instant(now), fields });
  }

  /**
   * Notes what has to be noted so that exactly these owners are named, whatever was named before and by whatever way that
   * came about: it is the one place where who is an owner follows from the dossier. Answers what was noted.
   */
  nameOwners(owners: readonly InformationOwner[], now: string): readonly OwnerChange[] {
    const known = [...this.#named()].map(([owner, organisation]): OwnerState => ({
      recordedAt: now,
      owner,
      organisation,
    }));
    const kept = new Set(owners.map(({ id }) => id));
    const gone = known
      .filter(({ owner }) => !kept.has(owner))
      .map((state): OwnerState => ({ ...state, organisation: null }));
    const named = owners.map(({ id, organisation }): OwnerState => ({
      recordedAt: now,
      owner: id,
      organisation,
    }));
    const changes = ownerChanges([...known, ...gone, ...named]).slice(known.length);
    for (const { kind: change, owner, organisation, before } of changes) {
      const fields = { change, owner, organisation, before };
      this.#append({ kind: 'owner', recordedAt: this.#instant(now), fields });
    }
    return changes;
  }

  /** Every entry, the oldest first. One that this program cannot read, or that was changed, is `vault-damaged`. */
  entries(): Result<readonly LedgerEntry[], VaultFailure> {
    const entries = this.#rows().map(({ id, content }) => {
      const read = ledgerId(content) === id ? readLedgerContent(parsed(content)) : null;
      return read === null ? null : { ...read, id };
    });
    return entries.every((entry) => entry !== null) ? success(entries) : refuse('vault-damaged');
  }

  /** Every entry by its kind, the oldest first. One that this program cannot read is `vault-damaged`, never left out. */
  read(): Result<Ledger, VaultFailure> {
    const entries = this.entries();
    if (!entries.ok) return entries;
    const ledger = ledgerOf(entries.value);
    return ledger === null ? refuse('vault-damaged') : success(ledger);
  }

  /** How many entries there are. */
  count(): number {
    const found = this.#statements.prepare('SELECT count(*) AS count FROM ledger_entry').get();
    return countRow.parse(found).count;
  }

  /** How long all entries are together, in characters. */
  length(): number {
    const found = this.#statements.prepare('SELECT total(length(content)) AS count FROM ledger_entry').get();
    return countRow.parse(found).count;
  }

  /** True where there is an entry of this identifier. */
  has(id: string): boolean {
    return this.#statements.prepare('SELECT 1 FROM ledger_entry WHERE id = ?').get(id) !== undefined;
  }

  /** Adds an entry that was made elsewhere, as it is. */
  add(content: LedgerContent): void {
    this.#append(content);
  }

  #append(content: LedgerContent): void {
    const text = ledgerText(content);
    this.#statements
      .prepare('INSERT INTO ledger_entry (id, recorded_at, kind, content) VALUES (?, ?, ?, ?)')
      .run(ledgerId(text), content.recordedAt, content.kind, text);
  }

  // Later than everything that is there, also where the clock was set back: what was said last must be read last.
  #instant(now: string): string {
    const { newest } = newestRow.parse(
      this.#statements.prepare('SELECT max(recorded_at) AS newest FROM ledger_entry').get(),
    );
    return newest === null || newest < now ? now : new Date(Date.parse(newest) + 1).toISOString();
  }

  #named(): ReadonlyMap<string, string> {
    const named = new Map<string, string>();
    for (const { content } of this.#rows('owner')) {
      const read = readLedgerContent(parsed(content));
      if (read?.kind !== 'owner') continue;
      const { change, owner, organisation } = read.fields;
      if (change === 'removed') named.delete(owner);
      else named.set(owner, organisation);
    }
    return named;
  }

  #rows(kind: LedgerKind | null = null): readonly z.output<typeof row>[] {
    return this.#statements
      .prepare('SELECT id, content FROM ledger_entry WHERE kind = coalesce(?, kind) ORDER BY recorded_at, id')
      .all(kind)
      .map((found) => row.parse(found));
  }

  #idsOf(kind: LedgerKind, numbers: readonly number[]): readonly string[] {
    const ids = this.#rows(kind).map(({ id }) => id);
    return numbers.map((number) => {
      const id = ids[number - 1];
      if (id === undefined) throw new Error('an entry rests on one that is not there');
      return id;
    });
  }
}

/** The entries by their kinds, with the places of those that they name; null where one is named that is not there. */
function ledgerOf(entries: readonly LedgerEntry[]): Ledger | null {
  const of = <Kind extends LedgerKind>(kind: Kind): readonly (ContentOf<Kind> & { readonly id: string })[] =>
    entries.filter((entry): entry is ContentOf<Kind> & { readonly id: string } => entry.kind === kind);
  const placesOf = (kind: LedgerKind): ReadonlyMap<string, number> =>
    new Map(of(kind).map(({ id }, index) => [id, index + 1]));
  const places = { approval: placesOf('approval'), overruling: placesOf('overruling') };
  // 0 for one that is not there.
  const place = (kind: 'approval' | 'overruling', id: string): number => places[kind].get(id) ?? 0;
  const ledger: Ledger = {
    ownerChanges: of('owner').map(({ recordedAt, fields: { change, ...said } }) => ({
      kind: change,
      recordedAt,
      ...said,
    })),
    approvals: of('approval').map(({ recordedAt, fields }, index) => ({
      sequence: index + 1,
      ...fields,
      recordedAt,
    })),
    overrulings: of('overruling').map(({ recordedAt, fields }, index) => ({
      sequence: index + 1,
      ...fields,
      recordedAt,
      approval: fields.approval === null ? null : place('approval', fields.approval),
    })),
    releases: of('release').map(
      ({ recordedAt, fields: { language, fileHash, record, ...rests } }, index) => ({
        sequence: index + 1,
        createdAt: recordedAt,
        language,
        fileHash,
        record,
        approvals: rests.approvals.map((id) => place('approval', id)),
        overrulings: rests.overrulings.map((id) => place('overruling', id)),
      }),
    ),
    shares: of('share').map(({ recordedAt, fields }) => ({ ...fields, createdAt: recordedAt })),
  };
  const named = [
    ...ledger.overrulings.flatMap(({ approval }) => approval ?? []),
    ...ledger.releases.flatMap(({ approvals, overrulings }) => [...approvals, ...overrulings]),
  ];
  return named.includes(0) ? null : ledger;
}

function parsed(json: string): unknown {
  return JSON.parse(json);
}
