import type { RequirementCell } from '#core/analysis/record/record.ts';
import type { TickStatement } from '#core/language/model.ts';

/**
 * The results of comparing the honest run with the ticks that refine a requirement: it agrees in every cell of their
 * rows, or differs; and `not-compared` where no tick with a row refines it.
 */
export const requirementConsistencies = ['agrees', 'differs', 'not-compared'] as const;
export type RequirementConsistency = (typeof requirementConsistencies)[number];

/** True if a cell is one of a tick's row and differs from what the tick requires. */
export function differsFrom({ property, element }: TickStatement, cell: RequirementCell): boolean {
  if (cell.element !== element) return false;
  if (property === 'confidentiality') {
    return !['agrees', 'not-required'].includes(cell.confidentiality.verdict);
  }
  const verdict = cell.integrity?.verdict;
  return verdict === 'not-assured' || verdict === 'assured-without-freshness';
}

/**
 * True if a cell shows that a tick of confidentiality is broken: somebody who is not permitted, or who only listens,
 * obtains the element. No cell shows that of integrity, which takes an active adversary.
 */
export function breaks({ property, element }: TickStatement, cell: RequirementCell): boolean {
  if (property === 'integrity' || cell.element !== element) return false;
  const { verdict } = cell.confidentiality;
  return verdict === 'obtains-without-permission' || verdict === 'adversary-obtains';
}
