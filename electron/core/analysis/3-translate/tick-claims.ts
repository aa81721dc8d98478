import type { Accepted } from './acceptance.ts';
import { secretOf, type Holding } from './holding.ts';
import { printed } from './quiet-script.ts';
import type { RolePart } from './role-part.ts';
import {
  acceptEvent,
  agreementQueries,
  originEvent,
  rightEvent,
  secrecyEvent,
  secrecyQuery,
  sharedAgreement,
} from './tick-events.ts';
import type { Trustees } from './trustees.ts';
import type { Property } from '#core/analysis/record/question.ts';
import type { Element, Model } from '#core/language/model.ts';
import type { Message } from '#core/protocol/message.ts';
import type { Query } from '#core/protocol/query.ts';

/**
 * The queries about the ticks of the requirement table, and the events in the roles that it is asked of: an entity that
 * may hold an element keeps it secret; one that takes an element over takes what its originator wrote for it.
 */
export class TickClaims {
  readonly #entities: readonly string[];
  readonly #secrets: readonly TickedElement[];
  readonly #originators: ReadonlyMap<string, readonly string[]>;
  readonly #shared: ReadonlyMap<string, Message>;
  readonly #trustees: Trustees;
  /** The values of each role that its entity has had of the elements to be kept secret. */
  readonly #values = new Map<RolePart, Map<Element, readonly KeptValue[]>>();
  /** The events of secrecy that are in some role. */
  readonly #asked = new Set<string>();
  readonly #agreements = new Set<string>();
  readonly #queries: Query[] = [];
  readonly #properties: Property[] = [];

  /** `shared` are the messages of the elements that were there when the adversary came. */
  constructor(model: Model, shared: ReadonlyMap<string, Message>, trustees: Trustees) {
    this.#entities = model.entities.map(({ name }) => name);
    this.#shared = shared;
    this.#trustees = trustees;
    const elements = new Map(model.elements.map((element) => [element.name, element]));
    const ticks = model.ticks.flatMap(({ property, element: name, entities }) => {
      const element = elements.get(name);
      return element === undefined ? [] : [{ property, element, entities }];
    });
    this.#secrets = ticks.filter(({ property }) => property === 'confidentiality');
    this.#originators = new Map(
      ticks.flatMap(({ property, element, entities }) =>
        property === 'integrity' ? [[element.name, entities]] : [],
      ),
    );
  }

  get queries(): readonly Query[] {
    return this.#queries;
  }

  get properties(): readonly Property[] {
    return this.#properties;
  }

  /** The elements of which it matters when somebody takes them over. */
  get accepted(): ReadonlySet<string> {
    return new Set(this.#originators.keys());
  }

  /** A role begins with what its entity brings along. */
  begin(part: RolePart): void {
    const values = new Map<Element, readonly KeptValue[]>();
    this.#values.set(part, values);
    for (const { element, entities } of this.#secrets) {
      const value = part.build(secretOf(element));
      if (value === null || !entities.includes(part.entity)) continue;
      values.set(element, [{ value, received: part.receives(element), brought: true, asked: false }]);
    }
  }

  /** The entity wrote a value by its own doing: for every receiver there is. */
  announce(holding: Holding, part: RolePart): void {
    const value = part.valueOf(holding);
    if (value === null || holding.half !== null || !this.#originators.has(holding.name)) return;
    for (const name of this.#entities) {
      if (name === part.entity) continue;
      part.addEvent(originEvent(holding.name, name), [variable(part.entity), variable(name), value], []);
    }
  }

  /** Before a step of the entity: what it made or shares is to be kept secret from now on. */
  before(part: RolePart): void {
    for (const ticked of this.#secrets) this.#noteSecret(ticked, part, false);
  }

  /** What it received is to be kept secret once it has finished its part. */
  end(part: RolePart): void {
    for (const ticked of this.#secrets) this.#noteSecret(ticked, part, true);
  }

  /** The entity takes a value over. */
  accept({ element, value, received }: Accepted, part: RolePart): void {
    if (!received) return;
    const { entity } = part;
    const originators = this.#originators.get(element.name) ?? [];
    const [originator] = originators;
    if (originator === undefined || originators.includes(entity)) return;
    const honest = [...new Set([...this.#trustees.of(element.name), entity, originator])];
    const expected = this.#shared.get(element.name);
    const args: readonly Message[] = [variable(originator), variable(entity), value];
    if (expected !== undefined) {
      if (printed(expected) === printed(value)) return;
      part.addEvent(rightEvent(element.name, entity), [...args.slice(0, 2), expected], []);
    }
    part.addEvent(acceptEvent(element.name, entity), args, honest);
    const taken = { element: element.name, entity, originator, honest };
    const pairs = expected === undefined ? agreementQueries(taken) : [sharedAgreement(taken)];
    for (const [property, query] of pairs) {
      if (this.#agreements.has(property.key)) continue;
      this.#agreements.add(property.key);
      this.#properties.push(property);
      this.#queries.push(query);
    }
  }

  // It may have erased it by then.
  #noteSecret({ element, entities }: TickedElement, part: RolePart, finished: boolean): void {
    const values = this.#values.get(part);
    if (values === undefined || !entities.includes(part.entity)) return;
    const holding = secretOf(element);
    const earlier = values.get(element) ?? [];
    // What it can build it has as well, whether it calls it by its name or not.
    const value = part.valueOf(holding) ?? part.build(holding);
    const isNow = (each: KeptValue): boolean => value !== null && printed(each.value) === printed(value);
    const received = part.receives(element);
    const all: readonly KeptValue[] =
      value !== null && !earlier.some(isNow)
        ? [...earlier, { value, received, brought: false, asked: false }]
        : // What it comes to have as its own, it did not receive.
          earlier.map((each) =>
            isNow(each) && each.received && !received ? { ...each, received, brought: false } : each,
          );
    values.set(
      element,
      all.map((each) => {
        if (each.asked || (each.received && !finished)) return each;
        this.#ask(element, each, part);
        return { ...each, asked: true };
      }),
    );
  }

  #ask(element: Element, { value, received, brought }: KeptValue, part: RolePart): void {
    const { entity } = part;
    const event = secrecyEvent(element.name, entity);
    const asked = this.#asked.has(event);
    // What is brought along was asked about where it came from. What was received there was so only if that run had come
    // to its end: it is asked about again where the role rests on it anyway, and needs no more because of that.
    if (brought && asked && (!received || !part.isUsed(value))) return;
    this.#asked.add(event);
    const honest = [...new Set([...this.#trustees.of(element.name), entity])];
    part.addEvent(event, [value], honest);
    if (asked) return;
    const [property, query] = secrecyQuery(element.name, entity, honest);
    this.#queries.push(query);
    this.#properties.push(property);
  }
}

/** A tick of the requirement table, with what it is about. */
interface TickedElement {
  readonly element: Element;
  readonly entities: readonly string[];
}

/** A value that an entity has, or has had, of an element in a role. */
interface KeptValue {
  readonly value: Message;
  readonly received: boolean;
  /** True where it was there when the role began. */
  readonly brought: boolean;
  readonly asked: boolean;
}

function variable(name: string): { readonly kind: 'variable'; readonly name: string } {
  return { kind: 'variable', name };
}
