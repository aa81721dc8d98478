import { longestIncreasing } from '#core/longest-increasing.ts';

/** What is put in order: things by identifiers, each of which stands once in a list. */
export interface Orders {
  readonly base: readonly string[];
  readonly mine: readonly string[];
  readonly theirs: readonly string[];
  /** False where nobody knows the order that there was. */
  readonly isBaseKnown: boolean;
  /** What the outcome has; all of it is in `mine` or in `theirs`. */
  readonly kept: ReadonlySet<string>;
  /** True for what means something else in another order. Two orders of anything else never contradict. */
  readonly weighs: (id: string) => boolean;
}

export type Side = 'mine' | 'theirs';

export interface MergedOrder {
  readonly order: readonly string[];
  /** True where the orders contradict, or where both put things that weigh into one place. */
  readonly isContested: boolean;
  /** What weighs and was moved, and by whom. */
  readonly moved: ReadonlyMap<string, Side | 'both'>;
}

/**
 * Merges two orders. What neither side moved stands in the order of the base, and divides the lists into stretches; what was
 * added or moved stands in the stretch in which the side put it that did so, in the order that this side has there. Nothing
 * depends on which side is mine, but for `preferred`: that side's order stands wherever there is a contradiction, and its things
 * come first where both put some into one place.
 *
 * What weighs is put in order by itself, so that nothing else makes a contradiction of it.
 */
export function mergeOrder(orders: Orders, preferred: Side | null = null): MergedOrder {
  const weighty = new Set([...orders.kept].filter((id) => orders.weighs(id)));
  if (weighty.size === orders.kept.size) return mergeKept(orders, preferred);
  const { order } = mergeKept(orders, preferred);
  const weighed = mergeKept({ ...orders, kept: weighty }, preferred);
  const inTurn = weighed.order.values();
  return { ...weighed, order: order.map((id) => (weighty.has(id) ? (inTurn.next().value ?? id) : id)) };
}

function mergeKept({ isBaseKnown, kept, ...lists }: Orders, preferred: Side | null): MergedOrder {
  const mine = lists.mine.filter((id) => kept.has(id));
  const theirs = lists.theirs.filter((id) => kept.has(id));
  const isMineFirst = preferred === null ? mine.join('\n') < theirs.join('\n') : preferred === 'mine';
  // Where no order is known to have been before, the other side's is taken for it, so that the preferred one stands.
  const base = isBaseKnown ? lists.base.filter((id) => kept.has(id)) : isMineFirst ? theirs : mine;
  const both: Sides<SideOrder> = { mine: sideOrder(base, mine), theirs: sideOrder(base, theirs) };
  const anchors = new Set(anchorsOf(base, both));
  const places: Sides<ReadonlyMap<string, number>> = {
    mine: placesAmong(anchors, mine),
    theirs: placesAmong(anchors, theirs),
  };
  const owned = owners(both, places, anchors, kept, preferred);
  const stretches: Sides<readonly (readonly string[])[]> = {
    mine: stretchesOf(mine, anchors, owned.of, 'mine'),
    theirs: stretchesOf(theirs, anchors, owned.of, 'theirs'),
  };
  const order: string[] = [];
  let isContested = owned.isSplit || (!isBaseKnown && differ(mine, theirs));
  for (const [index, anchor] of [null, ...anchors].entries()) {
    if (anchor !== null) order.push(anchor);
    const woven = weave(stretches.mine[index] ?? [], stretches.theirs[index] ?? [], preferred);
    order.push(...woven.order);
    isContested ||= woven.isContested;
  }
  const moved = isBaseKnown ? movedBy(both) : new Map<string, Side | 'both'>();
  return { order, isContested, moved };
}

/**
 * What neither side moved of what all three lists have, in the order of the base. Between such things lie the places in which
 * both sides can have put something.
 */
export function unmoved(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): readonly string[] {
  return anchorsOf(base, { mine: sideOrder(base, mine), theirs: sideOrder(base, theirs) });
}

/** For each thing of a list that is no anchor, how many anchors stand before it. */
export function placesAmong(
  anchors: ReadonlySet<string>,
  list: readonly string[],
): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  let passed = 0;
  for (const id of list) {
    if (anchors.has(id)) passed += 1;
    else places.set(id, passed);
  }
  return places;
}

interface Sides<Value> {
  readonly mine: Value;
  readonly theirs: Value;
}

/** What a side did to the order of the base. */
interface SideOrder {
  readonly has: ReadonlySet<string>;
  readonly stayed: ReadonlySet<string>;
  readonly moved: ReadonlySet<string>;
}

function sideOrder(base: readonly string[], list: readonly string[]): SideOrder {
  const places = new Map(base.map((id, place) => [id, place]));
  const common = list.filter((id) => places.has(id));
  const stayed = new Set(
    longestIncreasing(common.map((id) => places.get(id) ?? 0)).map((at) => common[at] ?? ''),
  );
  return { has: new Set(list), stayed, moved: new Set(common.filter((id) => !stayed.has(id))) };
}

function anchorsOf(base: readonly string[], { mine, theirs }: Sides<SideOrder>): readonly string[] {
  return base.filter((id) => mine.stayed.has(id) && theirs.stayed.has(id));
}

// Whose place counts for each thing, and whether both sides put something into different places.
function owners(
  { mine, theirs }: Sides<SideOrder>,
  places: Sides<ReadonlyMap<string, number>>,
  anchors: ReadonlySet<string>,
  kept: ReadonlySet<string>,
  preferred: Side | null,
): { readonly of: ReadonlyMap<string, Side | 'both'>; readonly isSplit: boolean } {
  const of = new Map<string, Side | 'both'>();
  let isSplit = false;
  const placed = (side: SideOrder, id: string): boolean => side.has.has(id) && !side.stayed.has(id);
  for (const id of kept) {
    if (anchors.has(id)) continue;
    const [byMine, byTheirs] = [placed(mine, id), placed(theirs, id)];
    const [at, other] = [places.mine.get(id) ?? 0, places.theirs.get(id) ?? 0];
    if (byMine && byTheirs && at !== other) {
      isSplit = true;
      of.set(id, preferred ?? (at < other ? 'mine' : 'theirs'));
    } else if (byMine && byTheirs) of.set(id, 'both');
    else if (byMine || byTheirs) of.set(id, byMine ? 'mine' : 'theirs');
    else of.set(id, mine.has.has(id) ? 'mine' : 'theirs');
  }
  return { of, isSplit };
}

function stretchesOf(
  list: readonly string[],
  anchors: ReadonlySet<string>,
  owner: ReadonlyMap<string, Side | 'both'>,
  side: Side,
): readonly (readonly string[])[] {
  const stretches: string[][] = [[]];
  for (const id of list) {
    if (anchors.has(id)) stretches.push([]);
    else if (owner.get(id) === side || owner.get(id) === 'both') stretches.at(-1)?.push(id);
  }
  return stretches;
}

// Puts together what both sides have between two anchors. What both have divides it once more.
function weave(
  mine: readonly string[],
  theirs: readonly string[],
  preferred: Side | null,
): { readonly order: readonly string[]; readonly isContested: boolean } {
  if (mine.length === 0 || theirs.length === 0) return { order: [...mine, ...theirs], isContested: false };
  const isMineFirst = preferred === null ? mine.join('\n') < theirs.join('\n') : preferred === 'mine';
  const [first, second] = isMineFirst ? [mine, theirs] : [theirs, mine];
  const [inFirst, inSecond] = [new Set(first), new Set(second)];
  const behind = behindCommon(second, inFirst);
  const own = behindCommon(first, inSecond);
  let isContested = differ(first, second);
  const order = [null, ...first.filter((id) => inSecond.has(id))].flatMap((common) => {
    const [one, other] = [own.get(common) ?? [], behind.get(common) ?? []];
    isContested ||= one.length > 0 && other.length > 0;
    return [...(common === null ? [] : [common]), ...one, ...other];
  });
  return { order, isContested };
}

// What a list alone has, by the last thing before it that both have; null where there is none.
function behindCommon(
  list: readonly string[],
  other: ReadonlySet<string>,
): ReadonlyMap<string | null, readonly string[]> {
  const behind = new Map<string | null, string[]>([[null, []]]);
  let last: string | null = null;
  for (const id of list) {
    if (other.has(id)) {
      last = id;
      behind.set(id, []);
    } else behind.get(last)?.push(id);
  }
  return behind;
}

// True if what both lists have stands in two orders.
function differ(one: readonly string[], other: readonly string[]): boolean {
  const [inOne, inOther] = [new Set(one), new Set(other)];
  const left = one.filter((id) => inOther.has(id));
  const right = other.filter((id) => inOne.has(id));
  return left.some((id, index) => right[index] !== id);
}

function movedBy({ mine, theirs }: Sides<SideOrder>): MergedOrder['moved'] {
  const moved = new Map<string, Side | 'both'>();
  for (const id of mine.moved) moved.set(id, theirs.moved.has(id) ? 'both' : 'mine');
  for (const id of theirs.moved) if (!mine.moved.has(id)) moved.set(id, 'theirs');
  return moved;
}
