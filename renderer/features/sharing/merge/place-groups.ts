import type { Dossier } from '#core/dossier/dossier.ts';
import type { MergePlace, TextUnit } from '#core/history/merge/decision/place.ts';

/** The groups of what differs: parts of the text, then the sections of the dossier. */
export const mergeGroups = [
  'declarations',
  'elements',
  'phases',
  'attacks',
  'requirements',
  'lines',
  'scope',
  'statements',
  'sources',
  'threats',
  'riskPolicy',
  'assessments',
  'treatments',
  'confirmations',
  'effort',
  'owners',
  'releasedItems',
] as const satisfies readonly (
  keyof Dossier | 'declarations' | 'elements' | 'phases' | 'attacks' | 'requirements' | 'lines'
)[];
export type MergeGroup = (typeof mergeGroups)[number];

const groupOfUnit = {
  protocol: 'declarations',
  entity: 'declarations',
  coincide: 'declarations',
  element: 'elements',
  phase: 'phases',
  step: 'phases',
  attack: 'attacks',
  assumption: 'attacks',
  claim: 'requirements',
  requirement: 'requirements',
  tick: 'requirements',
} as const satisfies Readonly<Record<TextUnit, MergeGroup>>;

/** The group that a place is listed in. */
export function groupOf(place: MergePlace): MergeGroup {
  if (place.part === 'dossier') return place.section;
  switch (place.kind) {
    case 'statement':
      return groupOfUnit[place.unit];
    case 'order':
      return 'phases';
    case 'ending':
      return place.within === null ? 'declarations' : 'phases';
    case 'lines':
      return 'lines';
  }
}
