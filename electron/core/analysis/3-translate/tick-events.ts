import type { Property } from '#core/analysis/record/question.ts';
import { propertyKey } from '#core/claims/property-key.ts';
import { tickKey } from '#core/claims/statement.ts';
import type { EventPattern, Query } from '#core/protocol/query.ts';

/** The event that an entity has an element that it keeps secret. */
export function secrecyEvent(element: string, entity: string): string {
  return `${entity} keeps ${element}`;
}

/** The event that the originator writes an element for a receiver. */
export function originEvent(element: string, receiver: string): string {
  return `${element} written for ${receiver}`;
}

/** The event that a receiver takes an element over. */
export function acceptEvent(element: string, receiver: string): string {
  return `${receiver} takes ${element}`;
}

/** The event that says which value of an element is right for a receiver. */
export function rightEvent(element: string, receiver: string): string {
  return `right ${element} for ${receiver}`;
}

/** A question, with the query that stands for it: that has its key for a name. */
export type QuestionQuery = readonly [Property, Query];

/** The query of an element's secrecy at an entity. */
export function secrecyQuery(element: string, entity: string, honest: readonly string[]): QuestionQuery {
  const about = { kind: 'secrecy', element, entity, originator: null, on: [], phase: null } as const;
  const key = propertyKey(about);
  return [
    { key, statement: tickKey('confidentiality', element), ...about, honest },
    { kind: 'secrecy', name: key, event: secrecyEvent(element, entity) },
  ];
}

/** An element that a receiver takes over, and from whom. */
export interface Taken {
  readonly element: string;
  readonly entity: string;
  readonly originator: string;
  readonly honest: readonly string[];
}

const agreed = ['originator', 'receiver', 'value'].map((name) => ({ kind: 'variable', name }) as const);

/** The query of an agreement on something shared from the start: what is taken is what is shared. */
export function sharedAgreement(taken: Taken): QuestionQuery {
  const right = { event: rightEvent(taken.element, taken.entity), run: 'receiver', args: agreed };
  return agreement('agreement', taken, right);
}

/** The queries of one agreement: originator, receiver and value are the same at both ends. */
export function agreementQueries(taken: Taken): readonly QuestionQuery[] {
  const origin = { event: originEvent(taken.element, taken.entity), run: 'originator', args: agreed };
  const kinds = ['agreement', 'injective-agreement'] as const;
  return kinds.map((kind) => agreement(kind, taken, origin));
}

function agreement(
  kind: 'agreement' | 'injective-agreement',
  taken: Taken,
  need: EventPattern,
): QuestionQuery {
  const { element, entity, originator } = taken;
  const key = propertyKey({ kind, element, entity, originator, on: [], phase: null });
  return [
    { key, statement: tickKey('integrity', element), kind, ...taken, on: [], phase: null },
    {
      kind: 'correspondence',
      name: key,
      end: { event: acceptEvent(element, entity), run: 'receiver', args: agreed },
      needs: [need],
      injective: kind === 'injective-agreement',
    },
  ];
}
