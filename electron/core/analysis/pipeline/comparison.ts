import type { ActiveOptions } from './active-options.ts';
import { ProblemWork } from './problem-work.ts';
import type { VerificationProblem } from './problems.ts';
import type { Judges } from './judges.ts';
import { withoutHonesty, withRepeatedDelivery } from './relaxations.ts';
import type { AssumptionKind } from '#core/analysis/record/assumption.ts';
import type { Question } from '#core/analysis/record/question.ts';
import type { AnswerAssumption, Finding, Verdict } from '#core/analysis/record/verdict.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';

/** A question that is asked once more, and what its answer assumes. `index` is its number among those of its problem. */
interface AskedAgain {
  readonly index: number;
  readonly question: Question;
  readonly query: Query;
  readonly assumption: AnswerAssumption;
}

/** What was found for a question without an assumption. `index` is its number among those of its problem. */
export interface Compared {
  readonly index: number;
  readonly assumption: AssumptionKind;
  readonly without: Finding;
}

/**
 * Asks what holds under a problem once more, without the assumptions that can be left out: that channels deliver once, and,
 * under the plain adversary, that other holders of the keys are honest. An attack needs no comparison: it is one without
 * them, too. What an analysis that is stopped did not come to stays without.
 */
export function compare(
  problem: VerificationProblem,
  verdicts: readonly Verdict[],
  options: ActiveOptions,
  judges: Judges,
  working: (questions: readonly number[]) => void,
): readonly Compared[] {
  return relaxable.flatMap((kind) => {
    const again = askedAgain(problem, verdicts, kind);
    if (again.length === 0 || options.cancelled()) return [];
    const queries = again.map(({ query }) => query);
    const protocol = { ...relaxations[kind](problem.protocol, again), queries };
    const questions = again.map(({ question }) => question);
    const given = { ...problem, protocol, questions, translated: problem };
    const work = new ProblemWork(given, options, judges, null, (news) => {
      if (news.kind === 'working') working(news.questions.flatMap((each) => again[each]?.index ?? []));
    });
    return work.verdicts().flatMap((verdict, at) => {
      const asked = again[at];
      const stopped = verdict.reason === 'cancelled' || verdict.reason === 'time';
      if (asked === undefined || stopped) return [];
      const { answer, reason, runs, attackTypes, trace } = verdict;
      return [
        { index: asked.index, assumption: kind, without: { answer, reason, runs, attackTypes, trace } },
      ];
    });
  });
}

const relaxable = ['delivered-once', 'holders-honest'] as const satisfies readonly AssumptionKind[];

type Relaxation = (protocol: Protocol, again: readonly AskedAgain[]) => Protocol;

const relaxations: Readonly<Record<(typeof relaxable)[number], Relaxation>> = {
  'delivered-once': (protocol, again) =>
    withRepeatedDelivery(protocol, [...new Set(again.flatMap(({ assumption }) => assumption.names))]),
  'holders-honest': (protocol, again) =>
    withoutHonesty(protocol, new Map(again.map(({ query, assumption }) => [query, assumption.names]))),
};

function askedAgain(
  { attack, protocol, questions }: VerificationProblem,
  verdicts: readonly Verdict[],
  kind: (typeof relaxable)[number],
): readonly AskedAgain[] {
  if (kind === 'holders-honest' && attack !== null) return [];
  const queries = new Map(protocol.queries.map((query) => [query.name, query]));
  return questions.flatMap((question, index): readonly AskedAgain[] => {
    const verdict = verdicts[index];
    const query = queries.get(question.key);
    if (query === undefined || (verdict?.answer !== 'holds' && verdict?.answer !== 'holds-within')) return [];
    const assumption = verdict.assumes.find((each) => each.kind === kind && each.without === null);
    return assumption === undefined ? [] : [{ index, question, query, assumption }];
  });
}
