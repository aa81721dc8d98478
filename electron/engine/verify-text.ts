import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { verdictRecord } from '#core/analysis/pipeline/verdict-record.ts';
import { analyseActively, type ActiveProgress } from '#core/analysis/pipeline/active.ts';
import type { EngineRequest, VerificationMessage } from '#engine/messages.ts';

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
  const progress = (news: ActiveProgress): void => {
    if (news.kind !== 'answered') {
      tell(messageOf(news));
      return;
    }
    const verdict = verdictRecord(news.verdict, isStopped() ? 'cancelled' : 'time');
    tell({ kind: 'answered', question: news.question, verdict });
  };
  const cancelled = (): boolean => isStopped() || performance.now() > end;
  const counted = new BigUint64Array(request.clauses);
  const count = (): void => {
    Atomics.add(counted, 0, 1n);
  };
  const { clauses } = request.bounds;
  analyseActively(executable.model, executable.run, { clauses, cancelled, count, progress });
  tell({ kind: 'finished' });
}

function messageOf(news: Exclude<ActiveProgress, { kind: 'answered' }>): VerificationMessage {
  return news.kind === 'asked'
    ? { kind: 'asked', questions: [...news.questions] }
    : { kind: 'working', questions: [...news.questions] };
}
