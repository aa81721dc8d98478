import type { Failures } from '#core/interchange/scyther/failure.ts';
import type { Name } from '#core/interchange/scyther/tokens.ts';
import { anySort, type Message, type Sort } from '#core/protocol/message.ts';

/**
 * The meaning of a name of a model: a role as an agent, something of a run, something of all runs, or a type.
 * A constant may be `callable`, as a function.
 */
export type Entity =
  | { readonly kind: 'party'; readonly message: Message }
  | { readonly kind: 'variable'; readonly message: Message; readonly sort: Sort }
  | { readonly kind: 'fresh'; readonly message: Message; readonly name: string }
  | {
      readonly kind: 'constant';
      readonly message: Message;
      readonly name: string;
      readonly callable: boolean;
      readonly secret: boolean;
    }
  | { readonly kind: 'type'; readonly sort: Sort };

/** The sort of agents, the only one that roles are played by. */
export const agentSort: Sort = 'Agent';

/** Names of one level (model, protocol or role), and those of the levels around it. */
export class Scope {
  readonly #outer: Scope | null;
  readonly #failures: Failures;
  readonly #entities = new Map<string, Entity>();

  constructor(outer: Scope | null, failures: Failures) {
    this.#outer = outer;
    this.#failures = failures;
  }

  /** Declares the name here, where nothing else may have it. */
  declare(at: Name, entity: Entity): void {
    if (this.#entities.has(at.name)) this.#failures.add('declared-twice', at);
    else this.#entities.set(at.name, entity);
  }

  /** Declares a name anew, as what it is already in another guise. */
  replace(name: string, entity: Entity): void {
    this.#entities.set(name, entity);
  }

  /** The meaning of the name here, without the levels around. */
  own(name: string): Entity | undefined {
    return this.#entities.get(name);
  }

  /** The meaning of the name here; undefined where nothing declares it. */
  find(name: string): Entity | undefined {
    return this.#entities.get(name) ?? this.#outer?.find(name);
  }

  /** The sort that a type stands for; tickets and what has no type take every message. */
  sort(type: Name | null): Sort {
    if (type === null) return anySort;
    const entity = this.find(type.name);
    if (entity?.kind === 'type') return entity.sort;
    this.#failures.add(entity === undefined ? 'undeclared' : 'not-a-type', type);
    return anySort;
  }
}
