import { algebraOf, publicHalf, sharedSymbol, tupleSymbol } from '#core/analysis/roles/algebra.ts';
import {
  acceptEvent,
  agreementQueries,
  originEvent,
  rightEvent,
  secrecyEvent,
  sharedAgreement,
  type Asked,
} from '#core/analysis/roles/asked.ts';
import { EntityView } from '#core/analysis/roles/entity-view.ts';
import { agentSort, stateLabel } from '#core/analysis/roles/names.ts';
import { RoleWriter } from '#core/analysis/roles/role-writer.ts';
import { Trustees } from '#core/analysis/roles/trustees.ts';
import type { Run } from '#core/analysis/run.ts';
import type { Element, MessageStep, Model, Phase, Step } from '#core/language/model.ts';
import { adversaryConstant, anySort, type Message, type Sort } from '#core/protocol/message.ts';
import type { Channel, Exposure, Parameter, Protocol, Role } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';
import { allSubterms, subterms, type Term } from '#core/terms/term.ts';
import type { FunctionSymbol } from '#core/protocol/theory.ts';

/** A model as the active analyses see it, and what is asked of it. */
export interface ModelProtocol {
  readonly protocol: Protocol;
  readonly asked: readonly Asked[];
}

/**
 * Translates an executable model to roles: one for each entity and phase, which any number of runs execute
 * with any agents, honest or not. A run of a later phase goes on from the state of some run of the phase
 * before, so that a phase can be repeated. Phases at the start in which no adversary is present have happened
 * once among every set of partners: what was made in them is shared from the start.
 */
export function protocolOf(model: Model, execution: Run): ModelProtocol {
  return new Translation(model, execution).finish();
}

class Translation {
  readonly #model: Model;
  readonly #execution: Run;
  readonly #elements: ReadonlyMap<string, Element>;
  readonly #quiet: readonly Phase[];
  readonly #loud: readonly Phase[];
  readonly #tuples = new Set<number>();
  readonly #shared: FunctionSymbol[] = [];
  readonly #exposures: Exposure[] = [];
  readonly #sorts = new Map<string, Sort>();
  readonly #roles: Role[] = [];
  readonly #queries: Query[] = [];
  readonly #asked: Asked[] = [];
  readonly #versions = new Map<string, number>();
  readonly #views = new Map<string, EntityView>();
  readonly #sharedMessages = new Map<string, Message>();
  readonly #kept = new Set<string>();
  readonly #makers = new Map<string, string>();
  readonly #trustees: Trustees;
  /** Entity and element for each key that an entity installs. */
  readonly #installed = new Set<string>();
  readonly #madeQuietly = new Set<string>();

  constructor(model: Model, execution: Run) {
    this.#model = model;
    this.#execution = execution;
    this.#trustees = new Trustees(model, execution);
    this.#elements = new Map(model.elements.map((element) => [element.name, element]));
    const first = model.phases.findIndex(({ adversaryPresent }) => adversaryPresent);
    this.#quiet = first < 0 ? model.phases : model.phases.slice(0, first);
    this.#loud = first < 0 ? [] : model.phases.slice(first);
    for (const phase of model.phases) {
      for (const step of phase.steps) {
        if (step.kind === 'install') {
          for (const entity of step.entities) {
            for (const element of step.elements) this.#installed.add(`${entity} ${element}`);
          }
        }
        if (step.kind !== 'make') continue;
        for (const name of step.elements) {
          this.#makers.set(name, step.entity);
          if (this.#quiet.includes(phase)) this.#madeQuietly.add(name);
        }
      }
    }
  }

  finish(): ModelProtocol {
    this.#shareFromStart();
    this.#loud.forEach((phase, index) => {
      this.#translatePhase(phase, index);
    });
    return {
      protocol: {
        name: this.#model.name,
        theory: algebraOf(this.#shared, this.#tuples),
        agentSorts: this.#model.entities.map(({ name }) => agentSort(name)),
        sorts: this.#sorts,
        secrets: new Set(),
        exposures: this.#exposures,
        roles: this.#roles,
        phases: Math.max(1, this.#loud.length),
        queries: this.#queries,
        passive: false,
      },
      asked: this.#asked,
    };
  }

  get #parameters(): readonly Parameter[] {
    return this.#model.entities.map(({ name }) => ({ name, sort: agentSort(name) }));
  }

  // What is there before the adversary comes: functions of the agents that share it.
  #shareFromStart(): void {
    const { store } = this.#execution.vocabulary;
    for (const entity of this.#model.entities)
      this.#views.set(entity.name, new EntityView(new Map(), this.#tuples));
    const afterQuiet = this.#knowledgeAfterQuiet();
    for (const element of this.#model.elements) {
      if (element.kind === 'constant' || this.#execution.vocabulary.isDerived(element.name)) continue;
      if (element.kind === 'counter' || element.kind === 'timestamp') continue;
      const maker = this.#makers.get(element.name);
      const quietly = this.#madeQuietly.has(element.name);
      if (maker !== undefined && !quietly) continue;
      const permitted = this.#model.ticks.find(
        ({ property, element: name }) => property === 'confidentiality' && name === element.name,
      );
      const owners = new Set([...(maker === undefined ? [] : [maker]), ...element.holders]);
      if (owners.size > 1) for (const name of permitted?.entities ?? []) owners.add(name);
      if (element.kind !== 'key-pair') for (const name of element.knownTo) owners.add(name);
      const received = afterQuiet.get(element.name) ?? new Set<string>();
      for (const name of received) owners.add(name);
      const perRun = owners.size === 1 && (element.kind === 'data' || element.kind === 'nonce');
      if (perRun) continue;
      this.#share(element, [...owners]);
      const message = this.#sharedMessages.get(element.name);
      if (message === undefined) continue;
      for (const { name } of this.#model.entities) {
        const view = this.#views.get(name);
        const given = element.holders.includes(name) || element.knownTo.includes(name);
        const holds = quietly ? received.has(name) || name === maker : given;
        if (element.kind === 'key-pair') {
          if (holds) view?.set(store.keyHalf('private', element.name), message);
          if (holds || element.knownTo.includes(name)) {
            view?.set(store.keyHalf('public', element.name), {
              kind: 'apply',
              symbol: publicHalf,
              args: [message],
            });
          }
        } else if (holds) view?.set(store.atom(element.name), message);
      }
    }
    for (const view of this.#views.values()) {
      for (const { name } of this.#model.entities) view.set(store.atom(name), variable(name));
      for (const { name, kind } of this.#model.elements) {
        if (kind === 'constant') view.set(store.atom(name), { kind: 'constant', name });
      }
    }
  }

  // Who obtained each element in the phases without an adversary, by the honest run.
  #knowledgeAfterQuiet(): ReadonlyMap<string, ReadonlySet<string>> {
    const quiet = new Set(this.#quiet.map(({ name }) => name));
    const { vocabulary, obtained } = this.#execution;
    return new Map(
      this.#model.elements.map((element) => {
        const term = vocabulary.secret(element);
        const names = [...obtained]
          .filter(([, phases]) => quiet.has(phases.get(term) ?? ''))
          .map(([name]) => name);
        return [element.name, new Set(this.#madeQuietly.has(element.name) ? names : [])];
      }),
    );
  }

  #share(element: Element, owners: readonly string[]): void {
    const args = owners.map(variable);
    this.#shared.push(sharedSymbol(element.name, owners.length, element.kind));
    const message: Message = { kind: 'apply', symbol: element.name, args };
    this.#sharedMessages.set(element.name, message);
    const sorts = new Map(owners.map((name) => [name, agentSort(name)]));
    for (const dishonest of owners) {
      const exposed = owners.map((name): Message =>
        name === dishonest ? adversaryConstant(agentSort(name)) : variable(name),
      );
      const variables = new Map([...sorts].filter(([name]) => name !== dishonest));
      this.#exposures.push({
        message: { kind: 'apply', symbol: element.name, args: exposed },
        variables,
        fromPhase: 0,
      });
    }
    if (element.kind === 'key-pair') {
      const open: Message = { kind: 'apply', symbol: publicHalf, args: [message] };
      this.#exposures.push({ message: open, variables: sorts, fromPhase: 0 });
    }
  }

  #translatePhase(phase: Phase, index: number): void {
    const { store } = this.#execution.vocabulary;
    const writers = new Map<string, RoleWriter>();
    const before = new Map<string, Set<Term>>();
    for (const { name } of this.#model.entities) {
      const view = this.#views.get(name) ?? new EntityView(new Map(), this.#tuples);
      const writer = new RoleWriter(`${name} in ${phase.name}`, index, view, store, (term) =>
        this.#sortOf(term),
      );
      writers.set(name, writer);
      if (index > 0) this.#resume(name, index, phase, writer);
      before.set(name, new Set(view.known.keys()));
    }
    const settle = (name: string, installing: ReadonlySet<string> | null): void => {
      const writer = writers.get(name);
      const held = before.get(name);
      if (writer !== undefined && held !== undefined) this.#settle(name, writer, held, installing);
    };
    for (const step of phase.steps) {
      for (const { name } of this.#model.entities) {
        if (!actsIn(step, name) || step.kind === 'check') continue;
        const installs = step.kind === 'install' ? step.elements : [];
        settle(name, new Set(installs));
      }
      this.#take(step, phase, writers);
    }
    for (const [name, writer] of writers) {
      settle(name, null);
      if (index + 1 < this.#loud.length) this.#suspend(name, index, writer);
      if (!writer.empty) this.#roles.push(writer.finish(name, this.#parameters));
    }
  }

  // The terms that an entity has from runs of earlier phases and needs in later ones.
  #carried(entity: string, after: number): readonly Term[] {
    const view = this.#views.get(entity);
    if (view === undefined) return [];
    const needed = new Set<Term>();
    for (const phase of this.#loud.slice(after + 1)) {
      for (const step of phase.steps) {
        if (step.kind !== 'message' || (step.sender !== entity && step.receiver !== entity)) continue;
        for (const term of allSubterms(this.#execution.vocabulary.term(step.content))) {
          needed.add(term);
          if (term.kind === 'key-half') {
            needed.add(this.#execution.vocabulary.store.keyHalf('private', term.pair));
            needed.add(this.#execution.vocabulary.store.keyHalf('public', term.pair));
          }
        }
      }
    }
    return [...view.known]
      .filter(([term, message]) => needed.has(term) && ofRun(message, this.#model))
      .map(([term]) => term);
  }

  #suspend(entity: string, index: number, writer: RoleWriter): void {
    const carried = this.#carried(entity, index);
    if (carried.length === 0) return;
    const parts = carried.flatMap((term) => writer.view.compose(term) ?? []);
    const channel = channelToItself(entity);
    writer.add({ kind: 'send', label: stateLabel(entity, index), message: this.#state(parts), channel });
  }

  #resume(entity: string, index: number, phase: Phase, writer: RoleWriter): void {
    const carried = this.#carried(entity, index - 1);
    const acts = phase.steps.some((step) => actsIn(step, entity));
    for (const term of [...writer.view.known.keys()]) {
      const message = writer.view.known.get(term);
      if (message !== undefined && ofRun(message, this.#model) && !carried.includes(term))
        writer.view.delete(term);
    }
    if (carried.length === 0 || !acts) return;
    const parts = carried.map((term) => writer.bind(term));
    const channel = channelToItself(entity);
    writer.add({
      kind: 'receive',
      label: stateLabel(entity, index - 1),
      pattern: this.#state(parts),
      channel,
    });
  }

  #state(parts: readonly Message[]): Message {
    const all = [...this.#model.entities.map(({ name }) => variable(name)), ...parts];
    this.#tuples.add(all.length);
    return { kind: 'apply', symbol: tupleSymbol(all.length), args: all };
  }

  #take(step: Step, phase: Phase, writers: ReadonlyMap<string, RoleWriter>): void {
    switch (step.kind) {
      case 'message':
        this.#deliver(step, phase, writers);
        return;
      case 'make':
        for (const name of step.elements) this.#make(name, step.entity, writers);
        return;
      case 'advance':
        for (const name of step.elements) this.#advance(name, step.entity, writers);
        return;
      case 'check':
        for (const name of step.elements) this.#check(name, step.entity, writers);
        return;
      case 'derive':
        for (const entity of step.entities) writers.get(entity)?.reread();
        return;
      case 'install':
      case 'erase':
        return;
    }
  }

  #make(name: string, entity: string, writers: ReadonlyMap<string, RoleWriter>): void {
    const writer = writers.get(entity);
    const element = this.#elements.get(name);
    if (writer === undefined || element === undefined) return;
    const { store } = this.#execution.vocabulary;
    const message: Message = { kind: 'fresh', name };
    this.#sorts.set(name, element.kind);
    writer.view.set(element.kind === 'key-pair' ? store.keyHalf('private', name) : store.atom(name), message);
    if (element.kind !== 'key-pair') this.#announce(element, entity, message, writer);
  }

  // The originator writes the element, for every receiver there is.
  #announce(element: Element, entity: string, message: Message, writer: RoleWriter): void {
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

  #advance(name: string, entity: string, writers: ReadonlyMap<string, RoleWriter>): void {
    const version = (this.#versions.get(name) ?? 0) + 1;
    this.#versions.set(name, version);
    const value = `${name} ${version}`;
    this.#sorts.set(value, 'counter');
    const writer = writers.get(entity);
    writer?.add({ kind: 'advance', counter: name, value });
    writer?.view.set(this.#versioned(this.#execution.vocabulary.name(name)), { kind: 'fresh', name: value });
  }

  #check(name: string, entity: string, writers: ReadonlyMap<string, RoleWriter>): void {
    const writer = writers.get(entity);
    const element = this.#elements.get(name);
    const value = writer?.view.compose(this.#versioned(this.#execution.vocabulary.name(name))) ?? null;
    if (writer === undefined || element?.kind !== 'counter' || value?.kind !== 'variable') return;
    const holders = [...new Set([entity, ...element.holders])];
    writer.add({
      kind: 'accept',
      counter: `${name} at ${entity}`,
      holder: holders.map(variable),
      value,
    });
  }

  #deliver(step: MessageStep, phase: Phase, writers: ReadonlyMap<string, RoleWriter>): void {
    const sender = writers.get(step.sender);
    const receiver = writers.get(step.receiver);
    if (sender === undefined || receiver === undefined) return;
    const term = this.#versioned(this.#execution.vocabulary.term(step.content));
    this.#provide(step.sender, sender, term);
    const message = sender.view.compose(term);
    if (message === null) throw new RangeError('an executable model sends only what the sender can build');
    const channel = channelOf(step, phase);
    sender.add({ kind: 'send', label: step.name, message, channel });
    receiver.receive(step.name, term, channel);
  }

  // What an entity brings along by itself: data and nonces of its own, clocks, counters it keeps in step.
  #provide(entity: string, writer: RoleWriter, term: Term): void {
    if (writer.view.compose(term) !== null) return;
    if (term.kind !== 'atom') {
      for (const part of subterms(term)) this.#provide(entity, writer, part);
      return;
    }
    const element = this.#elementOf(term);
    if (element === undefined) return;
    const { name } = element;
    const predictable = element.kind === 'counter' || element.kind === 'timestamp';
    const own = `${term.name} of ${entity}`;
    const message: Message = { kind: 'fresh', name: predictable ? own : name };
    this.#sorts.set(message.name, element.kind);
    if (predictable) writer.add({ kind: 'advance', counter: name, value: own });
    writer.view.set(term, message);
    if (!predictable) this.#announce(element, entity, message, writer);
  }

  // A counter has another value after each step of it.
  #versioned(term: Term): Term {
    const { store } = this.#execution.vocabulary;
    switch (term.kind) {
      case 'atom':
        return this.#elements.get(term.name)?.kind === 'counter'
          ? store.atom(`${term.name}#${this.#versions.get(term.name) ?? 0}`)
          : term;
      case 'key-half':
        return term;
      case 'tuple':
        return store.tuple(term.parts.map((part) => this.#versioned(part)));
      case 'apply':
        return store.apply(
          term.primitive,
          term.key === null ? null : this.#versioned(term.key),
          this.#versioned(term.content),
          term.associated === null ? null : this.#versioned(term.associated),
        );
    }
  }

  #sortOf(term: Term): Sort {
    return this.#elementOf(term)?.kind ?? anySort;
  }

  // The element of an atom, whatever its version.
  #elementOf(term: Term): Element | undefined {
    return term.kind === 'atom' ? this.#elements.get(term.name.split('#')[0] ?? term.name) : undefined;
  }

  // What an entity holds must stay secret; what it took must be what was written. Keys that it installs are
  // taken then, everything else at its next step that is no check.
  #settle(
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
      if (value === null) continue;
      if (tick.property === 'confidentiality') {
        this.#concludeSecrecy(element, entity, value, writer, tick.entities);
      } else if (!before.has(term)) {
        const awaited = this.#installed.has(`${entity} ${element.name}`) && installing !== null;
        if (awaited && !installing.has(element.name)) continue;
        before.add(term);
        this.#concludeAgreement(element, entity, value, writer, tick.entities);
      }
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
    if (!permitted.includes(entity) || this.#kept.has(event)) return;
    this.#kept.add(event);
    const honest = [...new Set([...this.#trustees.of(element.name), entity])];
    writer.add({ kind: 'event', event, args: [value], honest });
    const query = `secrecy of ${element.name} at ${entity}`;
    this.#queries.push({ kind: 'secrecy', name: query, event });
    this.#asked.push({ kind: 'secrecy', element: element.name, entity, originator: null, query });
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
    const expected = this.#sharedMessages.get(element.name);
    const args: readonly Message[] = [variable(originator), variable(entity), value];
    if (expected !== undefined) {
      if (JSON.stringify(expected) === JSON.stringify(value)) return;
      const right: readonly Message[] = [...args.slice(0, 2), expected];
      writer.add({ kind: 'event', event: rightEvent(element.name, entity), args: right, honest: [] });
    }
    writer.add({ kind: 'event', event: acceptEvent(element.name, entity), args, honest });
    const pairs =
      expected === undefined
        ? agreementQueries(element.name, entity, originator)
        : [sharedAgreement(element.name, entity, originator)];
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

function channelOf(step: MessageStep, phase: Phase): Channel {
  const trust = phase.adversaryPresent ? step.trust : 'secure';
  if (trust === 'public') return { trust };
  return {
    trust,
    from: variable(step.sender),
    to: variable(step.receiver),
  };
}

function channelToItself(entity: string): Channel {
  return { trust: 'secure', from: variable(entity), to: variable(entity) };
}

// Whether a message depends on the run it was made or bound in.
function ofRun(message: Message, model: Model): boolean {
  switch (message.kind) {
    case 'variable':
      return !model.entities.some(({ name }) => name === message.name);
    case 'fresh':
      return true;
    case 'constant':
      return false;
    case 'apply':
      return message.args.some((argument) => ofRun(argument, model));
  }
}

function actsIn(step: Step, entity: string): boolean {
  switch (step.kind) {
    case 'message':
      return step.sender === entity || step.receiver === entity;
    case 'make':
    case 'advance':
    case 'check':
      return step.entity === entity;
    case 'derive':
    case 'install':
    case 'erase':
      return step.entities.includes(entity);
  }
}
