import { isRestricted } from '#core/interchange/verifpal/argument-restrictions.ts';
import { constructorResult, type Capabilities } from '#core/interchange/verifpal/capabilities.ts';
import { primitiveOf } from '#core/interchange/verifpal/check-primitives.ts';
import { VerifpalFailure } from '#core/interchange/verifpal/failure.ts';
import { symbolOf } from '#core/interchange/verifpal/primitives.ts';
import type { RoleBuilder } from '#core/interchange/verifpal/role-builder.ts';
import type { Expression, PrimitiveCall } from '#core/interchange/verifpal/syntax.ts';
import type { TermTable } from '#core/interchange/verifpal/term-table.ts';
import { nil, type TheoryBuilder } from '#core/interchange/verifpal/theory.ts';
import type { Message } from '#core/protocol/message.ts';
import type { Rewrite } from '#core/protocol/theory.ts';

/** Computes a principal's expressions: constructors become terms, destructors become steps of its role. */
export class Evaluation {
  readonly #table: TermTable;
  readonly #theory: TheoryBuilder;
  readonly #rewrites: readonly Rewrite[];
  readonly #capabilities: Capabilities;
  #tokens = 0;

  constructor(table: TermTable, theory: TheoryBuilder, capabilities: Capabilities) {
    this.#table = table;
    this.#theory = theory;
    this.#rewrites = theory.rewrites();
    this.#capabilities = capabilities;
  }

  /** The value of an expression. Throws {@link VerifpalFailure}. */
  value(role: RoleBuilder, expression: Expression, phase: number): Message {
    if (expression.kind === 'constant') return role.value(expression);
    return this.results(role, expression, [null], phase)[0] ?? nil;
  }

  /**
   * The results of a call, one for each target; targets are the names of variables, null for none. Throws
   * {@link VerifpalFailure}.
   */
  results(
    role: RoleBuilder,
    call: PrimitiveCall,
    targets: readonly (string | null)[],
    phase: number,
  ): readonly Message[] {
    const primitive = primitiveOf(call);
    const args = call.args.map((argument, place) => {
      const value = this.value(role, argument, phase);
      if (isRestricted(call.name, place, role.honestValue(value))) {
        throw new VerifpalFailure(argument.span, 'verifpal-argument-restricted', call.name);
      }
      return value;
    });
    return targets.map((target, output) => {
      if (primitive.kind === 'destructor') {
        const symbol = symbolOf(call.name, args.length, output, targets.length);
        return this.#destroyed(role, call, symbol, args, target, phase);
      }
      const made = constructorResult(call.name, args, output, targets.length);
      const parts = made.args.map((argument) => this.#table.substitute(argument, new Map()));
      const result = this.#table.apply(made.symbol, parts);
      this.#publishTokens(role, call, args, result, phase);
      return result;
    });
  }

  #destroyed(
    role: RoleBuilder,
    call: PrimitiveCall,
    symbol: string,
    args: readonly Message[],
    target: string | null,
    phase: number,
  ): Message {
    // What is a rewrite whatever the variables are needs no step.
    const known = this.#table.rewritten(this.#rewrites, symbol, args);
    if (known !== null) return known;
    const honestArgs = args.map((argument) => role.honestValue(argument));
    const honest = this.#table.rewritten(this.#rewrites, symbol, honestArgs);
    if (honest === null && call.checked) {
      throw new VerifpalFailure(call.span, 'verifpal-check-fails', call.name);
    }
    const variable = target ?? role.auxiliary();
    if (!call.checked) this.#theory.useFailed(symbol, args.length);
    role.steps.push({ phase, kind: 'compute', variable, symbol, args, checked: call.checked });
    role.honest.set(variable, honest ?? this.#table.apply(symbol, honestArgs));
    role.computed.set(variable, args);
    return this.#table.leaf('variable', variable);
  }

  #publishTokens(
    role: RoleBuilder,
    call: PrimitiveCall,
    args: readonly Message[],
    result: Message,
    phase: number,
  ): void {
    for (const capability of call.capabilities) {
      for (const message of this.#capabilities.tokens(capability, call.name, args, result)) {
        this.#tokens += 1;
        const label = `${role.name}: ${call.name}[${capability.kind}] ${this.#tokens}`;
        role.steps.push({ phase, kind: 'send', label, message, channel: { trust: 'public' } });
      }
    }
  }
}
