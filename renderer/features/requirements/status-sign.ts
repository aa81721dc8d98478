import type { MessageKey } from '#core/messages/catalogue.ts';
import type { RequirementConsistency } from '#core/method/requirements/consistency.ts';
import type { TraceStatus } from '#core/method/requirements/trace-status.ts';
import type { TracedStatement } from '#core/method/requirements/trace-statement.ts';

/** How the status of something that is required is shown: a tone, a symbol and a word, so that colour alone says nothing. */
export interface StatusSign {
  readonly tone: 'plain' | 'good' | 'warning' | 'danger';
  readonly symbol: string;
  readonly word: MessageKey;
}

const signs: Readonly<Record<TraceStatus, Omit<StatusSign, 'word'>>> = {
  violated: { tone: 'danger', symbol: '✗' },
  differs: { tone: 'warning', symbol: '≠' },
  inconsistent: { tone: 'danger', symbol: '‼' },
  vacuous: { tone: 'danger', symbol: '⊘' },
  undecided: { tone: 'warning', symbol: '?' },
  open: { tone: 'plain', symbol: '…' },
  outdated: { tone: 'plain', symbol: '⚠' },
  'holds-within': { tone: 'warning', symbol: '≤' },
  unfitting: { tone: 'warning', symbol: '⌀' },
  unsourced: { tone: 'warning', symbol: '⌀' },
  holds: { tone: 'good', symbol: '✓' },
  'out-of-scope': { tone: 'plain', symbol: '–' },
};

/** How a status is shown. */
export function traceStatusSign(status: TraceStatus): StatusSign {
  return { ...signs[status], word: `requirements.status.${status}` };
}

const consistencies: Readonly<Record<RequirementConsistency, StatusSign>> = {
  agrees: { tone: 'good', symbol: '✓', word: 'requirements.honest.agrees' },
  differs: { tone: 'warning', symbol: '≠', word: 'requirements.honest.differs' },
  'not-compared': { tone: 'plain', symbol: '–', word: 'requirements.honest.not-compared' },
};

const broken: StatusSign = { tone: 'danger', symbol: '✗', word: 'requirements.honest.broken' };

/** How the honest run of some statements is shown: the worst of them. */
export function honestRunSign(statements: readonly TracedStatement[]): StatusSign {
  if (statements.some((each) => each.broken)) return broken;
  const worst = (['differs', 'agrees'] as const).find((each) =>
    statements.some(({ honest }) => honest === each),
  );
  return consistencies[worst ?? 'not-compared'];
}
