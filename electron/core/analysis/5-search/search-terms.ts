import type { Cell } from '#core/analysis/4-prove/term-bank.ts';
import type { Pulse } from '#core/analysis/4-prove/pulse.ts';
import { Bindings } from '#core/analysis/4-prove/unification.ts';
import { Vocabulary } from '#core/analysis/4-prove/vocabulary.ts';
import { ruleVariables } from './extraction.ts';
import { strandOf, type Strand } from './strand.ts';
import { adversaryConstant } from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';

/** The terms of one search: those of its runs, with variables of their own, and what the variables are bound to. */
export class SearchTerms {
  readonly protocol: Protocol;
  readonly vocabulary: Vocabulary;
  readonly bindings: Bindings;
  /** The dishonest agents, one of each sort. */
  readonly dishonest: readonly Cell[];
  readonly #strands = new Map<string, Strand>();
  readonly #pool: number[] = [];
  #variables = ruleVariables;

  constructor(protocol: Protocol, pulse: Pulse) {
    this.protocol = protocol;
    this.vocabulary = new Vocabulary(protocol, { phased: true, countersApart: true }, null, pulse);
    this.bindings = new Bindings(this.vocabulary.bank, pulse);
    this.dishonest = protocol.agentSorts.map((sort) =>
      this.vocabulary.message(adversaryConstant(sort), new Map()),
    );
  }

  /** The strand of the run of this number where it is one of the role of that number. */
  strand(run: number, role: number): Strand {
    const key = `${run} ${role}`;
    const known = this.#strands.get(key);
    if (known !== undefined) return known;
    const script = this.protocol.roles[role];
    if (script === undefined) throw new RangeError('no such role');
    const { bank } = this.vocabulary;
    const made = strandOf(
      this.vocabulary,
      script,
      bank.apply(bank.symbol(`run ${run}`, 'run', 0), []),
      this.#variables,
    );
    this.#variables += made.variables;
    this.#strands.set(key, made);
    return made;
  }

  /** A term of a rule with its variables replaced by those of the search, from the given number on. */
  placed(cell: Cell, from: number): Cell {
    if (cell.ground) return cell;
    const { bank } = this.vocabulary;
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
