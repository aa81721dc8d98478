import { isOfRun } from './drafts.ts';
import type { EntityRun } from './entity-run.ts';
import { holdingKey, secretOf, termOf, type Holding } from './holding.ts';
import type { Script } from './script.ts';
import type { Element, Phase } from '#core/language/model.ts';
import { variablesOf, type Message } from '#core/protocol/message.ts';

/** The part of one entity in one phase, as its role is being written. */
export class RolePart {
  /** The name of the role. */
  readonly name: string;
  readonly entity: string;
  readonly phase: Phase;
  readonly #run: EntityRun;
  readonly #script: Script;
  /** The variables that it has from the start: agents, and what earlier phases left. */
  readonly #agents: ReadonlySet<string>;
  readonly #given: ReadonlySet<string>;

  constructor(
    name: string,
    phase: Phase,
    run: EntityRun,
    script: Script,
    agents: ReadonlySet<string>,
    given: ReadonlySet<string>,
  ) {
    this.name = name;
    this.entity = run.entity;
    this.phase = phase;
    this.#run = run;
    this.#script = script;
    this.#agents = agents;
    this.#given = given;
  }

  /** The value that the entity has under a name now, or null. */
  valueOf(holding: Holding): Message | null {
    return this.#run.state.store.get(holding);
  }

  /** The value that the entity has, or can build from what a name is derived as; null where it lacks something. */
  build(holding: Holding): Message | null {
    return this.#run.state.store.build(termOf(holding));
  }

  /** True if what the entity has under a name came in a message. */
  isReceived(holding: Holding): boolean {
    return this.#run.state.received.has(holdingKey(holding));
  }

  /** Likewise of an element, of a pair its private half; what it can only build counts where it rests on the run. */
  receives({ name, kind }: Element): boolean {
    const holding = secretOf({ name, kind });
    return this.valueOf(holding) === null ? this.restsOnRun(this.build(holding)) : this.isReceived(holding);
  }

  /** True while something that a name stands in waits to be opened or compared. */
  isUnread(name: string): boolean {
    return this.#run.isUnread(name);
  }

  /** True if a value depends on more than who takes part. */
  restsOnRun(value: Message | null): boolean {
    return value !== null && isOfRun(value, this.#agents);
  }

  /** True if the steps of the role use all that a value takes from earlier phases. */
  isUsed(value: Message): boolean {
    const needed = this.#script.variablesNeeded();
    return [...variablesOf(value)].every(
      (name) => !this.#given.has(name) || this.#agents.has(name) || needed.has(name),
    );
  }

  /** Everything that the entity has in this run and that no other run has. */
  ownValues(): readonly Message[] {
    const seen = new Set<string>();
    return this.#run.state.store.held
      .map(({ message }) => message)
      .filter((message) => {
        const key = JSON.stringify(message);
        if (seen.has(key) || !isOfRun(message, this.#given)) return false;
        seen.add(key);
        return true;
      });
  }

  /** Adds an event; it counts at the start of a query when everybody in `honest` is. */
  addEvent(event: string, args: readonly Message[], honest: readonly string[]): void {
    this.#script.add({ kind: 'event', event, args, honest });
  }
}
