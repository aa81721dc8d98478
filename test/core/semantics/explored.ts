import { analyseModel, checkText } from '#core/analysis/pipeline/analyse.ts';
import { questionsOf } from '#core/analysis/pipeline/questions.ts';
import type { Question } from '#core/analysis/record/question.ts';
import { phasesOf } from '#core/language/adversary-arrival.ts';
import { explore, type Bounds, type Explored } from '#core/semantics/explore.ts';

/** What the interpreter finds out about a text. */
export interface ExploredText extends Explored<Question> {
  readonly questions: readonly Question[];
  /** Every entity with every phase that has an adversary, as `completed` has them. */
  readonly ends: readonly string[];
}

/** How a text is explored where nothing else is said: under the plain adversary. */
export interface Exploration extends Bounds {
  readonly attack: string | null;
}

const usual: Exploration = { moments: 1_500, injections: 3, attack: null };

/** Explores a text. Only what is asked comes from elsewhere; what is answered is the interpreter's own. */
export function exploredText(text: string, given: Partial<Exploration> = {}): ExploredText {
  const { executable, diagnostics } = checkText(text);
  if (executable === null) throw new Error(`not executable: ${diagnostics[0]?.code ?? ''}`);
  const { model, run } = executable;
  const exploration = { ...usual, ...given };
  const attack = model.attacks.find(({ name }) => name === exploration.attack) ?? null;
  const questions = questionsOf(executable, analyseModel(model, run, '')).filter(
    (question) => question.attack === exploration.attack,
  );
  const ends = phasesOf(model).from.flatMap((phase) =>
    model.entities.map(({ name }) => `${name} ${phase.name}`),
  );
  return { ...explore(model, questions, exploration, attack), questions, ends };
}

/** The keys of the questions that are violated. */
export function violatedIn({ violations }: Explored<Question>): readonly string[] {
  return violations.map(({ asked }) => asked.key).toSorted();
}
