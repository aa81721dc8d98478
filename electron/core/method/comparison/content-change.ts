/** What a project can say more, less or otherwise: parts of the model first, then those of the dossier. */
export const changeSubjects = [
  'protocol',
  'entity',
  'coincide',
  'element',
  'phase',
  'message',
  'step',
  'tick',
  'claim',
  'requirement',
  'attack',
  'assumption',
  'purpose',
  'level',
  'scope-statement',
  'source',
  'threat',
  'policy',
  'risk',
  'treatment',
  'criterion',
  'effort',
  'owner',
  'released-item',
] as const;
export type ChangeSubject = (typeof changeSubjects)[number];

/** How it differs. Only threats are accepted, rejected, or open again. */
export const changeKinds = [
  'added',
  'accepted',
  'rejected',
  'reopened',
  'renamed',
  'changed',
  'moved',
  'removed',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** One thing that a later state of a project says otherwise than an earlier one. */
export interface ContentChange {
  readonly subject: ChangeSubject;
  readonly kind: ChangeKind;
  /** What a reader knows it by; null where it has no name. */
  readonly name: string | null;
  /** The phase or attack model that it stands in, or null. */
  readonly within: string | null;
  /** What was said, and what is: a line of the model, words, of a risk its level as a code; null where nothing is. */
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * How a text differs from an earlier one.
 *
 * - `meaning`: the changes say it. - `wording`: it says the same with other labels, citations, comments or layout.
 * - `unread`: one of the two has errors, so that it is compared by lines only.
 */
export type TextDifference = 'same' | 'wording' | 'meaning' | 'unread';

/** Everything that a later state says otherwise than an earlier one. */
export interface ContentChanges {
  readonly text: TextDifference;
  /** How many lines of the text differ: from the first to the last that do, in the longer of the two. */
  readonly lines: number;
  readonly changes: readonly ContentChange[];
}
