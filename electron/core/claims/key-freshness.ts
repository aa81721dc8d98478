import { colon } from '#core/language/claim-form.ts';
import type { Claim } from '#core/language/model.ts';
import { propertyKey } from './property-key.ts';
import { variable, type ClaimHistory, type RoleDraft } from './claim-events.ts';
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
    watched: ({ element, claimant }, entity, history) =>
      element !== null && claimant === entity ? [history.termOf(element)] : [],
    settle: (claim, role, _, history) => {
      if (claim.claimant === role.entity) acceptKey(claim, role, history);
    },
  },
};

function acceptKey(claim: Claim, role: RoleDraft, history: ClaimHistory): void {
  const { element } = claim;
  if (element === null || history.element(element) === undefined) return;
  const { entity } = role;
  const term = history.termOf(element);
  const message = role.compose(term);
  if (message === null || history.broughtAlong(entity, term)) return;
  const event = `${entity} accepts ${element}`;
  const times = history.valuesOf(entity, term).length;
  if (history.noteOnce(`${role.name}: ${event} ${String(times)}`)) return;
  const honest = history.relied([element], [entity]);
  role.addEvent(event, [message, variable(entity)], honest);
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
