import type { Model } from '#core/language/model.ts';
import type { ElementKind } from '#core/language/kinds.ts';
import type { TableOne } from './model-metrics.ts';

/** Counts what the paper's Table 1 counts. */
export function tableOne(model: Model): TableOne {
  const count = (kind: ElementKind): number =>
    model.elements.filter((element) => element.kind === kind).length;
  return {
    entities: model.entities.length,
    messages: model.phases.flatMap((phase) => phase.steps).filter((step) => step.kind === 'message').length,
    symmetricKeys: count('symmetric-key'),
    keyPairs: count('key-pair'),
    counters: count('counter'),
    nonces: count('nonce'),
    dataElements: count('data'),
    phases: model.phases.length,
  };
}
