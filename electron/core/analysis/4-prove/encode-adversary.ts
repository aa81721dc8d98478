import type { Fact, Inequality, Rule } from './clause.ts';
import type { Memory } from './run-state.ts';
import type { Signature } from './signature.ts';
import type { TermNode } from '#core/theories/term-node.ts';
import { adversaryConstant, anySort, type Message, type Sort } from '#core/protocol/message.ts';

/**
 * The adversary's own abilities in each epoch, as rules: apply public symbols, compute destructors, use
 * the deductions of the theory, know what is public or exposed, and keep what it has (Blanchet's rules for
 * the attacker, "Automatic verification of security protocols in the symbolic model", 2013, section 4).
 */
export function adversaryRules(signature: Signature, memory: Memory): readonly Rule[] {
  const rules: Rule[] = [];
  for (let epoch = 0; epoch < signature.epochs; epoch += 1) {
    rules.push(...rulesOf(signature, epoch));
    if (epoch > 0) {
      const value = signature.bank.variable(0, 0);
      rules.push(rule([signature.attacker(epoch - 1, value)], signature.attacker(epoch, value)));
    }
  }
  rules.push(...knownRules(signature), ...channelRules(signature, memory));
  return rules;
}

function rule(hypotheses: readonly Fact[], conclusion: Fact, differ: readonly Inequality[] = []): Rule {
  return { hypotheses, conclusion, differ, origin: { kind: 'adversary' } };
}

function rulesOf(signature: Signature, epoch: number): readonly Rule[] {
  const { protocol, bank } = signature;
  const rules: Rule[] = [];
  for (const symbol of protocol.theory.symbols.values()) {
    if (symbol.private || symbol.transparent) continue;
    const args = Array.from({ length: symbol.arity }, (_, index) => bank.variable(index, 0));
    const hypotheses = args.map((argument) => signature.attacker(epoch, argument));
    rules.push(rule(hypotheses, signature.attacker(epoch, bank.apply(signature.symbol(symbol.name), args))));
  }
  for (const rewrite of protocol.theory.rewrites) {
    const cells = new PatternCells(signature, new Map());
    const hypotheses = rewrite.args.map((argument) => signature.attacker(epoch, cells.of(argument)));
    rules.push(rule(hypotheses, signature.attacker(epoch, cells.of(rewrite.result))));
  }
  for (const deduction of protocol.theory.deductions) {
    if (signature.epochOf(deduction.fromPhase) !== epoch) continue;
    for (let later = epoch; later < signature.epochs; later += 1) {
      const cells = new PatternCells(signature, new Map());
      const hypotheses = deduction.premises.map((premise) => signature.attacker(later, cells.of(premise)));
      const differ = (deduction.differ ?? []).map(([name, other]) => ({
        left: cells.of({ kind: 'variable', name }),
        right: cells.of(other),
      }));
      rules.push(rule(hypotheses, signature.attacker(later, cells.of(deduction.conclusion)), differ));
    }
  }
  return rules;
}

function knownRules(signature: Signature): readonly Rule[] {
  const { protocol } = signature;
  const rules: Rule[] = [];
  const known = (cell: TermNode, epoch: number): void => {
    rules.push(rule([], signature.attacker(epoch, cell)));
  };
  for (const sort of signature.sorts) known(signature.message(adversaryConstant(sort), noVariables), 0);
  for (const [name, constant] of signature.constants) {
    if (!protocol.secrets.has(name)) known(signature.message(constant, noVariables), 0);
  }
  for (const exposure of protocol.exposures) {
    const cells = new PatternCells(signature, exposure.variables);
    known(cells.of(exposure.message), signature.epochOf(exposure.fromPhase));
  }
  return rules;
}

// The ends of channels that belong to dishonest agents. Of what the adversary writes, anybody may count as the run that sent it.
function channelRules(signature: Signature, memory: Memory): readonly Rule[] {
  const { protocol, bank } = signature;
  if (protocol.passive) return [];
  const rules: Rule[] = [];
  for (const [label, { trust, once, sent, received }] of signature.channels) {
    const [from, to, message] = [bank.variable(0, 0), bank.variable(1, 0), bank.variable(2, 0)];
    const run = once && memory !== 'slim' ? bank.variable(3, 0) : null;
    const on = (sender: TermNode, receiver: TermNode): Fact =>
      signature.channel(label, sender, receiver, message, run);
    // A dishonest end reads from when it is sent, and writes as long as it is received.
    const reads = signature.attacker(sent, message);
    const writes = signature.attacker(received, message);
    if (trust === 'confidential') rules.push(rule([writes], on(from, to)));
    for (const sort of protocol.agentSorts) {
      const dishonest = signature.message(adversaryConstant(sort), noVariables);
      if (trust !== 'confidential') rules.push(rule([writes], on(dishonest, to)));
      if (trust !== 'authentic') rules.push(rule([on(from, dishonest)], reads));
    }
  }
  return rules;
}

const noVariables: ReadonlyMap<string, TermNode> = new Map();

/** Turns the patterns of one rule into terms, with one variable for each name. */
class PatternCells {
  readonly #variables = new Map<string, TermNode>();
  readonly #signature: Signature;
  readonly #sorts: ReadonlyMap<string, Sort>;

  constructor(signature: Signature, sorts: ReadonlyMap<string, Sort>) {
    this.#signature = signature;
    this.#sorts = sorts;
  }

  of(message: Message): TermNode {
    this.#declare(message);
    return this.#signature.message(message, this.#variables);
  }

  #declare(message: Message): void {
    if (message.kind === 'apply') for (const argument of message.args) this.#declare(argument);
    if (message.kind !== 'variable' || this.#variables.has(message.name)) return;
    const sort = this.#sorts.get(message.name) ?? anySort;
    this.#variables.set(message.name, this.#signature.agent(this.#variables.size, sort));
  }
}
