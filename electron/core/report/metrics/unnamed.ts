import type { Translate } from '#core/messages/catalogue.ts';
import type { ProtocolMetrics } from '#core/method/metrics/protocol-metrics.ts';

/**
 * The same measures without a name of the model: phases, entities, keys, messages, requirements and attack models have
 * numbers, in the order of the model. Which key stands over which is the model's own, and left out.
 */
export function unnamed(metrics: ProtocolMetrics, translate: Translate): ProtocolMetrics {
  const { keyHierarchy, complexity, requirements, attackModels } = metrics;
  const name = (
    kind: 'attack-model' | 'entity' | 'key' | 'message' | 'phase' | 'requirement',
    index: number,
  ) => translate(`report.unnamed.${kind}`, { number: String(index + 1) });
  return {
    ...metrics,
    protocol: '',
    keyHierarchy: {
      levels: keyHierarchy.levels,
      keys: keyHierarchy.keys.map(({ level }, index) => ({ name: name('key', index), level })),
      edges: [],
    },
    complexity: {
      ...complexity,
      phases: complexity.phases.map((phase, index) => ({ ...phase, name: name('phase', index) })),
      messages: complexity.messages.map((message, index) => ({
        ...message,
        name: name('message', index),
        phase: name(
          'phase',
          complexity.phases.findIndex((phase) => phase.name === message.phase),
        ),
      })),
      entities: complexity.entities.map((entity, index) => ({ ...entity, name: name('entity', index) })),
    },
    requirements: {
      ...requirements,
      stated: requirements.stated.map((stated, index) => ({ ...stated, name: name('requirement', index) })),
    },
    attackModels: attackModels.map((attack, index) => ({ ...attack, name: name('attack-model', index) })),
  };
}
