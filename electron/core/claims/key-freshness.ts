import { colon } from '#core/language/claim-form.ts';
import type { Claim } from '#core/language/model.ts';
import { propertyKey } from './property-key.ts';
import { variable, type AcceptedValue, type ClaimHistory, type RoleDraft } from './claim-events.ts';
import type { ClaimDefinition, QuestionDefinitions } from './definition.ts';

const kinds = ['key-freshness', 'key-uniqueness'] as const;

/** The kind of question that claims of key freshness ask. */
export const keyFreshnessQuestions = {
  'key-freshness': {
    breach: 'authentication',
    speaksOf: ['authentication'],
    prevents: 'replay',
    shows: { event: 'takes', argument: 0 },
    authenticates: false,
    listsElements: false,
  },
  'key-uniqueness': {
    breach: 'authentication',
    speaksOf: ['authentication'],
    prevents: 'replay',
    shows: { event: 'takes', argument: 0 },
    authenticates: false,
    listsElements: false,
  },
} satisfies QuestionDefinitions;

/**
 * `key-freshness K: A`: each time that A accepts the key, it was newly made by somebody, and A never accepted it
 * before.
 */
export const keyFreshness: ClaimDefinition = {
  parts: [
    { kind: 'name', slot: 'element', role: 'key' },
    colon,
    { kind: 'name', slot: 'claimant', role: 'entity' },
  ],
  fits: () => true,
  needsReceipt: false,
  check: () => undefined,
  questionKinds: kinds,
  asks: () => kinds,
  when: 'while-running',
  meets: (_, kind) => kind === 'key-freshness' || kind === 'replay-protection',
  subject: ({ element }) => ({ element: element ?? '' }),
  expected: ({ element, claimant }, run) => {
    if (element === null || claimant === null) return 'never-held';
    switch (run.presenceAtReceipt(element, claimant)) {
      case 'never':
        return 'never-held';
      case 'before-the-adversary':
        return 'adversary-absent';
      case 'with-the-adversary':
        return { kinds, entities: [claimant] };
    }
  },
  events: {
    watched: () => [],
    accepted: ({ element, claimant }, entity) => (element !== null && claimant === entity ? [element] : []),
    accept: (claim, accepted, role, history) => {
      if (claim.claimant === role.entity && claim.element === accepted.element.name)
        acceptKey(claim, accepted, role, history);
    },
  },
};

function acceptKey(
  claim: Claim,
  { element: { name: element }, value }: AcceptedValue,
  role: RoleDraft,
  history: ClaimHistory,
): void {
  const { entity } = role;
  const event = `${entity} accepts ${element}`;
  const honest = history.relied([element], [entity]);
  role.addEvent(event, [value, variable(entity)], honest);
  for (const kind of kinds) {
    const about = { kind, element, entity, originator: null, on: [], phase: null };
    const key = propertyKey(about);
    history.ask({
      ...{ key, claim, honest },
      ...about,
      write: () => ({ kind: kind === 'key-freshness' ? 'fresh' : 'unique', name: key, event }),
    });
  }
}
