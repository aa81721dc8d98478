import type { Locale } from '#core/messages/catalogue.ts';
import { isReleasable, ownerStandings, type Approval, type OwnerStanding } from '#core/release/approval.ts';
import { standingsOfReleases } from '#core/release/standings-of-releases.ts';
import type { InformationOwner } from '#core/release/information-owner.ts';
import type { Release } from '#core/release/release.ts';

/** A file that would be written now. */
export interface PreparedFile {
  readonly language: Locale;
  readonly standing: 'draft' | 'final';
  readonly sha256: string;
}

/** What a project knows of its public reports. */
export interface KnownReports {
  /** What would be written now; none where the model has errors. */
  readonly prepared: readonly PreparedFile[];
  readonly owners: readonly InformationOwner[];
  readonly approvals: readonly Approval[];
  readonly releases: readonly Release[];
}

/**
 * What a file is to a project: a report that would be written now, with where the owners stand on it; one that was
 * released earlier, from another state of the project; or nothing of this project.
 */
export type FileIdentity =
  | {
      readonly kind: 'current';
      readonly file: PreparedFile;
      readonly owners: readonly OwnerStanding[];
      readonly releases: readonly Release[];
    }
  | {
      readonly kind: 'earlier';
      /** Those on whose approval it was released, with what they said last of it. */
      readonly owners: readonly OwnerStanding[];
      readonly releases: readonly Release[];
    }
  | { readonly kind: 'unknown' };

/** Says what the file of this SHA-256 is to a project. */
export function identifyFile(
  sha256: string,
  { prepared, owners, approvals, releases }: KnownReports,
): FileIdentity {
  const ledger = releases.filter(({ fileHash }) => fileHash === sha256);
  const file = prepared.find((each) => each.sha256 === sha256);
  if (file !== undefined) {
    return { kind: 'current', file, owners: ownerStandings(owners, approvals, sha256), releases: ledger };
  }
  if (ledger.length === 0) return { kind: 'unknown' };
  return { kind: 'earlier', owners: standingsOfReleases(ledger, approvals), releases: ledger };
}

/**
 * Whether a file may be out in the world: it is final and every owner approves it, or it was released from an earlier
 * state and nobody on whose approval it was has withdrawn.
 */
export function isApprovedFinal(identity: FileIdentity): boolean {
  switch (identity.kind) {
    case 'current':
      return identity.file.standing === 'final' && isReleasable(identity.owners);
    case 'earlier':
      return isReleasable(identity.owners);
    case 'unknown':
      return false;
  }
}
