import type { EventPattern, Query } from '#core/protocol/query.ts';

/**
 * What is asked of the active adversary for a tick of the requirement table.
 *
 * - `secrecy`: what an entity holds as the element stays unknown to the adversary.
 * - `agreement`: what a receiver takes for the element is what its originator wrote, for it.
 * - `injective-agreement`: and each is taken no more often than written.
 */
export type AskedKind = 'secrecy' | 'agreement' | 'injective-agreement';

/** One question, with the entity whose view it is about. `query` is its name among the protocol's queries. */
export interface Asked {
  readonly kind: AskedKind;
  readonly element: string;
  readonly entity: string;
  /** For agreement, who wrote it. */
  readonly originator: string | null;
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

const agreed = ['originator', 'receiver', 'value'].map((name) => ({ kind: 'variable', name }) as const);

/** The query of an agreement on something shared from the start: what is taken is what is shared. */
export function sharedAgreement(
  element: string,
  entity: string,
  originator: string,
): readonly [Asked, Query] {
  const right = { event: rightEvent(element, entity), run: 'receiver', args: agreed };
  return agreement('agreement', element, entity, originator, right);
}

/** The queries of one agreement: originator, receiver and value are the same at both ends. */
export function agreementQueries(
  element: string,
  entity: string,
  originator: string,
): readonly (readonly [Asked, Query])[] {
  const origin = { event: originEvent(element, entity), run: 'originator', args: agreed };
  const kinds = ['agreement', 'injective-agreement'] as const;
  return kinds.map((kind) => agreement(kind, element, entity, originator, origin));
}

function agreement(
  kind: Exclude<AskedKind, 'secrecy'>,
  element: string,
  entity: string,
  originator: string,
  need: EventPattern,
): readonly [Asked, Query] {
  const query = `${kind} of ${entity} with ${originator} on ${element}`;
  return [
    { kind, element, entity, originator, query },
    {
      kind: 'correspondence',
      name: query,
      end: { event: acceptEvent(element, entity), run: 'receiver', args: agreed },
      needs: [need],
      injective: kind === 'injective-agreement',
    },
  ];
}
