import type { Model, Phase } from './model.ts';

/** The phases before the adversary comes, and those from its coming on, in which it may be absent again. */
export interface PhasesByArrival {
  readonly before: readonly Phase[];
  readonly from: readonly Phase[];
}

/** The phases of a model, parted where the adversary first comes; all of them are before where it never does. */
export function phasesOf({ phases }: Pick<Model, 'phases'>): PhasesByArrival {
  const first = phases.findIndex(({ adversaryPresent }) => adversaryPresent);
  return first < 0
    ? { before: phases, from: [] }
    : { before: phases.slice(0, first), from: phases.slice(first) };
}
