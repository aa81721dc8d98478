import type { ChangeSubject, ContentChange } from '#core/method/comparison/content-change.ts';

/** What changes are listed under, in this order. */
export const changeGroups = [
  'declarations',
  'elements',
  'messages',
  'ticks',
  'claims',
  'requirements',
  'attacks',
  'scope',
  'sources',
  'threats',
  'risks',
  'evaluation',
  'release',
] as const;
export type ChangeGroup = (typeof changeGroups)[number];

const groupOf: Readonly<Record<ChangeSubject, ChangeGroup>> = {
  protocol: 'declarations',
  entity: 'declarations',
  coincide: 'declarations',
  element: 'elements',
  phase: 'messages',
  message: 'messages',
  step: 'messages',
  tick: 'ticks',
  claim: 'claims',
  requirement: 'requirements',
  attack: 'attacks',
  assumption: 'attacks',
  purpose: 'scope',
  level: 'scope',
  'scope-statement': 'scope',
  source: 'sources',
  threat: 'threats',
  policy: 'risks',
  risk: 'risks',
  treatment: 'risks',
  criterion: 'evaluation',
  effort: 'evaluation',
  owner: 'release',
  'released-item': 'release',
};

/** Changes that are listed under one title. */
export interface GroupedChanges {
  readonly group: ChangeGroup;
  readonly changes: readonly ContentChange[];
}

/** The changes by what they are about; a group without any is left out. */
export function groupChanges(changes: readonly ContentChange[]): readonly GroupedChanges[] {
  return changeGroups
    .map((group) => ({ group, changes: changes.filter(({ subject }) => groupOf[subject] === group) }))
    .filter((each) => each.changes.length > 0);
}
