import type { Facts } from '#core/interchange/verifpal/facts.ts';
import { VerifpalFailure } from '#core/interchange/verifpal/failure.ts';
import { findLinks, jointSymbol } from '#core/interchange/verifpal/linkability.ts';
import { emptyPlan, messageKey, useKey, type Plan } from '#core/interchange/verifpal/plan.ts';
import type { Name, OneMessage, QuerySyntax } from '#core/interchange/verifpal/syntax.ts';
import { isComparable, type HonestValue } from '#core/interchange/verifpal/honest-value.ts';
import { nil } from '#core/interchange/verifpal/theory.ts';
import type { Translation } from '#core/interchange/verifpal/translate.ts';
import type { Message } from '#core/protocol/message.ts';
import type { Query } from '#core/protocol/query.ts';

/** The letter that Verifpal's result codes give a query. */
export type QueryLetter = 'c' | 'a' | 'f' | 'u' | 'e';

/** A query of a model: its letter, its own name, and the queries of the protocol that together answer it. */
export interface PlannedQuery {
  readonly letter: QueryLetter;
  readonly name: string;
  readonly parts: readonly Query[];
  /** For an authentication: a value that counts as sent, where no event says so; see {@link isFailure}. */
  readonly undisturbed: HonestValue | null;
}

/** The queries of a model, in the file's order. */
export interface PlannedQueries {
  readonly plan: Plan;
  readonly queries: readonly PlannedQuery[];
  readonly failures: readonly VerifpalFailure[];
  /** The arities of the symbols for messages together, see {@link jointSymbol}. */
  readonly together: ReadonlySet<number>;
}

/** Translates queries, and plans the events that they speak of; `draft` is the model without these events. */
export function planQueries(syntax: readonly QuerySyntax[], draft: Translation): PlannedQueries {
  const planner = new Planner(draft);
  const queries: PlannedQuery[] = [];
  const failures: VerifpalFailure[] = [];
  const names = new Map<string, number>();
  for (const each of syntax) {
    const count = (names.get(each.text) ?? 0) + 1;
    names.set(each.text, count);
    try {
      queries.push(planner.query(each, count === 1 ? each.text : `${each.text} (${count})`));
    } catch (problem) {
      if (!(problem instanceof VerifpalFailure)) throw problem;
      failures.push(problem);
    }
  }
  return { plan: planner.plan, queries, failures, together: planner.together };
}

class Planner {
  readonly plan = emptyPlan();
  readonly together = new Set<number>();
  readonly #draft: Translation;
  readonly #facts: Facts;

  constructor(draft: Translation) {
    this.#draft = draft;
    this.#facts = draft.facts;
  }

  query(syntax: QuerySyntax, name: string): PlannedQuery {
    switch (syntax.kind) {
      case 'confidentiality': {
        const event = this.#atCreation(syntax.constant, `${name}: made`, syntax.preconditions);
        return { letter: 'c', name, parts: [{ kind: 'secrecy', name, event }], undisturbed: null };
      }
      case 'authentication':
        return this.#authentication(syntax.message, name, syntax.preconditions);
      case 'freshness':
        return {
          letter: 'f',
          name,
          parts: [this.#freshness(syntax.constant, name, syntax.preconditions)],
          undisturbed: null,
        };
      case 'unlinkability':
        return { letter: 'u', name, parts: this.#unlinkability(syntax, name), undisturbed: null };
      case 'equivalence':
        return { letter: 'e', name, parts: this.#equivalence(syntax, name), undisturbed: null };
    }
  }

  // All are equal when every two are.
  #equivalence(
    { constants, preconditions }: Extract<QuerySyntax, { readonly constants: unknown }>,
    name: string,
  ): readonly Query[] {
    const pairs = pairsOf(constants);
    return pairs.map(([left, right]) => {
      const own = pairs.length === 1 ? name : `${name} (${left.name}, ${right.name})`;
      const events = [left, right].map((constant, index) =>
        this.#atCreation(constant, `${own}: ${index === 0 ? 'left' : 'right'}`, preconditions),
      );
      return { kind: 'equal', name: own, left: events[0] ?? '', right: events[1] ?? '' };
    });
  }

  // The event of having the constant first-hand, in the role of everybody who has it so.
  #atCreation(constant: Name, event: string, preconditions: readonly OneMessage[]): string {
    const creations = this.#facts.creations.get(constant.name);
    if (creations.length === 0) {
      throw new VerifpalFailure(constant.span, 'verifpal-unknown-constant', constant.name);
    }
    // Everybody has nil from the beginning, whatever is sent.
    const makers = constant.name === nil.name ? [] : creations.map(({ principal }) => principal);
    const after = makers.length === 0 ? [] : this.#after(preconditions, makers);
    this.plan.atCreation.add(constant.name, { event, principal: null, message: null, after });
    return event;
  }

  // Whoever relies on what it received relies on something that the sender has sent it as this message.
  #authentication(message: OneMessage, name: string, preconditions: readonly OneMessage[]): PlannedQuery {
    const [from, to, constant] = [message.from.name, message.to.name, message.constant.name];
    const key = messageKey(from, to, constant);
    const after = this.#after(preconditions, [to]);
    const [sent, relied] = [`${name}: sent`, `${name}: relied on`];
    let undisturbed: HonestValue | null = null;
    // Where the recipient has it from another principal, it never has it from this one.
    if (this.#facts.messages.has(key) || !this.#facts.received.has(useKey(to, constant))) {
      this.plan.atSend.add(this.#message(message), sent);
      undisturbed = this.#undisturbed(message, sent);
    }
    this.plan.atUse.add(useKey(to, constant), { event: relied, principal: to, message: null, after });
    const args: readonly Message[] = [{ kind: 'variable', name: 'value' }];
    const query = {
      kind: 'correspondence',
      name,
      end: { event: relied, run: to, args },
      needs: [{ event: sent, run: from, args }],
      injective: false,
    } as const;
    return { letter: 'a', name, parts: [query], undisturbed };
  }

  // The value of an undisturbed run counts as sent, whoever delivers it and when: Verifpal takes it for no failure.
  // It is there as soon as the one principal that generates what is in it has done so. Where several generate it,
  // no event tells, and the answer is the value.
  #undisturbed({ to, constant }: OneMessage, sent: string): HonestValue | null {
    const value = this.#draft.roles.get(to.name)?.honest.get(constant.name);
    if (value === undefined) return null;
    const generated = [...freshIn(value)].flatMap((name) => {
      const [creation] = this.#facts.creations.get(name);
      return creation === undefined ? [] : [{ name, principal: creation.principal }];
    });
    const order = this.#facts.creations.keys;
    const last = generated
      .toSorted((one, other) => order.indexOf(one.name) - order.indexOf(other.name))
      .at(-1);
    if (last === undefined) {
      const event = { event: sent, principal: to.name, message: value, after: [] };
      this.plan.atUse.add(useKey(to.name, constant.name), event);
    } else if (generated.every(({ principal }) => principal === last.principal)) {
      const event = { event: sent, principal: last.principal, message: value, after: [] };
      this.plan.atCreation.add(last.name, event);
    } else if (isComparable(value)) {
      return { value, makers: new Map(generated.map(({ name, principal }) => [name, principal])) };
    }
    return null;
  }

  // What is relied on is of this run.
  #freshness(constant: Name, name: string, preconditions: readonly OneMessage[]): Query {
    if (!this.#facts.creations.has(constant.name)) {
      throw new VerifpalFailure(constant.span, 'verifpal-unknown-constant', constant.name);
    }
    const users = this.#facts.users.get(constant.name);
    const after = this.#after(preconditions, users);
    const event = `${name}: relied on`;
    for (const principal of users) {
      this.plan.atUse.add(useKey(principal, constant.name), { event, principal, message: null, after });
    }
    return { kind: 'fresh', name, event };
  }

  // Whoever has what links two of the values can link them. Without such a thing there is nothing to ask.
  #unlinkability(
    { constants, preconditions }: Extract<QuerySyntax, { readonly constants: unknown }>,
    name: string,
  ): readonly Query[] {
    const event = `${name}: linked by`;
    const links = pairsOf(constants).flatMap(([one, other]) => findLinks(one, other, this.#draft));
    for (const { principal, at, message } of links) {
      const after = this.#after(preconditions, [principal]);
      const count = message.kind === 'apply' ? message.args.length : 0;
      if (message.kind === 'apply' && message.symbol === jointSymbol(count)) this.together.add(count);
      this.plan.atCreation.add(at, { event, principal, message, after });
    }
    return links.length === 0 ? [] : [{ kind: 'secrecy', name, event }];
  }

  #message({ from, to, constant }: OneMessage): string {
    const key = messageKey(from.name, to.name, constant.name);
    if (!this.#facts.messages.has(key)) {
      throw new VerifpalFailure(constant.span, 'verifpal-no-message', constant.name);
    }
    return key;
  }

  // An event can wait for messages of its own run only.
  #after(preconditions: readonly OneMessage[], principals: readonly string[]): readonly string[] {
    return preconditions.map((condition) => {
      if (principals.some((principal) => principal !== condition.from.name)) {
        const { span, name } = condition.constant;
        throw new VerifpalFailure(span, 'verifpal-precondition-of-another', name);
      }
      return this.#message(condition);
    });
  }
}

// Every two of several constants, which are different ones.
function pairsOf(constants: readonly Name[]): readonly (readonly [Name, Name])[] {
  return constants.flatMap((left, index) =>
    constants.slice(index + 1).map((right) => [left, right] as const),
  );
}

// The names of the fresh values in a message, whose equal parts are the same object.
function freshIn(message: Message): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<Message>();
  const visit = (part: Message): void => {
    if (seen.has(part)) return;
    seen.add(part);
    if (part.kind === 'apply') part.args.forEach(visit);
    if (part.kind === 'fresh') found.add(part.name);
  };
  visit(message);
  return found;
}
