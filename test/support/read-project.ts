import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readHead } from '#vault/container/container.ts';
import { openDatabase, type Connection } from '#vault/database/database.ts';
import { temporaryFolder, valueOf } from './vault-platform.ts';

/** Reads in a copy of the database that a project's file holds. */
export function readProject<Value>(
  path: string,
  dataKey: Buffer,
  read: (connection: Connection) => Value,
): Value {
  const { envelope } = valueOf(readHead(path));
  const database = join(temporaryFolder(), 'body.db');
  writeFileSync(database, readFileSync(path).subarray(-envelope.bodyLength));
  const connection = valueOf(openDatabase(database, dataKey, undefined));
  try {
    return read(connection);
  } finally {
    connection.close();
  }
}
