import type { AuthenticationLevel, QuestionKind, RequirementKind } from '#core/language/kinds.ts';
import { colon, direction, type ClaimContext } from '#core/language/claim-form.ts';
import { errorAt, replaceAt } from '#core/language/diagnostic.ts';
import type { Claim } from '#core/language/model.ts';
import type { ClaimStatement } from '#core/language/syntax.ts';
import type { ClaimDefinition, QuestionDefinitions } from './definition.ts';
import { expectedAtEnd } from './expected.ts';
import { correspondenceEvents, type Correspondence } from './finished-claim.ts';

/** The question that each level asks. */
const levelQuestions: Readonly<Record<AuthenticationLevel, QuestionKind>> = {
  aliveness: 'aliveness',
  'weak-agreement': 'weak-agreement',
  agreement: 'entity-agreement',
  'injective-agreement': 'injective-entity-agreement',
};

/** The kinds of question that claims of authentication ask. */
export const authenticationQuestions = {
  aliveness: {
    breach: 'authentication',
    speaksOf: ['authentication'],
    prevents: 'spoofing',
    shows: { event: 'finishes', argument: null },
    authenticates: true,
    listsElements: false,
  },
  'weak-agreement': {
    breach: 'authentication',
    speaksOf: ['authentication'],
    prevents: 'spoofing',
    shows: { event: 'finishes', argument: null },
    authenticates: true,
    listsElements: false,
  },
  'entity-agreement': {
    breach: 'authentication',
    speaksOf: ['integrity', 'authentication'],
    prevents: 'spoofing',
    shows: { event: 'finishes', argument: null },
    authenticates: true,
    listsElements: true,
  },
  'injective-entity-agreement': {
    breach: 'authentication',
    speaksOf: ['integrity', 'authentication'],
    prevents: 'replay',
    shows: { event: 'finishes', argument: null },
    authenticates: true,
    listsElements: true,
  },
} satisfies QuestionDefinitions;

/**
 * `authentication A to B: LEVEL on X, Y in PHASE` (Lowe, "A hierarchy of authentication specifications", 1997): when B
 * has finished its part of the phase, apparently with A, then A has run the protocol (`aliveness`); with B
 * (`weak-agreement`); and they agree on the elements (`agreement`); and each such run of B has one of A's own
 * (`injective-agreement`). Without elements they agree on who takes part.
 */
export const authentication: ClaimDefinition = {
  parts: [...direction, colon, { kind: 'level' }, { kind: 'on' }, { kind: 'phase' }],
  fits: () => true,
  needsReceipt: true,
  check: checkElements,
  questionKinds: Object.values(levelQuestions),
  asks: ({ level }) => (level === null ? [] : [levelQuestions[level]]),
  when: 'while-running',
  meets,
  subject: ({ claimed, claimant }) => ({ claimed: claimed ?? '', claimant: claimant ?? '' }),
  expected: (claim, run) =>
    expectedAtEnd(claim, claim.level === null ? [] : [levelQuestions[claim.level]], run),
  events: correspondenceEvents(correspondenceOf),
};

function checkElements({ on, level }: ClaimStatement, { names, report }: ClaimContext): void {
  for (const { name, span } of on) {
    const kind = names.meaning(name);
    if (kind === 'key-pair' || kind === 'constant') report(errorAt(span, 'nothing-to-agree-on', { name }));
  }
  if (level === null || on.length === 0 || agrees(level.word)) return;
  const fix = replaceAt(level.span, 'agreement');
  report({ ...errorAt(level.span, 'data-not-agreed-on', { level: level.word }), fix });
}

function agrees(level: AuthenticationLevel | null): boolean {
  return level === 'agreement' || level === 'injective-agreement';
}

// Entity authentication implies message authentication, which implies integrity; injective agreement is Lowe's form of
// what prevents replay.
function meets({ level }: Claim, kind: RequirementKind): boolean {
  switch (kind) {
    case 'entity-authentication':
      return true;
    case 'integrity':
    case 'data-origin-authentication':
      return agrees(level);
    case 'replay-protection':
      return level === 'injective-agreement';
    case 'confidentiality':
    case 'forward-secrecy':
    case 'key-freshness':
    case 'key-confirmation':
    case 'availability':
      return false;
  }
}

function correspondenceOf({ claimed, claimant, level, on, phase }: Claim): Correspondence | null {
  if (claimed === null || claimant === null || level === null) return null;
  const reaches = { aliveness: 'runs', 'weak-agreement': 'runs-with' } as const;
  return {
    claimed,
    claimant,
    kind: levelQuestions[level],
    element: null,
    on,
    injective: level === 'injective-agreement',
    reaches: level === 'aliveness' || level === 'weak-agreement' ? reaches[level] : 'agrees',
    eventSuffix: `${claimed} and ${claimant} on ${on.join(', ')} ${phase ?? ''}`,
  };
}
