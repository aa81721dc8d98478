import type { VerifyOptions, Answer } from '#core/analysis/6-decide/answer.ts';
import { AnswerGuard } from '#core/analysis/6-decide/answer-guard.ts';
import { listenerKnowledge } from '#core/analysis/6-decide/listener.ts';
import { ProofJudge } from '#core/analysis/6-decide/proof-judge.ts';
import { judgesOf, type Judges } from '#core/analysis/pipeline/judges.ts';
import type { VerificationProblem } from '#core/analysis/pipeline/problems.ts';
import { questionKey, type Question } from '#core/analysis/record/question.ts';
import { replay } from '#core/kernel/execution.ts';
import { violates } from '#core/kernel/violation.ts';
import type { Model } from '#core/language/model.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import { startsOf, type Trace } from '#core/protocol/trace.ts';
import { printOf } from '../print.ts';
import type { RawAnswer, Way } from './ways.ts';

/** Who refuses what an engine says. `checker`: of proofs; `kernel`, `interpreter`: when they replay an attack. */
export type Refuser = 'checker' | 'kernel' | 'interpreter' | 'guard';

/** What the engines say of one question in one way, and what is left of it when everybody has judged it. */
export interface Told {
  readonly question: string;
  readonly way: string;
  readonly raw: Answer['kind'];
  /** The answer that may be given: that of `ProblemWork`, where the way is the usual one. */
  readonly answer: Answer['kind'];
  readonly by: Refuser | null;
  readonly why: string | null;
  /** How many runs of a role: within which it holds, or that the attack needs. */
  readonly runs: number | null;
  readonly dropped: number;
  /** Tells one proof or attack from another. */
  readonly evidence: string | null;
}

/** Looks at raw answers about one problem as `ProblemWork` does, and says of each who refuses it. */
export class Gates {
  readonly #problem: VerificationProblem;
  readonly #judges: Judges;
  readonly #options: Pick<VerifyOptions, 'cancelled'>;
  readonly #proofs: ProofJudge;
  readonly #accepted: ReadonlySet<string>;
  readonly #prints = new WeakMap<object, string>();
  #guard: AnswerGuard | null = null;

  /**
   * `model`: as it stands in the text. `accepted`: what was accepted before, as {@link Told.evidence} has it: judges that nothing
   * has changed say the same of it again.
   */
  constructor(
    problem: VerificationProblem,
    model: Model,
    accepted: ReadonlySet<string>,
    options: Pick<VerifyOptions, 'cancelled'>,
  ) {
    this.#accepted = accepted;
    this.#problem = problem;
    this.#judges = judgesOf(model);
    this.#options = options;
    this.#proofs = new ProofJudge(problem.protocol, options.cancelled);
  }

  look({ query, answer, dropped }: RawAnswer, question: Question, way: Way): Told {
    const judged = way.guarded ? this.#guarded(query, question, answer) : answer;
    const runs =
      answer.kind === 'holds-within' ? answer.runs : answer.kind === 'violated' ? runsIn(answer.trace) : null;
    const told = {
      ...{ question: questionKey(question), way: way.name, raw: answer.kind, answer: judged.kind },
      ...{ by: null, why: null, runs, dropped, evidence: this.#evidenceOf(question, answer) },
    };
    if (judged.kind !== answer.kind) return { ...told, by: 'guard', why: judged.kind };
    if (told.evidence !== null && this.#accepted.has(told.evidence)) return told;
    switch (judged.kind) {
      case 'holds': {
        const found = this.#proofs.judge(query, judged.certificate);
        if (found.kind === 'checked') return told;
        if (found.kind === 'partial')
          return { ...told, answer: 'undecided', by: 'checker', why: `partial: ${found.open.join()}` };
        if (found.kind === 'unchecked') return { ...told, answer: 'undecided', why: found.reason };
        return { ...told, answer: 'inconsistent', by: 'checker', why: found.code };
      }
      case 'violated': {
        const happens = this.#judges.replays.happens(this.#problem, judged.trace, question);
        const given = { ...told, answer: happens ? judged.kind : 'inconsistent' } as const;
        if (!isAttack(this.#problem.protocol, query, judged.trace))
          return { ...given, by: 'kernel', why: 'does not happen on the protocol' };
        return happens ? told : { ...given, by: 'interpreter', why: 'does not happen on the model' };
      }
      case 'holds-within':
      case 'undecided':
      case 'vacuous':
      case 'inconsistent':
        return told;
    }
  }

  #guarded(name: string, question: Question, answer: Answer): Answer {
    const query = this.#problem.protocol.queries.find((each) => each.name === name);
    if (query === undefined || answer.kind === 'violated') return answer;
    this.#guard ??= this.#guardOf();
    return this.#guard.judge(query, question.element, answer);
  }

  // That the roles are what the entities do is no matter of the engines, so that it is not looked at for each mutant.
  #guardOf(): AnswerGuard {
    const { protocol, model, execution, plan, questions } = this.#problem;
    return new AnswerGuard(protocol, {
      validated: null,
      isVacuous: ({ name }) => {
        const question = questions.find(({ key }) => key === name);
        return question === undefined ? null : this.#judges.vacuity.isVacuous(question);
      },
      overheard: listenerKnowledge(model, execution, plan),
      cancelled: this.#options.cancelled,
    });
  }

  #evidenceOf(question: Question, answer: Answer): string | null {
    const about = questionKey(question);
    if (answer.kind === 'violated') return `${about} ${printOf(answer.trace)}`;
    if (answer.kind !== 'holds') return null;
    const { view, clauses, goals } = answer.certificate;
    const common = this.#prints.get(clauses) ?? printOf([view, clauses]);
    this.#prints.set(clauses, common);
    return `${about} ${common} ${printOf(goals)}`;
  }
}

// The kernel itself, not the engine's call of it.
function isAttack(protocol: Protocol, name: string, trace: Trace): boolean {
  const query = protocol.queries.find((each) => each.name === name);
  const execution = replay(protocol, trace);
  return query !== undefined && !('code' in execution) && violates(execution, query);
}

function runsIn(trace: Trace): number {
  const counts = new Map<string, number>();
  for (const { role } of startsOf(trace)) counts.set(role, (counts.get(role) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}
