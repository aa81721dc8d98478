import { assumption, noteEarliestPhase, type CapabilityDefinition } from './definition.ts';

/** `leak X from PHASE`: the adversary has the elements; of a key pair the private half. */
export const leak: CapabilityDefinition = {
  words: ['leak'],
  parts: ['secrets', 'from'],
  check: () => undefined,
  grant: ({ elements, phase }, { leaked }, phaseOf) => {
    for (const name of elements) noteEarliestPhase(leaked, name, phaseOf(phase));
  },
  assumed: (model) => model,
  values: ({ elements }, since) => ({ names: elements.join(', '), since }),
  attackType: () => 'key-compromise',
  isParticipant: false,
  single: ({ elements, phase }, isFromTheStart) =>
    isFromTheStart(phase)
      ? elements.map((element) => assumption({ kind: 'leak', elements: [element] }))
      : null,
  suggestedName: ({ elements }) => `${elements[0] ?? ''}_known`,
  mark: ({ elements, phase }) => ({ kind: 'leak', elements, from: phase }),
};
