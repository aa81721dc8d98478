import { join } from 'node:path';
import { app } from 'electron';
import { realPlatform, type VaultPlatform } from '#vault/files/platform.ts';

/** The Node-API version that the database addon was built for. */
const addonNodeApi = 10;

/**
 * The platform of vaults in this application. A runtime for development can be older than the database addon; set-up has
 * built another one for it then. A packaged application only ever loads its own.
 */
export function vaultPlatform(): VaultPlatform {
  const older = Number(process.versions['napi']) < addonNodeApi;
  if (app.isPackaged || !older) return realPlatform;
  return { ...realPlatform, nativeBinding: join(app.getAppPath(), '.runtime', 'better_sqlite3-napi9.node') };
}
