import { z } from 'zod';
import { approvalSchema, overrulingSchema, releaseSchema } from '#contract/release-ledger-schema.ts';
import type { Approval } from '#core/publication/approval.ts';
import type { Overruling } from '#core/publication/overruling.ts';
import { ownerChanges, type OwnerChange, type OwnerState } from '#core/publication/owner-change.ts';
import type { Release } from '#core/publication/release.ts';
import { success, type Result } from '#core/result.ts';
import type { StatementSource } from '#vault/database/recorded-statements.ts';
import { refuse, type VaultFailure } from '#vault/files/failure.ts';

/** An owner's approval or withdrawal, before it has a number. */
export type NewApproval = Omit<Approval, 'sequence' | 'recordedAt'>;

/** A decision against a former owner, before it has a number and an instant. */
type NewOverruling = Omit<Overruling, 'sequence' | 'recordedAt'>;

/** A release before it has a number and an instant. */
type NewRelease = Omit<Release, 'sequence' | 'createdAt'>;

/**
 * The ledger: who was named as an owner, what owners said of files, who was overruled, and what was released. Entries
 * are added and never changed.
 */
export interface Ledger {
  readonly ownerChanges: readonly OwnerChange[];
  readonly approvals: readonly Approval[];
  readonly overrulings: readonly Overruling[];
  readonly releases: readonly Release[];
}

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

const releaseRow = z.object({
  sequence: z.int(),
  created_at: z.string(),
  language: z.string(),
  file_hash: z.string(),
  record: z.string(),
  approvals: z.string(),
  overrulings: z.string(),
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

const ownerRow = z.object({ created_at: z.string(), entry: z.string(), content: z.string().nullable() });
const ownerContent = z.object({ organisation: z.string() });

/** The ledger of approvals and releases, in the database. */
export class ReleaseRepository {
  readonly #statements: StatementSource;

  constructor(statements: StatementSource) {
    this.#statements = statements;
  }

  /** Adds what an owner said. */
  addApproval(approval: NewApproval, createdAt: string): void {
    const { owner, organisation, approver, day, fileHash, decision } = approval;
    this.#statements
      .prepare(
        `INSERT INTO approval (created_at, owner, organisation, approver, day, file_hash, decision)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(createdAt, owner, organisation, approver, day, fileHash, decision);
  }

  /** Adds what was decided against a former owner. */
  addOverruling(overruling: NewOverruling, createdAt: string): void {
    const { owner, organisation, fileHash, approval, reason } = overruling;
    this.#statements
      .prepare(
        `INSERT INTO overruling (created_at, owner, organisation, file_hash, approval, reason)
         VALUES (?, ?, ?, ?, ?, ?)`,
      )
      .run(createdAt, owner, organisation, fileHash, approval, reason);
  }

  /** Adds a release of a revision. */
  addRelease(release: NewRelease, revision: number, createdAt: string): void {
    const { language, fileHash, record } = release;
    const [approvals, overrulings] = [JSON.stringify(release.approvals), JSON.stringify(release.overrulings)];
    this.#statements
      .prepare(
        `INSERT INTO public_release (created_at, revision, language, file_hash, record, approvals, overrulings)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(createdAt, revision, language, fileHash, JSON.stringify(record), approvals, overrulings);
  }

  /** Every entry, the oldest first. One that this program cannot read is `vault-damaged`, never left out. */
  read(): Result<Ledger, VaultFailure> {
    const approvals = z.array(approvalSchema).safeParse(this.#approvals());
    const overrulings = z.array(overrulingSchema).safeParse(this.#overrulings());
    const releases = z.array(releaseSchema).safeParse(this.#releases());
    if (!approvals.success || !overrulings.success || !releases.success) return refuse('vault-damaged');
    return success({
      ownerChanges: this.ownerChanges(),
      approvals: approvals.data,
      overrulings: overrulings.data,
      releases: releases.data,
    });
  }

  /** Who was named, renamed and removed as an owner, from what the dossier had, the oldest first. */
  ownerChanges(): readonly OwnerChange[] {
    const states = this.#statements
      .prepare(
        `SELECT created_at, entry, content FROM dossier_change WHERE section = 'owners' ORDER BY sequence`,
      )
      .all()
      .map((found) => ownerRow.parse(found))
      .map(({ created_at, entry, content }): OwnerState => {
        const organisation = content === null ? null : ownerContent.parse(parsed(content)).organisation;
        return { recordedAt: created_at, owner: entry, organisation };
      });
    return ownerChanges(states);
  }

  #approvals(): readonly unknown[] {
    return this.#statements
      .prepare('SELECT * FROM approval ORDER BY sequence')
      .all()
      .map((found) => approvalRow.parse(found))
      .map(({ created_at, file_hash, ...rest }) => ({
        ...rest,
        fileHash: file_hash,
        recordedAt: created_at,
      }));
  }

  #overrulings(): readonly unknown[] {
    return this.#statements
      .prepare('SELECT * FROM overruling ORDER BY sequence')
      .all()
      .map((found) => overrulingRow.parse(found))
      .map(({ created_at, file_hash, ...rest }) => ({
        ...rest,
        fileHash: file_hash,
        recordedAt: created_at,
      }));
  }

  #releases(): readonly unknown[] {
    return this.#statements
      .prepare('SELECT * FROM public_release ORDER BY sequence')
      .all()
      .map((found) => releaseRow.parse(found))
      .map(({ sequence, created_at, language, file_hash, record, approvals, overrulings }): unknown => ({
        sequence,
        createdAt: created_at,
        language,
        fileHash: file_hash,
        record: parsed(record),
        approvals: parsed(approvals),
        overrulings: parsed(overrulings),
      }));
  }
}

function parsed(json: string): unknown {
  return JSON.parse(json);
}
