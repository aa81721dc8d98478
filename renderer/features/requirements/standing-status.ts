import type { MessageKey } from '#core/messages/catalogue.ts';
import type { RequirementConsistency } from '#core/method/requirements/consistency.ts';
import type { TraceStanding } from '#core/method/requirements/trace-standing.ts';
import type { TracedStatement } from '#core/method/requirements/trace-statement.ts';

/** How something that is required stands: a tone, a symbol and a word, so that colour alone says nothing. */
export interface StandingStatus {
  readonly tone: 'plain' | 'good' | 'warning' | 'danger';
  readonly symbol: string;
  readonly word: MessageKey;
}

const statuses: Readonly<Record<TraceStanding, Omit<StandingStatus, 'word'>>> = {
  violated: { tone: 'danger', symbol: '✗' },
  differs: { tone: 'warning', symbol: '≠' },
  inconsistent: { tone: 'danger', symbol: '‼' },
  undecided: { tone: 'warning', symbol: '?' },
  open: { tone: 'plain', symbol: '…' },
  outdated: { tone: 'plain', symbol: '⚠' },
  'holds-within': { tone: 'warning', symbol: '≤' },
  untraced: { tone: 'warning', symbol: '⌀' },
  holds: { tone: 'good', symbol: '✓' },
  'out-of-scope': { tone: 'plain', symbol: '–' },
};

/** How a standing is shown. */
export function standingStatus(standing: TraceStanding): StandingStatus {
  return { ...statuses[standing], word: `requirements.standing.${standing}` };
}

const consistencies: Readonly<Record<RequirementConsistency, StandingStatus>> = {
  agrees: { tone: 'good', symbol: '✓', word: 'requirements.honest.agrees' },
  differs: { tone: 'warning', symbol: '≠', word: 'requirements.honest.differs' },
  'not-compared': { tone: 'plain', symbol: '–', word: 'requirements.honest.not-compared' },
};

const broken: StandingStatus = { tone: 'danger', symbol: '✗', word: 'requirements.honest.broken' };

/** How the honest run of some statements is shown: the worst of them. */
export function honestStatus(statements: readonly TracedStatement[]): StandingStatus {
  if (statements.some((each) => each.broken)) return broken;
  const worst = (['differs', 'agrees'] as const).find((each) =>
    statements.some(({ honest }) => honest === each),
  );
  return consistencies[worst ?? 'not-compared'];
}
