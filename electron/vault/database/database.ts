import Database from 'better-sqlite3';
import { success, type Result } from '#core/result.ts';
import { refuse, UnprotectedError, type VaultFailure } from '#vault/files/failure.ts';

/** An open, encrypted SQLite database. */
export type Connection = Database.Database;

const sqliteMagic = 'SQLite format 3\0';

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/**
 * Opens a database file under a raw key, or makes a new one, and takes the lock on it for as long as it is
 * open. Refuses with `vault-in-use` while somebody else has it, and with `vault-damaged` when the key does not
 * open it or a page fails its authentication.
 *
 * SQLite3MultipleCiphers writes plaintext without a word when a key is missing or a pragma misspelt, and takes
 * a raw key of any length; so the key is checked before, and the cipher and the bytes on disk after.
 *
 * The file is the working copy of one opening and survives no crash: its journal is in memory, so that there is no file
 * that could be played into it, and nothing waits for the disk.
 */
export function openDatabase(
  path: string,
  dataKey: Buffer,
  nativeBinding: string | undefined,
): Result<Connection, VaultFailure> {
  if (dataKey.length !== 32) throw new RangeError('a data key has exactly 32 bytes');
  const connection = new Database(path, {
    timeout: 0,
    ...(nativeBinding === undefined ? {} : { nativeBinding }),
  });
  try {
    connection.pragma(`cipher = 'sqlcipher'`);
    connection.pragma('legacy = 4');
    setKey(connection, dataKey);
    connection.pragma('temp_store = 2');
    connection.pragma('locking_mode = EXCLUSIVE');
    connection.pragma('journal_mode = MEMORY');
    connection.pragma('synchronous = OFF');
    connection.pragma('secure_delete = ON');
    connection.pragma('foreign_keys = ON');
    connection.exec('BEGIN EXCLUSIVE; COMMIT');
    assertProtected(connection);
    return success(connection);
  } catch (error) {
    connection.close();
    const code = errorCode(error);
    if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return refuse('vault-in-use');
    if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) return refuse('vault-damaged');
    throw error;
  }
}

function setKey(connection: Connection, dataKey: Buffer): void {
  withKeyLiteral(dataKey, (literal) => {
    if (connection.key(literal) !== 0) throw new UnprotectedError('the database did not take its key');
  });
}

/** Encrypts every page of an open database anew, under another raw key. Throws where that was not done. */
export function changeKey(connection: Connection, dataKey: Buffer): void {
  if (dataKey.length !== 32) throw new RangeError('a data key has exactly 32 bytes');
  withKeyLiteral(dataKey, (literal) => {
    if (connection.rekey(literal) !== 0) throw new UnprotectedError('the database did not take its new key');
  });
}

// A raw key is told as x'…' in hexadecimal. As bytes, which are gone right after: a pragma would keep it as a string.
function withKeyLiteral(dataKey: Buffer, use: (literal: Buffer) => void): void {
  const digits = '0123456789abcdef';
  const literal = Buffer.alloc(3 + 2 * dataKey.length);
  literal.write("x'", 'latin1');
  dataKey.forEach((byte, index) => {
    literal[2 + 2 * index] = digits.charCodeAt(byte >> 4);
    literal[3 + 2 * index] = digits.charCodeAt(byte & 15);
  });
  literal.write("'", literal.length - 1, 'latin1');
  try {
    use(literal);
  } finally {
    literal.fill(0);
  }
}

function assertProtected(connection: Connection): void {
  const expected = new Map<string, unknown>([
    ['cipher', 'sqlcipher'],
    ['temp_store', 2],
    ['journal_mode', 'memory'],
    ['secure_delete', 1],
  ]);
  for (const [pragma, value] of expected) {
    if (connection.pragma(pragma, { simple: true }) !== value) {
      throw new UnprotectedError(`the database did not take its setting ${pragma}`);
    }
  }
}

/** Throws when the bytes of a database begin as those of a database in plaintext do. */
export function assertEncrypted(bytes: Buffer): void {
  if (bytes.subarray(0, sqliteMagic.length).toString('latin1') === sqliteMagic) {
    throw new UnprotectedError('the database is not encrypted');
  }
}

/** Throws when a database, which must not be open, yields to a key that is not its own. */
export function assertWrongKeyRefused(
  path: string,
  wrongKey: Buffer,
  nativeBinding: string | undefined,
): void {
  const opened = openDatabase(path, wrongKey, nativeBinding);
  if (!opened.ok) return;
  opened.value.close();
  throw new UnprotectedError('the database opens with any key');
}

/** How much of a database may be empty before it is written anew: so many bytes, and no more than this part of it. */
const toleratedWaste = { bytes: 4_000_000, part: 0.1 };

/** Writes a database anew without the pages that nothing is on any more, when there are many of them. */
export function compact(connection: Connection): void {
  const numberOf = (pragma: string): number => Number(connection.pragma(pragma, { simple: true }));
  const size = numberOf('page_size');
  const [empty, whole] = [numberOf('freelist_count') * size, numberOf('page_count') * size];
  if (empty > Math.min(toleratedWaste.bytes, whole * toleratedWaste.part)) connection.exec('VACUUM');
}
