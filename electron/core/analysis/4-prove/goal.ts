import type { Clause, Fact, Rule } from './clause.ts';
import { type TermNode, pairTerms } from '#core/theories/term-node.ts';
import { RunDetermination } from './run-determination.ts';
import { Bindings } from '#core/theories/bindings.ts';
import type { Signature } from './signature.ts';
import { anySort, type Message } from '#core/protocol/message.ts';
import type { Role } from '#core/protocol/protocol.ts';
import type { EventPattern, Query } from '#core/protocol/query.ts';

/** The events whose happening a query starts from. */
export function endEvents(query: Query): readonly string[] {
  switch (query.kind) {
    case 'correspondence':
      return [query.end.event];
    case 'equal':
      return [query.left, query.right];
    case 'secrecy':
    case 'unreachable':
    case 'unique':
    case 'fresh':
      return [query.event];
  }
}

/** The events that a query looks for in the past. */
export function pastEvents(query: Query): readonly string[] {
  return query.kind === 'correspondence' ? query.needs.map(({ event }) => event) : [];
}

/**
 * The rules whose conclusion is a goal: for secrecy that the event happened and the adversary has its
 * argument in the last epoch, otherwise that the event happened. `rules` are those of the roles.
 */
export function goalRules(signature: Signature, query: Query, rules: readonly Rule[]): readonly Rule[] {
  const wanted = new Set(endEvents(query));
  const goals: Rule[] = [];
  for (const rule of rules) {
    const kind = signature.predicates.kind(rule.conclusion.predicate);
    if (kind.kind !== 'event' || !wanted.has(kind.event)) continue;
    const [, secret] = rule.conclusion.args;
    if (query.kind !== 'secrecy') goals.push(rule);
    else if (secret !== undefined) {
      const has = signature.attacker(signature.epochs - 1, secret);
      goals.push({ ...rule, hypotheses: [...rule.hypotheses, has] });
    }
  }
  return goals;
}

/** Variables of queries are numbered from here, apart from those of clauses. */
const queryVariables = 8192;

/**
 * Tells whether a solved clause for the end event of a correspondence carries every needed event among its
 * hypotheses: then it stands for no attack.
 */
export class CorrespondenceCheck {
  readonly #query: Extract<Query, { kind: 'correspondence' }>;
  readonly #bindings: Bindings;
  readonly #end: Fact;
  readonly #needs: readonly Fact[];
  // Injective: what the first needed event says determines the run that ends, so that no two ends share it.
  readonly #tellsApart: RunDetermination;
  readonly #once: boolean;

  constructor(signature: Signature, query: Extract<Query, { kind: 'correspondence' }>) {
    const [first] = query.needs;
    this.#once = [query.end, ...(first === undefined ? [] : [first])].every(({ event }) =>
      signature.protocol.roles.every((role) => timesOf(event, role) <= 1),
    );
    this.#query = query;
    this.#bindings = new Bindings(signature.bank, signature.work);
    this.#tellsApart = new RunDetermination(signature);
    const variables = new Map<string, TermNode>();
    this.#end = patternFact(signature, query.end, variables);
    this.#needs = query.needs.map((need) => patternFact(signature, need, variables));
  }

  /** True when the clause cannot be an attack. */
  satisfied(clause: Clause): boolean {
    const ends = pairTerms(this.#end.args, clause.conclusion.args, null);
    if (this.#bindings.match(ends, () => this.#cover(clause, 0))) return true;
    // An end that could only match the query under further values is taken for an attack.
    return !this.#bindings.unify(ends, () => true);
  }

  #cover(clause: Clause, index: number): boolean {
    const need = this.#needs[index];
    if (need === undefined) return !this.#query.injective || this.#distinguishes(clause);
    return clause.hypotheses.some(
      (fact) =>
        fact.predicate === need.predicate &&
        this.#bindings.match(pairTerms(need.args, fact.args, null), () => this.#cover(clause, index + 1)),
    );
  }

  #distinguishes(clause: Clause): boolean {
    const [need] = this.#needs;
    // A run that could end or start more than once is told apart from others, but not from itself.
    if (need === undefined || !this.#once) return false;
    return this.#tellsApart.admit(
      clause,
      need.args.map((cell) => this.#bindings.resolve(cell, new Map())),
    );
  }
}

/** How often a role has an event. */
export function timesOf(event: string, { steps }: Role): number {
  return steps.filter((step) => step.kind === 'event' && step.event === event).length;
}

function patternFact(signature: Signature, pattern: EventPattern, variables: Map<string, TermNode>): Fact {
  const { bank } = signature;
  const declare = (message: Message): void => {
    if (message.kind === 'apply') message.args.forEach(declare);
    if (message.kind !== 'variable' || variables.has(message.name)) return;
    variables.set(message.name, bank.variable(queryVariables + variables.size, bank.sort(anySort)));
  };
  const run: Message = { kind: 'variable', name: `run ${pattern.run}` };
  [run, ...pattern.args].forEach(declare);
  return signature.event(
    pattern.event,
    signature.message(run, variables),
    pattern.args.map((argument) => signature.message(argument, variables)),
  );
}
