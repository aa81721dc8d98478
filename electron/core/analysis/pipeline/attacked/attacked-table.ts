import { planOf, assumedModel } from '#core/analysis/3-translate/attack-plan.ts';
import { adversaryName, type RequirementCell } from '#core/analysis/record/record.ts';
import type { AttackModel, Model } from '#core/language/model.ts';
import type { PrimitiveFlaw, PrimitiveName } from '#core/terms/theory.ts';
import { requirementCells } from '#core/analysis/pipeline/requirement-cells.ts';
import { executeWithHandOuts } from './hand-outs.ts';
import { listenUnder } from './listen-under.ts';

/**
 * Something that an attack model assumes and that the requirement table cannot show, because it shows one honest run and
 * an adversary that listens: an active adversary, values taken for others of another kind, or a primitive that can be
 * forged or whose content can be changed.
 */
export type NotShown =
  | { readonly kind: 'active' }
  | { readonly kind: 'untyped' }
  | { readonly kind: 'flaw'; readonly primitive: PrimitiveName; readonly flaw: PrimitiveFlaw };

/** The requirement table of a partially compromised system (the paper, section 2.2). */
export interface AttackedTable {
  /** The attack model's name. */
  readonly attack: string;
  /** In the order of the plain table's cells. */
  readonly cells: readonly RequirementCell[];
  /** The entities that are the adversary's in some phase, in the order of the model. */
  readonly compromised: readonly string[];
  readonly notShown: readonly NotShown[];
  /** The elements that the adversary obtains here and not in the plain table, in the order of the model. */
  readonly gained: readonly string[];
}

/**
 * The requirement table under an attack model: who obtains what in one honest run, where the adversary listens to the
 * channels as they are assumed and has what is leaked, compromised or weak. `plain` are the cells without it. What an
 * active adversary gains beyond that only an active analysis tells: where this table gives it an element, that is lost.
 */
export function attackedTable(
  model: Model,
  plain: readonly RequirementCell[],
  attack: AttackModel,
): AttackedTable {
  const assumed = assumedModel(model, attack);
  const plan = planOf(attack, assumed);
  const executed = executeWithHandOuts(assumed, plan);
  const cells = requirementCells(assumed, executed.run, listenUnder(assumed, executed, plan));
  const had = new Set(plain.filter(isObtainedByAdversary).map(({ element }) => element));
  return {
    attack: attack.name,
    cells,
    compromised: model.entities.map(({ name }) => name).filter((name) => plan.compromised.has(name)),
    notShown: notShownOf(attack),
    gained: cells
      .filter((cell) => isObtainedByAdversary(cell) && !had.has(cell.element))
      .map(({ element }) => element),
  };
}

function isObtainedByAdversary({ entity, confidentiality }: RequirementCell): boolean {
  return entity === adversaryName && confidentiality.obtains;
}

function notShownOf({ adversary, untyped, assumptions }: AttackModel): readonly NotShown[] {
  const flaws = assumptions.flatMap(({ flaw, primitive }): readonly NotShown[] =>
    flaw === null || primitive === null || flaw === 'weak' ? [] : [{ kind: 'flaw', primitive, flaw }],
  );
  return [
    ...(adversary === 'active' ? [{ kind: 'active' } as const] : []),
    ...(untyped ? [{ kind: 'untyped' } as const] : []),
    ...flaws,
  ];
}
