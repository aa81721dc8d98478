import { grouped } from '#core/grouped.ts';
import type { ActiveAnalysis } from '#core/analysis/record/active-analysis.ts';
import type { Model } from '#core/language/model.ts';

/** How a report calls questions: 17 for what is asked of the plain adversary, 17/A3 for the same under an attack model. */
export interface QuestionLabels {
  /** The label of each verdict, in their order. */
  readonly of: readonly string[];
  /** The number of what each verdict asks, whoever the adversary is. */
  readonly rows: readonly number[];
  /** The label of the attack model that each verdict is under; null for the plain adversary. */
  readonly under: readonly (string | null)[];
  /** The label of each attack model of the analysis, by its name: A1, A2, … */
  readonly attacks: ReadonlyMap<string, string>;
}

/** The labels of a model's attack models, by their names. */
export function attackLabels({ attacks }: Pick<Model, 'attacks'>): ReadonlyMap<string, string> {
  return new Map(attacks.map(({ name }, index) => [name, `A${String(index + 1)}`]));
}

/** The labels of all questions of an analysis. What asks the same has the same number under every adversary. */
export function questionLabels({
  verdicts,
  model,
}: Pick<ActiveAnalysis, 'verdicts' | 'model'>): QuestionLabels {
  const attacks = attackLabels(model);
  const numbers = new Map<string, number>();
  const rows = verdicts.map(({ question: { key } }) => {
    const number = numbers.get(key) ?? numbers.size + 1;
    numbers.set(key, number);
    return number;
  });
  const under = verdicts.map(({ question: { attack } }) =>
    attack === null ? null : (attacks.get(attack) ?? attack),
  );
  const labels = under.map((label, index) => {
    const number = String(rows[index] ?? 0);
    return label === null ? number : `${number}/${label}`;
  });
  return { of: labels, rows, under, attacks };
}

/** Questions in a line, by their indices: numbers that follow each other as a span, those under each attack model together. */
export function listQuestions(indices: readonly number[], { rows, under }: QuestionLabels): string {
  return [...grouped(indices, (index) => under[index] ?? null)]
    .map(([label, own]) => {
      const numbers = spans(own.map((index) => rows[index] ?? 0));
      return label === null ? numbers : `${label}: ${numbers}`;
    })
    .join('; ');
}

function spans(numbers: readonly number[]): string {
  const found: { readonly first: number; last: number }[] = [];
  for (const number of numbers) {
    const span = found.at(-1);
    if (span?.last === number - 1) span.last = number;
    else found.push({ first: number, last: number });
  }
  return found
    .map(({ first, last }) => (first === last ? String(first) : `${String(first)}–${String(last)}`))
    .join(', ');
}
