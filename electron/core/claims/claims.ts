import type { ClaimKind, QuestionKind } from '#core/language/kinds.ts';
import { authentication, authenticationQuestions } from './authentication.ts';
import type { ClaimDefinition, QuestionDefinition } from './definition.ts';
import { forwardSecrecy, forwardSecrecyQuestions } from './forward-secrecy.ts';
import { keyConfirmation, keyConfirmationQuestions } from './key-confirmation.ts';
import { keyFreshness, keyFreshnessQuestions } from './key-freshness.ts';
import { tickQuestions } from './tick-questions.ts';

/** Every kind of claim, in the order in which their events are written. */
export const claims: Readonly<Record<ClaimKind, ClaimDefinition>> = {
  authentication,
  'key-confirmation': keyConfirmation,
  'key-freshness': keyFreshness,
  'forward-secrecy': forwardSecrecy,
};

/** Every kind of question, of ticks and of claims. */
export const questions: Readonly<Record<QuestionKind, QuestionDefinition>> = {
  ...tickQuestions,
  ...authenticationQuestions,
  ...keyConfirmationQuestions,
  ...keyFreshnessQuestions,
  ...forwardSecrecyQuestions,
};
