import { agreementOf, messagesAt, type Agreement } from '#core/interchange/scyther/agreement.ts';
import type { ProtocolScript, Term } from '#core/interchange/scyther/syntax.ts';
import type { Message } from '#core/protocol/message.ts';

/** Where a role receives a message: the index among its events. */
export interface Receipt {
  readonly role: string;
  readonly index: number;
  readonly label: string;
  readonly sender: string;
}

/** The message that a role means by a term. */
export type TermTranslation = (role: string, term: Term) => Message;

/**
 * True when the run that agrees with a claim as the sender of a message is always the one that agrees with the
 * receipt of that message, taken by itself, and whether the receiver's agents are agents of the claim. Then, if every
 * receipt has a sender's run that has sent before, the runs of the claim are in order.
 *
 * Two casts, one for the claim and one for the receipt, share the receiver's run and agree on messages and agents
 * each; what follows is found by unification, where a fresh value tells its run.
 */
export function isSameSender(
  protocol: ProtocolScript,
  claim: { readonly role: string; readonly index: number },
  receipt: Receipt,
  write: TermTranslation,
): boolean {
  const ofClaim = agreementOf(protocol, claim.role, claim.index);
  const ofReceipt = agreementOf(protocol, receipt.role, receipt.index + 1);
  if (ofClaim === null || ofReceipt === null) return false;
  const solution = new Solution();
  const shared = `${receipt.role} of the claim`;
  const casts = [
    castOf(protocol, claim, ofClaim, (role) => `${role} of the claim`, write),
    castOf(
      protocol,
      { role: receipt.role, index: receipt.index + 1 },
      ofReceipt,
      (role) => (role === receipt.role ? shared : `${role} of the receipt`),
      write,
    ),
  ];
  for (const [left, right] of casts.flat()) {
    // No two such casts can be.
    if (!solution.equate(left, right)) return true;
  }
  if (!identifyRuns(protocol, solution)) return true;
  const agents = (run: string): readonly Message[] =>
    protocol.parties.map(({ name }) => solution.value(variable(`${name} of ${run}`)));
  const honest = agents(`${claim.role} of the claim`).map((agent) => JSON.stringify(agent));
  return (
    solution.areEqual(runOf(`${receipt.sender} of the claim`), runOf(`${receipt.sender} of the receipt`)) &&
    agents(shared).every((agent) => honest.includes(JSON.stringify(agent)))
  );
}

// What is one run has bound its variables once. Tells whether that can be.
function identifyRuns(protocol: ProtocolScript, solution: Solution): boolean {
  const open = new Set(protocol.roles.map(({ name }) => name.name));
  let found = true;
  while (found) {
    found = false;
    for (const role of open) {
      const [one, other] = [`${role} of the claim`, `${role} of the receipt`];
      if (!solution.areEqual(runOf(one), runOf(other))) continue;
      open.delete(role);
      found = true;
      for (const name of solution.variablesOf(` of ${one}`)) {
        if (!solution.equate(variable(`${name} of ${one}`), variable(`${name} of ${other}`))) return false;
      }
    }
  }
  return true;
}

type Equation = readonly [Message, Message];

// What must be equal among the runs that agree: of each message the content and the ends.
function castOf(
  protocol: ProtocolScript,
  own: { readonly role: string; readonly index: number },
  agreement: Agreement,
  runName: (role: string) => string,
  write: TermTranslation,
): readonly Equation[] {
  const told = new Map<string, (readonly [string, Message])[]>();
  const tell = (role: string, index: number): void => {
    for (const { label, message, from, to } of messagesAt(protocol, { role, index })) {
      const run = runName(role);
      const parts: [string, Term][] = [
        [label, message],
        [`sender of ${label}`, from],
        [`receiver of ${label}`, to],
      ];
      for (const [key, term] of parts) {
        told.set(key, [...(told.get(key) ?? []), [role, inRun(write(role, term), run)]]);
      }
    }
  };
  tell(own.role, own.index - 1);
  for (const point of agreement.points) tell(point.role, point.index);
  return [...told.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : others.map(([, message]): Equation => [first[1], message]),
  );
}

function inRun(message: Message, run: string): Message {
  switch (message.kind) {
    case 'variable':
      return variable(`${message.name} of ${run}`);
    case 'fresh':
      return { kind: 'apply', symbol: `fresh ${message.name}`, args: [runOf(run)] };
    case 'constant':
      return message;
    case 'apply':
      return { ...message, args: message.args.map((argument) => inRun(argument, run)) };
  }
}

function runOf(run: string): Message {
  return variable(`run ${run}`);
}

function variable(name: string): Message {
  return { kind: 'variable', name };
}

/** Variables with what they are equal to. */
class Solution {
  readonly #values = new Map<string, Message>();
  readonly #seen = new Set<string>();

  /** True when the two can be equal; if so, they are from now on. */
  equate(one: Message, other: Message): boolean {
    const [left, right] = [this.#at(one), this.#at(other)];
    if (left.kind === 'variable' && right.kind === 'variable' && left.name === right.name) return true;
    if (left.kind === 'variable') return this.#bind(left.name, right);
    if (right.kind === 'variable') return this.#bind(right.name, left);
    if (left.kind !== 'apply' || right.kind !== 'apply') {
      return (
        left.kind === right.kind &&
        left.kind !== 'apply' &&
        right.kind !== 'apply' &&
        left.name === right.name
      );
    }
    return (
      left.symbol === right.symbol &&
      left.args.length === right.args.length &&
      left.args.every((argument, index) => {
        const beside = right.args[index];
        return beside !== undefined && this.equate(argument, beside);
      })
    );
  }

  /** The variables whose names end so, without that end. */
  variablesOf(end: string): readonly string[] {
    const names = [...this.#seen].filter((name) => name.endsWith(end));
    return names.map((name) => name.slice(0, -end.length));
  }

  areEqual(one: Message, other: Message): boolean {
    return JSON.stringify(this.value(one)) === JSON.stringify(this.value(other));
  }

  /** The message with all values put in. */
  value(message: Message): Message {
    const at = this.#at(message);
    return at.kind === 'apply' ? { ...at, args: at.args.map((argument) => this.value(argument)) } : at;
  }

  #at(message: Message): Message {
    let at = message;
    while (at.kind === 'variable') {
      this.#seen.add(at.name);
      const next = this.#values.get(at.name);
      if (next === undefined) return at;
      at = next;
    }
    return at;
  }

  #bind(name: string, value: Message): boolean {
    if (this.#occurs(name, value)) return false;
    this.#values.set(name, value);
    return true;
  }

  #occurs(name: string, message: Message): boolean {
    const at = this.#at(message);
    if (at.kind === 'variable') return at.name === name;
    return at.kind === 'apply' && at.args.some((argument) => this.#occurs(name, argument));
  }
}
