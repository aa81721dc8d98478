import type { Message } from '#core/protocol/message.ts';
import type { Query } from '#core/protocol/query.ts';

/**
 * Why a claim has no query, or one that does not decide it in both ways.
 *
 * Without a query:
 * - `never-received`: a variable that is claimed to be secret has no value; the claim is true of nothing.
 * - `no-sender`: a message that the claim is about is sent by no role.
 * - `nothing-before`: nothing precedes the claim, or there is nobody else.
 * - `too-many-roles`: agreement among more roles than are supported.
 * - `not-a-property`: the claim only marks a term.
 *
 * With a query:
 * - `order`: a violation of the query violates the claim, but a proof shows agreement only; that the message
 *   with the label was sent before it was received is asked of others, or stays open.
 * - `agents-coincide`: a proof of the query proves the claim; a violation in which one agent plays several
 *   roles may not violate it, which its trace tells.
 */
export interface ClaimReason {
  readonly code:
    | 'never-received'
    | 'no-sender'
    | 'nothing-before'
    | 'too-many-roles'
    | 'not-a-property'
    | 'order'
    | 'agents-coincide';
  /** The variable's name or the messages' labels. */
  readonly name: string;
}

/** What a claim comes to: an event of its role and a query, or a reason; null when it is malformed. */
export interface ClaimForm {
  readonly args: readonly Message[];
  readonly query: Query | null;
  readonly reason: ClaimReason | null;
  /**
   * The names of queries that must be proved as well before the claim is proved; null when there is no proof.
   */
  readonly besides: readonly string[] | null;
  /** The messages of a claim of synchronisation that is not implied by agreement. */
  readonly exchanges: readonly Exchange[];
}

/** A message with its label in the protocol and the roles that send and receive it. */
export interface Exchange {
  readonly label: string;
  readonly sender: string;
  readonly receiver: string;
}
