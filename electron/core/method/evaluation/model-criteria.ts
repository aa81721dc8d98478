import { countedFindings, plainFinding, type Findings } from './findings.ts';
import { keysApplied, namesUsed } from './names-used.ts';
import type { Model } from '#core/language/model.ts';
import { sumOfOperations, totalOperations } from '#core/method/metrics/operations.ts';
import type { ProtocolMetrics } from '#core/method/metrics/protocol-metrics.ts';
import { primitiveNames } from '#core/terms/theory.ts';

/** The phases that the paper's criterion names: production, deployment, operations. */
const expectedPhases = 3;

/** Criterion 1: entities, cryptographic data types and messages are defined. */
export function modelDefinedCriterion(model: Model): Findings {
  const messages = model.phases.flatMap(({ steps }) => steps).filter(({ kind }) => kind === 'message');
  const used = namesUsed(model);
  const unused = (declared: readonly { readonly name: string }[]): number =>
    declared.filter(({ name }) => !used.has(name)).length;
  const { entities } = model;
  const elements = model.elements.filter(({ kind }) => kind !== 'constant');
  return {
    met: countedFindings([
      ['entities', entities.length],
      ['elements', elements.length],
      ['messages', messages.length],
    ]),
    missing: [
      ...plainFinding('no-elements', elements.length === 0),
      ...plainFinding('no-messages', messages.length === 0),
      ...countedFindings([
        ['entities-idle', unused(entities)],
        ['elements-unused', unused(elements)],
      ]),
    ],
  };
}

/** Criterion 3: the security primitives are modelled. A key that no primitive is applied with lacks one. */
export function primitivesCriterion(model: Model, { complexity }: ProtocolMetrics): Findings {
  const operations = sumOfOperations(complexity.phases.map((phase) => phase.operations));
  const applied = keysApplied(model);
  const keys = model.elements.filter(({ kind }) => kind === 'symmetric-key' || kind === 'key-pair');
  return {
    met: countedFindings([
      ['primitives', primitiveNames.filter((name) => operations[name] > 0).length],
      ['operations', totalOperations(operations)],
    ]),
    missing: [
      ...plainFinding('no-primitives', totalOperations(operations) === 0),
      ...countedFindings([['keys-unused', keys.filter(({ name }) => !applied.has(name)).length]]),
    ],
  };
}

/** Criterion 4: the phases are modelled. */
export function phasesCriterion({ complexity: { phases } }: ProtocolMetrics): Findings {
  const filled = phases.filter(({ messages }) => messages > 0).length;
  return {
    met: countedFindings([['phases', filled]]),
    missing: countedFindings([
      ['phases-empty', phases.length - filled],
      ['phases-few', filled > 0 && filled < expectedPhases ? filled : 0],
    ]),
  };
}
