import {
  acceptEvent,
  agreementQueries,
  originEvent,
  rightEvent,
  secrecyEvent,
  sharedAgreement,
  type Asked,
} from '#core/analysis/roles/asked.ts';
import type { RoleWriter } from '#core/analysis/roles/role-writer.ts';
import { isReceived } from '#core/analysis/roles/run-dependence.ts';
import type { Trustees } from '#core/analysis/roles/trustees.ts';
import type { Run } from '#core/analysis/run.ts';
import type { Element, Model } from '#core/language/model.ts';
import type { Message } from '#core/protocol/message.ts';
import type { Query } from '#core/protocol/query.ts';
import type { Term } from '#core/terms/term.ts';

/**
 * What is asked about the ticks of the requirement table, and the events in the roles that it is asked of: an
 * entity that may hold an element keeps it secret; one that takes an element over takes what its originator
 * wrote for it.
 */
export class TickClaims {
  readonly #model: Model;
  readonly #execution: Run;
  readonly #shared: ReadonlyMap<string, Message>;
  readonly #trustees: Trustees;
  readonly #elements: ReadonlyMap<string, Element>;
  /** Entity and element for each key that an entity installs. */
  readonly #installed: ReadonlySet<string>;
  /** The events of secrecy that are in some role, and those with their values by the role that they are in. */
  readonly #kept = new Set<string>();
  readonly #keptIn = new Set<string>();
  /** What an entity has had as an element in a role: one value, and another each time that it got it back. */
  readonly #held = new Map<string, Message[]>();
  /** The elements that an entity has lost, or has not had yet, in a role. */
  readonly #lost = new Set<string>();
  /** What an entity brings along as an element into a role. */
  readonly #brought = new Map<string, string>();
  readonly #queries: Query[] = [];
  readonly #asked: Asked[] = [];

  /** `shared` are the messages of the elements that are shared from the start. */
  constructor(model: Model, execution: Run, shared: ReadonlyMap<string, Message>, trustees: Trustees) {
    this.#model = model;
    this.#execution = execution;
    this.#shared = shared;
    this.#trustees = trustees;
    this.#elements = new Map(model.elements.map((element) => [element.name, element]));
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

  get asked(): readonly Asked[] {
    return this.#asked;
  }

  /** A role begins with what its entity brings along. */
  begin(writer: RoleWriter): void {
    const { vocabulary } = this.#execution;
    for (const tick of this.#model.ticks) {
      const element = this.#elements.get(tick.element);
      if (tick.property !== 'confidentiality' || element === undefined) continue;
      const value = writer.view.compose(vocabulary.secret(element));
      if (value !== null) this.#brought.set(`${writer.name}: ${element.name}`, JSON.stringify(value));
    }
  }

  /** The originator writes an element, for every receiver there is. */
  announce(element: Element, entity: string, message: Message, writer: RoleWriter): void {
    for (const { name } of this.#model.entities) {
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
   * What an entity holds must stay secret; what it took must be what was written. Keys that it installs are
   * taken then, everything else at its next step that is no check. `before` are the terms that were settled
   * already; `installing` the elements that the step installs, null at the end of the phase.
   */
  settle(
    entity: string,
    writer: RoleWriter,
    before: Set<Term>,
    installing: ReadonlySet<string> | null,
  ): void {
    const { vocabulary } = this.#execution;
    if (writer.empty) return;
    for (const tick of this.#model.ticks) {
      const element = this.#elements.get(tick.element);
      if (element === undefined) continue;
      const term = vocabulary.secret(element);
      const value = writer.view.compose(term);
      if (tick.property === 'confidentiality') {
        this.#settleSecrecy(element, entity, value, writer, tick.entities, installing === null);
      } else if (value === null) {
        // What is erased and taken once more is another value.
        before.delete(term);
      } else if (!before.has(term)) {
        const awaited = this.#installed.has(`${entity} ${element.name}`) && installing !== null;
        if (awaited && !installing.has(element.name)) continue;
        before.add(term);
        this.#concludeAgreement(element, entity, value, writer, tick.entities);
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
    const key = `${writer.name}: ${element.name}`;
    const held = this.#held.get(key) ?? [];
    this.#held.set(key, held);
    if (value === null) this.#lost.add(key);
    else if (held.length === 0 || this.#lost.has(key)) {
      this.#lost.delete(key);
      held.push(value);
    }
    for (const each of held) {
      if (isReceived(each, this.#model) && !finished) continue;
      this.#concludeSecrecy(element, entity, each, writer, permitted);
    }
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
    const query = `secrecy of ${element.name} at ${entity}`;
    this.#queries.push({ kind: 'secrecy', name: query, event });
    this.#asked.push({
      kind: 'secrecy',
      element: element.name,
      entity,
      originator: null,
      on: [],
      phase: null,
      honest,
      query,
    });
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
    for (const [asked, query] of pairs) {
      if (this.#asked.some((each) => each.query === asked.query)) continue;
      this.#asked.push(asked);
      this.#queries.push(query);
    }
  }
}

function variable(name: string): { readonly kind: 'variable'; readonly name: string } {
  return { kind: 'variable', name };
}
