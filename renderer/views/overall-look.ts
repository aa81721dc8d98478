import type { OverallStanding } from '#core/method/requirements/overall-standing.ts';

/** Where a look at what is missing begins. */
export type NextStep = 'table' | 'verdicts';

/** How everything that is required is shown together; the word says the same as colour and symbol. */
export interface OverallLook {
  readonly tone: 'plain' | 'good' | 'warning' | 'danger';
  readonly symbol: string;
  readonly next: NextStep;
}

// Green is what was asked, all of it, of this text, and is proved.
const looks: Readonly<Record<OverallStanding, OverallLook>> = {
  unstated: { tone: 'plain', symbol: '○', next: 'table' },
  unrefined: { tone: 'plain', symbol: '○', next: 'table' },
  'not-asked': { tone: 'plain', symbol: '…', next: 'verdicts' },
  compared: { tone: 'plain', symbol: '…', next: 'verdicts' },
  violated: { tone: 'danger', symbol: '✗', next: 'verdicts' },
  differs: { tone: 'warning', symbol: '≠', next: 'table' },
  undecided: { tone: 'warning', symbol: '?', next: 'verdicts' },
  open: { tone: 'plain', symbol: '…', next: 'verdicts' },
  outdated: { tone: 'plain', symbol: '⚠', next: 'verdicts' },
  'holds-within': { tone: 'warning', symbol: '≤', next: 'verdicts' },
  holds: { tone: 'good', symbol: '✓', next: 'verdicts' },
};

/** How a model's standing is shown. */
export function overallLook(standing: OverallStanding): OverallLook {
  return looks[standing];
}
