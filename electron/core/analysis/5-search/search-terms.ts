import type { TermNode } from '#core/theories/term-node.ts';
import type { StepBudget } from '#core/analysis/4-prove/step-budget.ts';
import { Bindings } from '#core/theories/bindings.ts';
import { Signature } from '#core/analysis/4-prove/signature.ts';
import { ruleVariables } from './extraction.ts';
import { strandOf, type Strand } from './strand.ts';
import { adversaryConstant } from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';

/** The terms of one search: those of its runs, with variables of their own, and what the variables are bound to. */
export class SearchTerms {
  readonly protocol: Protocol;
  readonly signature: Signature;
  readonly bindings: Bindings;
  /** The dishonest agents, one of each sort. */
  readonly dishonest: readonly TermNode[];
  readonly #strands = new Map<string, Strand>();
  readonly #pool: number[] = [];
  #variables = ruleVariables;

  constructor(protocol: Protocol, work: StepBudget) {
    this.protocol = protocol;
    this.signature = new Signature(protocol, { phased: true }, null, work);
    this.bindings = new Bindings(this.signature.bank, work);
    this.dishonest = protocol.agentSorts.map((sort) =>
      this.signature.message(adversaryConstant(sort), new Map()),
    );
  }

  /** The strand of the run of this number where it is one of the role of that number. */
  strand(run: number, role: number): Strand {
    const key = `${run} ${role}`;
    const known = this.#strands.get(key);
    if (known !== undefined) return known;
    const script = this.protocol.roles[role];
    if (script === undefined) throw new Error('no such role');
    const made = strandOf(this.signature, script, this.signature.run(run), this.#variables);
    this.#variables += made.variables;
    this.#strands.set(key, made);
    return made;
  }

  /** A term of a rule with its variables replaced by those of the search, from the given number on. */
  placed(cell: TermNode, from: number): TermNode {
    if (cell.ground) return cell;
    const { bank } = this.signature;
    if (cell.symbol >= 0)
      return bank.apply(
        cell.symbol,
        cell.args.map((part) => this.placed(part, from)),
      );
    if (cell.variable >= ruleVariables) return cell;
    const index = from + cell.variable;
    while (this.#pool.length <= index) {
      this.#pool.push(this.#variables);
      this.#variables += 1;
    }
    return bank.variable(this.#pool[index] ?? 0, cell.sort);
  }
}
