import type { Property } from '#core/analysis/record/question.ts';
import { statementKey, statementsOf, type ModelStatement } from '#core/claims/statement.ts';
import type { Model } from '#core/language/model.ts';

type Stating = Pick<Model, 'ticks' | 'claims'>;

// A model never changes, so that its statements are gathered once.
const gathered = new WeakMap<Stating, ReadonlyMap<string, ModelStatement>>();

/** The tick or the claim of a model that a question comes from; null where the model has none. */
export function askingStatement(
  { statement }: Pick<Property, 'statement'>,
  model: Stating,
): ModelStatement | null {
  let statements = gathered.get(model);
  if (statements === undefined) {
    statements = new Map(statementsOf(model).map((each) => [statementKey(each), each]));
    gathered.set(model, statements);
  }
  return statements.get(statement) ?? null;
}
