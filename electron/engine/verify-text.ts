import { checkText } from '#core/analysis/pipeline/analyse.ts';
import type { ActiveProgress } from '#core/analysis/pipeline/active-options.ts';
import { verifyAndCompare } from '#core/analysis/pipeline/verify-model.ts';
import type { Verdict } from '#core/analysis/record/verdict.ts';
import { attackFile } from '#core/evidence/attack-file.ts';
import { asText } from '#core/evidence/proof-text.ts';
import type { EngineRequest, VerificationMessage } from '#engine/messages.ts';
import { ProofNotes } from '#engine/proof-notes.ts';
import { textHash } from '#engine/text-hash.ts';

/** Answers what is asked of a text for an active adversary, and tells everything as it comes. */
export function verifyText(
  request: Extract<EngineRequest, { kind: 'verify' }>,
  tell: (message: VerificationMessage) => void,
): void {
  const { executable } = checkText(request.text);
  if (executable === null) {
    tell({ kind: 'refused' });
    return;
  }
  const stop = new Int32Array(request.stop);
  const isStopped = (): boolean => Atomics.load(stop, 0) !== 0;
  const end = performance.now() + request.bounds.seconds * 1000;
  const proofs = new ProofNotes();
  const identify = (): void => {
    for (const each of proofs.take()) tell({ kind: 'identified', ...each, questions: [...each.questions] });
  };
  const progress = (news: ActiveProgress): void => {
    proofs.note(news);
    // Proofs by the same clauses are told one after the other, and nothing is worked on between them.
    if (news.kind === 'working') identify();
    tell(messageOf(news));
  };
  const stoppedBy = (): 'time' | 'cancelled' => (isStopped() ? 'cancelled' : 'time');
  const cancelled = (): boolean => isStopped() || performance.now() > end;
  const counted = new BigUint64Array(request.clauses);
  const count = (): void => {
    Atomics.add(counted, 0, 1n);
  };
  const { clauses } = request.bounds;
  verifyAndCompare(executable.model, executable.run, { clauses, cancelled, stoppedBy, count, progress });
  identify();
  tell({ kind: 'finished' });
}

// The attack in the terms of the protocol is not kept: what identifies its file is.
function withAttackFile({ verdict, replayed }: Extract<ActiveProgress, { kind: 'answered' }>): Verdict {
  if (replayed === null || verdict.trace === null) return verdict;
  return { ...verdict, attackFile: textHash(asText(attackFile(replayed))) };
}

function messageOf(news: ActiveProgress): VerificationMessage {
  switch (news.kind) {
    case 'asked':
      return { kind: 'asked', questions: [...news.questions] };
    case 'working':
      return { kind: 'working', questions: [...news.questions] };
    case 'answered':
      return { kind: 'answered', question: news.question, verdict: withAttackFile(news) };
    case 'checked':
      // Proofs are large, and nobody outside asked for them.
      return { kind: 'checked', question: news.question, verdict: news.verdict };
    case 'compared':
      return news;
  }
}
