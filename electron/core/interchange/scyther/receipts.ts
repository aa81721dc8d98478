import { agreementOf } from '#core/interchange/scyther/agreement.ts';
import { labelsInOpenOrder } from '#core/interchange/scyther/order.ts';
import { eventsOf, sendersOf } from '#core/interchange/scyther/precedence.ts';
import type { ResolvedProtocol } from '#core/interchange/scyther/resolve.ts';
import { isSameSender, type Receipt, type TermTranslation } from '#core/interchange/scyther/same-run.ts';
import type { Message } from '#core/protocol/message.ts';
import type { Query } from '#core/protocol/query.ts';

/** The event of a role right after it has received a message: its name, and the messages of the role that it tells. */
export interface ReceiptEvent {
  readonly event: string;
  readonly own: readonly string[];
}

/**
 * For claims of synchronisation that agreement does not imply: queries that ask of each receipt of a message whether
 * it was sent before, by a run that agrees on all that preceded. A run says that it sends right before it does, and
 * does nothing in between, so that whoever can be proved to have said so has sent.
 */
export interface Receipts {
  readonly queries: readonly Query[];
  /** The event that a role tells after its event of this index; null for nothing. */
  readonly eventAt: (role: string, index: number) => ReceiptEvent | null;
  /** The queries that must hold for a claim to be in order when it agrees; null when none would tell. */
  readonly ofClaim: (role: string, index: number) => readonly string[] | null;
}

/** The receipts of a protocol that its claims ask about; none of a `helper`, whose claims do not count. */
export function receiptsOf(protocol: ResolvedProtocol, helper: boolean, write: TermTranslation): Receipts {
  const { script } = protocol;
  const queries = new Map<string, Query>();
  const events = new Map<string, ReceiptEvent>();
  const claims = new Map<string, readonly string[] | null>();
  for (const { name, events: steps } of script.roles) {
    steps.forEach((event, index) => {
      if (helper || event.kind !== 'claim' || event.claim.name !== 'Nisynch') return;
      const claim = { role: name.name, index };
      const asked = labelsInOpenOrder(protocol, claim.role, index).map((label) => {
        const receipt = receiptOf(protocol, label);
        if (receipt === null || !isSameSender(script, claim, receipt, write)) return null;
        const query = queryOf(protocol, receipt);
        if (query === null) return null;
        queries.set(query.name, query);
        const own = agreementOf(script, receipt.role, receipt.index + 1)?.own ?? [];
        events.set(key(receipt.role, receipt.index), { event: query.name, own });
        return query.name;
      });
      const told = asked.filter((each) => each !== null);
      claims.set(key(claim.role, index), told.length === asked.length ? told : null);
    });
  }
  return {
    queries: [...queries.values()],
    eventAt: (role, index) => events.get(key(role, index)) ?? null,
    ofClaim: (role, index) => claims.get(key(role, index)) ?? null,
  };
}

function receiptOf({ script }: ResolvedProtocol, label: string): Receipt | null {
  const sender = sendersOf(script).get(label);
  for (const { name } of script.roles) {
    const index = eventsOf(script, name.name).findIndex(
      (event) => event.kind === 'receive' && event.label === label,
    );
    if (index >= 0 && sender !== undefined) return { role: name.name, index, label, sender: sender.role };
  }
  return null;
}

function queryOf({ script }: ResolvedProtocol, { role, index, label }: Receipt): Query | null {
  const agreement = agreementOf(script, role, index + 1);
  if (agreement === null) return null;
  const name = `${script.name.name}.${role} has received ${label} in order`;
  const args: readonly Message[] = agreement.end;
  const end = { event: name, run: role, args };
  return { kind: 'correspondence', name, end, needs: agreement.needs, injective: false };
}

function key(role: string, index: number): string {
  return `${role} ${index}`;
}
