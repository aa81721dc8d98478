import { expect, test } from 'vitest';
import { openVerdict, type Verdict } from '#core/analysis/record/verdict.ts';
import type { Certificate } from '#core/kernel/proof/certificate.ts';
import { ProofNotes } from '#engine/proof-notes.ts';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { problemsOf } from '#core/analysis/pipeline/problems.ts';
import { emptyCertificate } from '../support/certificates.ts';

const { executable } = checkText(`protocol P
entity A
entity B
data D of A
phase p {
  message m A -> B: D
}
confidentiality D: A, B
`);
const [question] =
  executable === null
    ? []
    : problemsOf(executable.model, executable.run).flatMap(({ questions }) => questions);
if (question === undefined) throw new Error('something is asked');

const open = openVerdict(question, 'limit');
const holds: Verdict = { ...open, answer: 'holds', reason: null };

/** A proof of one query, which shares its clauses with others unless it has its own. */
function proofOf(query: string, clauses: Certificate['clauses'] = emptyCertificate.clauses): Certificate {
  return { ...emptyCertificate, queries: [query], clauses, goals: new Map([[query, []]]) };
}

test('proofs are noted that were accepted, once, and put together as in the folder', () => {
  const notes = new ProofNotes();
  const note = (number: number, verdict: Verdict, certificate: Certificate): void => {
    notes.note({ kind: 'checked', question: number, verdict, certificate });
  };
  note(4, holds, proofOf('four'));
  note(2, holds, proofOf('two', []));
  note(3, { ...open, answer: 'inconsistent' }, proofOf('three'));
  note(5, open, proofOf('five'));
  note(1, holds, proofOf('one'));
  const taken = notes.take();
  expect(taken.map(({ questions }) => questions)).toEqual([[1, 4], [2]]);
  expect(new Set(taken.map(({ proof }) => proof.sha256)).size).toBe(2);
  expect(notes.take()).toEqual([]);
  // In whatever order they were found.
  const others = new ProofNotes();
  others.note({ kind: 'checked', question: 1, verdict: holds, certificate: proofOf('one') });
  others.note({ kind: 'checked', question: 4, verdict: holds, certificate: proofOf('four') });
  expect(others.take()[0]?.proof).toEqual(taken[0]?.proof);
});
