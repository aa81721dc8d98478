import type { VerificationProblem } from '#core/analysis/pipeline/problems.ts';
import type { Format, Problem, Sentence, WrittenProtocol } from '#core/interchange/format/format.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import { failure, success, type Result } from '#core/result.ts';
import { exportProverif, withNotes } from './export.ts';
import { omittedQueries, omittedQuestions, type Omission } from './omissions.ts';

/** Models of ProVerif, with queries that correspond one to one, in order, to what Segl asks. */
export const proverif: Format = {
  id: 'proverif',
  endings: ['.pv'],
  mediaType: 'text/plain',
  reader: null,
  writer: { takes: 'protocol', write, omissions },
};

function write(protocol: Protocol): Result<WrittenProtocol, readonly Problem[]> {
  const written = exportProverif(protocol);
  if (!written.ok) {
    return failure(
      written.reasons.map(({ code, subject }): Problem => ({
        code,
        at: null,
        sentence: (translate) => translate(`export.proverif-reason-${code}`, { subject }),
      })),
    );
  }
  const remarks = written.remarks.map(
    ({ code, subject }): Sentence =>
      (translate) =>
        translate(`export.proverif-remark-${code}`, { subject }),
  );
  return success({
    notes: [...remarks, ...omittedQueries(written.queries).map(omissionSentence)],
    textWith: (notes) => withNotes(written.text, notes),
  });
}

function omissions(chosen: VerificationProblem, all: readonly VerificationProblem[]): readonly Sentence[] {
  return omittedQuestions(chosen, all).map(omissionSentence);
}

function omissionSentence({ question, reason, attack }: Omission): Sentence {
  return (translate) => translate(`export.proverif-omitted-${reason}`, { question, attack });
}
