import {
  adversaryName,
  type Acceptance,
  type RequirementCell,
  type DerivationStep,
} from '#core/analysis/record/record.ts';
import type { Translate } from '#core/messages/catalogue.ts';

/**
 * Says in sentences what a cell of the requirement table rests on: how the holder obtains the element, one
 * numbered sentence for each step; or what stands in its way; and then what assures the receiver that the
 * element is what its originator wrote. Never empty.
 */
export function explainCell(cell: RequirementCell, translate: Translate): string[] {
  return [...explainConfidentiality(cell, translate), ...explainIntegrity(cell, translate)];
}

/** The name of an entity as sentences say it; the adversary has one in the catalogue. */
export function holderName(entity: string, translate: Translate): string {
  return entity === adversaryName ? translate('report.adversary') : entity;
}

function explainConfidentiality(cell: RequirementCell, translate: Translate): string[] {
  const { confidentiality, element } = cell;
  const holder = holderName(cell.entity, translate);
  if (!confidentiality.obtains) {
    if (confidentiality.obstacles.length === 0)
      return [translate('report.explain.never-seen', { holder, element })];
    return confidentiality.obstacles.map(({ message, key }) =>
      key === null
        ? translate('report.explain.one-way', { holder, element, message })
        : translate('report.explain.key-missing', { holder, element, message, key }),
    );
  }
  const steps = describeDerivation(confidentiality.derivation, holder, translate);
  const { obtainedIn, erasedIn } = confidentiality;
  return [
    obtainedIn === null
      ? translate('report.explain.obtains', { holder, element })
      : translate('report.explain.obtains-in', { holder, element, phase: obtainedIn }),
    ...steps,
    ...(erasedIn === null ? [] : [translate('report.explain.erased', { holder, element, phase: erasedIn })]),
  ];
}

/** How a holder came to a term, a numbered sentence for each step. `holder` is named as the sentences are to name it. */
export function describeDerivation(
  derivation: readonly DerivationStep[],
  holder: string,
  translate: Translate,
): readonly string[] {
  return derivation.map((step, index) => numbered(step, index, holder, translate));
}

function numbered(step: DerivationStep, index: number, holder: string, translate: Translate): string {
  const sentence = translate(`report.derivation.${step.rule}`, {
    holder,
    term: step.term,
    message: step.message ?? '',
    from: step.from.map((earlier) => `(${earlier + 1})`).join(', '),
    count: step.from.length,
    key: step.from.length === 0 ? '' : `(${(step.from.at(-1) ?? 0) + 1})`,
  });
  return `(${index + 1}) ${sentence}`;
}

function explainIntegrity({ entity, element, integrity }: RequirementCell, translate: Translate): string[] {
  if (integrity === null) return [];
  return integrity.acceptances.map((acceptance) =>
    [
      translate('report.explain.accepts', { holder: entity, element, message: acceptance.message }),
      protectedBy(acceptance, translate),
      freshBy(acceptance, translate),
    ].join(' '),
  );
}

function protectedBy({ protection, key, holders, intruders }: Acceptance, translate: Translate): string {
  const names = (list: readonly string[]): string =>
    list.map((name) => holderName(name, translate)).join(', ');
  const said =
    key === null
      ? translate(`report.protection.${protection}`)
      : translate('report.explain.protected-under', {
          protection: translate(`report.protection.${protection}`),
          key,
        });
  if (intruders.length > 0)
    return `${said} ${translate('report.explain.intruders', { names: names(intruders) })}`;
  if (holders.length > 0) return `${said} ${translate('report.explain.holders', { names: names(holders) })}`;
  return said;
}

function freshBy({ freshness, freshElement }: Acceptance, translate: Translate): string {
  return translate(`report.freshness.${freshness}`, { element: freshElement ?? '' });
}
