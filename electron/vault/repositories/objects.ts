import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import type { StatementSource } from '#vault/database/recorded-statements.ts';
import { decodeNumbers, encodeNumbers } from '#vault/pieces/number-list.ts';

const numberRow = z.object({ number: z.int() });
const contentRow = z.object({ content: z.instanceof(Uint8Array) });
const foundRow = z.object({ number: z.int(), content: z.instanceof(Uint8Array) });

/** The longest piece that is read, in bytes. */
const longest = 256 * 1024 * 1024;

/**
 * The pieces that texts, dossiers and records are made of, each kept once and found by what it says. A list of their numbers
 * is what a text or a dossier is kept as: equal lists say the same, and what says the same has equal lists.
 */
export class ObjectRepository {
  readonly #statements: StatementSource;

  constructor(statements: StatementSource) {
    this.#statements = statements;
  }

  /** Keeps pieces and answers the list of them. Nothing is written of what is there already. */
  put(pieces: readonly string[]): Buffer {
    const find = this.#statements.prepare('SELECT number, content FROM object WHERE digest = ?');
    const add = this.#statements.prepare(
      'INSERT INTO object (digest, content) VALUES (?, ?) RETURNING number',
    );
    const numbers = pieces.map((piece) => {
      const bytes = Buffer.from(piece, 'utf8');
      const digest = digestOf(bytes);
      const same = find
        .all(digest)
        .map((found) => foundRow.parse(found))
        .find(({ content }) => unpacked(content).equals(bytes));
      return same?.number ?? numberRow.parse(add.get(digest, packed(bytes))).number;
    });
    return encodeNumbers(numbers);
  }

  /** The pieces of a list. Throws where one is not there. */
  get(list: Uint8Array): readonly string[] {
    const find = this.#statements.prepare('SELECT content FROM object WHERE number = ?');
    return decodeNumbers(list).map((number) =>
      unpacked(contentRow.parse(find.get(number)).content).toString('utf8'),
    );
  }

  /** Takes away every piece that is in none of these lists. */
  keepOnly(lists: readonly Uint8Array[]): void {
    const used = new Set(lists.flatMap((list) => decodeNumbers(list)));
    const gone = this.#statements
      .prepare('SELECT number FROM object')
      .all()
      .map((found) => numberRow.parse(found).number)
      .filter((number) => !used.has(number));
    if (gone.length === 0) return;
    this.#statements
      .prepare('DELETE FROM object WHERE number IN (SELECT value FROM json_each(?))')
      .run(JSON.stringify(gone));
  }
}

// Short, since it only finds candidates: what they say is compared.
function digestOf(bytes: Buffer): number {
  return createHash('sha256').update(bytes).digest().readUIntBE(0, 6);
}

// The first byte says whether what follows is deflated.
function packed(bytes: Buffer): Buffer {
  const deflated = deflateRawSync(bytes, { level: 9 });
  return deflated.length < bytes.length
    ? Buffer.concat([Buffer.of(1), deflated])
    : Buffer.concat([Buffer.of(0), bytes]);
}

function unpacked(content: Uint8Array): Buffer {
  const rest = Buffer.from(content.buffer, content.byteOffset + 1, content.byteLength - 1);
  return content[0] === 1 ? inflateRawSync(rest, { maxOutputLength: longest }) : rest;
}
