import { sharedSymbol } from './algebra.ts';
import { Composition } from './composition.ts';
import { Declarations } from './declarations.ts';
import { EntityRun, type EntityState, type Surroundings } from './entity-run.ts';
import { halfOf, holdingOf, secretOf, type Holding } from './holding.ts';
import { QuietNumbers } from './quiet-numbers.ts';
import { QuietScript, printed, type Mail } from './quiet-script.ts';
import { Store } from './store.ts';
import { phasesOf } from '#core/language/adversary-arrival.ts';
import type { Element, Model } from '#core/language/model.ts';
import { anySort, type Message } from '#core/protocol/message.ts';
import type { FunctionSymbol } from '#core/protocol/theory.ts';

/**
 * What everybody has when the adversary comes. The phases before have happened once among every set of agents, faithfully,
 * whoever of them is honest; what was given or made by then is a private function of the agents that share it.
 */
export interface Arrival {
  readonly states: ReadonlyMap<string, EntityState>;
  /** Everything that an entity has held by then, also what it has erased. */
  readonly everHeld: ReadonlyMap<string, readonly Message[]>;
  /** The private functions. */
  readonly functions: readonly FunctionSymbol[];
  /** The secret of each element that was there by then. */
  readonly messages: ReadonlyMap<string, Message>;
  readonly numbers: QuietNumbers;
}

/** Lets everybody go through the phases before the adversary comes. */
export function arrivalOf(declarations: Declarations, composition: Composition): Arrival {
  // Who shares what is made is known once it has been made: everybody goes through once before.
  const trial = new Beginning(declarations, composition, (element) => madeBefore(element, []));
  trial.goThrough();
  const beginning = new Beginning(declarations, composition, (element) =>
    madeBefore(element, trial.sharers(element)),
  );
  beginning.goThrough();
  return beginning.arrival();
}

/** The names of the elements that have one value for each set of those that share them, there when the adversary comes. */
export function sharedFromStart(model: Model): ReadonlySet<string> {
  const declarations = new Declarations(model);
  return new Set(arrivalOf(declarations, new Composition(false, new Set())).messages.keys());
}

function madeBefore({ name }: Element, sharers: readonly string[]): Message {
  return { kind: 'apply', symbol: name, args: sharers.map((each) => ({ kind: 'variable', name: each })) };
}

class Beginning {
  readonly #declarations: Declarations;
  readonly #composition: Composition;
  readonly #valueOf: (element: Element) => Message;
  readonly #makers = new Map<string, string>();
  readonly #messages = new Map<string, Message>();
  readonly #states = new Map<string, EntityState>();
  readonly #everHeld = new Map<string, Map<string, Message>>();
  readonly #numbers = new QuietNumbers();

  constructor(declarations: Declarations, composition: Composition, valueOf: (element: Element) => Message) {
    this.#declarations = declarations;
    this.#composition = composition;
    this.#valueOf = valueOf;
  }

  goThrough(): void {
    const { model } = this.#declarations;
    for (const { name } of model.entities) {
      this.#states.set(name, { store: this.#given(name), unread: [], received: nothing });
      this.#everHeld.set(name, new Map());
      this.#note(name);
    }
    for (const phase of phasesOf(model).before) {
      const mail: Mail = new Map();
      const runs = [...this.#states].map(
        ([name, state]) =>
          new EntityRun(name, phase.steps, state, new QuietScript(mail), this.#surroundings(name)),
      );
      for (const step of phase.steps) {
        // What is sent is there before it is received.
        const first = step.kind === 'message' ? step.sender : null;
        for (const run of runs.toSorted((one, other) => rank(one, first) - rank(other, first))) {
          run.take(step);
          this.#states.set(run.entity, { ...run.left, received: nothing });
          this.#note(run.entity);
        }
      }
    }
  }

  arrival(): Arrival {
    const functions = [...this.#messages].flatMap(([name, message]): readonly FunctionSymbol[] => {
      const element = this.#declarations.element(name);
      return element === undefined || message.kind !== 'apply'
        ? []
        : [sharedSymbol(name, message.args.length, element.kind)];
    });
    const everHeld = new Map([...this.#everHeld].map(([name, held]) => [name, [...held.values()]]));
    return {
      states: this.#states,
      everHeld,
      functions,
      messages: this.#messages,
      numbers: this.#numbers,
    };
  }

  /**
   * Who tells the values of an element apart that is made by then: its maker, those who share it, those who obtain it or
   * something that is made of it.
   */
  sharers(element: Element): readonly string[] {
    const maker = this.#makers.get(element.name);
    const value = printed(this.#valueOf(element));
    const obtained = this.#declarations.model.entities
      .map(({ name }) => name)
      .filter((name) =>
        [...(this.#everHeld.get(name)?.values() ?? [])].some((held) => isWithin(value, held)),
      );
    return [...new Set([...(maker === undefined ? [] : [maker]), ...element.holders, ...obtained])];
  }

  #note(entity: string): void {
    const state = this.#states.get(entity);
    const held = this.#everHeld.get(entity);
    if (state === undefined || held === undefined) return;
    for (const { message } of [...state.store.held, ...state.store.kept]) held.set(printed(message), message);
  }

  #surroundings(entity: string): Surroundings {
    return {
      declarations: this.#declarations,
      composition: this.#composition,
      sortOf: () => anySort,
      fresh: (element) => {
        this.#makers.set(element.name, entity);
        const message = this.#valueOf(element);
        this.#messages.set(element.name, message);
        return message;
      },
      number: (element, _, use) =>
        this.#numbers.number(element, entity, use, this.#states.get(entity)?.store ?? null),
      accept: (element, _, value) => {
        this.#numbers.accept(element, entity, value);
      },
      useUp: () => undefined,
      channelOf: () => ({ trust: 'public' }),
    };
  }

  // What an entity has by the declarations alone.
  #given(entity: string): Store {
    const store = new Store(this.#declarations, this.#composition);
    const { entities, elements } = this.#declarations.model;
    for (const { name } of entities) store.set(holdingOf(name), { kind: 'variable', name });
    for (const element of elements) {
      if (element.kind === 'constant')
        store.set(holdingOf(element.name), { kind: 'constant', name: element.name });
      else for (const [holding, message] of this.#givenOf(element, entity)) store.set(holding, message);
    }
    return store;
  }

  #givenOf(element: Element, entity: string): readonly (readonly [Holding, Message])[] {
    const { name, kind, holders, knownTo } = element;
    const later = this.#declarations.isMade(name) || this.#declarations.definition(name) !== null;
    if (later || this.#declarations.isNumber(name) || this.#declarations.isOwn(name, entity)) return [];
    const holds = holders.includes(entity);
    if (!holds && !knownTo.includes(entity)) return [];
    const message = madeBefore(element, holders.length > 0 ? holders : knownTo);
    this.#messages.set(name, message);
    if (kind !== 'key-pair' || holds) return [[secretOf(element), message]];
    return [[halfOf(name, 'public'), this.#composition.publicHalf(name, message)]];
  }
}

const nothing: ReadonlySet<string> = new Set();

function isWithin(value: string, message: Message): boolean {
  if (printed(message) === value) return true;
  return message.kind === 'apply' && message.args.some((part) => isWithin(value, part));
}

function rank({ entity }: EntityRun, first: string | null): number {
  return entity === first ? 0 : 1;
}
