import type { AttackPlan } from './attack-plan.ts';
import type { EntityState } from './entity-run.ts';
import type { Store } from './store.ts';
import { secretOf, termOf } from './holding.ts';
import { agentSort, leakLabel } from './names.ts';
import { isOfRun } from './drafts.ts';
import { printed } from './quiet-script.ts';
import type { Declarations } from './declarations.ts';
import { printTerm } from '#core/language/print/print-parts.ts';
import type { Message } from '#core/protocol/message.ts';
import type { Exposure } from '#core/protocol/protocol.ts';
import { variablesOf } from '#core/protocol/message.ts';
import type { Script } from './script.ts';

/** A secret that an entity has. */
export interface Secret {
  readonly name: string;
  readonly message: Message;
}

/**
 * How secrets come to the adversary by compromise and leak: whoever has them in or after the phase that the plan says hands
 * them out.
 */
export class Leaks {
  readonly #declarations: Declarations;
  readonly #plan: AttackPlan;
  readonly #agents: ReadonlySet<string>;
  readonly #exposures = new Map<string, Exposure>();

  constructor(declarations: Declarations, plan: AttackPlan) {
    this.#declarations = declarations;
    this.#plan = plan;
    this.#agents = new Set(declarations.model.entities.map(({ name }) => name));
  }

  /** What leaks of what is the same in all runs among the same agents. */
  get exposures(): readonly Exposure[] {
    return [...this.#exposures.values()];
  }

  /** Hands out what an entity has in its run of a phase and did not hand out yet; `given` notes it. */
  write(entity: string, { store }: EntityState, index: number, script: Script, given: Set<string>): void {
    for (const { name, message } of this.#secretsOf(entity, store, index)) {
      const key = printed(message);
      if (given.has(key)) continue;
      given.add(key);
      if (!isOfRun(message, this.#agents)) {
        this.#expose(message, index);
        continue;
      }
      const label = leakLabel(name, entity, index);
      script.add({ kind: 'send', label, message, channel: { trust: 'public' }, purpose: 'leak' });
    }
  }

  /** Exposes what an entity has in a phase in which it does nothing, as far as that is the same in all runs. */
  expose(entity: string, { store }: EntityState, index: number): void {
    for (const { message } of this.#secretsOf(entity, store, index)) {
      if (!isOfRun(message, this.#agents)) this.#expose(message, index);
    }
  }

  /** What begins to leak in a phase of what an entity has from earlier ones, as far as it depends on the run. */
  beginningIn(entity: string, { store }: EntityState, index: number): readonly Secret[] {
    const compromised = this.#plan.compromised.get(entity) ?? Infinity;
    const found = new Map<string, Secret>();
    for (const secret of this.#secretsOf(entity, store, index)) {
      const since = Math.min(compromised, this.#plan.leaked.get(secret.name) ?? Infinity);
      if (since === index && isOfRun(secret.message, this.#agents))
        found.set(printed(secret.message), secret);
    }
    return [...found.values()];
  }

  #expose(message: Message, fromPhase: number): void {
    const key = printed(message);
    const known = this.#exposures.get(key);
    if (known !== undefined && known.fromPhase <= fromPhase) return;
    const variables = new Map(
      [...variablesOf(message)].map((name) => [name, agentSort(name, this.#declarations.model)]),
    );
    this.#exposures.set(key, { message, variables, fromPhase });
  }

  #secretsOf(entity: string, store: Store, index: number): readonly Secret[] {
    const leaked = [...this.#plan.leaked].flatMap(([name, from]): readonly Secret[] => {
      const element = this.#declarations.element(name);
      if (element === undefined || from > index) return [];
      const message = store.build(termOf(secretOf(element)));
      return message === null ? [] : [{ name, message }];
    });
    if ((this.#plan.compromised.get(entity) ?? Infinity) > index) return leaked;
    const held = store.held
      .filter(({ holding, message }) => holding.half !== 'public' && !this.#isPublic(message))
      .map(({ holding, message }) => ({ name: printTerm(termOf(holding)), message }));
    const kept = store.kept.map(({ term, message }) => ({ name: printTerm(term), message }));
    return [...leaked, ...held, ...kept];
  }

  #isPublic(message: Message): boolean {
    return message.kind === 'constant' || (message.kind === 'variable' && this.#agents.has(message.name));
  }
}
