import type { RiskPolicy } from '#core/dossier/risk-policy.ts';
import { riskLevels, type RiskLevel } from '#core/dossier/risk-level.ts';

/** Where a policy does not say one thing: nothing, or several. */
export type PolicyDefect =
  | {
      readonly kind: 'field';
      readonly likelihood: RiskLevel;
      readonly impact: RiskLevel;
      /** How often the matrix has the field; never once. */
      readonly times: number;
    }
  | { readonly kind: 'criterion'; readonly level: RiskLevel; readonly times: number }
  | { readonly kind: 'note'; readonly mark: string; readonly times: number };

/**
 * Fields that the matrix lacks or repeats, levels without exactly one criterion, and marks in the matrix without
 * exactly one note. A sound policy has none.
 */
export function policyDefects({ matrix, criteria, notes }: RiskPolicy): readonly PolicyDefect[] {
  const fields = riskLevels.flatMap((likelihood) =>
    riskLevels.map((impact): PolicyDefect => {
      const times = matrix.filter((each) => each.likelihood === likelihood && each.impact === impact).length;
      return { kind: 'field', likelihood, impact, times };
    }),
  );
  const levels = riskLevels.map((level): PolicyDefect => {
    return { kind: 'criterion', level, times: criteria.filter((each) => each.level === level).length };
  });
  const marks = new Set(matrix.flatMap(({ note }) => (note === null ? [] : [note])));
  const marked = [...marks].map((mark): PolicyDefect => {
    return { kind: 'note', mark, times: notes.filter((note) => note.mark === mark).length };
  });
  return [...fields, ...levels, ...marked].filter(({ times }) => times !== 1);
}
