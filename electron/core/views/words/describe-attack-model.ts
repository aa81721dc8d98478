import type { AttackAssumption, AttackModel, Phase } from '#core/language/model.ts';
import type { Translate } from '#core/messages/catalogue.ts';

/** Tells what an attack model assumes beyond the plain adversary, a sentence for each line. */
export function tellAttackModel(
  { adversary, untyped, assumptions }: AttackModel,
  phases: readonly Phase[],
  translate: Translate,
): readonly string[] {
  return [
    ...(adversary === 'passive' ? [translate('report.assumption.passive')] : []),
    ...(untyped ? [translate('report.assumption.untyped')] : []),
    ...assumptions.map((assumption) => tellAssumption(assumption, phases, translate)),
  ];
}

function tellAssumption(
  assumption: AttackAssumption,
  phases: readonly Phase[],
  translate: Translate,
): string {
  const told = (key: 'report.assumption.from' | 'report.assumption.in', name: string | null): string => {
    if (name === null) return '';
    return translate(key, { phase: phases.find((phase) => phase.name === name)?.label ?? name });
  };
  switch (assumption.kind) {
    case 'compromise': {
      const since = told('report.assumption.from', assumption.from);
      return translate('report.assumption.compromise', { names: assumption.entities.join(', '), since });
    }
    case 'leak': {
      const since = told('report.assumption.from', assumption.from);
      return translate('report.assumption.leak', { names: assumption.elements.join(', '), since });
    }
    case 'flaw': {
      const since = told('report.assumption.from', assumption.from);
      const flaw = translate(`report.flaw.${assumption.flaw}`);
      return translate('report.assumption.flaw', { primitive: assumption.primitive, flaw, since });
    }
    case 'channel': {
      const phase = told('report.assumption.in', assumption.phase);
      const trust = translate(`report.trust.${assumption.trust}`);
      return translate('report.assumption.channel', { names: assumption.ends.join(', '), trust, phase });
    }
  }
}
