import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import { questionKey, type Question } from '#core/analysis/record/question.ts';
import type { CorpusText } from '../corpus.ts';
import { exploredText } from '../../core/semantics/explored.ts';
import { toldOf, type Told } from './told.ts';

/** What is right of a question. */
export interface Truth {
  readonly answer: 'holds' | 'violated';
  /** With how many runs of each role at most an attack is known; null where none is. */
  readonly runs: number | null;
}

/** What is said of a text where nothing is mutated, and what is known to be right. */
export interface EngineGolden {
  readonly told: readonly Told[];
  /** By the keys of the questions. */
  readonly truth: Readonly<Record<string, Truth>>;
}

/** How far the interpreter looks. */
const bounds = { moments: 200, injections: 2 };

/** Works out what is said of a text, and what is right. */
export function engineGoldenOf(text: CorpusText): EngineGolden {
  const told = toldOf(text.text);
  seeThatGatesAreThoseOfTheProduct(text, told);
  const violated = new Set(violatedBy(text.text));
  const truth = new Map<string, Truth>();
  for (const { question, key } of questionsOf(text.text)) {
    const about = told.filter((each) => each.question === key);
    const attacks = about.filter(({ answer, by }) => answer === 'violated' && by === null);
    const right = text.right(question);
    if (right === 'violated' || attacks.length > 0 || violated.has(key)) {
      const runs = attacks.length === 0 ? null : Math.min(...attacks.map((each) => each.runs ?? Infinity));
      truth.set(key, { answer: 'violated', runs });
    } else if (right === 'holds' || about.some(({ answer }) => answer === 'holds')) {
      truth.set(key, { answer: 'holds', runs: null });
    }
    const proved = about.find(({ answer }) => answer === 'holds');
    if (proved !== undefined && truth.get(key)?.answer === 'violated')
      throw new Error(`${text.name}: ${proved.way} proves what is violated: ${key}`);
  }
  return { told, truth: Object.fromEntries(truth) };
}

function questionsOf(text: string): readonly { readonly question: Question; readonly key: string }[] {
  const { executable } = checkText(text);
  if (executable === null) return [];
  const options = { clauses: 1, cancelled: () => true, progress: () => undefined };
  return verifyModel(executable.model, executable.run, options).map(({ question }) => ({
    question,
    key: questionKey(question),
  }));
}

function violatedBy(text: string): readonly string[] {
  const { executable } = checkText(text);
  if (executable === null) return [];
  return [null, ...executable.model.attacks.map(({ name }) => name)].flatMap((attack) =>
    exploredText(text, { ...bounds, attack }).violations.map(({ asked }) => questionKey(asked)),
  );
}

// What is measured here must be what an analyst gets.
function seeThatGatesAreThoseOfTheProduct({ name, text }: CorpusText, told: readonly Told[]): void {
  const { executable } = checkText(text);
  if (executable === null) return;
  let looked = 0;
  const cancelled = (): boolean => {
    looked += 1;
    return looked > 20_000;
  };
  const options = { clauses: 2_000, cancelled, progress: () => undefined };
  for (const { question, answer } of verifyModel(executable.model, executable.run, options)) {
    const here = told.find((each) => each.way === 'usual' && each.question === questionKey(question));
    const isOpen = here === undefined || here.answer === 'undecided' || here.answer === 'holds-within';
    if (isOpen || answer === 'undecided' || answer === here.answer) continue;
    throw new Error(`${name}: ${here.answer} here, and ${answer} in the product: ${questionKey(question)}`);
  }
}
