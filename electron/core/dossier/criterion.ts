/** Codes of the findings for a criterion, each with a number. */
export const metCodes = [
  'entities',
  'elements',
  'messages',
  'requirements-refined',
  'statements',
  'primitives',
  'operations',
  'phases',
  'keys-established',
  'keys-renewed',
  'keys-erased',
  'passive-compared',
  'questions-decided',
  'attack-models-asked',
  'threats-catalogued',
  'risks-judged',
  'risks-treated',
] as const;
export type MetCode = (typeof metCodes)[number];

/** Codes of the findings against one, each with a number; zero where there is nothing to count. */
export const missingCodes = [
  'no-elements',
  'no-messages',
  'entities-idle',
  'elements-unused',
  'no-requirements',
  'requirements-unrefined',
  'requirements-unfitting',
  'statements-untraced',
  'elements-unrequired',
  'no-primitives',
  'keys-unused',
  'phases-empty',
  'phases-few',
  'no-key-management',
  'no-key-update',
  'session-keys-not-renewed',
  'replaced-keys-kept',
  'renewed-keys-not-installed',
  'nothing-compared',
  'not-analysed',
  'analysis-outdated',
  'analysis-under-way',
  'questions-vacuous',
  'questions-inconsistent',
  'questions-undecided',
  'questions-bounded',
  'no-attack-models',
  'threats-undecided',
  'threats-changed',
  'risks-not-known',
  'criteria-not-set',
  'no-threats-accepted',
  'risks-of-undecided-threats',
  'risks-unjudged',
  'risks-unreasoned',
  'risks-judged-early',
  'risks-undefined',
  'risks-untreated',
  'risks-residual-unjudged',
] as const;
export type MissingCode = (typeof missingCodes)[number];

/** One finding. */
export interface Finding<Code> {
  readonly code: Code;
  readonly count: number;
}

/** The criteria of the paper's section 4.4, in its order. */
export const criteria = [
  'model-defined',
  'requirements-expressed',
  'primitives-modelled',
  'phases-modelled',
  'key-management-modelled',
  'threats-identified',
  'risks-assessed',
] as const;

export type Criterion = (typeof criteria)[number];

export const criterionStatuses = ['done', 'partly', 'open'] as const;

export type CriterionStatus = (typeof criterionStatuses)[number];
