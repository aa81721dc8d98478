import { type TermNode, type TermPairs, pairTerms } from '#core/theories/term-node.ts';
import { inPairs, sides, type Extraction, type Extractions } from './extraction.ts';
import type { Inequality } from '#core/analysis/4-prove/clause.ts';
import type { SearchTerms } from './search-terms.ts';
import type { Message, Sort } from '#core/protocol/message.ts';

/** One way for the adversary to derive a message: the pairs can be made equal, and it has what is needed. */
export interface Derivation {
  readonly pairs: TermPairs;
  readonly needs: readonly TermNode[];
  readonly differ: readonly Inequality[];
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
  readonly conclusion: TermNode;
  readonly premises: readonly TermNode[];
  readonly differ: readonly Inequality[];
  readonly fromPhase: number;
  readonly variables: number;
  readonly changed: number;
}

/** The adversary's own derivations of a message: put it together, or take it from what it has from the start. */
export class AdversaryDerivations {
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
      .flatMap(({ premises, conclusion, differ: apart = [], fromPhase }): readonly Synthesis[] => {
        const [[first, ...rest], variables] = this.#cells(
          [conclusion, ...premises, ...apart.flatMap(sides)],
          new Map(),
        );
        const changed = premises.findIndex((premise) => isChange(premise, conclusion, premises));
        if (first === undefined) return [];
        const needs = rest.slice(0, premises.length);
        return [
          {
            conclusion: first,
            premises: needs,
            differ: inPairs(rest.slice(premises.length)),
            fromPhase,
            variables,
            changed,
          },
        ];
      });
  }

  /** True when anybody has the message, which is no variable. */
  isPublic(message: TermNode): boolean {
    const { kind, name } = this.#terms.signature.bank.describe(message);
    return kind === 'constant' && !this.#terms.protocol.secrets.has(name);
  }

  /**
   * The ways to have a message in a phase; `used` variables of rules are taken already. Where it is to be changed
   * afterwards, changing another into it is no way.
   */
  derivations(message: TermNode, phase: number, used: number, toBeChanged: boolean): readonly Derivation[] {
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
  from(extraction: Extraction, message: TermNode, phase: number, used: number): Derivation | null {
    if (extraction.fromPhase > phase) return null;
    const target = this.#terms.bindings.walk(extraction.target);
    if (target.symbol < 0 ? target.sort === 0 : target.symbol !== message.symbol) return null;
    return this.inside(extraction, message, used);
  }

  /** The way to have a message as the target of an extraction, or, where null, to have the target itself. */
  inside(
    { target, needs, equations, differ, variables }: Extraction,
    message: TermNode | null,
    used: number,
  ): Derivation {
    const put = (cell: TermNode): TermNode => this.#terms.placed(cell, used);
    let pairs: TermPairs = message === null ? null : { left: put(target), right: message, next: null };
    for (const [left, right] of equations) pairs = { left: put(left), right: put(right), next: pairs };
    const apart = differ.map(({ left, right }) => ({ left: put(left), right: put(right) }));
    return { pairs, needs: needs.map(put), differ: apart, variables, changed: -1 };
  }

  #synthesis(
    { conclusion, premises, differ, variables, changed }: Synthesis,
    message: TermNode,
    used: number,
  ): Derivation {
    const put = (cell: TermNode): TermNode => this.#terms.placed(cell, used);
    const pairs = pairTerms([put(conclusion)], [message], null);
    const apart = differ.map(({ left, right }) => ({ left: put(left), right: put(right) }));
    return { pairs, needs: premises.map(put), differ: apart, variables, changed };
  }

  #compositions(message: TermNode, used: number): readonly Derivation[] {
    const { signature, bindings, protocol } = this.#terms;
    const { kind, name, theory } = signature.bank.describe(message);
    if (kind !== 'function' || protocol.theory.symbols.get(name)?.private !== false) return [];
    const compositions = theory.compositions(message, {
      walk: (cell) => bindings.walk(cell),
      variable: (index) => this.#terms.placed(signature.bank.variable(index, 0), used),
    });
    return compositions.map((each): Derivation => ({ ...each, differ: [], changed: -1 }));
  }

  #cells(
    messages: readonly Message[],
    sorts: ReadonlyMap<string, Sort>,
  ): readonly [readonly TermNode[], number] {
    const { bank } = this.#terms.signature;
    const variables = new Map<string, TermNode>();
    const declare = (message: Message): void => {
      if (message.kind === 'apply') message.args.forEach(declare);
      if (message.kind !== 'variable' || variables.has(message.name)) return;
      const sort = bank.sort(sorts.get(message.name) ?? 'any');
      variables.set(message.name, bank.variable(variables.size, sort));
    };
    messages.forEach(declare);
    return [messages.map((each) => this.#terms.signature.message(each, variables)), variables.size];
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
