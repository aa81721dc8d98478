import type { AttackModel } from '#core/language/model.ts';
import { adversaryConstant, isAdversaryConstant, type Message } from '#core/protocol/message.ts';
import type { Exposure, Protocol } from '#core/protocol/protocol.ts';
import type { EntityScript } from '#core/semantics/script.ts';
import { Derivable } from './derivable.ts';
import type { MessageReader } from './of-message.ts';
import type { ValueReader } from './of-script.ts';
import { agentsIn, partsOf, type Term } from './term.ts';

/** Something that the adversary has, over one agent a role. */
interface Given {
  readonly term: Term;
  /** The roles whose agents are dishonest; none where it is so whoever is honest. */
  readonly dishonest: ReadonlySet<string>;
  readonly fromPhase: number;
}

/**
 * Whether dishonest agents give the adversary what they have ever had when it comes, no more and no less, whoever the others
 * are; null where it is so.
 */
export function dishonestDifference(
  protocol: Protocol,
  attack: AttackModel | null,
  scripts: readonly EntityScript[],
  messages: MessageReader,
  values: ValueReader,
): string | null {
  const given = new Exposures(protocol, messages).given();
  if (given === null) return 'the adversary has something of nobody';
  const arrivals = scripts.flatMap(({ role, arrival }) => {
    if (arrival === null) return [];
    const had = arrival.everHeld.map((value) => values.read(value));
    const holds = arrival.holds.map(({ name, value }) => ({ name, term: values.read(value) }));
    return [{ role, had, holds, derives: new Derivable(had) }];
  });
  for (const { role, had, derives } of arrivals) {
    const own = given.filter(
      ({ dishonest, fromPhase }) => fromPhase === 0 && [...dishonest].every((each) => each === role),
    );
    const brought = new Derivable(own.map(({ term }) => term));
    if (!had.every((term) => brought.has(term))) return `${role}: a dishonest one gives less than it had`;
    const theirs = own.filter(({ dishonest }) => dishonest.has(role));
    if (!theirs.every(({ term }) => derives.has(term)))
      return `${role}: a dishonest one gives more than it had`;
  }
  // What comes to be held later is the same for all runs where it is made of nothing else.
  const later = scripts.flatMap(({ role, leaves }) =>
    leaves.flatMap(({ holds }) => holds.map(({ name, value }) => ({ role, name, term: values.read(value) }))),
  );
  const lost = new Derivable([
    ...arrivals.flatMap(({ role, holds }) => holds.filter(isLost(attack, role)).map(({ term }) => term)),
    ...later.filter((held) => isLost(attack, held.role)(held)).map(({ term }) => term),
  ]);
  const hasEnded = attack === null && protocol.phases > new Set(scripts.map(({ phase }) => phase)).size;
  const isRight = ({ term, dishonest, fromPhase }: Given): boolean => {
    if (dishonest.size > 0) return fromPhase === 0 && dishonest.size === 1;
    // What is asked about the time after the last phase lets keys leak then.
    if (hasEnded && fromPhase >= protocol.phases - 1) return true;
    // Otherwise it has what an attack model takes, and what somebody has who need not be honest for that.
    return (
      lost.has(term) || arrivals.some(({ role, derives }) => derives.has(term) && !agentsIn(term).has(role))
    );
  };
  return given.every(isRight) ? null : 'the adversary has what nobody gives it';
}

// What an attack model takes from those who hold it.
function isLost(attack: AttackModel | null, role: string): (held: { readonly name: string }) => boolean {
  const elements = new Set<string>();
  let everything = false;
  for (const assumption of attack?.assumptions ?? []) {
    if (assumption.kind === 'leak')
      for (const name of assumption.elements) elements.add(name).add(`sk(${name})`);
    if (assumption.kind === 'compromise') everything ||= assumption.entities.includes(role);
  }
  return ({ name }) => everything || elements.has(name);
}

/** The exposures of a protocol, with every agent under the name of its role. */
class Exposures {
  readonly #protocol: Protocol;
  readonly #messages: MessageReader;
  /** The roles whose agents are of a sort: several where one agent may play them. */
  readonly #bySort = new Map<string, ReadonlySet<string>>();

  constructor(protocol: Protocol, messages: MessageReader) {
    this.#protocol = protocol;
    this.#messages = messages;
    for (const { name, sort } of protocol.roles.flatMap(({ parameters }) => parameters))
      this.#bySort.set(sort, new Set([...(this.#bySort.get(sort) ?? []), name]));
  }

  given(): readonly Given[] | null {
    const all = this.#protocol.exposures.map((exposure) => this.#read(exposure));
    return all.every((each) => each !== null) ? all : null;
  }

  // Which of several roles a dishonest agent plays is seen by what it shares in which place.
  #read(exposure: Exposure): Given | null {
    const players = new Map(
      [...this.#bySort].map(([sort, roles]) => [
        adversaryConstant(sort).name,
        [...roles].filter((role) => !exposure.variables.has(role)),
      ]),
    );
    const ways = waysToChoose([...players]);
    const fitting = ways.find((way) => {
      const given = this.#readAs(exposure, way, this.#messages.copy());
      return given !== null && !hasSecret(given.term);
    });
    return this.#readAs(exposure, fitting ?? ways[0] ?? new Map(), this.#messages);
  }

  #readAs(
    { message, variables, fromPhase }: Exposure,
    players: ReadonlyMap<string, string>,
    messages: MessageReader,
  ): Given | null {
    const dishonest = new Set<string>();
    const strangers: string[] = [];
    const named = (each: Message): Message => {
      if (each.kind === 'apply') return { ...each, args: each.args.map(named) };
      if (each.kind !== 'constant' || !isAdversaryConstant(each)) return each;
      const name = players.get(each.name);
      if (name === undefined) {
        strangers.push(each.name);
        return each;
      }
      dishonest.add(name);
      return { kind: 'variable', name };
    };
    const changed = named(message);
    // A variable is the agent of the role whose sort it has.
    const term = messages.read(changed, (name) => {
      const roles = this.#bySort.get(variables.get(name) ?? '');
      const [first] = roles ?? [];
      const role = dishonest.has(name) || roles?.has(name) === true ? name : first;
      if (role === undefined) strangers.push(name);
      return { kind: 'agent', name: role ?? name };
    });
    return strangers.length === 0 ? { term, dishonest, fromPhase } : null;
  }
}

// Every way to choose one of the options for each name; names without options are left out.
function waysToChoose(
  options: readonly (readonly [string, readonly string[]])[],
): readonly ReadonlyMap<string, string>[] {
  return options.reduce<readonly ReadonlyMap<string, string>[]>(
    (ways, [name, all]) =>
      all.length === 0 ? ways : ways.flatMap((way) => all.map((each) => new Map([...way, [name, each]]))),
    [new Map()],
  );
}

// Whether something private stands in a term with its agents in other places than elsewhere.
function hasSecret(term: Term): boolean {
  return (term.kind === 'apply' && term.symbol.startsWith('secret ')) || partsOf(term).some(hasSecret);
}
