import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { explainProof } from '#core/analysis/pipeline/explain-proof.ts';
import type { ActiveProgress } from '#core/analysis/pipeline/active-options.ts';
import type { EngineRequest, ExplanationMessage } from '#engine/messages.ts';
import { ProofNotes } from '#engine/proof-notes.ts';

/** Finds the proof of one question of a text once more, and tells it. */
export function explainText(
  { text, question, bounds }: Extract<EngineRequest, { kind: 'explain' }>,
  tell: (message: ExplanationMessage) => void,
): void {
  const { executable } = checkText(text);
  if (executable === null) {
    tell({ kind: 'refused' });
    return;
  }
  const end = performance.now() + bounds.seconds * 1000;
  const proofs = new ProofNotes();
  let [done, all] = [0, 0];
  const progress = (news: ActiveProgress): void => {
    proofs.note(news);
    if (news.kind === 'asked') all = news.questions.length;
    if (news.kind === 'answered') done += 1;
    if (news.kind === 'asked' || news.kind === 'answered') tell({ kind: 'progress', done, all });
  };
  const found = explainProof(executable.model, executable.run, question, {
    clauses: bounds.clauses,
    cancelled: () => performance.now() > end,
    progress,
  });
  const proof = proofs.take().find(({ questions }) => found !== null && questions.includes(found.question));
  const explained = found === null || proof === undefined ? null : { story: found.story, proof: proof.proof };
  tell({ kind: 'explained', explained });
}
