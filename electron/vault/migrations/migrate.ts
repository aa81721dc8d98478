import { success, type Result } from '#core/result.ts';
import type { Connection } from '#vault/database/database.ts';
import { refuse, type VaultFailure } from '#vault/files/failure.ts';
import { foundation } from '#vault/migrations/0001-foundation.ts';
import { verification } from '#vault/migrations/0002-verification.ts';
import { dossier } from '#vault/migrations/0003-dossier.ts';
import { documents } from '#vault/migrations/0004-documents.ts';
import { release } from '#vault/migrations/0005-release.ts';
import { formerOwners } from '#vault/migrations/0006-former-owners.ts';
import { history } from '#vault/migrations/0007-history.ts';
import { access } from '#vault/migrations/0008-access.ts';
import { viewLayout } from '#vault/migrations/0009-view-layout.ts';

/**
 * Takes a database from one version to the next: statements, or work. It must have one outcome on one database, without
 * clock and chance, for it is done again where work is recovered.
 */
type Migration = string | ((connection: Connection) => void);

/** Every migration in order: the n-th takes a database from version n - 1 to n. */
const migrations: readonly Migration[] = [
  foundation,
  verification,
  dossier,
  documents,
  release,
  formerOwners,
  history,
  access,
  viewLayout,
];

/** The version of the schema that this program works with. */
export const schemaVersion = migrations.length;

/** The version of a database's schema; 0 for an empty one. */
export function versionOf(connection: Connection): number {
  return Number(connection.pragma('user_version', { simple: true }));
}

/**
 * Brings a database to this program's version, all steps in one transaction. A newer database is refused
 * untouched with `vault-newer`.
 */
export function migrate(connection: Connection): Result<null, VaultFailure> {
  const version = versionOf(connection);
  if (version > schemaVersion) return refuse('vault-newer');
  migrateTo(connection, schemaVersion);
  return success(null);
}

/** Brings a database to a version that this program knows, all steps in one transaction. */
export function migrateTo(connection: Connection, wanted: number): void {
  const version = versionOf(connection);
  if (version >= wanted) return;
  connection.transaction(() => {
    for (const migration of migrations.slice(version, wanted)) {
      if (typeof migration === 'string') connection.exec(migration);
      else migration(connection);
    }
    connection.pragma(`user_version = ${String(wanted)}`);
  })();
}
