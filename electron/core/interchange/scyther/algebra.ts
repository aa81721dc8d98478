import type { Failures } from '#core/interchange/scyther/failure.ts';
import type { ResolvedModel } from '#core/interchange/scyther/resolve.ts';
import type { Entity, Scope } from '#core/interchange/scyther/scope.ts';
import { headOf, termsOf, type Declaration, type Term } from '#core/interchange/scyther/syntax.ts';
import { anySort, type Message } from '#core/protocol/message.ts';
import type { FunctionSymbol, Rewrite, Theory } from '#core/protocol/theory.ts';

type Callable = Extract<Entity, { kind: 'constant' }>;

/** The symbols that every imported model has; no name of a model can be spelt like them. */
export const symbols = {
  pair: 'tuple 2',
  /** Encrypted with the key of a pair of functions, such as pk and sk. */
  asymmetric: 'asymmetric encryption',
  /** Encrypted with one of two inverse constants. */
  inverse: 'inverse-key encryption',
  symmetric: 'symmetric encryption',
} as const;

/**
 * The functions of a model with the numbers of their arguments, and which keys are inverse to each other.
 *
 * In Scyther a function has one argument, which may be a tuple. Where a model always gives it the same number
 * of arguments, these become the symbol's own; otherwise its argument is the tuple.
 */
export class Algebra {
  readonly #model: ResolvedModel;
  readonly #failures: Failures;
  readonly #calls = new Map<string, Set<number>>();
  readonly #functions = new Map<string, Callable>();
  readonly #inverseFunctions: (readonly [string, string])[] = [];
  readonly #inverseConstants: (readonly [Message, Message])[] = [];

  constructor(model: ResolvedModel, declarations: readonly Declaration[], failures: Failures) {
    this.#model = model;
    this.#failures = failures;
    for (const name of ['pk', 'sk', 'k']) this.#note(name, model.scope, null);
    this.#declare(declarations);
    for (const { script, roles } of model.protocols) {
      this.#declare(script.declarations);
      for (const role of roles) {
        this.#declare(role.script.declarations);
        for (const event of role.script.events) {
          for (const term of termsOf(event)) this.#visit(term, role.scope);
        }
      }
    }
    this.#pair('pk', 'sk');
  }

  /** The number of arguments that the function's symbol takes. */
  arity(name: string): number {
    const counts = this.#calls.get(name) ?? new Set();
    const [first] = counts;
    return counts.size === 1 && first !== undefined ? first : counts.size === 0 && name === 'k' ? 2 : 1;
  }

  /** The function applied. */
  apply(name: string, args: readonly Message[]): Message {
    const single = this.arity(name) === args.length ? args : [pairOf(args)];
    return { kind: 'apply', symbol: name, args: single };
  }

  /** True when the function makes keys with an inverse. */
  isAsymmetric(name: string): boolean {
    return this.#inverseFunctions.some((pair) => pair.includes(name));
  }

  /** True when the constant is one of two inverse keys. */
  isInverse(name: string): boolean {
    return this.#inverseConstants
      .flat()
      .some((message) => message.kind === 'constant' && message.name === name);
  }

  /** The theory of all that the model can write. */
  theory(): Theory {
    const own: FunctionSymbol[] = [
      symbol(symbols.pair, 2, { transparent: true }),
      ...[symbols.asymmetric, symbols.inverse, symbols.symmetric].map((name) => symbol(name, 2)),
    ];
    for (const [name, { secret }] of this.#functions) {
      own.push(symbol(name, this.arity(name), { private: secret }));
    }
    return {
      symbols: new Map(own.map((each) => [each.name, each])),
      rewrites: [
        ...this.#inverseFunctions.flatMap(([one, other]) => this.#opened(one, other)),
        ...this.#inverseConstants.flatMap(([one, other]) => [
          decryption(symbols.inverse, one, other),
          decryption(symbols.inverse, other, one),
        ]),
        decryption(symbols.symmetric, variable('key'), variable('key')),
      ],
      deductions: [],
    };
  }

  #opened(one: string, other: string): readonly Rewrite[] {
    const owner = Array.from({ length: this.arity(one) }, (_, index) => variable(`owner${index + 1}`));
    const key = (name: string): Message => this.apply(name, owner);
    return [
      decryption(symbols.asymmetric, key(one), key(other)),
      decryption(symbols.asymmetric, key(other), key(one)),
    ];
  }

  #declare(declarations: readonly Declaration[]): void {
    for (const declaration of declarations) {
      if (declaration.kind === 'inverse-keys') this.#constants(declaration.left, declaration.right);
      if (declaration.kind === 'inverse-functions') this.#names(declaration.left, declaration.right);
      if (declaration.kind === 'compromised') {
        for (const term of declaration.terms) this.#visit(term, this.#model.scope);
      }
    }
  }

  #constants(left: Term, right: Term): void {
    const [one, other] = [left, right].map((term) => this.#constant(term)?.message);
    if (one === undefined || other === undefined) this.#refuse(left);
    else this.#inverseConstants.push([one, other]);
  }

  #names(left: Term, right: Term): void {
    const [one, other] = [left, right].map((term) => this.#constant(term));
    if (one?.callable === true && other?.callable === true) this.#pair(one.name, other.name);
    else this.#refuse(left);
  }

  #refuse(term: Term): void {
    this.#failures.add('inverse-of-term', {
      name: headOf(term),
      offset: term.offset,
    });
  }

  #constant(term: Term): Callable | null {
    const entity = term.kind === 'name' ? this.#model.scope.find(term.name) : undefined;
    if (entity?.kind !== 'constant') return null;
    if (entity.callable) this.#functions.set(entity.name, entity);
    return entity;
  }

  // Both make keys of the same owners, so they take the same numbers of arguments.
  #pair(one: string, other: string): void {
    if (this.#inverseFunctions.some((pair) => pair[0] === one && pair[1] === other)) return;
    this.#inverseFunctions.push([one, other]);
    const counts = new Set([...(this.#calls.get(one) ?? []), ...(this.#calls.get(other) ?? [])]);
    this.#calls.set(one, counts);
    this.#calls.set(other, counts);
  }

  #note(name: string, scope: Scope, count: number | null): void {
    const entity = scope.find(name);
    if (entity?.kind !== 'constant' || !entity.callable) return;
    this.#functions.set(entity.name, entity);
    const counts = this.#calls.get(entity.name) ?? new Set();
    if (count !== null) counts.add(count);
    this.#calls.set(entity.name, counts);
  }

  #visit(term: Term, scope: Scope): void {
    switch (term.kind) {
      case 'name':
        return;
      case 'call':
        this.#note(term.name, scope, term.args.length);
        for (const inner of term.args) this.#visit(inner, scope);
        return;
      case 'encrypt':
        this.#visit(term.body, scope);
        this.#visit(term.key, scope);
        return;
      case 'tuple':
        for (const part of term.parts) this.#visit(part, scope);
    }
  }
}

/** The messages as one: pairs, nested to the right. */
export function pairOf(messages: readonly Message[]): Message {
  const [first, ...rest] = messages;
  if (first === undefined) return { kind: 'constant', name: '' };
  return rest.length === 0 ? first : { kind: 'apply', symbol: symbols.pair, args: [first, pairOf(rest)] };
}

function variable(name: string): Message {
  return { kind: 'variable', name };
}

function symbol(
  name: string,
  arity: number,
  kind: { readonly transparent?: boolean; readonly private?: boolean } = {},
): FunctionSymbol {
  return { name, arity, transparent: false, private: false, exponential: false, sort: anySort, ...kind };
}

function decryption(encryption: string, key: Message, inverse: Message): Rewrite {
  const message = variable('message');
  return {
    symbol: `open ${encryption}`,
    args: [{ kind: 'apply', symbol: encryption, args: [message, key] }, inverse],
    result: message,
  };
}
