import type { Cell } from '#core/analysis/4-prove/term-bank.ts';
import { pairUp, type Pairs } from '#core/analysis/4-prove/unification.ts';
import type { Extraction, Extractions } from './extraction.ts';
import type { SearchTerms } from './search-terms.ts';
import type { Message, Sort } from '#core/protocol/message.ts';

/** A way to have a message: the pairs can be made equal, and the adversary has what is needed. */
export interface Way {
  readonly pairs: Pairs;
  readonly needs: readonly Cell[];
  /** How many variables of rules it uses. */
  readonly variables: number;
  /** Which of the needs is what was changed, and need not be changed before; -1 where none is. */
  readonly changed: number;
}

interface Known {
  readonly extractions: readonly Extraction[];
  readonly fromPhase: number;
}

interface Synthesis {
  readonly conclusion: Cell;
  readonly premises: readonly Cell[];
  readonly fromPhase: number;
  readonly variables: number;
  readonly changed: number;
}

/** What the adversary can do by itself for a message: put it together, or take it from what it has from the start. */
export class AdversaryWays {
  readonly #terms: SearchTerms;
  readonly #known: readonly Known[];
  readonly #syntheses: readonly Synthesis[];

  constructor(terms: SearchTerms, extractions: Extractions) {
    this.#terms = terms;
    const { exposures, theory } = terms.protocol;
    this.#known = exposures.map(({ message, variables, fromPhase }) => {
      const [[cell], count] = this.#cells([message], variables);
      return { extractions: cell === undefined ? [] : extractions.of(cell, count), fromPhase };
    });
    this.#syntheses = theory.deductions
      .filter(({ use }) => use === 'synthesis')
      .flatMap(({ premises, conclusion, fromPhase }): readonly Synthesis[] => {
        const [[first, ...rest], variables] = this.#cells([conclusion, ...premises], new Map());
        const changed = premises.findIndex((premise) => isChange(premise, conclusion, premises));
        return first === undefined
          ? []
          : [{ conclusion: first, premises: rest, fromPhase, variables, changed }];
      });
  }

  /** Whether anybody has the message, which is no variable. */
  isPublic(message: Cell): boolean {
    const { kind, name } = this.#terms.vocabulary.bank.describe(message);
    return kind === 'counter' || (kind === 'constant' && !this.#terms.protocol.secrets.has(name));
  }

  /**
   * The ways to have a message in a phase; `used` variables of rules are taken already. Where it is to be changed
   * afterwards, changing another into it is no way.
   */
  ways(message: Cell, phase: number, used: number, toBeChanged: boolean): readonly Way[] {
    return [
      ...this.#compositions(message, used),
      ...this.#known
        .filter(({ fromPhase }) => fromPhase <= phase)
        .flatMap((known) => known.extractions)
        .flatMap((extraction) => this.from(extraction, message, phase, used) ?? []),
      ...this.#syntheses
        .filter(({ fromPhase, changed }) => fromPhase <= phase && !(toBeChanged && changed >= 0))
        .map((each) => this.#synthesis(each, message, used)),
    ].filter(({ pairs }) => this.#terms.bindings.unify(pairs, () => true));
  }

  /** The way to have a message as an extraction of another; null where it is none, or only a variable. */
  from(extraction: Extraction, message: Cell, phase: number, used: number): Way | null {
    if (extraction.fromPhase > phase) return null;
    const target = this.#terms.bindings.walk(extraction.target);
    if (target.symbol < 0 ? target.sort === 0 : target.symbol !== message.symbol) return null;
    return this.inside(extraction, message, used);
  }

  /** The way to have a message as the target of an extraction, or, where null, to have the target itself. */
  inside({ target, needs, equations, variables }: Extraction, message: Cell | null, used: number): Way {
    const put = (cell: Cell): Cell => this.#terms.placed(cell, used);
    let pairs: Pairs = message === null ? null : { left: put(target), right: message, next: null };
    for (const [left, right] of equations) pairs = { left: put(left), right: put(right), next: pairs };
    return { pairs, needs: needs.map(put), variables, changed: -1 };
  }

  #synthesis({ conclusion, premises, variables, changed }: Synthesis, message: Cell, used: number): Way {
    const put = (cell: Cell): Cell => this.#terms.placed(cell, used);
    const pairs = pairUp([put(conclusion)], [message], null);
    return { pairs, needs: premises.map(put), variables, changed };
  }

  #compositions(message: Cell, used: number): readonly Way[] {
    const { kind, name } = this.#terms.vocabulary.bank.describe(message);
    if (kind !== 'function' && kind !== 'exponential') return [];
    if (this.#terms.protocol.theory.symbols.get(name)?.private !== false) return [];
    const plain: Way = { pairs: null, needs: message.args, variables: 0, changed: -1 };
    return kind === 'exponential' ? [plain, ...this.#otherOrder(message, used)] : [plain];
  }

  // What is raised to two exponents can be had from either.
  #otherOrder(message: Cell, used: number): readonly Way[] {
    const { bank } = this.#terms.vocabulary;
    const [below, exponent] = message.args;
    if (below === undefined || exponent === undefined) return [];
    const base = this.#terms.bindings.walk(below);
    const [start, inner] = base.args;
    const raised = bank.apply(message.symbol, [bank.generator, exponent]);
    if (base.symbol === message.symbol && inner !== undefined && start !== undefined) {
      return [
        {
          pairs: { left: start, right: bank.generator, next: null },
          needs: [raised, inner],
          variables: 0,
          changed: -1,
        },
      ];
    }
    if (base.symbol >= 0 || base.sort !== 0) return [];
    const other = this.#terms.placed(bank.variable(0, 0), used);
    const pairs = { left: base, right: bank.apply(message.symbol, [bank.generator, other]), next: null };
    return [{ pairs, needs: [raised, other], variables: 1, changed: -1 }];
  }

  #cells(messages: readonly Message[], sorts: ReadonlyMap<string, Sort>): readonly [readonly Cell[], number] {
    const { bank } = this.#terms.vocabulary;
    const variables = new Map<string, Cell>();
    const declare = (message: Message): void => {
      if (message.kind === 'apply') message.args.forEach(declare);
      if (message.kind !== 'variable' || variables.has(message.name)) return;
      const sort = bank.sort(sorts.get(message.name) ?? 'any');
      variables.set(message.name, bank.variable(variables.size, sort));
    };
    messages.forEach(declare);
    return [messages.map((each) => this.#terms.vocabulary.message(each, variables)), variables.size];
  }
}

// Whether a deduction puts something else of the premises in the place of a part of this one, so that doing it twice
// comes to no more than doing it once.
function isChange(premise: Message, conclusion: Message, premises: readonly Message[]): boolean {
  if (premise.kind !== 'apply' || conclusion.kind !== 'apply') return false;
  if (premise.symbol !== conclusion.symbol) return false;
  const given = new Set(premises.flatMap((each) => (each.kind === 'variable' ? [each.name] : [])));
  return premise.args.every((argument, index) => {
    const instead = conclusion.args[index];
    if (argument.kind !== 'variable' || instead?.kind !== 'variable') return false;
    return argument.name === instead.name || given.has(instead.name);
  });
}
