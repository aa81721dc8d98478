import type { Claim, Element, Model, Phase } from '#core/language/model.ts';
import type { QuestionKind } from '#core/language/kinds.ts';
import type { Message } from '#core/protocol/message.ts';
import type { Query } from '#core/protocol/query.ts';

/** The role of one entity in one phase, as it is being written. */
export interface RoleDraft {
  /** Unique among all roles. */
  readonly name: string;
  readonly phase: Phase;
  readonly entity: string;
  /** True if what the entity has of an element now, its secret half of a pair, came in a message. */
  readonly receives: (element: Element) => boolean;
  /** Everything that the entity has in this run and that no other run has. */
  readonly ownValues: () => readonly Message[];
  /** Adds an event; it counts at the start of a query when everybody in `honest` is. */
  readonly addEvent: (event: string, args: readonly Message[], honest: readonly string[]) => void;
}

/** A value that an entity takes over. */
export interface AcceptedValue {
  readonly element: Element;
  readonly value: Message;
}

/** A property that a claim asks, and the query that stands for it, written when all roles are. */
export interface ClaimQuestion {
  /** Its key, and the query's name, unique within the protocol. */
  readonly key: string;
  readonly claim: Claim;
  readonly kind: QuestionKind;
  readonly element: string | null;
  readonly entity: string;
  readonly originator: string | null;
  readonly on: readonly string[];
  readonly phase: string | null;
  readonly honest: readonly string[];
  readonly write: () => Query;
}

/** The history of a role that the events of claims are written from. */
export interface ClaimHistory {
  readonly model: Model;
  readonly element: (name: string) => Element | undefined;
  readonly makerOf: (element: string) => string | undefined;
  /**
   * The values that an entity has had of a watched element in the role that is being written, although it may have erased
   * it since, in order; of a pair those of its public half, which both ends have.
   */
  readonly valuesOf: (entity: string, element: string) => readonly Message[];
  /** Likewise, of a pair those of its private half. */
  readonly secretsOf: (entity: string, element: string) => readonly Message[];
  /** Who is relied on for elements: those whom they depend on; where there are none, all that take part. */
  readonly relied: (elements: readonly string[], ends: readonly string[]) => readonly string[];
  /** Notes a key; true where it had been noted before. */
  readonly noteOnce: (key: string) => boolean;
  /** How many values a run of the role that writes this event first names beside those agreed on; set once. */
  readonly ownCount: (event: string, count?: number) => number;
  readonly ask: (question: ClaimQuestion) => void;
}

/** How a kind of claim writes its events: each is called for every claim of the kind while a role is written. */
export interface ClaimEvents {
  /** The elements whose values an entity's role is to remember for a claim. */
  readonly watched: (claim: Claim, entity: string) => readonly string[];
  /** The elements of which it matters for a claim when an entity takes them over. */
  readonly accepted?: (claim: Claim, entity: string) => readonly string[];
  /** The role begins; the entity has what it brings along. */
  readonly begin?: (claim: Claim, role: RoleDraft, history: ClaimHistory) => void;
  /** Before the entity's step at this place of the phase, and at the end of its part. */
  readonly before?: (claim: Claim, role: RoleDraft, place: number, history: ClaimHistory) => void;
  /** The entity takes a value over. */
  readonly accept?: (claim: Claim, accepted: AcceptedValue, role: RoleDraft, history: ClaimHistory) => void;
  /** The entity has finished its part of the phase. */
  readonly end?: (claim: Claim, role: RoleDraft, history: ClaimHistory) => void;
}

/** A variable of a query or a role. */
export function variable(name: string): { readonly kind: 'variable'; readonly name: string } {
  return { kind: 'variable', name };
}
