import type { Algebra } from '#core/interchange/scyther/algebra.ts';
import type { Failures } from '#core/interchange/scyther/failure.ts';
import type { ResolvedModel } from '#core/interchange/scyther/resolve.ts';
import { agentSort } from '#core/interchange/scyther/scope.ts';
import { printTerm, type Model } from '#core/interchange/scyther/syntax.ts';
import { TermWriter } from '#core/interchange/scyther/terms.ts';
import { adversaryConstant, type Message, type Sort } from '#core/protocol/message.ts';
import type { Exposure } from '#core/protocol/protocol.ts';

/** The adversary's possessions: the dishonest agent's long-term keys, and the terms that are declared compromised. */
export function exposuresOf(
  model: Model,
  resolved: ResolvedModel,
  algebra: Algebra,
  failures: Failures,
): readonly Exposure[] {
  const eve = adversaryConstant(agentSort);
  const agent: Message = { kind: 'variable', name: 'agent' };
  const exposures: Exposure[] = [];
  const expose = (message: Message, variables: ReadonlyMap<string, Sort>): void => {
    exposures.push({ message, variables, fromPhase: 0 });
  };
  // A function that the model gives another number of arguments has no such keys.
  const key = (name: string, args: readonly Message[], variables: ReadonlyMap<string, Sort>): void => {
    const arity = algebra.arity(name);
    if (arity === args.length || arity === 1) expose(algebra.apply(name, args), variables);
  };
  key('sk', [eve], new Map());
  key('k', [eve, agent], new Map([['agent', agentSort]]));
  key('k', [agent, eve], new Map([['agent', agentSort]]));

  const writer = new TermWriter(resolved.scope, algebra, failures);
  for (const { declarations } of [model, ...model.protocols]) {
    for (const declaration of declarations) {
      if (declaration.kind === 'untrusted') {
        for (const at of declaration.names) {
          if (resolved.scope.find(at.name) === undefined && at.name !== 'Eve') failures.add('undeclared', at);
        }
      }
      if (declaration.kind !== 'compromised') continue;
      for (const term of declaration.terms) {
        const message = writer.message(term);
        if (isGround(message)) expose(message, new Map());
        else failures.add('fresh-compromised', { name: printTerm(term), offset: term.offset });
      }
    }
  }
  return exposures;
}

function isGround(message: Message): boolean {
  return message.kind === 'constant' || (message.kind === 'apply' && message.args.every(isGround));
}
