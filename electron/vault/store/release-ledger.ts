import {
  isSettled,
  ownerApprovals,
  releaseRefusal,
  approvalStatus,
  type OwnerApproval,
  type ReleaseRefusal,
} from '#core/publication/approval.ts';
import type { Overruling } from '#core/publication/overruling.ts';
import { isSameOwner } from '#core/publication/owner-change.ts';
import type { Release } from '#core/publication/release.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { VaultFailure } from '#vault/files/failure.ts';
import type { ContentOf } from '#vault/repositories/ledger-entry.ts';
import type { Ledger, NewApproval } from '#vault/repositories/ledger.ts';
import type { Store } from '#vault/store/store.ts';

/** A file that is to be released; the approvals that it rests on are worked out when it is. */
export type NewRelease = Pick<Release, 'language' | 'fileHash' | 'record'>;

/** A decision against a former owner that is to be recorded. */
export type NewOverruling = Pick<Overruling, 'owner' | 'organisation' | 'fileHash' | 'reason'>;

/** The ledger of a project: approvals, withdrawals, overrulings and releases. Entries are added and never changed. */
export class ReleaseLedger {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Every entry, and who was named as an owner; `vault-damaged` where it cannot be read. */
  read(): Result<Ledger, VaultFailure> {
    return this.#store.content.ledger.read();
  }

  /** The position of everybody that has a say on the file of this SHA-256; `vault-damaged` where it cannot be read. */
  positionsOn(fileHash: string): Result<readonly OwnerApproval[], VaultFailure> {
    const [dossier, ledger] = [this.#store.content.dossier.read(), this.read()];
    if (!dossier.ok) return dossier;
    if (!ledger.ok) return ledger;
    return success(ownerApprovals({ owners: dossier.value.owners, ...ledger.value }, fileHash));
  }

  /** Adds a share of a state, which stays from then on: what comes back is merged on it. */
  addShare(share: ContentOf<'share'>['fields']): Result<null, VaultFailure> {
    return this.#store.change(({ content, now, audit }) => {
      content.ledger.addShare(share, now);
      content.states.markBase(share.state);
      audit('shared', { fileHash: share.fileHash, state: share.state });
      return null;
    });
  }

  /** Adds an owner's approval of a file, or its withdrawal. */
  addApproval(approval: NewApproval): Result<null, VaultFailure> {
    return this.#store.change(({ content, now, audit }) => {
      content.ledger.addApproval(approval, now);
      const { decision, fileHash } = approval;
      audit(decision === 'approved' ? 'approved-public' : 'approval-withdrawn', { fileHash });
      return null;
    });
  }

  /**
   * Adds a decision against a former owner. Refused as `overruling-of-nobody` where it is named as an owner, approves
   * exactly this file, was overruled already, or has no say.
   */
  addOverruling(
    given: NewOverruling,
  ): Result<null, VaultFailure | { readonly code: 'overruling-of-nobody' }> {
    const { owner: id, organisation, fileHash } = given;
    const positions = this.positionsOn(fileHash);
    if (!positions.ok) return positions;
    const position = positions.value.find(({ owner }) => isSameOwner(owner, { id, organisation }));
    if (position === undefined || position.named || isSettled(position)) {
      return failure({ code: 'overruling-of-nobody' });
    }
    const approval = position.last?.sequence ?? null;
    return this.#store.change(({ content, now, audit }) => {
      content.ledger.addOverruling({ ...given, approval }, now);
      audit('owner-overruled', { fileHash });
      return null;
    });
  }

  /**
   * Adds the release of the newest state that has this text. Refused with the reason unless the owners that are named now approve exactly this file,
   * and whoever else has a say on it approves or was overruled.
   */
  addRelease(
    release: NewRelease,
    revision: number,
  ): Result<null, VaultFailure | { readonly code: ReleaseRefusal }> {
    const positions = this.positionsOn(release.fileHash);
    if (!positions.ok) return positions;
    const refusal = releaseRefusal(positions.value);
    if (refusal !== null) return failure({ code: refusal });
    const rests = restsOn(positions.value);
    return this.#store.change(({ content, now, audit }) => {
      content.ledger.addRelease({ ...release, ...rests }, content.states.withText(revision).id, now);
      audit('released-public', { fileHash: release.fileHash });
      return null;
    });
  }
}

/** The numbers of the entries that a release rests on. */
function restsOn(positions: readonly OwnerApproval[]): Pick<Release, 'approvals' | 'overrulings'> {
  const numbersOf = (
    entry: 'last' | 'overruling',
    how: ReturnType<typeof approvalStatus>,
  ): readonly number[] =>
    positions.filter((each) => approvalStatus(each) === how).flatMap((each) => each[entry]?.sequence ?? []);
  return { approvals: numbersOf('last', 'approved'), overrulings: numbersOf('overruling', 'overruled') };
}
