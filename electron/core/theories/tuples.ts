import type { EquationalTheory } from './equational-theory.ts';

/**
 * The theory of tuples: equal when their parts are, and no more than their parts together. They are taken apart before
 * anybody composes them.
 */
export const tuples: EquationalTheory = {
  isFree: true,
  isOpen: true,
  normalForm: (_, args) => args,
  unification: [],
  matching: [],
  compositions: () => [],
};
