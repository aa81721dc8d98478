import { pairOf } from '#core/interchange/scyther/algebra.ts';
import { agreementOf, type Agreement } from '#core/interchange/scyther/agreement.ts';
import { labelsInOpenOrder } from '#core/interchange/scyther/order.ts';
import { isIgnored, pastOf, sendersOf } from '#core/interchange/scyther/precedence.ts';
import {
  aliveNeed,
  maximalAgreeing,
  maximalParties,
  runsWithNeed,
  type PresenceEvents,
} from '#core/interchange/scyther/presence.ts';
import type { Exchange, ClaimReason, ClaimForm } from './claim-form.ts';
import type { ResolvedProtocol } from '#core/interchange/scyther/resolve.ts';
import { partsOf, type Claim, type ProtocolScript, type Term } from '#core/interchange/scyther/syntax.ts';
import type { Message } from '#core/protocol/message.ts';
import type { EventPattern } from '#core/protocol/query.ts';

/** A claim with its place: the protocol, the role and the index of the event. */
export interface ClaimPlace {
  readonly protocol: ResolvedProtocol;
  readonly role: string;
  readonly index: number;
  readonly presence: PresenceEvents;
  /** The name of the claim's event and query. */
  readonly event: string;
  /** The claim's arguments. */
  readonly values: readonly Message[];
  /** A variable of the claim that has no value, if any. */
  readonly unbound: string | null;
  /** The messages of the role that have these labels. */
  readonly contents: (labels: readonly string[]) => readonly Message[];
  /** The queries of {@link Receipts} that a claim of synchronisation needs beside its own. */
  readonly receipts: readonly string[] | null;
}

/** The event of a role that says that it runs with somebody and some data. */
export function runningEvent(protocol: string, role: string): string {
  return `${protocol}.${role} is running`;
}

/** The form of a claim other than `Running` and `Empty`, which Scyther does not report. */
export function claimForm(claim: Claim, place: ClaimPlace): ClaimForm | null {
  const parameters = claim.parameter === null ? [] : partsOf(claim.parameter);
  switch (claim.claim.name) {
    case 'Secret':
    case 'SKR':
      return parameters.length === 1 ? secrecy(place) : null;
    case 'Reachable':
      return parameters.length === 0 ? reached(place) : null;
    case 'Alive':
    case 'Weakagree':
      return presence(claim.claim.name, parameters, place);
    case 'Niagree':
    case 'Nisynch':
      return parameters.length === 0 ? agreement(claim.claim.name, place) : null;
    case 'Commit':
      return commitment(parameters, place);
    case 'SID':
      return without('not-a-property', '');
    default:
      return null;
  }
}

/** The parts that only some claims have. */
const plain = { besides: [], exchanges: [] } as const;

function without(code: ClaimReason['code'], name: string): ClaimForm {
  return { args: [], query: null, reason: { code, name }, ...plain };
}

function secrecy({ event, values, unbound }: ClaimPlace): ClaimForm {
  if (unbound !== null) return without('never-received', unbound);
  return {
    args: values,
    query: { kind: 'secrecy', name: event, event },
    reason: null,
    ...plain,
  };
}

// Here it is the violation of the query that Scyther counts as success.
function reached({ event }: ClaimPlace): ClaimForm {
  return {
    args: [],
    query: { kind: 'unreachable', name: event, event },
    reason: null,
    ...plain,
  };
}

function correspondence(
  place: ClaimPlace,
  args: readonly Message[],
  end: readonly Message[],
  needs: readonly EventPattern[],
  reason: ClaimReason | null,
): ClaimForm {
  const { event, role } = place;
  const pattern = { event, run: role, args: end };
  const query = { kind: 'correspondence', name: event, end: pattern, needs, injective: false } as const;
  return { args, query, reason, ...plain };
}

function presence(
  kind: 'Alive' | 'Weakagree',
  parameters: readonly Term[],
  place: ClaimPlace,
): ClaimForm | null {
  const parties = partiesOf(place);
  const [first] = parameters;
  const named = first?.kind === 'name' && parties.includes(first.name) ? first.name : null;
  if (parameters.length > 1 || (first !== undefined && named === null)) return null;
  const others = parties.filter((party) => party !== place.role && (named === null || party === named));
  if (others.length === 0) return without('nothing-before', '');
  if (kind === 'Weakagree' && parties.length > maximalParties) return without('too-many-roles', '');
  const agents = parties.map(variable);
  const needs = others.map((party) => ({
    ...(kind === 'Alive' ? aliveNeed(place.presence, party) : runsWithNeed(party, parties)),
    run: party,
  }));
  const inexact = kind === 'Weakagree' && parties.length > 2;
  const reason = inexact ? ({ code: 'agents-coincide', name: '' } as const) : null;
  return correspondence(place, agents, agents, needs, reason);
}

function agreement(kind: 'Niagree' | 'Nisynch', place: ClaimPlace): ClaimForm {
  const { protocol, role, index, contents } = place;
  if (partiesOf(place).length > maximalAgreeing) return without('too-many-roles', '');
  const found = agreementOf(protocol.script, role, index);
  if (found === null) return without('no-sender', '');
  if (found.needs.length === 0) return without('nothing-before', '');
  const open = kind === 'Nisynch' ? labelsInOpenOrder(protocol, role, index) : [];
  const args = [...partiesOf(place).map(variable), ...contents(found.own)];
  if (open.length === 0) return correspondence(place, args, found.end, found.needs, null);
  const reason = { code: 'order', name: open.join(', ') } as const;
  const form = correspondence(place, args, found.end, found.needs, reason);
  return { ...form, besides: place.receipts, exchanges: exchangesBefore(protocol.script, role, index) };
}

// The messages whose receipt precedes the claim.
function exchangesBefore(script: ProtocolScript, role: string, index: number): readonly Exchange[] {
  const { received } = pastOf(script, role, index);
  const senders = sendersOf(script);
  return script.roles.flatMap(({ name, events }) =>
    events.flatMap((event) => {
      if (event.kind !== 'receive' || isIgnored(event) || !received.has(event.label)) return [];
      const sender = senders.get(event.label);
      if (sender === undefined) return [];
      const label = `${script.name.name}.${event.label}`;
      return [{ label, sender: sender.role, receiver: name.name }];
    }),
  );
}

// Claim(a, Commit, b, data): b's run in that role has said Running with a and the same data.
function commitment(parameters: readonly Term[], place: ClaimPlace): ClaimForm | null {
  const [partner] = parameters;
  const [, ...data] = place.values;
  if (partner?.kind !== 'name' || !partiesOf(place).includes(partner.name) || data.length === 0) return null;
  const [claimant, other, agreed] = [variable('claimant'), variable('partner'), variable('data')];
  const needs = [
    {
      event: runningEvent(place.protocol.script.name.name, partner.name),
      run: 'partner',
      args: [other, claimant, agreed],
    },
  ];
  const args = [variable(place.role), variable(partner.name), pairOf(data)];
  return correspondence(place, args, [claimant, other, agreed], needs, null);
}

/** The agreement that a claim asks for, if it asks for one. */
export function agreementWanted(
  claim: Claim,
  protocol: ResolvedProtocol,
  role: string,
  index: number,
): Agreement | null {
  const asks = claim.claim.name === 'Niagree' || claim.claim.name === 'Nisynch';
  return asks ? agreementOf(protocol.script, role, index) : null;
}

function partiesOf({ protocol }: ClaimPlace): readonly string[] {
  return protocol.script.parties.map(({ name }) => name);
}

function variable(name: string): Message {
  return { kind: 'variable', name };
}
