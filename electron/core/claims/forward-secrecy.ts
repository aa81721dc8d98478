import type { ClaimContext } from '#core/language/claim-form.ts';
import { errorAt } from '#core/language/diagnostic.ts';
import type { Claim, Model } from '#core/language/model.ts';
import { permittedHolders } from '#core/language/permitted-holders.ts';
import type { ClaimStatement } from '#core/language/syntax.ts';
import type { ClaimHistory, RoleDraft } from './claim-events.ts';
import type { ClaimDefinition, QuestionDefinitions } from './definition.ts';
import { expectedSecrecy } from './expected.ts';
import { propertyKey } from './property-key.ts';

/** The kind of question that claims of forward secrecy ask. */
export const forwardSecrecyQuestions = {
  'forward-secrecy': {
    breach: 'confidentiality',
    speaksOf: ['confidentiality'],
    prevents: 'key-compromise',
    shows: { event: 'keeps', argument: 0 },
    authenticates: false,
    listsElements: false,
  },
} satisfies QuestionDefinitions;

/** `forward-secrecy X`: the element stays secret even when every long-term key leaks after the last phase. */
export const forwardSecrecy: ClaimDefinition = {
  parts: [{ kind: 'name', slot: 'element', role: 'element' }],
  fits: (meaning) => meaning !== 'constant',
  needsReceipt: false,
  check: checkElement,
  questionKinds: ['forward-secrecy'],
  asks: () => ['forward-secrecy'],
  when: 'afterwards',
  meets: (_, kind) => kind === 'forward-secrecy' || kind === 'confidentiality',
  subject: ({ element }) => ({ element: element ?? '' }),
  expected: ({ element }, run) => {
    if (element === null) return 'never-held';
    const holders = permittedHolders(run.model, element) ?? elementOf(run.model, element)?.holders ?? [];
    return expectedSecrecy(element, holders, 'forward-secrecy', run);
  },
  events: {
    watched: ({ element }) => (element === null ? [] : [element]),
    before: (claim, role, _, history) => {
      const element = claim.element === null ? undefined : history.element(claim.element);
      if (element !== undefined && !role.receives(element)) keepSecret(claim, element.name, role, history);
    },
    // What it received counts once it has finished its part, and so made sure of whom it came from.
    end: (claim, role, history) => {
      if (claim.element !== null) keepSecret(claim, claim.element, role, history);
    },
  },
};

// What everybody knows, or what leaks by assumption, cannot stay secret.
function checkElement({ element: name }: ClaimStatement, { elements, report }: ClaimContext): void {
  const element = elements.find((each) => each.name === name?.name);
  if (name === null || element === undefined) return;
  const isKey = element.kind === 'symmetric-key' || element.kind === 'key-pair';
  if (element.kind === 'constant' || (isKey && element.lifetime === 'long-term')) {
    report(errorAt(name.span, 'long-term-forward-secrecy', { name: name.name }));
  }
}

function keepSecret(claim: Claim, element: string, role: RoleDraft, history: ClaimHistory): void {
  const { entity } = role;
  const values = history.secretsOf(entity, element);
  if (values.length === 0 || !mayHold(element, entity, history)) return;
  const event = `${entity} kept ${element}`;
  const honest = history.relied([element], [entity]);
  for (const [index, message] of values.entries()) {
    if (!history.noteOnce(`${role.name}: ${event} ${index}`)) role.addEvent(event, [message], honest);
  }
  const kind = 'forward-secrecy';
  const about = { kind, element, entity, originator: null, on: [], phase: null } as const;
  const key = propertyKey(about);
  history.ask({
    ...{ key, claim, honest },
    ...about,
    write: () => ({ kind: 'secrecy', name: key, event }),
  });
}

// Whoever the table permits; where it says nothing, whoever holds it by design.
function mayHold(name: string, entity: string, history: ClaimHistory): boolean {
  const ticked = permittedHolders(history.model, name);
  if (ticked !== undefined) return ticked.includes(entity);
  const holders = history.element(name)?.holders ?? [];
  return holders.includes(entity) || history.makerOf(name) === entity;
}

function elementOf({ elements }: Model, name: string): Model['elements'][number] | undefined {
  return elements.find((element) => element.name === name);
}
