import type { Fact, Rule } from './clause.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { Cell } from './term-bank.ts';
import { adversaryConstant, anySort, type Message, type Sort } from '#core/protocol/message.ts';

/**
 * What the adversary can do by itself in each epoch, as rules: apply public symbols, compute destructors, use
 * the deductions of the theory, know what is public or exposed, and keep what it has (Blanchet's rules for
 * the attacker, "Automatic verification of security protocols in the symbolic model", 2013, section 4).
 */
export function adversaryRules(vocabulary: Vocabulary): readonly Rule[] {
  const rules: Rule[] = [];
  for (let epoch = 0; epoch < vocabulary.epochs; epoch += 1) {
    rules.push(...rulesOf(vocabulary, epoch));
    if (epoch > 0) {
      const value = vocabulary.bank.variable(0, 0);
      rules.push(rule([vocabulary.attacker(epoch - 1, value)], vocabulary.attacker(epoch, value)));
    }
  }
  rules.push(...knownRules(vocabulary), ...channelRules(vocabulary));
  return rules;
}

function rule(hypotheses: readonly Fact[], conclusion: Fact): Rule {
  return { hypotheses, conclusion, differ: [], origin: { kind: 'adversary' } };
}

function rulesOf(vocabulary: Vocabulary, epoch: number): readonly Rule[] {
  const { protocol, bank } = vocabulary;
  const rules: Rule[] = [];
  for (const symbol of protocol.theory.symbols.values()) {
    if (symbol.private || symbol.transparent) continue;
    const args = Array.from({ length: symbol.arity }, (_, index) => bank.variable(index, 0));
    const hypotheses = args.map((argument) => vocabulary.attacker(epoch, argument));
    rules.push(
      rule(hypotheses, vocabulary.attacker(epoch, bank.apply(vocabulary.symbol(symbol.name), args))),
    );
  }
  for (const rewrite of protocol.theory.rewrites) {
    const cells = new PatternCells(vocabulary, new Map());
    const hypotheses = rewrite.args.map((argument) => vocabulary.attacker(epoch, cells.of(argument)));
    rules.push(rule(hypotheses, vocabulary.attacker(epoch, cells.of(rewrite.result))));
  }
  for (const deduction of protocol.theory.deductions) {
    if (vocabulary.epochOf(deduction.fromPhase) !== epoch) continue;
    for (let later = epoch; later < vocabulary.epochs; later += 1) {
      const cells = new PatternCells(vocabulary, new Map());
      const hypotheses = deduction.premises.map((premise) => vocabulary.attacker(later, cells.of(premise)));
      rules.push(rule(hypotheses, vocabulary.attacker(later, cells.of(deduction.conclusion))));
    }
  }
  return rules;
}

function knownRules(vocabulary: Vocabulary): readonly Rule[] {
  const { protocol } = vocabulary;
  const rules: Rule[] = [];
  const known = (cell: Cell, epoch: number): void => {
    rules.push(rule([], vocabulary.attacker(epoch, cell)));
  };
  for (const sort of vocabulary.sorts) known(vocabulary.message(adversaryConstant(sort), noVariables), 0);
  for (const name of vocabulary.constants) {
    if (!protocol.secrets.has(name)) known(vocabulary.message({ kind: 'constant', name }, noVariables), 0);
  }
  for (const exposure of protocol.exposures) {
    const cells = new PatternCells(vocabulary, exposure.variables);
    known(cells.of(exposure.message), vocabulary.epochOf(exposure.fromPhase));
  }
  for (const counter of vocabulary.counters()) known(counter, 0);
  return rules;
}

// The ends of channels that belong to dishonest agents.
function channelRules(vocabulary: Vocabulary): readonly Rule[] {
  const { protocol, bank } = vocabulary;
  if (protocol.passive) return [];
  const rules: Rule[] = [];
  for (const [label, { trust, sent, received }] of vocabulary.channels) {
    const [from, to, message] = [bank.variable(0, 0), bank.variable(1, 0), bank.variable(2, 0)];
    const on = (sender: Cell, receiver: Cell): Fact => vocabulary.channel(label, sender, receiver, message);
    // A dishonest end reads from when it is sent, and writes as long as it is received.
    const reads = vocabulary.attacker(sent, message);
    const writes = vocabulary.attacker(received, message);
    if (trust === 'confidential') rules.push(rule([writes], on(from, to)));
    for (const sort of protocol.agentSorts) {
      const dishonest = vocabulary.message(adversaryConstant(sort), noVariables);
      if (trust !== 'confidential') rules.push(rule([writes], on(dishonest, to)));
      if (trust !== 'authentic') rules.push(rule([on(from, dishonest)], reads));
    }
  }
  return rules;
}

const noVariables: ReadonlyMap<string, Cell> = new Map();

/** Turns the patterns of one rule into terms, with one variable for each name. */
class PatternCells {
  readonly #variables = new Map<string, Cell>();
  readonly #vocabulary: Vocabulary;
  readonly #sorts: ReadonlyMap<string, Sort>;

  constructor(vocabulary: Vocabulary, sorts: ReadonlyMap<string, Sort>) {
    this.#vocabulary = vocabulary;
    this.#sorts = sorts;
  }

  of(message: Message): Cell {
    this.#declare(message);
    return this.#vocabulary.message(message, this.#variables);
  }

  #declare(message: Message): void {
    if (message.kind === 'apply') for (const argument of message.args) this.#declare(argument);
    if (message.kind !== 'variable' || this.#variables.has(message.name)) return;
    const sort = this.#sorts.get(message.name) ?? anySort;
    this.#variables.set(message.name, this.#vocabulary.agent(this.#variables.size, sort));
  }
}
