import type { MatrixField, RiskPolicy } from './risk-policy.ts';
import { riskLevels, type RiskLevel } from './risk-level.ts';

type Cell = readonly [RiskLevel, string | null];

const veryLow: Cell = ['very-low', null];
const low: Cell = ['low', null];
const moderate: Cell = ['moderate', null];
const high: Cell = ['high', null];
const veryHigh: Cell = ['very-high', null];
const notedModerate: Cell = ['moderate', '*'];
const notedLow: Cell = ['low', '**'];

// The paper's Figure 6: rows from very high likelihood down, columns from very low impact up.
const figure: readonly (readonly Cell[])[] = [
  [veryLow, low, moderate, high, veryHigh],
  [veryLow, low, moderate, high, veryHigh],
  [veryLow, low, moderate, notedModerate, high],
  [veryLow, low, low, notedLow, notedModerate],
  [veryLow, veryLow, veryLow, notedLow, notedLow],
];

function fields(): readonly MatrixField[] {
  return riskLevels.toReversed().flatMap((likelihood, row) =>
    riskLevels.flatMap((impact, column): readonly MatrixField[] => {
      const cell = figure[row]?.[column];
      return cell === undefined ? [] : [{ likelihood, impact, risk: cell[0], note: cell[1] }];
    }),
  );
}

/** The policy that a project starts with: the paper's Figure 6, its marks without a text, and no criteria set. */
export function defaultPolicy(): RiskPolicy {
  return {
    matrix: fields(),
    notes: [
      { mark: '*', text: '' },
      { mark: '**', text: '' },
    ],
    criteria: riskLevels.map((level) => ({ level, acceptance: usualAcceptance(level), text: '' })),
    meanings: riskLevels.map((level) => ({ level, likelihood: '', impact: '' })),
    setOn: null,
    changes: [],
  };
}

// A proposal that the analyst sets or changes; nothing counts as accepted before `setOn`.
function usualAcceptance(level: RiskLevel): 'acceptable' | 'tolerable' | 'unacceptable' {
  switch (level) {
    case 'very-low':
    case 'low':
      return 'acceptable';
    case 'moderate':
      return 'tolerable';
    case 'high':
    case 'very-high':
      return 'unacceptable';
  }
}
