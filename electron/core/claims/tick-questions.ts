import type { QuestionDefinitions } from './definition.ts';

/** The kinds of question that the ticks of the requirement table ask. */
export const tickQuestions = {
  secrecy: {
    breach: 'confidentiality',
    speaksOf: ['confidentiality'],
    prevents: 'eavesdropping',
    shows: { event: 'keeps', argument: 0 },
    authenticates: false,
    listsElements: false,
  },
  // Agreement tells that a value is as it was written, and by whom.
  agreement: {
    breach: 'integrity',
    speaksOf: ['integrity', 'authentication'],
    prevents: 'modification',
    shows: { event: 'takes', argument: 2 },
    authenticates: true,
    listsElements: false,
  },
  'injective-agreement': {
    breach: 'integrity',
    speaksOf: ['integrity', 'authentication'],
    prevents: 'replay',
    shows: { event: 'takes', argument: 2 },
    authenticates: false,
    listsElements: false,
  },
} satisfies QuestionDefinitions;
