import type { Model, Phase } from './model.ts';

/** The phases before the adversary comes, and those from its coming on, in which it may be absent again. */
export interface PhasesByArrival {
  readonly before: readonly Phase[];
  readonly from: readonly Phase[];
}

/** The place of the phase in which the adversary first comes, counted from 0; -1 where it never does. */
export function arrivalIn({ phases }: Pick<Model, 'phases'>): number {
  return phases.findIndex(({ adversaryPresent }) => adversaryPresent);
}

/** The phases of a model, parted where the adversary first comes; all of them are before where it never does. */
export function phasesOf(model: Pick<Model, 'phases'>): PhasesByArrival {
  const { phases } = model;
  const first = arrivalIn(model);
  return first < 0
    ? { before: phases, from: [] }
    : { before: phases.slice(0, first), from: phases.slice(first) };
}
