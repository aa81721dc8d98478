import type { AnswerKind } from '#core/analysis/record/verdict.ts';
import type { EvidenceJudgement } from '#core/evidence/judgement.ts';
import type { Translate } from '#core/messages/catalogue.ts';

/** Tells an answer, and what was found of what it rests on, in a few words. */
export function describeEvidence(
  answer: AnswerKind | null,
  found: EvidenceJudgement | { readonly kind: 'missing' },
  translate: Translate,
): string {
  if (found.kind === 'missing' || answer === null) return translate('report.evidence.missing');
  const stated = translate(`report.evidence.states.${answer}`);
  return translate('report.evidence.line', { stated, found: findingOf(answer, found, translate) });
}

function findingOf(answer: AnswerKind, found: EvidenceJudgement, translate: Translate): string {
  switch (found.kind) {
    case 'accepted':
      return translate(`report.evidence.accepted.${kindOf(answer)}`);
    case 'searched':
    case 'claims-nothing':
      return translate(`report.evidence.${found.kind}`);
    case 'refused': {
      const reason = translate(`report.evidence.refusal.${found.code}`);
      return translate('report.evidence.refused', {
        reason: found.detail === null ? reason : `${reason} [${found.detail}]`,
      });
    }
  }
}

function kindOf(answer: AnswerKind): 'proof' | 'attack' | 'vacuous' {
  if (answer === 'violated') return 'attack';
  return answer === 'vacuous' ? 'vacuous' : 'proof';
}
