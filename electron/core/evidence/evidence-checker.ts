import type { EvidenceJudgement, EvidenceRefusal } from './judgement.ts';
import type { StatedAnswer } from './stated-answer.ts';
import type { ExecutedModel } from '#core/analysis/1-execute/execute.ts';
import { Assumptions } from '#core/analysis/pipeline/assumptions.ts';
import { guardOf } from '#core/analysis/pipeline/guard.ts';
import { judgesOf, type Judges } from '#core/analysis/pipeline/judges.ts';
import { problemsOf, type VerificationProblem } from '#core/analysis/pipeline/problems.ts';
import { unposedOf } from '#core/analysis/pipeline/unposed.ts';
import type { AnswerGuard } from '#core/analysis/6-decide/answer-guard.ts';
import { withinStack } from '#core/stack-limit.ts';
import { ProofJudge } from '#core/analysis/6-decide/proof-judge.ts';
import { questionKey, type Question } from '#core/analysis/record/question.ts';
import type { AnswerAssumption } from '#core/analysis/record/verdict.ts';
import { replay } from '#core/kernel/execution.ts';
import { violates } from '#core/kernel/violation.ts';
import type { Query } from '#core/protocol/query.ts';

/** A question with the problem that it is put in; null where nothing ever happens that it is about. */
interface Posed {
  readonly question: Question;
  readonly problem: VerificationProblem | null;
}

/**
 * Judges answers to the questions of a model by what they rest on (DESIGN of the method: resources/docs/proofs.md, "Evidence").
 * Questions and protocols are made anew from the model; no engine proves or searches anything.
 */
export class EvidenceChecker {
  readonly #judges: Judges;
  readonly #posed: ReadonlyMap<string, Posed>;
  readonly #guards = new Map<VerificationProblem, AnswerGuard>();
  readonly #proofs = new Map<VerificationProblem, ProofJudge>();
  readonly #assumptions = new Map<VerificationProblem, Assumptions>();
  readonly #cancelled: () => boolean;

  constructor({ model, run }: ExecutedModel, cancelled: () => boolean = () => false) {
    this.#judges = judgesOf(model);
    this.#cancelled = cancelled;
    const posed = problemsOf(model, run).flatMap((problem) =>
      problem.questions.map((question): Posed => ({ question, problem })),
    );
    const unposed = unposedOf(
      model,
      run,
      posed.map(({ question }) => question),
      this.#judges.vacuity,
    ).map((question): Posed => ({ question, problem: null }));
    this.#posed = new Map([...posed, ...unposed].map((each) => [questionKey(each.question), each]));
  }

  /** Everything that the model asks, in its order: of each there has to be an answer. */
  get questions(): readonly Question[] {
    return [...this.#posed.values()].map(({ question }) => question);
  }

  /** What the answer to a question takes for granted, where it is that something holds. */
  assumptions(question: Question): readonly AnswerAssumption[] {
    const problem = this.#posed.get(questionKey(question))?.problem ?? null;
    if (problem === null) return [];
    const assumptions = this.#assumptions.get(problem) ?? new Assumptions(problem);
    this.#assumptions.set(problem, assumptions);
    return assumptions.of(question);
  }

  /** Judges one answer to one of the {@link questions}. */
  judge(question: Question, stated: StatedAnswer): EvidenceJudgement {
    return withinStack(() => this.#judge(question, stated))?.found ?? refused('too-deep');
  }

  #judge(question: Question, stated: StatedAnswer): EvidenceJudgement {
    const posed = this.#posed.get(questionKey(question));
    if (posed === undefined) throw new TypeError('it is asked by the model');
    switch (stated.answer) {
      case 'undecided':
      case 'inconsistent':
        return { kind: 'claims-nothing' };
      case 'vacuous':
        return this.#judges.vacuity.isVacuous(question) === true ? accepted : refused('not-vacuous');
      case 'violated':
        return this.#judgeAttack(posed, stated);
      case 'holds':
        return this.#judgeHeld(posed) ?? this.#judgeProof(posed, stated);
      case 'holds-within':
        return this.#judgeHeld(posed) ?? { kind: 'searched' };
    }
  }

  #judgeAttack({ question, problem }: Posed, { trace }: StatedAnswer): EvidenceJudgement {
    const query = queryOf(problem, question);
    if (problem === null || query === null || trace === null) return refused('no-evidence');
    const execution = replay(problem.protocol, trace);
    if ('code' in execution) return refused('attack-refused', execution.code);
    if (!violates(execution, query)) return refused('attack-refused');
    return this.#judges.replays.happens(problem, trace, question) ? accepted : refused('attack-not-on-model');
  }

  // What keeps anything from holding, whatever proves it; null where nothing does.
  #judgeHeld({ question, problem }: Posed): EvidenceJudgement | null {
    const query = queryOf(problem, question);
    if (problem === null || query === null) return refused('no-evidence');
    if (!this.#judges.validation.passes(problem)) return refused('translation-refused');
    const guard = this.#guards.get(problem) ?? guardOf(problem, this.#judges, this.#cancelled);
    this.#guards.set(problem, guard);
    const judged = guard.judge(query, question.element, { kind: 'holds-within', runs: 1 });
    if (judged.kind === 'holds-within') return null;
    return refused(
      judged.kind === 'undecided' || judged.kind === 'vacuous' ? 'no-witness' : 'violated-anyway',
    );
  }

  #judgeProof({ question, problem }: Posed, { certificate }: StatedAnswer): EvidenceJudgement {
    if (problem === null || certificate === null) return refused('no-evidence');
    const proofs = this.#proofs.get(problem) ?? new ProofJudge(problem.protocol, this.#cancelled);
    this.#proofs.set(problem, proofs);
    const found = proofs.judge(question.key, certificate);
    switch (found.kind) {
      case 'checked':
        return accepted;
      case 'partial':
        return refused('proof-partial', found.open.join(' '));
      case 'refused':
        return refused('proof-refused', found.code);
      case 'unchecked':
        return refused('proof-too-large', found.reason);
    }
  }
}

const accepted: EvidenceJudgement = { kind: 'accepted' };

function refused(code: EvidenceRefusal, detail: string | null = null): EvidenceJudgement {
  return { kind: 'refused', code, detail };
}

function queryOf(problem: VerificationProblem | null, { key }: Question): Query | null {
  return problem?.protocol.queries.find(({ name }) => name === key) ?? null;
}
