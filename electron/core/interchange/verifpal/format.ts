import type { Answer } from '#core/analysis/6-decide/answer.ts';
import { attackSteps } from '#core/interchange/format/attack-steps.ts';
import type {
  Format,
  ImportedModel,
  ImportedReport,
  Problem,
  ReadOptions,
} from '#core/interchange/format/format.ts';
import { failure, success, type Result } from '#core/result.ts';
import { importVerifpal, type VerifpalImport } from './import.ts';
import { answerTo, type WholeAnswer } from './verdict.ts';
import { writeApplication } from './written.ts';

/** Models of Verifpal. */
export const verifpal: Format = {
  id: 'verifpal',
  endings: ['.vp'],
  mediaType: 'text/plain',
  reader: { makes: 'protocol', read },
  writer: null,
};

function read(text: string, { sessions }: ReadOptions): Result<ImportedModel, readonly Problem[]> {
  const imported = importVerifpal(text, sessions);
  if (!imported.ok) {
    return failure(
      imported.failures.map(({ code, line, column, name }): Problem => ({
        code,
        at: { line, column },
        sentence: (translate) => translate(`import.${code}`, { name }),
      })),
    );
  }
  const { protocol, queries } = imported;
  return success({
    protocol,
    notes: queries
      .filter(({ undisturbed }) => undisturbed !== null)
      .map(
        ({ query }) =>
          (translate) =>
            translate('export.proverif-note-undisturbed', { question: query }),
      ),
    report: (answers) => reportOf(imported, answers, sessions),
  });
}

/**
 * The result code has, for each query in order, its letter and 0 (it holds, at least within as many runs as were asked
 * for), 1 (it is violated, the attack replayed and told message by message) or ? (undecided, or about nothing).
 */
function reportOf(
  { protocol, queries: asked }: Extract<VerifpalImport, { ok: true }>,
  answers: ReadonlyMap<string, Answer>,
  sessions: number,
): ImportedReport {
  const queries = asked.map((each) => {
    const answer = answerTo(protocol, each, answers);
    const attack = answer.kind === 'violated' ? attackSteps(protocol, answer.trace, writeApplication) : [];
    const code = `${each.kind}${digit(answer, sessions)}`;
    return { query: each.query, code, verdict: answer.kind, attack };
  });
  const resultCode = queries.map(({ code }) => code).join('');
  return {
    heading: ` ${resultCode}`,
    answers: queries.map(({ query, verdict, attack }) => ({ line: () => `${query}: ${verdict}`, attack })),
    allHold: queries.length > 0 && queries.every(({ verdict }) => verdict === 'holds'),
    json: { sessions, resultCode, queries },
  };
}

function digit(answer: WholeAnswer, sessions: number): string {
  switch (answer.kind) {
    case 'holds':
      return '0';
    case 'holds-within':
      return answer.runs >= sessions ? '0' : '?';
    case 'violated':
      return '1';
    case 'vacuous':
    case 'inconsistent':
    case 'undecided':
      return '?';
  }
}
