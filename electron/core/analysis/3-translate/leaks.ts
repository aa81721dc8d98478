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
  /** The place of the phase from which on it leaks. */
  readonly since: number;
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

  /**
   * Hands out what an entity has when its run of a phase begins, and notes it in `given`. What is the same in all runs is
   * exposed where it leaks from this phase on; before, it was handed out by the run that got it.
   */
  begin(entity: string, { store }: EntityState, index: number, script: Script, given: Set<string>): void {
    for (const secret of this.#notGiven(this.#secretsOf(entity, store, index), given)) {
      if (isOfRun(secret.message, this.#agents)) this.#send(secret, entity, index, script);
      else if (secret.since === index) this.#expose(secret.message, index);
    }
  }

  /** Hands out what an entity has come to have in its run of a phase, and was not `given` yet. */
  write(entity: string, { store }: EntityState, index: number, script: Script, given: Set<string>): void {
    for (const secret of this.#notGiven(this.#secretsOf(entity, store, index), given))
      this.#send(secret, entity, index, script);
  }

  // Each message once; it counts as given then.
  #notGiven(secrets: readonly Secret[], given: Set<string>): readonly Secret[] {
    return secrets.filter(({ message }) => {
      const isNew = !given.has(printed(message));
      given.add(printed(message));
      return isNew;
    });
  }

  /** Exposes what an entity has in a phase in which it does nothing, as far as that is the same in all runs. */
  expose(entity: string, { store }: EntityState, index: number): void {
    for (const { message, since } of this.#secretsOf(entity, store, index)) {
      if (since === index && !isOfRun(message, this.#agents)) this.#expose(message, index);
    }
  }

  /** What begins to leak in a phase of what an entity has from earlier ones, as far as it depends on the run. */
  beginningIn(entity: string, { store }: EntityState, index: number): readonly Secret[] {
    const found = new Map<string, Secret>();
    for (const secret of this.#secretsOf(entity, store, index)) {
      if (secret.since === index && isOfRun(secret.message, this.#agents))
        found.set(printed(secret.message), secret);
    }
    return [...found.values()];
  }

  #send({ name, message }: Secret, entity: string, index: number, script: Script): void {
    const label = leakLabel(name, entity, index);
    script.add({ kind: 'send', label, message, channel: { trust: 'public' }, purpose: 'leak' });
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
    const compromised = this.#plan.compromised.get(entity) ?? Infinity;
    const leaked = [...this.#plan.leaked].flatMap(([name, from]): readonly Secret[] => {
      const element = this.#declarations.element(name);
      if (element === undefined || from > index) return [];
      const message = store.build(termOf(secretOf(element)));
      return message === null ? [] : [{ name, message, since: Math.min(from, compromised) }];
    });
    if (compromised > index) return leaked;
    const held = store.held
      .filter(({ holding, message }) => holding.half !== 'public' && !this.#isPublic(message))
      .map(({ holding, message }) => ({ name: printTerm(termOf(holding)), message, since: compromised }));
    const kept = store.kept.map(({ term, message }) => ({
      name: printTerm(term),
      message,
      since: compromised,
    }));
    return [...leaked, ...held, ...kept];
  }

  #isPublic(message: Message): boolean {
    return message.kind === 'constant' || (message.kind === 'variable' && this.#agents.has(message.name));
  }
}
