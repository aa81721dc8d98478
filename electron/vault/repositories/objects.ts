import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import type { StatementSource } from '#vault/database/recorded-statements.ts';
import { decodeNumbers, encodeNumbers } from '#vault/pieces/number-list.ts';
import { PackRepository } from '#vault/repositories/packs.ts';

const numberRow = z.object({ number: z.int() });
const contentRow = z.object({ content: z.instanceof(Uint8Array) });
const foundRow = z.object({ number: z.int(), content: z.instanceof(Uint8Array) });

/** The longest piece that is read, in bytes. */
const longest = 256 * 1024 * 1024;

/** So many pieces that are in no pack are packed. */
const manyPieces = 100;

/**
 * The pieces that texts, dossiers and records are made of. What is the same is kept once, as far as that is found at once: what
 * is written last differs little from what was written before it. A list of numbers is what a text or a dossier is kept as.
 */
export class ObjectRepository {
  readonly #statements: StatementSource;
  readonly #packs: PackRepository;
  // What was read or kept last: most that is kept differs in one piece from it.
  #last: { readonly list: Buffer; readonly pieces: readonly string[] } | null = null;

  constructor(statements: StatementSource) {
    this.#statements = statements;
    this.#packs = new PackRepository(statements);
  }

  /**
   * Keeps pieces and answers the list of them, which is the list `near`, or else the one that was read or kept last, where they
   * are the same. Nothing is written of those that are in it, or among the pieces of late.
   */
  put(given: readonly string[], near: Uint8Array | null = this.#last?.list ?? null): Buffer {
    // As they come back: half a character is none in UTF-8.
    const pieces = given.map((piece) => piece.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
    const known = near === null ? new Map<string, number>() : this.#numbersOf(near);
    const numbers = pieces.map((piece) => known.get(piece) ?? this.#keep(piece));
    const list = encodeNumbers(numbers);
    this.#last = { list, pieces };
    return list;
  }

  /** The pieces of a list. Throws where one is not there. */
  get(list: Uint8Array): readonly string[] {
    if (this.#last?.list.equals(list) === true) return this.#last.pieces;
    const numbers = decodeNumbers(list);
    const find = this.#statements.prepare('SELECT content FROM object WHERE number = ?');
    const found = new Map<number, Buffer>();
    // In their order, so that each pack is read once.
    for (const number of new Set(numbers.toSorted((left, right) => left - right))) {
      const loose = find.get(number);
      const bytes = loose === undefined ? this.#packs.get(number) : inflated(contentRow.parse(loose).content);
      found.set(number, bytes);
    }
    const pieces = numbers.map((number) => found.get(number)?.toString('utf8') ?? '');
    this.#last = { list: Buffer.from(list), pieces };
    return pieces;
  }

  /** Takes away every piece that is in none of these lists, and packs the others where there are many or much went. */
  tidy(lists: readonly Uint8Array[]): void {
    const used = new Set(lists.flatMap((list) => decodeNumbers(list)));
    const all = this.#statements
      .prepare('SELECT number, content FROM object ORDER BY number')
      .all()
      .map((found) => foundRow.parse(found));
    const loose = all.filter(({ number }) => used.has(number));
    if (loose.length >= manyPieces) {
      this.#packs.pack(new Map(loose.map(({ number, content }) => [number, inflated(content)])), used);
      this.#remove(all);
      return;
    }
    this.#packs.pack(new Map(), used);
    this.#remove(all.filter(({ number }) => !used.has(number)));
  }

  #remove(pieces: readonly { readonly number: number }[]): void {
    if (pieces.length === 0) return;
    this.#statements
      .prepare('DELETE FROM object WHERE number IN (SELECT value FROM json_each(?))')
      .run(JSON.stringify(pieces.map(({ number }) => number)));
  }

  #keep(piece: string): number {
    const bytes = Buffer.from(piece, 'utf8');
    const digest = digestOf(bytes);
    const same = this.#statements
      .prepare('SELECT number, content FROM object WHERE digest = ?')
      .all(digest)
      .map((found) => foundRow.parse(found))
      .find(({ content }) => inflated(content).equals(bytes));
    if (same !== undefined) return same.number;
    const added = this.#statements
      .prepare('INSERT INTO object (digest, content) VALUES (?, ?) RETURNING number')
      .get(digest, deflated(bytes));
    return numberRow.parse(added).number;
  }

  #numbersOf(list: Uint8Array): ReadonlyMap<string, number> {
    const pieces = this.get(list);
    return new Map(decodeNumbers(list).map((number, index) => [pieces[index] ?? '', number]));
  }
}

// Short, since it only finds candidates: what they say is compared.
function digestOf(bytes: Buffer): number {
  return createHash('sha256').update(bytes).digest().readUIntBE(0, 6);
}

// The first byte says whether what follows is deflated.
function deflated(bytes: Buffer): Buffer {
  const content = deflateRawSync(bytes, { level: 9 });
  return content.length < bytes.length
    ? Buffer.concat([Buffer.of(1), content])
    : Buffer.concat([Buffer.of(0), bytes]);
}

function inflated(content: Uint8Array): Buffer {
  const rest = Buffer.from(content.buffer, content.byteOffset + 1, content.byteLength - 1);
  return content[0] === 1 ? inflateRawSync(rest, { maxOutputLength: longest }) : rest;
}
