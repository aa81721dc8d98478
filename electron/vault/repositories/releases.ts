import { z } from 'zod';
import { approvalSchema, releaseSchema } from '#contract/release-ledger-schema.ts';
import type { Approval } from '#core/release/approval.ts';
import type { Release } from '#core/release/release.ts';
import { success, type Result } from '#core/result.ts';
import type { StatementSource } from '#vault/recorded-statements.ts';
import { refuse, type VaultFailure } from '#vault/failure.ts';

/** What an owner said, before it has a number. */
export type NewApproval = Omit<Approval, 'sequence'>;

/** A release before it has a number and an instant. */
export type NewRelease = Omit<Release, 'sequence' | 'createdAt'>;

/** The ledger: what owners said of files, and what was released. Entries are added and never changed. */
export interface Ledger {
  readonly approvals: readonly Approval[];
  readonly releases: readonly Release[];
}

const approvalRow = z.object({
  sequence: z.int(),
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
});

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

  /** Adds a release of a revision. */
  addRelease(release: NewRelease, revision: number, createdAt: string): void {
    const { language, fileHash, record, approvals } = release;
    this.#statements
      .prepare(
        `INSERT INTO public_release (created_at, revision, language, file_hash, record, approvals)
         VALUES (?, ?, ?, ?, ?, ?)`,
      )
      .run(createdAt, revision, language, fileHash, JSON.stringify(record), JSON.stringify(approvals));
  }

  /** Every entry, the oldest first. One that this program cannot read is `vault-damaged`, never left out. */
  read(): Result<Ledger, VaultFailure> {
    const approvals = z.array(approvalSchema).safeParse(this.#approvals());
    const releases = z.array(releaseSchema).safeParse(this.#releases());
    if (!approvals.success || !releases.success) return refuse('vault-damaged');
    return success({ approvals: approvals.data, releases: releases.data });
  }

  #approvals(): readonly unknown[] {
    return this.#statements
      .prepare('SELECT * FROM approval ORDER BY sequence')
      .all()
      .map((found) => approvalRow.parse(found))
      .map(({ file_hash, ...rest }) => ({ ...rest, fileHash: file_hash }));
  }

  #releases(): readonly unknown[] {
    return this.#statements
      .prepare('SELECT * FROM public_release ORDER BY sequence')
      .all()
      .map((found) => releaseRow.parse(found))
      .map(({ sequence, created_at, language, file_hash, record, approvals }): unknown => ({
        sequence,
        createdAt: created_at,
        language,
        fileHash: file_hash,
        record: parsed(record),
        approvals: parsed(approvals),
      }));
  }
}

function parsed(json: string): unknown {
  return JSON.parse(json);
}
