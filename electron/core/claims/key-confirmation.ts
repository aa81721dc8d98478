import { colon, direction } from '#core/language/claim-form.ts';
import type { ClaimDefinition, QuestionDefinitions } from './definition.ts';
import { expectedAtEnd } from './expected.ts';
import { correspondenceEvents } from './finished-claim.ts';

/** The kind of question that claims of key confirmation ask. */
export const keyConfirmationQuestions = {
  'key-confirmation': {
    breach: 'authentication',
    speaksOf: ['authentication'],
    prevents: 'spoofing',
    shows: { event: 'takes', argument: -1 },
    authenticates: true,
    listsElements: false,
  },
} satisfies QuestionDefinitions;

/** `key-confirmation K: A to B`: when B has finished, A has the same key. */
export const keyConfirmation: ClaimDefinition = {
  parts: [{ kind: 'name', slot: 'element', role: 'key' }, colon, ...direction],
  fits: () => true,
  needsReceipt: true,
  check: () => undefined,
  questionKinds: ['key-confirmation'],
  asks: () => ['key-confirmation'],
  when: 'while-running',
  meets: (_, kind) => kind === 'key-confirmation',
  subject: ({ element }) => ({ element: element ?? '' }),
  expected: (claim, run) => expectedAtEnd(claim, ['key-confirmation'], run),
  events: correspondenceEvents(({ element, claimed, claimant }) =>
    element === null || claimed === null || claimant === null
      ? null
      : {
          claimed,
          claimant,
          kind: 'key-confirmation',
          element,
          on: [element],
          injective: false,
          reaches: 'agrees-in-any-phase',
          eventSuffix: `${claimed} and ${claimant} on ${element} confirmation`,
        },
  ),
};
