import type { Query, EventPattern } from '#core/protocol/query.ts';

/**
 * What is asked of the active adversary. For ticks of the requirement table:
 *
 * - `secrecy`: what an entity holds as the element stays unknown to the adversary.
 * - `agreement`: what a receiver takes for the element is what its originator wrote, for it.
 * - `injective-agreement`: and each is taken no more often than written.
 *
 * For what is claimed beside the table (Lowe, "A hierarchy of authentication specifications", 1997), when the
 * entity has finished its part of the phase, apparently with the originator:
 *
 * - `aliveness`: the originator has run the protocol.
 * - `weak-agreement`: it has, with the entity.
 * - `entity-agreement`: it has, with the entity, and had the same values for the elements agreed on.
 * - `injective-entity-agreement`: and each such run of the entity has one of its own.
 * - `key-confirmation`: the originator has the same key.
 * - `key-freshness`: a key that the entity accepted was newly made by somebody.
 * - `key-uniqueness`: the entity never accepted the key before.
 * - `forward-secrecy`: what the entity held stays secret when every long-term key leaks after the last phase.
 */
export const askedKinds = [
  'secrecy',
  'agreement',
  'injective-agreement',
  'aliveness',
  'weak-agreement',
  'entity-agreement',
  'injective-entity-agreement',
  'key-confirmation',
  'key-freshness',
  'key-uniqueness',
  'forward-secrecy',
] as const;
export type AskedKind = (typeof askedKinds)[number];

/** One question, with the entity whose view it is about. `query` is its name among the protocol's queries. */
export interface Asked {
  readonly kind: AskedKind;
  /** The element that it is about, or null. */
  readonly element: string | null;
  readonly entity: string;
  /** Of whom the entity is assured, or null. */
  readonly originator: string | null;
  /** The elements that both ends agree on. */
  readonly on: readonly string[];
  /** The phase that the claim names, at whose end it is asked; null where it names none, and for every other question. */
  readonly phase: string | null;
  /** The entities of the run that must be honest for the question to be asked. */
  readonly honest: readonly string[];
  readonly query: string;
}

export function secrecyEvent(element: string, entity: string): string {
  return `${entity} keeps ${element}`;
}

export function originEvent(element: string, receiver: string): string {
  return `${element} written for ${receiver}`;
}

export function acceptEvent(element: string, receiver: string): string {
  return `${receiver} takes ${element}`;
}

export function rightEvent(element: string, receiver: string): string {
  return `right ${element} for ${receiver}`;
}

/** What a question about an element that a receiver takes over is about. */
export interface Taken {
  readonly element: string;
  readonly entity: string;
  readonly originator: string;
  readonly honest: readonly string[];
}

const agreed = ['originator', 'receiver', 'value'].map((name) => ({ kind: 'variable', name }) as const);

/** The query of an agreement on something shared from the start: what is taken is what is shared. */
export function sharedAgreement(taken: Taken): readonly [Asked, Query] {
  const right = { event: rightEvent(taken.element, taken.entity), run: 'receiver', args: agreed };
  return agreement('agreement', taken, right);
}

/** The queries of one agreement: originator, receiver and value are the same at both ends. */
export function agreementQueries(taken: Taken): readonly (readonly [Asked, Query])[] {
  const origin = { event: originEvent(taken.element, taken.entity), run: 'originator', args: agreed };
  const kinds = ['agreement', 'injective-agreement'] as const;
  return kinds.map((kind) => agreement(kind, taken, origin));
}

function agreement(
  kind: 'agreement' | 'injective-agreement',
  taken: Taken,
  need: EventPattern,
): readonly [Asked, Query] {
  const { element, entity, originator } = taken;
  const query = `${kind} of ${entity} with ${originator} on ${element}`;
  return [
    { kind, ...taken, on: [], phase: null, query },
    {
      kind: 'correspondence',
      name: query,
      end: { event: acceptEvent(element, entity), run: 'receiver', args: agreed },
      needs: [need],
      injective: kind === 'injective-agreement',
    },
  ];
}

/** One question; `attack` is the attack model that it is asked under, null for the plain adversary. */
export interface ActiveQuestion {
  readonly attack: string | null;
  readonly asked: Asked;
}
