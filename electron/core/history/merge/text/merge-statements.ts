import { found, partOf, unknown, type Before } from '#core/history/merge/decision/before.ts';
import { inTurn, type Decisions, type Site, type Ways } from '#core/history/merge/decision/decisions.ts';
import type { TextAspect } from '#core/history/merge/decision/place.ts';
import { mergeOrder, type MergedOrder, type Orders } from '#core/history/merge/order/merge-order.ts';
import { align, type Alignment, type Identified } from './align.ts';
import { saidBy, saysSame, writtenPiece, type Block, type Piece } from './pieces.ts';

/** Merges three texts in pieces, statement by statement. */
export function mergeStatements(
  decisions: Decisions,
  before: Before<Block>,
  mine: Block,
  theirs: Block,
): Block {
  return new StatementMerge(decisions, null, null).block(
    before,
    mine,
    theirs,
    (piece) => piece.unit === 'phase',
  );
}

const writtenWays: Ways<string> = {
  same: (one, other) => one === other || saidBy(one) === saidBy(other),
  shown: (value) => value.trim(),
  written: (before, one, other) => {
    if (before.kind === 'known' && before.value === one) return other;
    if (before.kind === 'known' && before.value === other) return one;
    // Layout alone differs: nobody is asked for that.
    return one.length > other.length || (one.length === other.length && one > other) ? one : other;
  },
};

const commentWays: Ways<string> = {
  ...writtenWays,
  joined: (one, other) => {
    if (one.trim() === '' || other.trim() === '') return null;
    const [first, second] = inTurn(one, other);
    return `${first.replace(/[ \t]*$/u, '')}${second.replace(/^\n+/u, '')}`;
  },
};

const pieceWays: Ways<Piece> = { same: saysSame, shown: (piece) => writtenPiece(piece).trim() };

class StatementMerge {
  readonly #decisions: Decisions;
  /** The identifier of the block, and its name; null for the text as a whole. */
  readonly #scope: string | null;
  readonly #within: string | null;

  constructor(decisions: Decisions, scope: string | null, within: string | null) {
    this.#decisions = decisions;
    this.#scope = scope;
    this.#within = within;
  }

  /** @param weighs tells of what the order means something. */
  block(told: Before<Block>, mine: Block, theirs: Block, weighs: (piece: Piece) => boolean): Block {
    const before = this.#decisions.isContested(this.#id('unnamed')) ? unknown : told;
    const alignment = this.#align(before, mine.pieces, theirs.pieces);
    const merged = new Map<string, Piece>();
    for (const id of new Set([
      ...alignment.base.keys(),
      ...alignment.mine.keys(),
      ...alignment.theirs.keys(),
    ])) {
      const was = before.kind === 'known' ? alignment.base.get(id) : undefined;
      const piece = this.#piece(id, found(before, was), alignment.mine.get(id), alignment.theirs.get(id));
      if (piece !== undefined) merged.set(id, piece);
    }
    const order = this.#order(before, alignment, merged, weighs);
    const ending = this.#decisions.choose(
      { id: this.#id('ending'), place: { part: 'text', kind: 'ending', within: this.#within } },
      partOf(before, (block) => block.ending),
      mine.ending,
      theirs.ending,
      writtenWays,
    );
    return { pieces: order.flatMap((id) => merged.get(id) ?? []), ending };
  }

  // Where nobody knows what was before, the sides are compared with each other, always the same one with the other.
  #align(before: Before<Block>, mine: readonly Piece[], theirs: readonly Piece[]): Alignment {
    if (before.kind === 'known') return align(before.value.pieces, mine, theirs);
    if (before.kind === 'absent') return align([], mine, theirs);
    const [left, right] = [mine, theirs].map((pieces) => pieces.map(writtenPiece).join(''));
    return align((left ?? '') < (right ?? '') ? mine : theirs, mine, theirs);
  }

  #piece(
    id: string,
    before: Before<Piece>,
    mine: Piece | undefined,
    theirs: Piece | undefined,
  ): Piece | undefined {
    const piece = (before.kind === 'known' ? before.value : undefined) ?? mine ?? theirs;
    if (piece === undefined) return undefined;
    const site = this.#site(id, piece, 'statement');
    return this.#decisions.present(site, before, mine, theirs, pieceWays, (was, one, other) =>
      this.#both(id, was, one, other),
    );
  }

  #both(id: string, before: Before<Piece>, mine: Piece, theirs: Piece): Piece {
    const site = this.#site(id, mine, 'statement');
    const comment = this.#site(id, mine, 'comment');
    if ((mine.block === null) !== (theirs.block === null)) {
      return this.#decisions.choose(site, before, mine, theirs, pieceWays);
    }
    const was = partOf(before, ({ lead }) => lead);
    const lead = this.#decisions.choose(comment, was, mine.lead, theirs.lead, commentWays);
    const head = partOf(before, ({ body }) => body);
    const isLine = site.contests !== undefined && mine.block === null;
    const ways = isLine ? linesOf(lead) : writtenWays;
    const body = this.#decisions.choose(site, head, mine.body, theirs.body, ways);
    const written = { ...(body === theirs.body ? theirs : mine), lead, body };
    if (mine.block === null || theirs.block === null) return written;
    const inside = new StatementMerge(this.#decisions, id, mine.name);
    const within = before.kind === 'known' ? found(before, before.value.block ?? undefined) : before;
    const isOrdered = mine.unit === 'phase' || theirs.unit === 'phase';
    return { ...written, block: inside.block(within, mine.block, theirs.block, () => isOrdered) };
  }

  // What has no name is contested in a base together with everything in its block that has none.
  #site(id: string, { unit, name }: Piece, aspect: TextAspect): Site {
    const place = { part: 'text', kind: 'statement', unit, aspect, name, within: this.#within } as const;
    const site = { id: this.#id(`${aspect} ${id}`), place };
    return id.startsWith('name ') ? site : { ...site, contests: this.#id('unnamed') };
  }

  #id(of: string): string {
    return JSON.stringify(['text', this.#scope, of]);
  }

  #order(
    before: Before<Block>,
    alignment: Alignment,
    merged: ReadonlyMap<string, Piece>,
    weighs: (piece: Piece) => boolean,
  ): readonly string[] {
    const site: Site = {
      id: this.#id('order'),
      place: { part: 'text', kind: 'order', within: this.#within },
    };
    const isWeighty = (id: string): boolean => {
      const piece = merged.get(id);
      return piece !== undefined && weighs(piece);
    };
    const orders: Orders = {
      base: [...alignment.base.keys()],
      mine: [...alignment.mine.keys()],
      theirs: [...alignment.theirs.keys()],
      isBaseKnown: before.kind !== 'unknown' && !this.#decisions.isContested(site.id),
      kept: new Set(merged.keys()),
      weighs: isWeighty,
    };
    const { order, isContested, moved } = mergeOrder(orders);
    if (!isContested) {
      this.#noteMoved(moved, alignment, merged, order);
      return order;
    }
    const lines = (pieces: Identified): readonly string[] =>
      [...pieces].flatMap(([id, piece]) => (isWeighty(id) ? [firstLine(piece)] : []));
    const shown = {
      base: orders.isBaseKnown ? lines(alignment.base) : undefined,
      mine: lines(alignment.mine),
      theirs: lines(alignment.theirs),
    };
    const answer = this.#decisions.ask(site, shown, 'order', ['mine', 'theirs']);
    return answer === null ? order : mergeOrder(orders, answer === 'theirs' ? 'theirs' : 'mine').order;
  }

  #noteMoved(
    moved: MergedOrder['moved'],
    { base, mine, theirs }: Alignment,
    merged: ReadonlyMap<string, Piece>,
    order: readonly string[],
  ): void {
    const behind = [base, mine, theirs, merged].map((pieces) =>
      linesBefore(pieces, pieces === merged ? order : [...pieces.keys()]),
    );
    for (const [id, origin] of moved) {
      const piece = merged.get(id);
      if (piece === undefined) continue;
      const [was, left, right, result] = behind.map((lines) => lines.get(id) ?? '');
      const values = { base: was ?? '', mine: left ?? '', theirs: right ?? '', result: result ?? '' };
      this.#decisions.noteMoved(this.#site(id, piece, 'position'), origin, values);
    }
  }
}

function firstLine({ body }: Piece): string {
  return body.split('\n')[0] ?? '';
}

// For each piece the first line of the one before it; none for the first.
function linesBefore(
  pieces: ReadonlyMap<string, Piece>,
  order: readonly string[],
): ReadonlyMap<string, string> {
  return new Map(
    order.map((id, place) => {
      const previous = pieces.get(order[place - 1] ?? '');
      return [id, previous === undefined ? '' : firstLine(previous)];
    }),
  );
}

// Both of two lines without names can stand, one under the other.
function linesOf(lead: string): Ways<string> {
  const indentation = /[ \t]*$/u.exec(lead)?.[0] ?? '';
  return {
    ...writtenWays,
    joined: (one, other) => inTurn(one, other).join(`\n${indentation}`),
  };
}
