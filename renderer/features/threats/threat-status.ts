import type { AnswerKind } from '#core/analysis/record/verdict.ts';
import type { MessageKey } from '#core/messages/catalogue.ts';
import type { ThreatDecision } from '#core/dossier/threat-entry.ts';
import type { Threat, ThreatStanding } from '#core/method/threats/threat.ts';
import { answerStatus, worstFirst, type AnswerStatus } from '#renderer/shared/answer-status.ts';

/** The answer to a threat, or that there is none. */
export type ThreatAnswer = AnswerKind | 'none';

/** Every answer to a threat, what counts more first. */
export const threatAnswers: readonly ThreatAnswer[] = [...worstFirst, 'none'];

/** How something about a threat is shown: by colour, symbol and word. */
export interface ThreatStatus {
  readonly tone: AnswerStatus['tone'];
  readonly symbol: string;
  readonly word: MessageKey;
}

/** The answer to a threat. */
export function answerOf({ answer }: Pick<Threat, 'answer'>): ThreatAnswer {
  return answer ?? 'none';
}

/** How an answer to a threat is shown. */
export function threatAnswerStatus(answer: ThreatAnswer): ThreatStatus {
  const word: MessageKey = `threats.answer.${answer}`;
  if (answer === 'none') return { tone: 'plain', symbol: '–', word };
  const { tone, symbol } = answerStatus({ answer });
  return { tone, symbol, word };
}

const decisionSymbols: Readonly<Record<ThreatDecision, string>> = {
  undecided: '☐',
  accepted: '☑',
  rejected: '☒',
};

/** How a decision is shown. */
export function decisionStatus(decision: ThreatDecision): ThreatStatus {
  return { tone: 'plain', symbol: decisionSymbols[decision], word: `threats.decision.${decision}` };
}

const standingStatuses: Readonly<Record<ThreatStanding, Pick<ThreatStatus, 'tone' | 'symbol'>>> = {
  new: { tone: 'plain', symbol: '+' },
  changed: { tone: 'warning', symbol: '△' },
  unchanged: { tone: 'plain', symbol: '=' },
  gone: { tone: 'warning', symbol: '∅' },
};

/** How the standing of a threat is shown. */
export function standingStatus(standing: ThreatStanding): ThreatStatus {
  return { ...standingStatuses[standing], word: `threats.standing.${standing}` };
}
