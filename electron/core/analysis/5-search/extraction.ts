import { type TermNode, pairTerms, variablesOf } from '#core/theories/term-node.ts';
import { Bindings } from '#core/theories/bindings.ts';
import type { Signature } from '#core/analysis/4-prove/signature.ts';
import type { Inequality } from '#core/analysis/4-prove/clause.ts';
import type { Equation } from './strand.ts';
import type { Message } from '#core/protocol/message.ts';
import type { Deduction } from '#core/protocol/theory.ts';

/**
 * Something that the adversary gets out of a message by taking it apart: `target`, if it has all of `needs` and
 * the pairs of `equations` are equal and those of `differ` are not. Variables below {@link ruleVariables} are of the rules that were used.
 */
export interface Extraction {
  readonly target: TermNode;
  readonly needs: readonly TermNode[];
  readonly equations: readonly Equation[];
  readonly differ: readonly Inequality[];
  readonly fromPhase: number;
  /** How many variables of rules it has. */
  readonly variables: number;
  /**
   * The variable whose value must be seen first, for what comes out is inside of it; null where nothing is waited for.
   */
  readonly waits: TermNode | null;
}

/** Variables of rules are numbered below this; whoever uses an extraction gives them numbers of their own from here on. */
export const ruleVariables = 2048;

/** How many values of variables may be settled by taking one message apart. */
const maximalNarrowings = 2;

/** How often a message is taken apart in a row. */
const maximalDepth = 64;

/** Extractions are forgotten when there are more than this many messages. */
const maximalMemory = 20_000;

/**
 * The adversary's gain from messages by taking tuples apart, computing destructors and using the theory's
 * deductions of analysis. Each starts from one premise, the principal one, that comes out of the message; the
 * others are needed besides.
 */
export class Extractions {
  readonly #signature: Signature;
  readonly #rules: readonly AnalysisRule[];
  readonly #memory = new Map<number, readonly Extraction[]>();
  readonly #bindings: Bindings;
  #complete: boolean;

  constructor(signature: Signature) {
    this.#signature = signature;
    this.#bindings = new Bindings(signature.bank, signature.work);
    const { rewrites, deductions } = signature.protocol.theory;
    const found = [
      ...rewrites.map(({ args, result }) => ({ premises: args, conclusion: result, fromPhase: 0 })),
      ...deductions.filter(({ use }) => use === 'analysis'),
    ].flatMap((rule) => this.#rule(rule));
    this.#rules = found;
    this.#complete = found.every(({ local }) => local);
  }

  /**
   * True when nothing was left out: a principal premise that the adversary puts together itself never gives anything new,
   * and no message was too deep.
   */
  get complete(): boolean {
    return this.#complete;
  }

  /**
   * All extractions of a message, itself included. Its variables stay what they are; `variables` tells how many of
   * them are of rules already.
   */
  of(message: TermNode, variables = 0): readonly Extraction[] {
    const known = this.#memory.get(message.id);
    if (known !== undefined) return known;
    if (this.#memory.size > maximalMemory) this.#memory.clear();
    const found: Extraction[] = [];
    const itself = {
      target: message,
      needs: [],
      equations: [],
      differ: [],
      fromPhase: 0,
      variables,
      waits: null,
    };
    this.#take(itself, found, 0);
    this.#memory.set(message.id, found);
    return found;
  }

  #take(extraction: Extraction, found: Extraction[], depth: number): void {
    const { target } = extraction;
    if (depth > maximalDepth || extraction.variables > ruleVariables / 2) {
      this.#complete = false;
      return;
    }
    if (this.#signature.bank.isOpen(target)) {
      for (const part of target.args) this.#take({ ...extraction, target: part }, found, depth + 1);
      return;
    }
    if (target.symbol < 0) {
      // Where it may hold anything, what it holds is seen when it has a value.
      found.push(target.sort === 0 ? { ...extraction, waits: target } : extraction);
      return;
    }
    found.push(extraction);
    for (const rule of this.#rules) {
      if (rule.principal.symbol !== target.symbol) continue;
      this.#apply(rule, extraction, found, depth);
    }
  }

  #apply(rule: AnalysisRule, extraction: Extraction, found: Extraction[], depth: number): void {
    const { bank } = this.#signature;
    const fresh = new Map<number, TermNode>();
    const rename = (cell: TermNode): TermNode => {
      if (cell.ground) return cell;
      if (cell.symbol >= 0) return bank.apply(cell.symbol, cell.args.map(rename));
      const known = fresh.get(cell.variable);
      const made = known ?? bank.variable(extraction.variables + fresh.size, cell.sort);
      fresh.set(cell.variable, made);
      return made;
    };
    const principal = rename(rule.principal);
    const conclusion = rename(rule.conclusion);
    const others = rule.others.map(rename);
    const apart = rule.differ.map(({ left, right }) => ({ left: rename(left), right: rename(right) }));
    const before = [...variablesOf([extraction.target])];
    const next: Extraction[] = [];
    this.#bindings.unify(pairTerms([principal], [extraction.target], null), () => {
      const memo = new Map<number, TermNode>();
      const put = (cell: TermNode): TermNode => this.#bindings.resolve(cell, memo);
      const bound = before.flatMap((number): readonly Equation[] => {
        const variable = this.#variable(extraction.target, number);
        const value = variable === null ? null : put(variable);
        return variable === null || value === null || value === variable ? [] : [[variable, value]];
      });
      const target = put(conclusion);
      const needed = others.map(put);
      const narrowed = bound.filter(([, value]) => value.symbol >= 0);
      const holder = narrowed.find(([, value]) => this.#comesFrom(target, value, needed));
      if (holder !== undefined) {
        const [waits] = holder;
        const known = found.some((each) => each.target === extraction.target && each.waits === waits);
        if (!known) found.push({ ...extraction, waits });
        return false;
      }
      if (narrowed.length > 0 && extraction.equations.length >= maximalNarrowings) {
        this.#complete = false;
        return false;
      }
      next.push({
        target,
        needs: [...extraction.needs.map(put), ...needed],
        equations: [...extraction.equations.map(([left, right]): Equation => [left, put(right)]), ...bound],
        differ: [...extraction.differ, ...apart].map(({ left, right }) => ({
          left: put(left),
          right: put(right),
        })),
        fromPhase: Math.max(extraction.fromPhase, rule.fromPhase),
        variables: extraction.variables + fresh.size,
        waits: null,
      });
      return false;
    });
    for (const each of next) this.#take(each, found, depth + 1);
  }

  // Whether whoever put the value together, and has what is needed, has the conclusion without the rule.
  #comesFrom(conclusion: TermNode, value: TermNode, needed: readonly TermNode[]): boolean {
    const had = new Set([...needed, value, ...value.args.flatMap((part) => this.open(part))]);
    const can = (cell: TermNode): boolean => {
      if (had.has(cell)) return true;
      if (cell.symbol < 0) return false;
      const { kind, name } = this.#signature.bank.describe(cell);
      if (kind === 'constant') return !this.#signature.protocol.secrets.has(name);
      if (kind === 'fresh' || kind === 'run') return false;
      const { symbols } = this.#signature.protocol.theory;
      return symbols.get(name)?.private === false && cell.args.every(can);
    };
    return can(conclusion);
  }

  /** A message, or the parts of the tuple that it is. */
  open(cell: TermNode): readonly TermNode[] {
    if (!this.#signature.bank.isOpen(cell)) return [cell];
    return cell.args.flatMap((part) => this.open(part));
  }

  #variable(cell: TermNode, number: number): TermNode | null {
    if (cell.ground) return null;
    if (cell.symbol < 0) return cell.variable === number ? cell : null;
    for (const part of cell.args) {
      const found = this.#variable(part, number);
      if (found !== null) return found;
    }
    return null;
  }

  #isTransparent(symbol: string): boolean {
    return this.#signature.protocol.theory.symbols.get(symbol)?.transparent === true;
  }

  // The conclusion can be had from what the principal premise is put together from, and the other premises.
  #isLocal(premises: readonly Message[], principal: number, conclusion: Message): boolean {
    const main = premises[principal];
    if (main?.kind !== 'apply') return false;
    const others = premises.filter((_, index) => index !== principal);
    const isTransparent = (symbol: string): boolean => this.#isTransparent(symbol);
    const had = new Set(
      [...main.args, ...others]
        .flatMap((each) => partsOf(each, isTransparent))
        .map((each) => JSON.stringify(each)),
    );
    const symbols = this.#signature.protocol.theory.symbols;
    const can = (message: Message): boolean =>
      had.has(JSON.stringify(message)) ||
      (message.kind === 'apply' && symbols.get(message.symbol)?.private === false && message.args.every(can));
    return can(conclusion);
  }

  #rule({ premises, conclusion, differ = [], fromPhase, isGuess }: Deducing): readonly AnalysisRule[] {
    // Anybody has it already.
    if (conclusion.kind === 'constant' && !this.#signature.protocol.secrets.has(conclusion.name)) return [];
    const [best] = premises
      .map((premise, index) => ({ premise, index, local: this.#isLocal(premises, index, conclusion) }))
      .filter(({ premise }) => premise.kind === 'apply')
      .toSorted(
        (one, other) =>
          Number(other.local) - Number(one.local) ||
          (isGuess === true ? 0 : sizeOf(other.premise) - sizeOf(one.premise)),
      );
    if (best?.premise.kind !== 'apply') return [];
    const main = best.premise;
    if (this.#isTransparent(main.symbol)) return [];
    const variables = new Map<string, TermNode>();
    const declare = (message: Message): void => {
      if (message.kind === 'apply') message.args.forEach(declare);
      if (message.kind !== 'variable' || variables.has(message.name)) return;
      variables.set(message.name, this.#signature.bank.variable(variables.size, 0));
    };
    [...premises, conclusion].forEach(declare);
    const cell = (message: Message): TermNode => this.#signature.message(message, variables);
    return [
      {
        principal: cell(main),
        others: premises.filter((_, index) => index !== best.index).map(cell),
        conclusion: cell(conclusion),
        differ: inPairs(differ.flatMap(sides).map(cell)),
        fromPhase,
        // Whoever puts together what a guess is confirmed by has everything that confirms it already.
        local: isGuess === true || best.local,
      },
    ];
  }
}

/** The two messages that a deduction has differ. */
export function sides([name, other]: readonly [string, Message]): readonly Message[] {
  return [{ kind: 'variable', name }, other];
}

/** Terms one by one, as pairs of two that follow each other. */
export function inPairs(terms: readonly TermNode[]): readonly Inequality[] {
  return terms.flatMap((left, index): readonly Inequality[] => {
    const right = terms[index + 1];
    return index % 2 === 0 && right !== undefined ? [{ left, right }] : [];
  });
}

function partsOf(message: Message, isTransparent: (symbol: string) => boolean): readonly Message[] {
  if (message.kind !== 'apply' || !isTransparent(message.symbol)) return [message];
  return message.args.flatMap((part) => partsOf(part, isTransparent));
}

type Deducing = Pick<Deduction, 'premises' | 'conclusion' | 'differ' | 'fromPhase' | 'isGuess'>;

interface AnalysisRule {
  readonly principal: TermNode;
  readonly others: readonly TermNode[];
  readonly conclusion: TermNode;
  readonly differ: readonly Inequality[];
  readonly fromPhase: number;
  /** Whoever puts the principal premise together, having the others, can do without the rule. */
  readonly local: boolean;
}

function sizeOf(message: Message): number {
  return message.kind === 'apply' ? 1 + message.args.reduce((sum, each) => sum + sizeOf(each), 0) : 1;
}
