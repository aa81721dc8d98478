import { assumption, noteEarliestPhase, type CapabilityDefinition } from './definition.ts';

/**
 * `compromise A from PHASE`: the adversary has everything that the entities have at the start of the phase or obtain
 * later, and plays them.
 */
export const compromise: CapabilityDefinition = {
  words: ['compromise'],
  parts: ['entities', 'from'],
  check: () => undefined,
  grant: ({ entities, phase }, { compromised }, phaseOf) => {
    for (const name of entities) noteEarliestPhase(compromised, name, phaseOf(phase));
  },
  assumed: (model) => model,
  values: ({ entities }, since) => ({ names: entities.join(', '), since }),
  attackType: () => 'key-compromise',
  isParticipant: true,
  single: ({ entities, phase }, isFromTheStart) =>
    isFromTheStart(phase)
      ? entities.map((entity) => assumption({ kind: 'compromise', entities: [entity] }))
      : null,
  suggestedName: ({ entities }) => `${entities[0] ?? ''}_compromised`,
  mark: ({ entities, phase }) => ({ kind: 'compromise', entities, from: phase }),
};
