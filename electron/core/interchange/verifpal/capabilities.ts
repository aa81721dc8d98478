import { primitives, symbolOf, diffieHellmanSymbol } from '#core/interchange/verifpal/primitives.ts';
import type { Capability } from '#core/interchange/verifpal/syntax.ts';
import type { TheoryBuilder } from '#core/interchange/verifpal/theory.ts';
import type { Message } from '#core/protocol/message.ts';
import { generator, type Deduction } from '#core/protocol/theory.ts';

const variable = (name: string): Message => ({ kind: 'variable', name });
const apply = (symbol: string, args: readonly Message[]): Message => ({ kind: 'apply', symbol, args });

/**
 * The capabilities that a model's annotations give the attacker. An annotation is about the result of one
 * call, whoever computes the same term elsewhere. So the principal that makes the call publishes a token that
 * holds what the attacker would gain, under a symbol that nobody else applies; deductions open the token, from
 * the annotation's phase on, for whoever fulfils the capability's condition.
 */
export class Capabilities {
  readonly #theory: TheoryBuilder;
  readonly #deductions = new Map<string, Deduction>();

  constructor(theory: TheoryBuilder) {
    this.#theory = theory;
  }

  get deductions(): readonly Deduction[] {
    return [...this.#deductions.values()];
  }

  /** The tokens that one annotated call publishes, given the arguments and the result of the call. */
  tokens(
    capability: Capability,
    primitive: string,
    args: readonly Message[],
    result: Message,
  ): readonly Message[] {
    switch (capability.kind) {
      case 'weak':
        return this.#weak(capability.fromPhase, primitive, args, result);
      case 'forgeable':
        return [this.#forgeable(capability.fromPhase, primitive, args)];
      case 'malleable':
        return [this.#malleable(capability.fromPhase, primitive, args, result)];
    }
  }

  // Whoever has the result has what it hides.
  #weak(fromPhase: number, primitive: string, args: readonly Message[], result: Message): readonly Message[] {
    const revealed = primitives.get(primitive)?.weak ?? [];
    if (revealed === 'first result') {
      const [secret, ciphertext] = [0, 1].map((output) => apply(symbolOf(primitive, 2, output, 2), args));
      if (secret === undefined || ciphertext === undefined) return [];
      return this.#opened(fromPhase, ciphertext, [secret]);
    }
    const shown = revealed === 'all' ? args : args.filter((_, index) => revealed.includes(index));
    return this.#opened(fromPhase, result, shown);
  }

  #opened(fromPhase: number, holding: Message, shown: readonly Message[]): readonly Message[] {
    const symbol = this.#symbol('weak', fromPhase, 2);
    this.#deduce(symbol, 'analysis', fromPhase, {
      premises: [apply(symbol, [variable('t'), variable('x')]), variable('t')],
      conclusion: variable('x'),
    });
    return shown.map((hidden) => apply(symbol, [holding, hidden]));
  }

  // Anybody can apply the primitive with the call's own key and what else a forger keeps.
  #forgeable(fromPhase: number, primitive: string, args: readonly Message[]): Message {
    const kept = primitives.get(primitive)?.forgeable ?? [];
    const symbol = this.#symbol(`forgeable ${primitive}`, fromPhase, kept.length);
    const pattern = args.map((_, index) => variable(`x${index}`));
    const free = pattern.filter((_, index) => !kept.includes(index));
    const token = apply(
      symbol,
      pattern.filter((_, index) => kept.includes(index)),
    );
    this.#deduce(symbol, 'synthesis', fromPhase, {
      premises: [token, ...free],
      conclusion: apply(symbolOf(primitive, args.length, 0, 1), pattern),
    });
    return apply(
      symbol,
      args.filter((_, index) => kept.includes(index)),
    );
  }

  // Whoever has the result can put anything that it has into the place of its content.
  #malleable(fromPhase: number, primitive: string, args: readonly Message[], result: Message): Message {
    const place = primitives.get(primitive)?.malleable ?? -1;
    const symbol = this.#symbol(`malleable ${primitive}`, fromPhase, args.length);
    const pattern = args.map((_, index) => variable(index === place ? 'changed' : `x${index}`));
    const kept = pattern.filter((_, index) => index !== place);
    this.#deduce(symbol, 'synthesis', fromPhase, {
      premises: [apply(symbol, [variable('t'), ...kept]), variable('t'), variable('changed')],
      conclusion: apply(symbolOf(primitive, args.length, 0, 1), pattern),
    });
    return apply(symbol, [result, ...args.filter((_, index) => index !== place)]);
  }

  #symbol(kind: string, fromPhase: number, arity: number): string {
    const symbol = `${kind} from ${fromPhase}`;
    this.#theory.declarePrivate(symbol, arity);
    return symbol;
  }

  #deduce(
    name: string,
    use: Deduction['use'],
    fromPhase: number,
    deduction: Pick<Deduction, 'premises' | 'conclusion'>,
  ): void {
    this.#deductions.set(name, { name, use, fromPhase, ...deduction });
  }
}

/** The result of a constructor's call, one of several. */
export function constructorResult(
  primitive: string,
  args: readonly Message[],
  output: number,
  outputs: number,
): { readonly symbol: string; readonly args: readonly Message[] } {
  if (primitive === 'PUBKEY') return { symbol: diffieHellmanSymbol, args: [generator, ...args] };
  if (primitive === 'DH_KEX') return { symbol: diffieHellmanSymbol, args };
  return { symbol: symbolOf(primitive, args.length, output, outputs), args };
}
