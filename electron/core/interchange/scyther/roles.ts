import { pairOf } from '#core/interchange/scyther/algebra.ts';
import { agreementEvent, messagesAt } from '#core/interchange/scyther/agreement.ts';
import { claimForm, runningEvent } from '#core/interchange/scyther/claims.ts';
import type { Failures } from '#core/interchange/scyther/failure.ts';
import { claimKinds, reportedClaim, type ScytherClaim } from '#core/interchange/scyther/report.ts';
import { variablesIn } from '#core/interchange/scyther/variables.ts';
import { isCommunication } from '#core/interchange/scyther/precedence.ts';
import { presenceEvents, type PresenceEvents } from '#core/interchange/scyther/presence.ts';
import type { Receipts } from '#core/interchange/scyther/receipts.ts';
import type { ResolvedProtocol, ResolvedRole } from '#core/interchange/scyther/resolve.ts';
import { agentSort } from '#core/interchange/scyther/scope.ts';
import {
  partsOf,
  type Claim,
  type Communication,
  type Comparison,
  type Term,
} from '#core/interchange/scyther/syntax.ts';
import type { TermWriter } from '#core/interchange/scyther/terms.ts';
import type { Message } from '#core/protocol/message.ts';
import type { Role, RoleStep } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';

/** The means to translate a role. */
export interface RoleContext {
  readonly protocol: ResolvedProtocol;
  readonly role: ResolvedRole;
  readonly writer: TermWriter;
  readonly failures: Failures;
  readonly labels: ReadonlyMap<Claim, string>;
  readonly presence: PresenceEvents;
  /** The indices of the events at which the role tells what it has sent and received so far. */
  readonly points: ReadonlySet<number>;
  readonly receipts: Receipts;
  /** True when claims are left out. */
  readonly helper: boolean;
}

/** A role's script as steps, with its reported claims and their queries. */
export interface TranslatedRole {
  readonly role: Role;
  readonly claims: readonly ScytherClaim[];
  readonly queries: readonly Query[];
}

/** Translates a role. */
export function translateRole(context: RoleContext): TranslatedRole {
  return new RoleTranslation(context).translated();
}

class RoleTranslation {
  readonly #context: RoleContext;
  readonly #name: string;
  readonly #parties: readonly string[];
  readonly #bound: Set<string>;
  readonly #steps: RoleStep[] = [];
  readonly #claims: ScytherClaim[] = [];
  readonly #queries: Query[] = [];
  #present = false;

  constructor(context: RoleContext) {
    this.#context = context;
    this.#name = context.role.script.name.name;
    this.#parties = context.protocol.script.parties.map(({ name }) => name);
    this.#bound = new Set(this.#parties);
  }

  translated(): TranslatedRole {
    const { script, sorts } = this.#context.role;
    script.events.forEach((event, index) => {
      switch (event.kind) {
        case 'send':
        case 'receive':
          this.#communicate(event, index);
          break;
        case 'match':
          this.#compare(event);
          break;
        case 'claim':
          if (!this.#context.helper) this.#claim(event, index);
      }
    });
    const role: Role = {
      name: `${this.#protocolName}.${this.#name}`,
      parameters: this.#parties.map((name) => ({ name, sort: agentSort })),
      self: this.#name,
      sorts,
      steps: this.#steps,
      runs: script.singular ? 1 : null,
      ...(this.#context.helper ? { rewrites: true } : {}),
    };
    return { role, claims: this.#claims, queries: this.#queries };
  }

  get #protocolName(): string {
    return this.#context.protocol.script.name.name;
  }

  // Events that others may need come as early as they are true: before a sending, after a receipt.
  #communicate(event: Communication, index: number): void {
    const { writer } = this.#context;
    const message = writer.message(event.message);
    const label = `${this.#protocolName}.${event.label}`;
    const channel = { trust: 'public' } as const;
    if (event.kind === 'send') {
      this.#needBound(message, event.offset);
      this.#tell(index);
      this.#steps.push({ phase: 0, kind: 'send', label, message, channel });
    } else {
      this.#bind(message);
      this.#steps.push({ phase: 0, kind: 'receive', label, pattern: message, channel });
      this.#tell(index);
      const receipt = this.#context.receipts.eventAt(this.#name, index);
      if (receipt !== null) {
        const args = [...this.#agents(), ...this.#contents(receipt.own)];
        this.#event(receipt.event, args, this.#parties);
      }
    }
  }

  #tell(index: number): void {
    const { helper, presence, protocol } = this.#context;
    if (!this.#present && !helper) {
      for (const { event, args } of presenceEvents(presence, this.#name, protocol.script)) {
        this.#event(event, args, []);
      }
    }
    this.#present = true;
    if (!this.#context.points.has(index)) return;
    const point = { role: this.#name, index };
    const { script } = protocol;
    const messages = messagesAt(script, point).map(({ message }) => this.#context.writer.message(message));
    this.#event(agreementEvent(script, point), [...this.#agents(), ...messages], []);
  }

  #agents(): readonly Message[] {
    return this.#parties.map((name) => ({ kind: 'variable', name }));
  }

  #event(event: string, args: readonly Message[], honest: readonly string[]): void {
    this.#steps.push({ phase: 0, kind: 'event', event, args, honest });
  }

  #compare({ equal, pattern, value, offset }: Comparison): void {
    const [left, right] = [pattern, value].map((term) => this.#context.writer.message(term));
    if (left === undefined || right === undefined) return;
    this.#needBound(right, offset);
    if (equal) {
      this.#bind(left);
      this.#steps.push({ phase: 0, kind: 'match', pattern: left, value: right });
    } else {
      this.#needBound(left, offset);
      this.#steps.push({ phase: 0, kind: 'differ', left, right });
    }
  }

  #claim(claim: Claim, index: number): void {
    const { protocol, failures, presence, writer } = this.#context;
    if (!claimKinds.has(claim.claim.name)) {
      failures.add('unknown-claim', claim.claim);
      return;
    }
    if (claim.claim.name === 'Empty') return;
    const values = writer.parts(claim.parameter);
    const unbound = values.flatMap(variablesIn).find((name) => !this.#bound.has(name)) ?? null;
    const isSecrecy = claim.claim.name === 'Secret' || claim.claim.name === 'SKR';
    if (unbound !== null && !isSecrecy) failures.add('unbound', { name: unbound, offset: claim.offset });
    if (claim.claim.name === 'Running') {
      this.#running(claim, values);
      return;
    }
    const label = this.#context.labels.get(claim) ?? '';
    const event = `${this.#protocolName}.${this.#name}.${label}`;
    const contents = (labels: readonly string[]): readonly Message[] => this.#contents(labels);
    const receipts = this.#context.receipts.ofClaim(this.#name, index);
    const place = { protocol, role: this.#name, index, presence, event, values, unbound, contents, receipts };
    const form = claimForm(claim, place);
    if (form === null) {
      failures.add('claim-arguments', claim.claim);
      return;
    }
    if (form.query !== null) {
      this.#event(event, form.args, this.#parties);
      this.#queries.push(form.query);
    }
    const at = { protocol: this.#protocolName, role: this.#name, label };
    this.#claims.push(reportedClaim(at, claim, form));
  }

  #running(claim: Claim, values: readonly Message[]): void {
    const [partner, ...data] = values;
    const [term] = claim.parameter === null ? [] : partsOf(claim.parameter);
    if (partner === undefined || data.length === 0 || !this.#isParty(term)) {
      this.#context.failures.add('claim-arguments', claim.claim);
      return;
    }
    const actor: Message = { kind: 'variable', name: this.#name };
    this.#event(runningEvent(this.#protocolName, this.#name), [actor, partner, pairOf(data)], []);
  }

  #isParty(term: Term | undefined): boolean {
    return term?.kind === 'name' && this.#parties.includes(term.name);
  }

  #contents(labels: readonly string[]): readonly Message[] {
    const own = this.#context.role.script.events.filter(isCommunication);
    return labels.flatMap((label) => {
      const event = own.find((each) => each.label === label);
      return event === undefined ? [] : [this.#context.writer.message(event.message)];
    });
  }

  #bind(pattern: Message): void {
    for (const name of variablesIn(pattern)) this.#bound.add(name);
  }

  #needBound(message: Message, offset: number): void {
    for (const name of variablesIn(message)) {
      if (!this.#bound.has(name)) this.#context.failures.add('unbound', { name, offset });
    }
  }
}
