import { z } from 'zod';
import type { StatementSource } from '#vault/database/recorded-statements.ts';
import { decodePack, encodePack, type Pieces } from '#vault/pieces/pack.ts';

const row = z.object({ last: z.int(), content: z.instanceof(Uint8Array) });

/** A pack is full with so many bytes of pieces, before compression. */
const fullPack = 4_000_000;

/** A full pack is written anew where more than this part of its pieces is of no use any more. */
const toleratedWaste = 0.25;

/** Pieces that were written some time ago, many together. Each pack has those whose numbers lie between those of two others. */
export class PackRepository {
  readonly #statements: StatementSource;
  // The one that was read last.
  #read: { readonly last: number; readonly pieces: Pieces } | null = null;

  constructor(statements: StatementSource) {
    this.#statements = statements;
  }

  /** The piece of this number. Throws where it is not there. */
  get(number: number): Buffer {
    const known = this.#read?.pieces.get(number);
    if (known !== undefined) return known;
    const found = this.#statements
      .prepare('SELECT last, content FROM pack WHERE last >= ? ORDER BY last LIMIT 1')
      .get(number);
    const { last, content } = row.parse(found);
    const pieces = decodePack(content);
    this.#read = { last, pieces };
    const piece = pieces.get(number);
    if (piece === undefined) throw new Error('a piece is not there');
    return piece;
  }

  /**
   * Packs further pieces, whose numbers are higher than all that are packed, and takes away what is of no use any more. Packs
   * that are mostly of use stay as they are, and where pieces are added those that are full.
   */
  pack(added: Pieces, used: ReadonlySet<number>): void {
    const packs = this.#statements
      .prepare('SELECT last, content FROM pack ORDER BY last')
      .all()
      .map((found) => row.parse(found))
      .map(({ last, content }) => ({ last, pieces: decodePack(content) }));
    // Pieces of packs that are written anew, in runs between those that stay.
    const runs = [new Map<number, Buffer>()];
    const waiting = [...added].toSorted(([left], [right]) => left - right);
    for (const { last, pieces } of packs) {
      if (isMostlyUsed(pieces, used) && (waiting.length === 0 || sizeOf(pieces) >= fullPack)) {
        runs.push(new Map<number, Buffer>());
        continue;
      }
      for (const [number, bytes] of pieces) if (used.has(number)) runs.at(-1)?.set(number, bytes);
      this.#statements.prepare('DELETE FROM pack WHERE last = ?').run(last);
    }
    for (const [number, bytes] of waiting) runs.at(-1)?.set(number, bytes);
    for (const run of runs) this.#write(run);
    this.#read = null;
  }

  #write(pieces: Pieces): void {
    let open = new Map<number, Buffer>();
    let size = 0;
    const close = (): void => {
      const last = [...open.keys()].at(-1);
      if (last === undefined) return;
      this.#statements.prepare('INSERT INTO pack (last, content) VALUES (?, ?)').run(last, encodePack(open));
      open = new Map<number, Buffer>();
      size = 0;
    };
    for (const [number, bytes] of pieces) {
      open.set(number, bytes);
      size += bytes.length;
      if (size >= fullPack) close();
    }
    close();
  }
}

function isMostlyUsed(pieces: Pieces, used: ReadonlySet<number>): boolean {
  const wasted = [...pieces.keys()].filter((number) => !used.has(number)).length;
  return wasted <= toleratedWaste * pieces.size;
}

function sizeOf(pieces: Pieces): number {
  return [...pieces.values()].reduce((size, { length }) => size + length, 0);
}
