import { Trustees } from '#core/analysis/3-translate/trustees.ts';
import { assumedModel } from '#core/analysis/3-translate/attack-plan.ts';
import type { ExecutedModel } from '#core/analysis/1-execute/execute.ts';
import type { RequirementCell } from '#core/analysis/record/record.ts';
import type { Property, Question } from '#core/analysis/record/question.ts';
import { claims } from '#core/claims/claims.ts';
import type { ExpectedQuestions } from '#core/claims/definition.ts';
import type { ExecutionSummary } from '#core/claims/execution-summary.ts';
import { propertyKey, type AskedProperty } from '#core/claims/property-key.ts';
import {
  isAskedAfterwards,
  isTick,
  statementKey,
  statementsOf,
  type ModelStatement,
} from '#core/claims/statement.ts';
import { expectedOfTick } from '#core/claims/tick-expected.ts';
import type { UnaskedReason } from '#core/claims/unasked-reason.ts';
import type { Model } from '#core/language/model.ts';
import { executionSummaryOf } from './execution-summary.ts';
import { arrivalIn } from '#core/language/adversary-arrival.ts';

/** The questions that are to be asked of a statement, or why none is. */
export function expectedQuestionsOf(
  statement: ModelStatement,
  run: ExecutionSummary,
): ExpectedQuestions | UnaskedReason {
  return isTick(statement) ? expectedOfTick(statement, run) : claims[statement.kind].expected(statement, run);
}

/**
 * Everything that is asked of a model under the plain adversary and under each attack model: known from the model and its
 * honest run, without a translation. An analysis may come to ask less, which `unaskedOf` tells.
 */
export function questionsOf(
  executed: ExecutedModel,
  { cells }: { readonly cells: readonly RequirementCell[] },
): readonly Question[] {
  const { model, run } = executed;
  const trustees = new Trustees(model, run);
  const plain = propertiesOf(executed, cells, trustees);
  const byArrival = new Map([[arrivalIn(model), plain]]);
  const attacked = model.attacks.flatMap((attack) => {
    const assumed = assumedModel(model, attack);
    const arrival = arrivalIn(assumed);
    // The adversary may come earlier than in the plain model; otherwise the same is asked.
    const known = byArrival.get(arrival) ?? propertiesOf({ model: assumed, run }, cells, trustees);
    byArrival.set(arrival, known);
    return known
      .filter(({ kind }) => !isAskedAfterwards(kind))
      .filter(({ kind }) => attack.adversary === 'active' || kind === 'secrecy')
      .map((property): Question => ({ attack: attack.name, ...property }));
  });
  return [...plain.map((property): Question => ({ attack: null, ...property })), ...attacked];
}

function propertiesOf(
  executed: ExecutedModel,
  cells: readonly RequirementCell[],
  trustees: Trustees,
): readonly Property[] {
  const run = executionSummaryOf(executed, cells);
  const all = statementsOf(executed.model).flatMap((statement): readonly Property[] => {
    const expected = expectedQuestionsOf(statement, run);
    if (typeof expected === 'string') return [];
    return expected.entities.flatMap((entity) =>
      expected.kinds.map((kind) => {
        const about = { kind, ...aboutOf(statement, entity) };
        const honest = reliedOn(statement, about, executed.model, trustees);
        return { key: propertyKey(about), statement: statementKey(statement), ...about, honest };
      }),
    );
  });
  // What is asked about the time after the last phase comes last.
  return [
    ...all.filter(({ kind }) => !isAskedAfterwards(kind)),
    ...all.filter(({ kind }) => isAskedAfterwards(kind)),
  ];
}

function aboutOf(statement: ModelStatement, entity: string): Omit<AskedProperty, 'kind'> {
  if (isTick(statement)) {
    const { property, element, entities } = statement;
    const originator = property === 'integrity' ? (entities[0] ?? null) : null;
    return { element, entity, originator, on: [], phase: null };
  }
  const { element, claimed, on, phase } = statement;
  return {
    element,
    entity,
    originator: claimed,
    on: claimed !== null && element !== null ? [element] : on,
    phase,
  };
}

// Those whom an element depends on, and both ends; where it is about no element, all that take part.
function reliedOn(
  statement: ModelStatement,
  { element, entity, originator, on }: Omit<AskedProperty, 'kind'>,
  model: Model,
  trustees: Trustees,
): readonly string[] {
  const ends = originator === null ? [entity] : [entity, originator];
  if (isTick(statement)) return [...new Set([...trustees.of(element ?? ''), ...ends])];
  const about = element === null ? on : [element];
  const others =
    about.length === 0 ? model.entities.map(({ name }) => name) : about.flatMap((each) => trustees.of(each));
  return [...new Set([...ends.toReversed(), ...others])];
}
