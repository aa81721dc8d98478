import { sharedFromStart } from '#core/analysis/3-translate/arrival.ts';
import { namesWithin } from '#core/analysis/3-translate/declarations.ts';
import type { ExecutedModel } from '#core/analysis/1-execute/execute.ts';
import { adversaryName, type RequirementCell } from '#core/analysis/record/record.ts';
import type { ExecutionSummary, AdversaryPresence } from '#core/claims/execution-summary.ts';
import { grouped } from '#core/grouped.ts';
import { claimedPhase } from '#core/language/claimed-phase.ts';
import type { Model, Phase } from '#core/language/model.ts';
import { arrivalIn } from '#core/language/adversary-arrival.ts';

/**
 * The honest run of a model, as far as it decides what is asked: from the record of the run, without another execution.
 * `model` has the channels of the attack model that is looked at.
 */
export function executionSummaryOf(
  { model }: ExecutedModel,
  cells: readonly RequirementCell[],
): ExecutionSummary {
  const rows = grouped(cells, ({ element }) => element);
  const rowOf = (element: string): readonly RequirementCell[] => rows.get(element) ?? [];
  let shared: ReadonlySet<string> | null = null;
  const presence = (phase: Phase | null | undefined): AdversaryPresence => presenceIn(phase ?? null, model);
  const holders = (element: string, entities: readonly string[]): readonly RequirementCell[] => {
    const wanted = new Set(entities);
    // A value that somebody makes for itself comes about when it is used.
    if (isNeverUsed(element, model)) return [];
    return rowOf(element).filter((cell) => wanted.has(cell.entity) && cell.confidentiality.obtains);
  };
  return {
    model,
    presenceAtEnd: (claim) => presence(claimedPhase(model, claim)),
    presenceAtReceipt: (element, entity) => {
      const cell = rowOf(element).find((each) => each.entity === entity);
      return presence(model.phases.find(({ name }) => name === cell?.confidentiality.obtainedIn));
    },
    holders: (element, entities) => holders(element, entities).map(({ entity }) => entity),
    exposedHolders: (element, entities) =>
      holders(element, entities)
        .filter((cell) => holdsWhileActing(cell, model))
        .map(({ entity }) => entity),
    receivers: (element) => {
      const row = rowOf(element).filter((cell) => cell.entity !== adversaryName);
      return row.length === 0
        ? null
        : row.flatMap((cell) => receiptsIn(cell, model)).map(([entity, at]) => ({ entity, presence: at }));
    },
    isSharedFromStart: (name) => (shared ??= sharedFromStart(model)).has(name),
  };
}

function presenceIn(phase: Phase | null, model: Model): AdversaryPresence {
  if (phase === null) return 'never';
  return isWithAdversary(phase, model) ? 'with-the-adversary' : 'before-the-adversary';
}

// From the first phase with an adversary on, it has to be reckoned with.
function isWithAdversary(phase: Phase, model: Model): boolean {
  const arrival = arrivalIn(model);
  return arrival >= 0 && model.phases.findIndex(({ name }) => name === phase.name) >= arrival;
}

function receiptsIn(
  { entity, integrity }: RequirementCell,
  model: Model,
): readonly (readonly [string, AdversaryPresence])[] {
  const messages = (integrity?.acceptances ?? []).map(({ message }) => message);
  if (messages.length === 0) return [];
  const phases = model.phases.filter(({ steps }) =>
    steps.some((step) => step.kind === 'message' && messages.includes(step.name)),
  );
  const isExposed = phases.some((phase) => isWithAdversary(phase, model));
  return [[entity, isExposed ? 'with-the-adversary' : 'before-the-adversary']];
}

// Whether an entity takes part in a message, while there is an adversary, in a phase in which it has the element.
function holdsWhileActing({ entity, confidentiality }: RequirementCell, model: Model): boolean {
  const { obtainedIn, erasedIn } = confidentiality;
  const indexOf = (name: string | null, otherwise: number): number =>
    name === null ? otherwise : model.phases.findIndex((phase) => phase.name === name);
  const first = indexOf(obtainedIn, 0);
  const last = indexOf(erasedIn, model.phases.length);
  return model.phases.some(
    (phase, index) => index >= first && index <= last && isWithAdversary(phase, model) && acts(entity, phase),
  );
}

function isNeverUsed(name: string, { elements, phases }: Model): boolean {
  const element = elements.find((each) => each.name === name);
  if (element === undefined || (element.kind !== 'data' && element.kind !== 'nonce')) return false;
  const { holders, knownTo } = element;
  if (new Set([...holders, ...knownTo]).size !== 1) return false;
  return !phases.some(({ steps }) =>
    steps.some((step) => {
      if (step.kind === 'message') return namesWithin(step.content).includes(name);
      if (step.kind === 'derive') return step.element === name || namesWithin(step.content).includes(name);
      return step.kind === 'make' && step.elements.includes(name);
    }),
  );
}

function acts(entity: string, { steps }: Phase): boolean {
  return steps.some(
    (step) => step.kind === 'message' && (step.sender === entity || step.receiver === entity),
  );
}
