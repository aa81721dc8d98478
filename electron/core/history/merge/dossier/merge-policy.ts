import { canonicalJson } from '#core/history/canonical.ts';
import type { RiskPolicy } from '#core/dossier/risk-policy.ts';
import type { Fields } from './fields.ts';

/**
 * Merges the policy of risk: the matrix field by field of it, notes by their marks, criteria and meanings by their levels. Of the
 * meanings of a category those of likelihood and impact are apart.
 */
export function mergePolicy(fields: Fields<RiskPolicy>): RiskPolicy {
  return {
    matrix: fields.keyed(
      'matrix',
      ({ matrix }) => matrix,
      ({ likelihood, impact }) => `${likelihood} ${impact}`,
    ),
    notes: fields.keyed(
      'notes',
      ({ notes }) => notes,
      ({ mark }) => mark,
    ),
    criteria: fields.keyed(
      'criteria',
      ({ criteria }) => criteria,
      ({ level }) => level,
    ),
    meanings: fields.keyed(
      'meanings',
      ({ meanings }) => meanings,
      ({ level }) => level,
    ),
    setOn: fields.one('setOn', ({ setOn }) => setOn),
    changes: fields.members('changes', ({ changes }) => changes),
  };
}

/** What threats are judged by: two policies of which this is the same judge alike. */
export function judgedBy({ matrix, notes, criteria, meanings }: RiskPolicy): string {
  const sorted = [matrix, notes, criteria, meanings].map((list) => list.map(canonicalJson).toSorted());
  return canonicalJson(sorted);
}
