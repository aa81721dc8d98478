import type { OverallStanding } from '#core/method/requirements/overall-standing.ts';

/** How everything that is required is shown together; the word says the same as colour and symbol. */
interface OverallStatus {
  readonly tone: 'plain' | 'good' | 'warning' | 'danger';
  readonly symbol: string;
  /** The view in which what is missing is stated or asked. */
  readonly next: 'table' | 'verdicts';
}

// Green is what was asked, all of it, of this text, and is proved.
const statuses: Readonly<Record<OverallStanding, OverallStatus>> = {
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
export function overallStatus(standing: OverallStanding): OverallStatus {
  return statuses[standing];
}
