import { Trustees } from '#core/analysis/3-translate/trustees.ts';
import { lastPhase } from '#core/analysis/4-prove/truncate-phases.ts';
import { problemsOf, type VerificationProblem } from '#core/analysis/pipeline/problems.ts';
import type { ExecutedModel } from '#core/analysis/1-execute/execute.ts';
import type { Question } from '#core/analysis/record/question.ts';
import { phasesOf } from '#core/language/adversary-arrival.ts';
import type { Model } from '#core/language/model.ts';
import { statementId, writtenStatements, type WrittenStatement } from './written-statements.ts';
import type { SyntaxTree } from '#core/language/syntax.ts';

/** Tells which statements of a text the answers to its questions can depend on. */
export class AnswerSlices {
  readonly #statements: readonly WrittenStatement[];
  readonly #executed: ExecutedModel;
  #problems: readonly VerificationProblem[] | null = null;
  #trustees: Trustees | null = null;

  constructor(tree: SyntaxTree, executed: ExecutedModel) {
    this.#statements = writtenStatements(tree);
    this.#executed = executed;
  }

  /**
   * The statements, by `statementId`, that the answer to a question can depend on: everything that happens until the end of the last phase that
   * matters for it, who and what has to do with that, the adversary that it is asked under, what asks it, and who may have what it
   * rests on. What is in no slice changes no answer; what is in one may.
   */
  sliceOf(question: Question): ReadonlySet<string> {
    const phases = new Set(this.#phasesOf(question));
    const spoken = this.#statements.filter((each) => this.#isSpoken(each, phases, question));
    const names = closureOf(
      [...spoken.flatMap((each) => [...each.names]), ...namesOf(question)],
      this.#executed.model,
    );
    const foundations = this.#foundationsOf(question);
    const isUsed = ({ part, name, names: own }: WrittenStatement): boolean => {
      switch (part) {
        case 'entity':
        case 'element':
          return names.has(name);
        case 'coincide':
          return [...own].every((each) => names.has(each));
        case 'tick':
          return name.startsWith('confidentiality ') && [...own].some((each) => foundations.has(each));
        case 'attack':
          return name === question.attack;
        case 'protocol':
        case 'requirement':
        case 'claim':
        case 'phase':
        case 'message':
        case 'step':
        case 'assumption':
          return false;
      }
    };
    return new Set([...spoken, ...this.#statements.filter(isUsed)].map(statementId));
  }

  #isSpoken(
    { part, name, within, line }: WrittenStatement,
    phases: ReadonlySet<string>,
    { attack, statement }: Question,
  ): boolean {
    switch (part) {
      case 'phase':
        return phases.has(name);
      case 'message':
      case 'step':
        return within !== null && phases.has(within);
      case 'assumption':
        return within === attack;
      case 'tick':
        return name === statement;
      case 'claim':
        return line === statement || line.startsWith(`${statement} refines `);
      case 'protocol':
      case 'entity':
      case 'coincide':
      case 'element':
      case 'requirement':
      case 'attack':
        return false;
    }
  }

  // Of a question without a query nothing is known but that it is about nothing.
  #phasesOf(question: Question): readonly string[] {
    const { model } = this.#executed;
    const all = model.phases.map(({ name }) => name);
    this.#problems ??= problemsOf(model, this.#executed.run);
    const problem = this.#problems.find(
      ({ attack, questions }) =>
        attack === question.attack && questions.some(({ key }) => key === question.key),
    );
    const query = problem?.protocol.queries.find(({ name }) => name === question.key);
    if (problem === undefined || query === undefined) return all;
    const { before, from } = phasesOf(problem.model);
    const last = lastPhase(problem.protocol, query);
    return [...before, ...from.slice(0, last + 1)].map(({ name }) => name);
  }

  #foundationsOf({ element, on }: Question): ReadonlySet<string> {
    const { model, run } = this.#executed;
    this.#trustees ??= new Trustees(model, run);
    const trustees = this.#trustees;
    const about = element === null ? on : [element];
    return new Set(about.flatMap((each) => [...trustees.foundations(each)]));
  }
}

function namesOf({ element, entity, originator, on, honest }: Question): readonly string[] {
  return [...[element, originator].filter((name) => name !== null), entity, ...on, ...honest];
}

// With whoever has an element, and whatever it replaces.
function closureOf(names: readonly string[], { elements }: Model): ReadonlySet<string> {
  const found = new Set(names);
  for (const { name, holders, knownTo, replaces } of elements) {
    if (!found.has(name)) continue;
    for (const each of [...holders, ...knownTo, ...(replaces === null ? [] : [replaces])]) found.add(each);
  }
  return found;
}
