import { variablesByName, type ExactFact, type ExactRule, type Terms } from './exact-rule.ts';
import type { Pair } from './clause.ts';
import { fits, type Term } from './term.ts';
import {
  adversaryConstant,
  anySort,
  type Constant,
  type Message,
  type Sort,
} from '#core/protocol/message.ts';
import type { Role } from '#core/protocol/protocol.ts';

/**
 * What the adversary can do in each of these phases, the first of which is 0. Transparent symbols have no rules: that it has
 * an application of one says that it has the arguments. `awaited` are the constants that have to be among the clauses where
 * they are public (see {@link awaitedConstants}).
 */
export function adversaryRules(
  terms: Terms,
  phases: readonly number[],
  awaited: readonly Constant[],
): readonly ExactRule[] {
  const { theory, exposures, agentSorts, numberSorts } = terms.protocol;
  const rules: ExactRule[] = [...constantRules(terms, awaited)];
  const rule = (
    origin: string,
    phase: number,
    premises: readonly Term[],
    conclusion: Term,
    differ: readonly Pair[] = [],
  ): void => {
    const has = (term: Term): ExactFact => ({ kind: 'attacker', phase, term });
    rules.push({ origin, hypotheses: premises.map(has), conclusion: has(conclusion), differ });
  };
  // Agents have names that everybody knows, and everybody can have every number.
  for (const sort of [...agentSorts, ...numberSorts]) rule(`sort ${sort}`, 0, [], terms.variable(sort));
  for (const { message, variables, fromPhase } of exposures) {
    const term = terms.write(message, variablesByName(terms, variables));
    if (term !== null) rule('exposure', fromPhase, [], term);
  }
  for (const phase of phases) {
    for (const symbol of theory.symbols.values()) {
      if (symbol.private || symbol.transparent) continue;
      const args = Array.from({ length: symbol.arity }, () => terms.variable());
      rule(`symbol ${symbol.name}`, phase, args, { kind: 'apply', symbol, args });
    }
    for (const { symbol, args, result } of theory.rewrites) {
      const written = writeAll(terms, [...args, result]);
      if (written !== null) rule(`rewrite ${symbol}`, phase, ...written.rule);
    }
    for (const { name, premises, conclusion, fromPhase, differ = [] } of theory.deductions) {
      if (fromPhase > phase) continue;
      const unequal = differ.flatMap(([variable, other]): readonly Message[] => [
        { kind: 'variable', name: variable },
        other,
      ]);
      const written = writeAll(terms, [...premises, conclusion], unequal);
      if (written !== null) rule(`deduction ${name}`, phase, ...written.rule, written.differ);
    }
    if (phase === 0) continue;
    const kept = terms.variable();
    rules.push({
      origin: `phase ${phase}`,
      hypotheses: [{ kind: 'attacker', phase: phase - 1, term: kept }],
      conclusion: { kind: 'attacker', phase, term: kept },
      differ: [],
    });
  }
  return rules;
}

/** That the adversary has these constants, as far as they are public. */
export function constantRules(terms: Terms, constants: readonly Constant[]): readonly ExactRule[] {
  return constants
    .filter(({ name }) => !terms.protocol.secrets.has(name))
    .map((constant) => ({
      origin: `constant ${constant.name}`,
      hypotheses: [],
      conclusion: { kind: 'attacker', phase: 0, term: terms.constant(constant) },
      differ: [],
    }));
}

// Premises and, last, what follows from them; null where something of it is not well formed.
function writeAll(
  terms: Terms,
  messages: readonly Message[],
  unequal: readonly Message[] = [],
): { readonly rule: readonly [readonly Term[], Term]; readonly differ: readonly Pair[] } | null {
  const variable = variablesByName(terms);
  const written = [...messages, ...unequal].flatMap((each) => terms.write(each, variable) ?? []);
  const conclusion = written[messages.length - 1];
  if (conclusion === undefined || written.length < messages.length + unequal.length) return null;
  const sides = written.slice(messages.length);
  const differ = sides.flatMap((left, index): readonly Pair[] => {
    const right = sides[index + 1];
    return index % 2 === 0 && right !== undefined ? [[left, right]] : [];
  });
  return { rule: [written.slice(0, messages.length - 1), conclusion], differ };
}

// What a message can be that a pattern takes: anything, or a tuple of anything.
function shapeOf(terms: Terms, pattern: Message): Term {
  const symbol = pattern.kind === 'apply' ? terms.protocol.theory.symbols.get(pattern.symbol) : undefined;
  if (symbol?.transparent !== true) return terms.variable();
  return {
    kind: 'apply',
    symbol,
    args: Array.from({ length: symbol.arity }, () => terms.variable()),
  };
}

/** An end of a channel as far as a rule of the adversary tells it: any value that it may be, or the dishonest agent. */
class Ends {
  readonly #terms: Terms;
  readonly #role: Role;

  constructor(terms: Terms, role: Role) {
    this.#terms = terms;
    this.#role = role;
  }

  any(end: Message): Term {
    return this.#terms.variable(this.#sortOf(end));
  }

  /** None for a run's own agent, who is honest. */
  dishonest(end: Message): readonly Term[] {
    if (end.kind === 'variable' && end.name === this.#role.self) return [];
    return this.#terms.protocol.agentSorts
      .map((sort) => this.#terms.constant(adversaryConstant(sort)))
      .filter((agent) => fits(this.#sortOf(end), agent));
  }

  #sortOf(end: Message): Sort {
    if (end.kind !== 'variable') return anySort;
    const parameter = this.#role.parameters.find((each) => each.name === end.name);
    return parameter?.sort ?? this.#role.sorts.get(end.name) ?? anySort;
  }
}

/**
 * What the adversary writes on channels that are not public: as the dishonest agent, or as anybody where the channel is
 * confidential. One rule for each step that may receive it, in its phase; `nobody` stands for the run that sent it. A step that
 * takes messages of its run's own agent alone takes none that is written as the dishonest agent.
 */
export function writingRules(terms: Terms, nobody: Term): readonly ExactRule[] {
  const { roles, passive } = terms.protocol;
  if (passive) return [];
  return roles.flatMap((role) =>
    role.steps.flatMap((step): readonly ExactRule[] => {
      if (step.kind !== 'receive' || step.channel.trust === 'public') return [];
      const { from, to, trust } = step.channel;
      const { label } = step;
      const ends = new Ends(terms, role);
      const senders = trust === 'confidential' ? [ends.any(from)] : ends.dishonest(from);
      return senders.map((sender): ExactRule => {
        const message = shapeOf(terms, step.pattern);
        return {
          origin: `writing ${label} of ${role.name}`,
          hypotheses: [{ kind: 'attacker', phase: step.phase, term: message }],
          conclusion: { kind: 'channel', label, ends: [sender, ends.any(to)], message, sender: nobody },
          differ: [],
        };
      });
    }),
  );
}

/**
 * What the adversary reads on channels as the dishonest agent where they hide what they carry: one rule for each step that sends.
 * Where it only listens, no agent is its own.
 */
export function readingRules(terms: Terms): readonly ExactRule[] {
  const { roles, passive } = terms.protocol;
  if (passive) return [];
  return roles.flatMap((role) =>
    role.steps.flatMap((step): readonly ExactRule[] => {
      if (step.kind !== 'send') return [];
      const { channel, label, phase } = step;
      if (channel.trust === 'public' || channel.trust === 'authentic') return [];
      const ends = new Ends(terms, role);
      return ends.dishonest(channel.to).map((receiver): ExactRule => {
        const message = shapeOf(terms, step.message);
        const sent: ExactFact = {
          kind: 'channel',
          label,
          ends: [ends.any(channel.from), receiver],
          message,
          sender: terms.variable(),
        };
        return {
          origin: `reading ${label} of ${role.name}`,
          hypotheses: [sent],
          conclusion: { kind: 'attacker', phase, term: message },
          differ: [],
        };
      });
    }),
  );
}
