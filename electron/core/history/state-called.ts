import type { HistoryState } from '#core/history/state.ts';
import { failure, success, type Result } from '#core/result.ts';

/** How many digits of an identifier tell a state at least. */
const fewestDigits = 4;

/** Why no state is meant: there is none of that name, or there are several. */
export type StateNotTold = 'state-unknown' | 'state-ambiguous';

/**
 * The state that somebody means: `head`, `head~3` for the third before it, the beginning of an identifier, or a name. `states` are those that are kept, the oldest first.
 */
export function stateCalled(
  states: readonly HistoryState[],
  called: string,
): Result<HistoryState, StateNotTold> {
  const back = /^head(?:~(\d{1,6}))?$/u.exec(called);
  const isDigits = called.length >= fewestDigits && /^[0-9a-f]+$/u.test(called);
  const meant = states.filter(({ id, name }) => name === called || (isDigits && id.startsWith(called)));
  const before = back === null ? null : beforeHead(states, Number(back[1] ?? 0));
  const [found, ...others] = [...new Set([...meant, ...(before === null ? [] : [before])])];
  if (found === undefined) return failure('state-unknown');
  return others.length === 0 ? success(found) : failure('state-ambiguous');
}

/** The state before another; of a merge the first of those that it brings together. Null where none is kept. */
export function stateBefore(
  states: ReadonlyMap<string, HistoryState>,
  { parents }: HistoryState,
): HistoryState | null {
  return parents.map((id) => states.get(id)).find((state) => state !== undefined) ?? null;
}

function beforeHead(states: readonly HistoryState[], steps: number): HistoryState | null {
  const byId = new Map(states.map((state) => [state.id, state]));
  let state = states.at(-1) ?? null;
  for (let step = 0; step < steps && state !== null; step += 1) state = stateBefore(byId, state);
  return state;
}
