import type { EquationalTheory } from './equational-theory.ts';

/** The theory without equations: applications are equal when their arguments are. */
export const free: EquationalTheory = {
  isFree: true,
  isOpen: false,
  normalForm: (_, args) => args,
  unification: [],
  matching: [],
  compositions: ({ args }) => [{ pairs: null, needs: args, variables: 0 }],
};
