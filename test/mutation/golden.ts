import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { questionKey } from '#core/analysis/record/question.ts';
import { exploredText } from '../core/semantics/explored.ts';
import { contradictionsOf } from './judges.ts';
import type { CorpusText } from './corpus.ts';
import { answersTo, readingOf } from './opinion.ts';
import { proofsIn } from './proofs.ts';

/** What is said of a text where nothing is mutated, and what the interpreter says of it. */
export interface Golden {
  readonly diagnostics: readonly string[];
  readonly protocols: string;
  readonly nameless: string;
  /** What independent judges say against the usual roles. */
  readonly contradicted: readonly string[];
  /** By the keys of the questions. */
  readonly answers: Readonly<Record<string, string>>;
  /** What the prover alone proves, each as it is put by {@link proofKey}. */
  readonly proved: readonly string[];
  /** How often its analysis asked whether it is to stop. */
  readonly work: number;
  /** The keys of the questions that the interpreter finds violated. */
  readonly violated: readonly string[];
  /** Whether everybody comes to the end where nobody attacks, by the interpreter. */
  readonly completes: boolean;
}

/** One line for a proof. */
export function proofKey({ precision, key }: { readonly precision: string; readonly key: string }): string {
  return `${precision} ${key}`;
}

/** How much work the unmutated analysis of a text may be. */
const effort = 2_500;

/** How far the interpreter looks. */
const bounds = { moments: 200, injections: 2 };

/** Works out what is said of a text. */
export function goldenOf(text: CorpusText): Golden {
  const { diagnostics, protocols, nameless, problems } = readingOf(text.text);
  const { answers, work } = answersTo(text, effort);
  const attacks = [null, ...(checkText(text.text).executable?.model.attacks.map(({ name }) => name) ?? [])];
  const explored =
    diagnostics.length > 0 ? [] : attacks.map((attack) => exploredText(text.text, { ...bounds, attack }));
  return {
    diagnostics,
    protocols,
    nameless,
    contradicted: contradictionsOf(text.text, problems),
    answers: Object.fromEntries([...answers].map(([key, { answer }]) => [key, answer])),
    proved: proofsIn(text.text).map(proofKey),
    work,
    violated: explored.flatMap(({ violations }) => violations.map(({ asked }) => questionKey(asked))),
    completes: explored.every(({ ends, completed }) => ends.every((end) => completed.has(end))),
  };
}
