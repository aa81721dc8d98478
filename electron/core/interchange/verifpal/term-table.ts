import { diffieHellmanSymbol } from '#core/interchange/verifpal/primitives.ts';
import type { Message } from '#core/protocol/message.ts';
import { generator, type Rewrite } from '#core/protocol/theory.ts';

/** Messages that are equal exactly when they are the same object; powers have their exponents in one order. */
export class TermTable {
  readonly #terms = new Map<string, Message>();
  readonly #numbers = new Map<Message, number>();
  readonly generator: Message;

  constructor() {
    this.generator = this.#enter('constant generator', generator);
  }

  /** A fresh value, a constant or a variable. */
  leaf(kind: 'variable' | 'fresh' | 'constant', name: string): Message {
    return this.#enter(`${kind} ${name}`, { kind, name });
  }

  /** A symbol applied to terms of this table. */
  apply(symbol: string, args: readonly Message[]): Message {
    const ordered = symbol === diffieHellmanSymbol ? this.#ordered(args) : args;
    const key = `${symbol}(${ordered.map((argument) => this.#numberOf(argument)).join()})`;
    return this.#enter(key, { kind: 'apply', symbol, args: ordered });
  }

  /** The result of a destructor's application, or null when no rewrite fits. */
  rewritten(rewrites: readonly Rewrite[], symbol: string, args: readonly Message[]): Message | null {
    for (const rewrite of rewrites) {
      if (rewrite.symbol !== symbol || rewrite.args.length !== args.length) continue;
      const found = new Map<string, Message>();
      const fits = rewrite.args.every((pattern, index) => {
        const argument = args[index];
        return argument !== undefined && this.#fits(pattern, argument, found);
      });
      if (fits) return this.substitute(rewrite.result, found);
    }
    return null;
  }

  /** The message with its variables replaced, where they have a replacement. */
  substitute(message: Message, replacements: ReadonlyMap<string, Message>): Message {
    const memo = new Map<Message, Message>();
    const visit = (part: Message): Message => {
      if (part.kind === 'variable') return replacements.get(part.name) ?? this.leaf(part.kind, part.name);
      if (part.kind !== 'apply') return this.leaf(part.kind, part.name);
      const done = memo.get(part) ?? this.apply(part.symbol, part.args.map(visit));
      memo.set(part, done);
      return done;
    };
    return visit(message);
  }

  #fits(pattern: Message, term: Message, found: Map<string, Message>): boolean {
    if (pattern.kind === 'variable') {
      const bound = found.get(pattern.name);
      found.set(pattern.name, bound ?? term);
      return bound === undefined || bound === term;
    }
    if (pattern.kind !== 'apply') return term.kind === pattern.kind && term.name === pattern.name;
    return (
      term.kind === 'apply' &&
      term.symbol === pattern.symbol &&
      pattern.args.every((part, index) => {
        const argument = term.args[index];
        return argument !== undefined && this.#fits(part, argument, found);
      })
    );
  }

  #ordered(args: readonly Message[]): readonly Message[] {
    const exponents: Message[] = [];
    let [base, exponent] = args;
    while (base !== undefined && exponent !== undefined) {
      exponents.push(exponent);
      exponent = undefined;
      if (base.kind === 'apply' && base.symbol === diffieHellmanSymbol) [base, exponent] = base.args;
    }
    if (base !== this.generator) return args;
    exponents.sort((left, right) => this.#numberOf(left) - this.#numberOf(right));
    const outermost = exponents.pop();
    if (outermost === undefined) return args;
    return [exponents.reduce((made, part) => this.#enterPower(made, part), this.generator), outermost];
  }

  #enterPower(base: Message, exponent: Message): Message {
    const key = `${diffieHellmanSymbol}(${this.#numberOf(base)},${this.#numberOf(exponent)})`;
    return this.#enter(key, { kind: 'apply', symbol: diffieHellmanSymbol, args: [base, exponent] });
  }

  #enter(key: string, message: Message): Message {
    const known = this.#terms.get(key);
    if (known !== undefined) return known;
    this.#terms.set(key, message);
    this.#numbers.set(message, this.#numbers.size);
    return message;
  }

  #numberOf(message: Message): number {
    const number = this.#numbers.get(message);
    if (number === undefined) throw new RangeError('not a term of this table');
    return number;
  }
}

/** The name of a model's own constant, apart from those that the translation brings along. */
export function constantName(name: string): string {
  return name === generator.name ? `${name}'` : name;
}
