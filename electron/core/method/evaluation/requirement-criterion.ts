import { countedFindings, plainFinding, type Findings } from './findings.ts';
import type { Model } from '#core/language/model.ts';
import type { ElementKind } from '#core/language/kinds.ts';
import type { ProtocolMetrics } from '#core/method/metrics/protocol-metrics.ts';

/** Kinds of element of which a model must say who may obtain them. */
const sensitive: readonly ElementKind[] = ['symmetric-key', 'key-pair', 'data'];

/**
 * Criterion 2: the requirements are expressed. Availability is outside every analysis (the paper, section 4), so that
 * it need not be refined.
 */
export function requirementCriterion(model: Model, { requirements }: ProtocolMetrics): Findings {
  const refined = requirements.stated.filter(({ ticks, claims }) => ticks + claims > 0);
  const unrefined = requirements.stated.filter(
    ({ kind, ticks, claims }) => kind !== 'availability' && ticks + claims === 0,
  );
  const unfitting = requirements.stated.filter(
    ({ kind, ticks, claims, fitting }) => kind !== 'availability' && ticks + claims > 0 && !fitting,
  );
  const required = new Set(model.ticks.map(({ element }) => element));
  const unrequired = model.elements.filter(
    ({ kind, name }) => sensitive.includes(kind) && !required.has(name),
  );
  return {
    met: countedFindings([
      ['requirements-refined', refined.length],
      ['statements', model.ticks.length + model.claims.length],
    ]),
    missing: [
      ...plainFinding('no-requirements', model.requirements.length === 0),
      ...countedFindings([
        ['requirements-unrefined', unrefined.length],
        ['requirements-unfitting', unfitting.length],
        ['statements-untraced', requirements.statements.withoutRequirement],
        ['elements-unrequired', unrequired.length],
      ]),
    ],
  };
}
