import type { Property } from '#core/analysis/record/question.ts';
import {
  acceptEvent,
  agreementQueries,
  originEvent,
  rightEvent,
  secrecyEvent,
  secrecyQuery,
  sharedAgreement,
} from './tick-events.ts';
import type { RoleWriter } from './role-writer.ts';
import { isReceived } from './run-dependence.ts';
import type { Trustees } from './trustees.ts';
import type { HonestExecution } from '#core/analysis/1-execute/execute.ts';
import type { Element, Model, TickStatement } from '#core/language/model.ts';
import type { Message } from '#core/protocol/message.ts';
import type { Query } from '#core/protocol/query.ts';
import type { Term } from '#core/terms/term.ts';

/**
 * The queries about the ticks of the requirement table, and the events in the roles that it is asked of: an entity that
 * may hold an element keeps it secret; one that takes an element over takes what its originator wrote for it.
 */
export class TickClaims {
  readonly #entities: readonly string[];
  readonly #agents: ReadonlySet<string>;
  readonly #ticks: readonly TickedElement[];
  readonly #shared: ReadonlyMap<string, Message>;
  readonly #trustees: Trustees;
  /** Entity and element for each key that an entity installs. */
  readonly #installed: ReadonlySet<string>;
  /** The events of secrecy that are in some role, and those with their values by the role that they are in. */
  readonly #kept = new Set<string>();
  readonly #keptIn = new Set<string>();
  readonly #held = new Map<RoleWriter, Map<Element, Held>>();
  /** The values of elements that entities bring along into their roles. */
  readonly #brought = new Map<string, string>();
  readonly #agreements = new Set<string>();
  readonly #queries: Query[] = [];
  readonly #properties: Property[] = [];

  /** `shared` are the messages of the elements that are shared from the start. */
  constructor(
    model: Model,
    execution: HonestExecution,
    shared: ReadonlyMap<string, Message>,
    trustees: Trustees,
  ) {
    this.#entities = model.entities.map(({ name }) => name);
    this.#agents = new Set(this.#entities);
    this.#shared = shared;
    this.#trustees = trustees;
    const elements = new Map(model.elements.map((element) => [element.name, element]));
    this.#ticks = model.ticks.flatMap(({ property, element: name, entities }) => {
      const element = elements.get(name);
      return element === undefined
        ? []
        : [{ property, element, term: execution.vocabulary.secret(element), entities }];
    });
    this.#installed = new Set(
      model.phases
        .flatMap(({ steps }) => steps)
        .flatMap((step) =>
          step.kind === 'install'
            ? step.entities.flatMap((entity) => step.elements.map((element) => `${entity} ${element}`))
            : [],
        ),
    );
  }

  get queries(): readonly Query[] {
    return this.#queries;
  }

  get properties(): readonly Property[] {
    return this.#properties;
  }

  /** A role begins with what its entity brings along. */
  begin(writer: RoleWriter): void {
    for (const { property, element, term } of this.#ticks) {
      if (property !== 'confidentiality') continue;
      const value = writer.view.compose(term);
      if (value !== null) this.#brought.set(`${writer.name}: ${element.name}`, JSON.stringify(value));
    }
  }

  /** The originator writes an element, for every receiver there is. */
  announce(element: Element, entity: string, message: Message, writer: RoleWriter): void {
    for (const name of this.#entities) {
      if (name === entity) continue;
      writer.add({
        kind: 'event',
        event: originEvent(element.name, name),
        args: [variable(entity), variable(name), message],
        honest: [],
      });
    }
  }

  /**
   * Writes the events of a step: a value that an entity holds must stay secret; one that it took must be what was
   * written. Keys that it installs are taken then, everything else at its next step that is no check. `before` are the
   * terms that were settled already; `installing` the elements that the step installs, null at the end of the phase.
   */
  settle(
    entity: string,
    writer: RoleWriter,
    before: Set<Term>,
    installing: ReadonlySet<string> | null,
  ): void {
    if (writer.empty) return;
    for (const { property, element, term, entities } of this.#ticks) {
      const value = writer.view.compose(term);
      if (property === 'confidentiality') {
        this.#settleSecrecy(element, entity, value, writer, entities, installing === null);
      } else if (value === null) {
        // What is erased and taken once more is another value.
        before.delete(term);
      } else if (!before.has(term)) {
        const awaited = this.#installed.has(`${entity} ${element.name}`) && installing !== null;
        if (awaited && !installing.has(element.name)) continue;
        before.add(term);
        this.#concludeAgreement(element, entity, value, writer, entities);
      }
    }
  }

  // What an entity made or shares is secret from the beginning; what it received, once it has finished its part
  // and so made sure of whom it came from. It may have erased it by then.
  #settleSecrecy(
    element: Element,
    entity: string,
    value: Message | null,
    writer: RoleWriter,
    permitted: readonly string[],
    finished: boolean,
  ): void {
    const held = this.#heldIn(writer, element);
    if (value === null) held.lost = true;
    else if (held.values.length === 0 || held.lost) {
      held.lost = false;
      held.values.push(value);
    }
    for (const each of held.values) {
      if (held.asked.has(each) || (isReceived(each, this.#agents) && !finished)) continue;
      held.asked.add(each);
      this.#concludeSecrecy(element, entity, each, writer, permitted);
    }
  }

  #heldIn(writer: RoleWriter, element: Element): Held {
    const elements = this.#held.get(writer) ?? new Map<Element, Held>();
    this.#held.set(writer, elements);
    const held = elements.get(element) ?? { values: [], asked: new Set(), lost: false };
    elements.set(element, held);
    return held;
  }

  #concludeSecrecy(
    element: Element,
    entity: string,
    value: Message,
    writer: RoleWriter,
    permitted: readonly string[],
  ): void {
    const event = secrecyEvent(element.name, entity);
    if (!permitted.includes(entity)) return;
    const printed = JSON.stringify(value);
    const asked = this.#kept.has(event);
    // What is brought along was asked about where it came from.
    if (asked && this.#brought.get(`${writer.name}: ${element.name}`) === printed) return;
    const place = `${writer.name}: ${event} ${printed}`;
    if (this.#keptIn.has(place)) return;
    this.#kept.add(event);
    this.#keptIn.add(place);
    const honest = [...new Set([...this.#trustees.of(element.name), entity])];
    writer.add({ kind: 'event', event, args: [value], honest });
    if (asked) return;
    const [property, query] = secrecyQuery(element.name, entity, honest);
    this.#queries.push(query);
    this.#properties.push(property);
  }

  #concludeAgreement(
    element: Element,
    entity: string,
    value: Message,
    writer: RoleWriter,
    originators: readonly string[],
  ): void {
    const [originator] = originators;
    if (originator === undefined || originators.includes(entity) || value.kind === 'fresh') return;
    const honest = [...new Set([...this.#trustees.of(element.name), entity, originator])];
    const expected = this.#shared.get(element.name);
    const args: readonly Message[] = [variable(originator), variable(entity), value];
    if (expected !== undefined) {
      if (JSON.stringify(expected) === JSON.stringify(value)) return;
      const right: readonly Message[] = [...args.slice(0, 2), expected];
      writer.add({ kind: 'event', event: rightEvent(element.name, entity), args: right, honest: [] });
    }
    writer.add({ kind: 'event', event: acceptEvent(element.name, entity), args, honest });
    const taken = { element: element.name, entity, originator, honest };
    const pairs = expected === undefined ? agreementQueries(taken) : [sharedAgreement(taken)];
    for (const [property, query] of pairs) {
      if (this.#agreements.has(property.key)) continue;
      this.#agreements.add(property.key);
      this.#properties.push(property);
      this.#queries.push(query);
    }
  }
}

/** A tick of the requirement table, with what it is about. */
interface TickedElement {
  readonly property: TickStatement['property'];
  readonly element: Element;
  readonly term: Term;
  readonly entities: readonly string[];
}

/** The values that an entity has had of an element in a role: one value, and another each time that it got it back. */
interface Held {
  readonly values: Message[];
  /** Those of them that were looked at for whether to ask about them. */
  readonly asked: Set<Message>;
  /** True if it has lost the element since, or has not had it yet. */
  lost: boolean;
}

function variable(name: string): { readonly kind: 'variable'; readonly name: string } {
  return { kind: 'variable', name };
}
