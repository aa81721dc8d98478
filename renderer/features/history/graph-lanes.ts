/** A line of the graph within one row, from a lane at one height to a lane at another. */
export interface LaneLine {
  readonly from: number;
  readonly to: number;
  /** `above`: from the row's upper edge to the state; `below`: from the state to the lower edge; `past`: through the row. */
  readonly part: 'above' | 'below' | 'past';
}

/** The graph within the row of one state. */
export interface GraphRow {
  /** The lane that the state stands in, from 0. */
  readonly lane: number;
  readonly lines: readonly LaneLine[];
  /** The lanes that come into the row from above. */
  readonly entering: readonly number[];
}

/** A state as the graph knows it. */
export interface GraphState {
  readonly id: string;
  readonly parents: readonly string[];
}

/**
 * The graph beside states, the newest first: each stands in a lane, from which lines lead to the states that it comes from.
 * A lane is used again once its line has ended, and a line stays in its lane until then. States that are not among them are
 * left out.
 */
export function graphRows(newestFirst: readonly GraphState[]): readonly GraphRow[] {
  const known = new Set(newestFirst.map(({ id }) => id));
  // The state that each lane leads to; null for a lane that is free.
  const lanes: (string | null)[] = [];
  return newestFirst.map(({ id, parents }) => {
    const entering = [...lanes.keys()].filter((lane) => lanes[lane] !== null);
    const arriving = entering.filter((lane) => lanes[lane] === id);
    const past = entering.filter((lane) => lanes[lane] !== id);
    const lane = arriving[0] ?? freeLane(lanes);
    for (const each of arriving) lanes[each] = null;
    const left = parents
      .filter((parent) => known.has(parent))
      .map((parent, place) => leadTo(lanes, parent, place === 0 ? lane : null));
    return {
      lane,
      entering,
      lines: [
        ...arriving.map((from): LaneLine => ({ from, to: lane, part: 'above' })),
        ...past.map((each): LaneLine => ({ from: each, to: each, part: 'past' })),
        ...left.map((to): LaneLine => ({ from: lane, to, part: 'below' })),
      ],
    };
  });
}

/** How many lanes a graph has. */
export function laneCount(rows: readonly GraphRow[]): number {
  return rows.reduce(
    (most, { lane, entering }) => Math.max(most, lane + 1, ...entering.map((each) => each + 1)),
    0,
  );
}

// The line of the state goes on to where it comes from first; to the others leads a line that does already, or a new one.
function leadTo(lanes: (string | null)[], parent: string, own: number | null): number {
  const joined = own === null ? lanes.indexOf(parent) : -1;
  if (joined >= 0) return joined;
  const lane = own ?? freeLane(lanes);
  lanes[lane] = parent;
  return lane;
}

function freeLane(lanes: readonly (string | null)[]): number {
  const free = lanes.indexOf(null);
  return free < 0 ? lanes.length : free;
}
