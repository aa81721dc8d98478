import type { AnswerKind } from '#core/analysis/record/verdict.ts';
import type { MessageKey } from '#core/messages/catalogue.ts';
import type { ThreatDecision } from '#core/dossier/threat-entry.ts';
import type { Threat, ThreatStatus } from '#core/method/threats/threat.ts';
import { answerStatus, worstFirst, type AnswerStatus } from '#renderer/shared/answer-status.ts';

/** The answer to a threat, or that there is none. */
export type ThreatAnswer = AnswerKind | 'none';

/** Every answer to a threat, what counts more first. */
export const threatAnswers: readonly ThreatAnswer[] = [...worstFirst, 'none'];

/** How something about a threat is shown: by colour, symbol and word. */
export interface ThreatSign {
  readonly tone: AnswerStatus['tone'];
  readonly symbol: string;
  readonly word: MessageKey;
}

/** The answer to a threat. */
export function answerOf({ answer }: Pick<Threat, 'answer'>): ThreatAnswer {
  return answer ?? 'none';
}

/** How an answer to a threat is shown. */
export function threatAnswerSign(answer: ThreatAnswer): ThreatSign {
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
export function decisionSign(decision: ThreatDecision): ThreatSign {
  return { tone: 'plain', symbol: decisionSymbols[decision], word: `threats.decision.${decision}` };
}

const statusSigns: Readonly<Record<ThreatStatus, Pick<ThreatSign, 'tone' | 'symbol'>>> = {
  new: { tone: 'plain', symbol: '+' },
  changed: { tone: 'warning', symbol: '△' },
  unchanged: { tone: 'plain', symbol: '=' },
  gone: { tone: 'warning', symbol: '∅' },
};

/** How the status of a threat is shown. */
export function threatStatusSign(status: ThreatStatus): ThreatSign {
  return { ...statusSigns[status], word: `threats.status.${status}` };
}
