import type { OverallStatus } from '#core/method/requirements/overall-status.ts';

/** How everything that is required is shown together; the word says the same as colour and symbol. */
interface OverallStatusSign {
  readonly tone: 'plain' | 'good' | 'warning' | 'danger';
  readonly symbol: string;
  /** The view in which what is missing is stated or asked. */
  readonly next: 'table' | 'verdicts';
}

// Green is what was asked, all of it, of this text, and is proved.
const signs: Readonly<Record<OverallStatus, OverallStatusSign>> = {
  unstated: { tone: 'plain', symbol: '○', next: 'table' },
  unrefined: { tone: 'plain', symbol: '○', next: 'table' },
  'not-asked': { tone: 'plain', symbol: '…', next: 'verdicts' },
  compared: { tone: 'plain', symbol: '…', next: 'verdicts' },
  violated: { tone: 'danger', symbol: '✗', next: 'verdicts' },
  differs: { tone: 'warning', symbol: '≠', next: 'table' },
  vacuous: { tone: 'danger', symbol: '⊘', next: 'verdicts' },
  undecided: { tone: 'warning', symbol: '?', next: 'verdicts' },
  open: { tone: 'plain', symbol: '…', next: 'verdicts' },
  outdated: { tone: 'plain', symbol: '⚠', next: 'verdicts' },
  'holds-within': { tone: 'warning', symbol: '≤', next: 'verdicts' },
  holds: { tone: 'good', symbol: '✓', next: 'verdicts' },
};

/** How a model's status is shown. */
export function overallStatusSign(status: OverallStatus): OverallStatusSign {
  return signs[status];
}
