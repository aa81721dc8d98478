import { capabilities } from '#core/capabilities/capabilities.ts';
import type { AttackAssumption, AttackModel, Phase } from '#core/language/model.ts';
import type { Translate } from '#core/messages/catalogue.ts';

/** Tells what an attack model assumes beyond the plain adversary, a sentence for each line. */
export function describeAttackModel(
  { adversary, untyped, assumptions }: AttackModel,
  phases: readonly Phase[],
  translate: Translate,
): readonly string[] {
  return [
    ...(adversary === 'passive' ? [translate('report.assumption.passive')] : []),
    ...(untyped ? [translate('report.assumption.untyped')] : []),
    ...assumptions.map((assumption) => describeAssumption(assumption, phases, translate)),
  ];
}

function describeAssumption(
  assumption: AttackAssumption,
  phases: readonly Phase[],
  translate: Translate,
): string {
  const definition = capabilities[assumption.kind];
  const clause = definition.parts.includes('in') ? 'in' : 'from';
  const { phase } = assumption;
  const label = phases.find(({ name }) => name === phase)?.label ?? phase;
  const since = label === null ? '' : translate(`report.assumption.${clause}`, { phase: label });
  return translate(`report.assumption.${assumption.kind}`, definition.values(assumption, since, translate));
}
