import type { HonestExecution } from '#core/analysis/1-execute/execute.ts';
import { adversaryCell, entityCell } from '#core/analysis/2-consistency/confidentiality.ts';
import { IntegrityAnalysis } from '#core/analysis/2-consistency/integrity.ts';
import type { PassiveAdversary } from '#core/analysis/2-consistency/passive.ts';
import { adversaryName, type RequirementCell } from '#core/analysis/record/record.ts';
import type { Model, TickStatement } from '#core/language/model.ts';

function ticked(model: Model, property: TickStatement['property']): ReadonlyMap<string, readonly string[]> {
  const statements = model.ticks.filter((tick) => tick.property === property);
  return new Map(statements.map((tick) => [tick.element, tick.entities]));
}

/**
 * The cells of the requirement table, row by row, the adversary's last: what each entity and an adversary that listens
 * obtain of each element, and what of it is assured, compared with the ticks. Constants have no row.
 */
export function requirementCells(
  model: Model,
  execution: HonestExecution,
  adversary: PassiveAdversary,
): readonly RequirementCell[] {
  const integrity = new IntegrityAnalysis(model, execution, adversary);
  const permitted = ticked(model, 'confidentiality');
  const originators = ticked(model, 'integrity');
  const elements = model.elements.filter((element) => element.kind !== 'constant');
  return elements.flatMap((element): readonly RequirementCell[] => {
    const { name, kind } = element;
    const readers = permitted.get(name) ?? null;
    const writers = originators.get(name);
    const requirement = writers === undefined ? null : { originators: writers, permitted: readers ?? [] };
    const entityCells = model.entities.map(({ name: entity }): RequirementCell => ({
      element: name,
      kind,
      entity,
      confidentiality: entityCell(element, entity, readers, execution),
      integrity: integrity.cell(element, entity, requirement),
    }));
    const listener: RequirementCell = {
      element: name,
      kind,
      entity: adversaryName,
      confidentiality: adversaryCell(element, readers, execution, adversary),
      integrity: null,
    };
    return [...entityCells, listener];
  });
}
