import { algebraOf, tupleSymbol } from '#core/analysis/roles/algebra.ts';
import type { Asked } from '#core/analysis/roles/asked.ts';
import { EntityView } from '#core/analysis/roles/entity-view.ts';
import { agentSort, stateLabel } from '#core/analysis/roles/names.ts';
import { RoleWriter } from '#core/analysis/roles/role-writer.ts';
import { phasesOf, startingState, type StartingState } from '#core/analysis/roles/starting-state.ts';
import { TickClaims } from '#core/analysis/roles/tick-claims.ts';
import { Trustees } from '#core/analysis/roles/trustees.ts';
import type { Run } from '#core/analysis/run.ts';
import type { Element, MessageStep, Model, Phase, Step } from '#core/language/model.ts';
import { anySort, type Message, type Sort } from '#core/protocol/message.ts';
import type { Channel, Parameter, Protocol, Role } from '#core/protocol/protocol.ts';
import { allSubterms, subterms, type Term } from '#core/terms/term.ts';

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
  readonly #loud: readonly Phase[];
  readonly #tuples = new Set<number>();
  readonly #sorts = new Map<string, Sort>();
  readonly #roles: Role[] = [];
  readonly #versions = new Map<string, number>();
  readonly #start: StartingState;
  readonly #claims: TickClaims;

  constructor(model: Model, execution: Run) {
    this.#model = model;
    this.#execution = execution;
    this.#elements = new Map(model.elements.map((element) => [element.name, element]));
    this.#loud = phasesOf(model).loud;
    this.#start = startingState(model, execution, this.#tuples);
    const trustees = new Trustees(model, execution);
    this.#claims = new TickClaims(model, execution, this.#start.messages, trustees);
  }

  finish(): ModelProtocol {
    this.#loud.forEach((phase, index) => {
      this.#translatePhase(phase, index);
    });
    return {
      protocol: {
        name: this.#model.name,
        theory: algebraOf(this.#start.shared, this.#tuples),
        agentSorts: this.#model.entities.map(({ name }) => agentSort(name)),
        sorts: this.#sorts,
        secrets: new Set(),
        exposures: this.#start.exposures,
        roles: this.#roles,
        phases: Math.max(1, this.#loud.length),
        queries: this.#claims.queries,
        passive: false,
      },
      asked: this.#claims.asked,
    };
  }

  get #parameters(): readonly Parameter[] {
    return this.#model.entities.map(({ name }) => ({ name, sort: agentSort(name) }));
  }

  #translatePhase(phase: Phase, index: number): void {
    const { store } = this.#execution.vocabulary;
    const writers = new Map<string, RoleWriter>();
    const before = new Map<string, Set<Term>>();
    for (const { name } of this.#model.entities) {
      const view = this.#start.views.get(name) ?? new EntityView(new Map(), this.#tuples);
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
      if (writer !== undefined && held !== undefined) this.#claims.settle(name, writer, held, installing);
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
    const view = this.#start.views.get(entity);
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
    // A phase in which the entity does nothing is passed through only for the sake of later ones.
    if (carried.length === 0 || (!acts && this.#carried(entity, index).length === 0)) return;
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
        for (const entity of step.entities) this.#derive(step.element, entity, writers);
        return;
      case 'erase':
        for (const entity of step.entities) {
          for (const name of step.elements) this.#erase(name, entity, writers);
        }
        return;
      case 'skip':
      case 'install':
        return;
    }
  }

  // What is derived outlives what it is derived from.
  #derive(name: string, entity: string, writers: ReadonlyMap<string, RoleWriter>): void {
    const writer = writers.get(entity);
    const term = this.#versioned(this.#execution.vocabulary.name(name));
    const message = writer?.view.compose(term) ?? null;
    if (writer === undefined || message === null) return;
    writer.view.set(term, message);
    writer.reread();
  }

  #erase(name: string, entity: string, writers: ReadonlyMap<string, RoleWriter>): void {
    const element = this.#elements.get(name);
    if (element === undefined) return;
    writers.get(entity)?.view.erase(this.#execution.vocabulary.secret(element));
  }

  #make(name: string, entity: string, writers: ReadonlyMap<string, RoleWriter>): void {
    const writer = writers.get(entity);
    const element = this.#elements.get(name);
    if (writer === undefined || element === undefined) return;
    const { store } = this.#execution.vocabulary;
    const message: Message = { kind: 'fresh', name };
    this.#sorts.set(name, element.kind);
    writer.view.set(element.kind === 'key-pair' ? store.keyHalf('private', name) : store.atom(name), message);
    if (element.kind !== 'key-pair') this.#claims.announce(element, entity, message, writer);
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
    if (!predictable) this.#claims.announce(element, entity, message, writer);
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
    case 'skip':
      return step.entity === entity;
    case 'derive':
    case 'install':
    case 'erase':
      return step.entities.includes(entity);
  }
}
