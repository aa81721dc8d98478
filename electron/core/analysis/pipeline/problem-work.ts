import { stopReason, type ActiveOptions, type WorkNews } from './active-options.ts';
import type { Assumptions } from './assumptions.ts';
import { guardOf, type GivenProblem } from './guard.ts';
import type { Judges } from './judges.ts';
import type { AnswerGuard } from '#core/analysis/6-decide/answer-guard.ts';
import type { Answer, VerifyOptions, VerifyProgress } from '#core/analysis/6-decide/answer.ts';
import { ProofJudge, type ProofVerdict } from '#core/analysis/6-decide/proof-judge.ts';
import { verify } from '#core/analysis/6-decide/verify.ts';
import { AttackClassifier } from '#core/analysis/7-explain/classify.ts';
import { traceRecordOf } from '#core/analysis/7-explain/trace-record-of.ts';
import type { Question } from '#core/analysis/record/question.ts';
import {
  isUnchecked,
  leftUnchecked,
  openVerdict,
  unchecked,
  type AnswerAssumption,
  type Finding,
  type Verdict,
} from '#core/analysis/record/verdict.ts';
import type { Certificate } from '#core/kernel/proof/certificate.ts';
import type { Query } from '#core/protocol/query.ts';

/** A proof that nobody has looked at. */
interface Proof {
  readonly index: number;
  readonly verdict: Verdict;
  readonly certificate: Certificate;
}

/** The work on one problem; what it tells numbers the problem's questions. */
export class ProblemWork {
  readonly #problem: GivenProblem;
  readonly #options: ActiveOptions;
  readonly #judges: Judges;
  readonly #assumptions: Assumptions | null;
  readonly #tell: (news: WorkNews) => void;
  readonly #classifier: AttackClassifier;
  readonly #queries: ReadonlyMap<string, Query>;
  readonly #questionIndex: ReadonlyMap<string, number>;
  readonly #verdicts = new Map<number, Verdict>();
  /** What is said to hold and was not looked at, in the order of its proofs. */
  readonly #proofs: Proof[] = [];
  readonly #proofJudge: ProofJudge;
  // Made when something is said to hold, and not before: there may be nothing for it to look at.
  #guard: AnswerGuard | null = null;

  /** `assumptions`: what the answers assume; null where that is not to be told. */
  constructor(
    problem: GivenProblem,
    options: ActiveOptions,
    judges: Judges,
    assumptions: Assumptions | null,
    tell: (news: WorkNews) => void,
  ) {
    this.#problem = problem;
    this.#options = options;
    this.#judges = judges;
    this.#assumptions = assumptions;
    this.#tell = tell;
    this.#proofJudge = new ProofJudge(problem.protocol, options.cancelled);
    this.#classifier = new AttackClassifier(problem.protocol);
    this.#queries = new Map(problem.protocol.queries.map((query) => [query.name, query]));
    this.#questionIndex = new Map(problem.questions.map(({ key }, index) => [key, index]));
  }

  /** Answers the questions of the problem; tells each verdict once. */
  verdicts(): readonly Verdict[] {
    const options: VerifyOptions = { ...this.#options, progress: this.#progress };
    verify(this.#problem.protocol, options);
    this.#checkProofs();
    return this.#problem.questions.map((question, index) => {
      // What could not be put as a query stays open.
      this.#settle(index, { kind: 'undecided', reason: 'limit' });
      return this.#verdicts.get(index) ?? openVerdict(question, 'limit');
    });
  }

  readonly #progress = (news: VerifyProgress): void => {
    if (news.kind === 'answered') {
      this.#settle(this.#questionIndex.get(news.query) ?? -1, news.answer);
      return;
    }
    this.#checkProofs();
    const questions = news.queries.flatMap((query) => this.#questionIndex.get(query) ?? []);
    this.#tell({ kind: 'working', questions });
  };

  #settle(index: number, answer: Answer): void {
    const question = this.#problem.questions[index];
    if (question === undefined || this.#verdicts.has(index)) return;
    const query = this.#queries.get(question.key);
    const judged = query === undefined ? answer : this.#judge(query, question, answer);
    const verdict = this.#verdictOn(question, query, judged);
    this.#verdicts.set(index, verdict);
    if (judged.kind === 'holds' && isUnchecked(verdict))
      this.#proofs.push({ index, verdict, certificate: judged.certificate });
    const replayed = judged.kind === 'violated' ? judged.trace : null;
    this.#tell({ kind: 'answered', question: index, verdict, replayed });
  }

  // After the answers that were found together, as looking at their proofs may take longer than finding them.
  #checkProofs(): void {
    for (const { index, verdict, certificate } of this.#proofs.splice(0)) {
      const { question } = verdict;
      const checked = this.#withEvidence(verdict, this.#proofJudge.judge(question.key, certificate));
      this.#verdicts.set(index, checked);
      this.#tell({ kind: 'checked', question: index, verdict: checked, certificate });
    }
  }

  #withEvidence(verdict: Verdict, found: ProofVerdict): Verdict {
    switch (found.kind) {
      case 'checked':
        return { ...verdict, evidence: { state: found.kind, reasons: [], proof: null } };
      case 'partial':
        return {
          ...openVerdict(verdict.question, 'partly-proved'),
          evidence: { state: found.kind, reasons: found.open, proof: null },
        };
      case 'refused':
        return {
          ...verdict,
          answer: 'inconsistent',
          assumes: [],
          evidence: { state: found.kind, reasons: [found.code], proof: null },
        };
      case 'unchecked':
        return leftUnchecked(
          verdict,
          found.reason === 'cancelled' ? stopReason(this.#options) : found.reason,
        );
    }
  }

  #judge(query: Query, question: Question, answer: Answer): Answer {
    const { unguarded, cancelled } = this.#options;
    if (unguarded === true) return answer;
    if (answer.kind === 'violated') {
      // Of a protocol that assumes less than the model does, the model has no such attacks.
      const happens =
        this.#problem.translated !== undefined ||
        this.#judges.replays.happens(this.#problem, answer.trace, question);
      return happens ? answer : { kind: 'inconsistent' };
    }
    this.#guard ??= guardOf(this.#problem, this.#judges, cancelled);
    const judged = this.#guard.judge(query, question.element, answer);
    const lacksWitness = judged.kind === 'undecided' && judged.reason === 'no-witness';
    // The guard may not have come to the end of the honest run.
    return lacksWitness && cancelled() ? { kind: 'undecided', reason: 'cancelled' } : judged;
  }

  #verdictOn(question: Question, query: Query | undefined, answer: Answer): Verdict {
    const open = { question, reason: null, runs: null, attackTypes: [], trace: null, evidence: null };
    switch (answer.kind) {
      case 'holds':
        return {
          ...open,
          answer: answer.kind,
          assumes: this.#assumed(question, answer.deliveries === 'any'),
          evidence: this.#options.unguarded === true ? null : unchecked,
        };
      case 'vacuous':
      case 'inconsistent':
        return { ...open, answer: answer.kind, assumes: [] };
      case 'holds-within':
        return { ...open, answer: answer.kind, runs: answer.runs, assumes: this.#assumed(question, false) };
      case 'undecided':
        return openVerdict(
          question,
          answer.reason === 'cancelled' ? stopReason(this.#options) : answer.reason,
        );
      case 'violated': {
        if (query === undefined) throw new RangeError('only a query that there is has an answer');
        const attackTypes = this.#classifier.typesOf(answer.trace, query);
        const trace = traceRecordOf(this.#problem.protocol, answer.trace, question, attackTypes);
        // An attack that there is under assumptions there is without them, too.
        return { ...open, answer: answer.kind, attackTypes, trace, assumes: [] };
      }
    }
  }

  // What was proved without counting deliveries needs no other proof that it holds without.
  #assumed(question: Question, anyDelivery: boolean): readonly AnswerAssumption[] {
    const assumed = this.#assumptions?.of(question) ?? [];
    if (!anyDelivery) return assumed;
    return assumed.map((each) => (each.kind === 'delivered-once' ? { ...each, without: stillHolds } : each));
  }
}

const stillHolds: Finding = {
  answer: 'holds',
  reason: null,
  runs: null,
  attackTypes: [],
  trace: null,
};
