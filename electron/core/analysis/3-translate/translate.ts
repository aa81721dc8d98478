import { algebraOf, primitiveFlaw } from './algebra.ts';
import type { Property } from '#core/analysis/record/question.ts';
import { plainAdversary, type AttackPlan } from './attack-plan.ts';
import { channelOf } from './channel.ts';
import { EntityView, tupleOf, type Composition } from './entity-view.ts';
import { guessableSymbol, guesses, isGuessable } from './guesses.ts';
import { leakedFromStart, Leaks } from './leaks.ts';
import { agentSort, stateLabel } from './names.ts';
import { playedRoles } from './played-roles.ts';
import { RoleClaims, type Questions } from './role-claims.ts';
import { RoleWriter } from './role-writer.ts';
import { isOfRun } from './run-dependence.ts';
import { startingState, type StartingState } from './starting-state.ts';
import { phasesOf } from '#core/language/adversary-arrival.ts';
import type { HonestExecution } from '#core/analysis/1-execute/execute.ts';
import { diffieHellmanPairs } from '#core/language/pair-purposes.ts';
import type { Element, MessageStep, Model, Phase, Step } from '#core/language/model.ts';
import { anySort, type Message, type Sort } from '#core/protocol/message.ts';
import type { Channel, Parameter, Protocol, Role } from '#core/protocol/protocol.ts';
import { composingTerms } from '#core/terms/composition.ts';
import { allSubterms, subterms, type Term } from '#core/terms/term.ts';
import { theory as primitives } from '#core/terms/theory.ts';

/** A model as the active analyses see it, and what is asked of it. */
export interface ModelProtocol {
  readonly protocol: Protocol;
  readonly properties: readonly Property[];
}

/**
 * Translates an executable model to roles: one for each entity and phase, which any number of runs execute
 * with any agents, honest or not. A run of a later phase goes on from the state of some run of the phase
 * before, so that a phase can be repeated. Phases at the start in which no adversary is present have happened
 * once among every set of partners: what was made in them is shared from the start. `plan` is what the
 * adversary is given; `questions` chooses what is asked.
 */
export function protocolOf(
  model: Model,
  execution: HonestExecution,
  plan: AttackPlan = plainAdversary,
  questions: Questions = 'while-running',
): ModelProtocol {
  return new Translation(model, execution, plan, questions).finish();
}

class Translation {
  readonly #model: Model;
  readonly #execution: HonestExecution;
  readonly #plan: AttackPlan;
  readonly #elements: ReadonlyMap<string, Element>;
  /** The counter that an atom for one of its values is of. */
  readonly #counterOf = new Map<Term, string>();
  readonly #phases: readonly Phase[];
  /** Those of every role. */
  readonly #parameters: readonly Parameter[];
  /** The entities, with their places among them. */
  readonly #places: ReadonlyMap<string, number>;
  readonly #composition: Composition;
  readonly #sorts = new Map<string, Sort>();
  readonly #roles: Role[] = [];
  readonly #versions = new Map<string, number>();
  readonly #start: StartingState;
  readonly #claims: RoleClaims;
  readonly #leaks: Leaks;
  readonly #needed = new Map<string, ReadonlyMap<Term, number>>();

  constructor(model: Model, execution: HonestExecution, plan: AttackPlan, questions: Questions) {
    this.#model = model;
    this.#execution = execution;
    this.#plan = plan;
    this.#elements = new Map(model.elements.map((element) => [element.name, element]));
    this.#phases = phasesOf(model).from;
    this.#parameters = model.entities.map(({ name }) => ({ name, sort: agentSort(name) }));
    this.#places = new Map(model.entities.map(({ name }, index) => [name, index]));
    this.#composition = {
      tuples: new Set(),
      nested: !plan.typed,
      agreementPairs: diffieHellmanPairs(model),
    };
    this.#start = startingState(model, execution, this.#composition);
    this.#leaks = new Leaks(model, execution, plan);
    this.#claims = new RoleClaims(model, execution, this.#start.messages, questions);
  }

  finish(): ModelProtocol {
    const phases = this.#leaksAfterwards ? [...this.#phases, afterwards] : this.#phases;
    phases.forEach((phase, index) => {
      this.#translatePhase(phase, index, phases);
    });
    const leaks = leakedFromStart(this.#plan, this.#start);
    const agrees = this.#composition.agreementPairs.size > 0;
    // Whoever only listens changes nothing of what the entities agree on.
    const queries = this.#claims.queries.filter(({ kind }) => kind === 'secrecy' || !this.#plan.passive);
    const names = new Set(queries.map(({ name }) => name));
    const properties = this.#plan.passive
      ? this.#claims.properties.filter(({ key }) => names.has(key))
      : this.#claims.properties;
    return {
      protocol: {
        name: this.#model.name,
        theory: algebraOf(
          [...this.#start.shared, ...this.#model.elements.filter(isGuessable).map(guessableSymbol)],
          this.#composition.tuples,
          [
            ...this.#plan.flaws
              .filter(({ primitive }) => agrees || !primitives[primitive].commutes)
              .map(({ primitive, flaw, from }) => primitiveFlaw(primitive, flaw, from)),
            ...guesses(this.#model, this.#execution, this.#start, this.#composition),
          ],
          agrees,
        ),
        agentSorts: this.#model.entities.map(({ name }) => agentSort(name)),
        sorts: this.#plan.typed ? this.#sorts : new Map(),
        secrets: new Set(),
        exposures: [...this.#start.exposures, ...leaks],
        roles: this.#roles,
        phases: Math.max(1, phases.length),
        queries,
        passive: this.#plan.passive,
      },
      properties,
    };
  }

  get #leaksAfterwards(): boolean {
    const last = Math.max(-1, ...this.#plan.leaked.values(), ...this.#plan.compromised.values());
    return last >= this.#phases.length && this.#phases.length > 0;
  }

  // Entities in the order of the model, each once.
  #inOrder(names: readonly string[]): readonly string[] {
    const place = (name: string): number => this.#places.get(name) ?? -1;
    return [...new Set(names)].toSorted((one, other) => place(one) - place(other));
  }

  #translatePhase(phase: Phase, index: number, phases: readonly Phase[]): void {
    const writers = new Map<string, RoleWriter>();
    const given = new Map<string, Set<Term>>();
    for (const { name } of this.#model.entities) {
      const writer = this.#writerOf(name, phase, index);
      writers.set(name, writer);
      given.set(name, new Set());
      if (index > 0) this.#resume(name, index, phases, writer);
      this.#claims.begin(name, phase, writer);
    }
    const leak = (names: Iterable<string>): void => {
      for (const name of names) {
        const writer = writers.get(name);
        if (writer !== undefined) this.#leaks.write(name, index, writer, given.get(name) ?? new Set());
      }
    };
    leak(writers.keys());
    for (const [place, step] of phase.steps.entries()) {
      // Whoever has no part in a step knows after it what it knew before.
      const acting = this.#inOrder(actorsOf(step));
      for (const name of acting) {
        const writer = writers.get(name);
        if (writer === undefined || step.kind === 'check') continue;
        const installs = step.kind === 'install' ? step.elements : [];
        this.#claims.settle(name, phase, place, writer, new Set(installs));
      }
      this.#take(step, place, phase, writers);
      leak(acting);
    }
    for (const [name, writer] of writers) {
      this.#claims.end(name, phase, writer);
      if (index + 1 < phases.length) this.#suspend(name, index, phases, writer);
      if (!writer.empty) this.#roles.push(writer.finish(name, this.#parameters));
    }
    this.#roles.push(...playedRoles(this.#model, phase, index, this.#plan));
  }

  #writerOf(entity: string, phase: Phase, index: number): RoleWriter {
    const view = this.#start.views.get(entity) ?? new EntityView(new Map(), this.#composition);
    const { store } = this.#execution.vocabulary;
    return new RoleWriter(`${entity} in ${phase.name}`, index, view, store, (term) => this.#sortOf(term));
  }

  // The terms that an entity has from runs of earlier phases and needs in later ones.
  #carried(entity: string, after: number, phases: readonly Phase[]): readonly Term[] {
    const view = this.#start.views.get(entity);
    if (view === undefined) return [];
    const needed = this.#lastNeeded(entity, phases);
    const handedOut = (term: Term): boolean =>
      phases.some((_, index) => index > after && this.#leaks.hands(entity, index, term));
    return [...view.known]
      .filter(
        ([term, message]) =>
          isOfRun(message, this.#places) && ((needed.get(term) ?? -1) > after || handedOut(term)),
      )
      .map(([term]) => term);
  }

  // The last phase in which an entity needs a term, for each that it needs in any.
  #lastNeeded(entity: string, phases: readonly Phase[]): ReadonlyMap<Term, number> {
    const known = this.#needed.get(entity);
    if (known !== undefined) return known;
    const last = new Map<Term, number>();
    phases.forEach((phase, index) => {
      for (const term of this.#neededIn(phase, entity)) last.set(term, index);
    });
    this.#needed.set(entity, last);
    return last;
  }

  #neededIn(phase: Phase, entity: string): readonly Term[] {
    const { vocabulary } = this.#execution;
    const terms = phase.steps.flatMap((step): readonly Term[] => {
      if (!actsIn(step, entity)) return [];
      return step.kind === 'message' || step.kind === 'derive' ? [vocabulary.term(step.content)] : [];
    });
    const all = [...terms, ...this.#claims.needs(entity, phase)].flatMap((term) => [
      ...composingTerms(term, vocabulary.store),
    ]);
    const halves = all.flatMap((term) =>
      term.kind === 'key-half'
        ? [vocabulary.store.keyHalf('private', term.pair), vocabulary.store.keyHalf('public', term.pair)]
        : [],
    );
    return [...all, ...halves];
  }

  #suspend(entity: string, index: number, phases: readonly Phase[], writer: RoleWriter): void {
    const carried = this.#carried(entity, index, phases);
    if (carried.length === 0) return;
    const parts = carried.flatMap((term) => writer.view.compose(term) ?? []);
    const channel = channelToItself(entity);
    const label = stateLabel(entity, index);
    writer.add({ kind: 'send', label, message: this.#state(parts), channel, purpose: 'state' });
  }

  #resume(entity: string, index: number, phases: readonly Phase[], writer: RoleWriter): void {
    const carried = this.#carried(entity, index - 1, phases);
    const kept = new Set(carried);
    for (const [term, message] of [...writer.view.known]) {
      if (isOfRun(message, this.#places) && !kept.has(term)) writer.view.delete(term);
    }
    if (carried.length === 0) return;
    const acts = phases[index]?.steps.some((step) => actsIn(step, entity)) === true;
    const leaks = carried.some((term) => this.#leaks.hands(entity, index, term));
    // A phase in which the entity does nothing is passed through only for the sake of later ones.
    if (!acts && !leaks && this.#carried(entity, index, phases).length === 0) return;
    const parts = carried.map((term) => writer.bind(term));
    const channel = channelToItself(entity);
    writer.add({
      kind: 'receive',
      label: stateLabel(entity, index - 1),
      pattern: this.#state(parts),
      channel,
      purpose: 'state',
    });
  }

  #state(parts: readonly Message[]): Message {
    return tupleOf([...this.#model.entities.map(({ name }) => variable(name)), ...parts], this.#composition);
  }

  #take(step: Step, place: number, phase: Phase, writers: ReadonlyMap<string, RoleWriter>): void {
    switch (step.kind) {
      case 'message':
        this.#deliver(step, place, phase, writers);
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
      // Skipping belongs to the message that it follows.
      case 'skip':
      case 'accept':
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
    const message = this.#fresh(element, name);
    writer.view.set(element.kind === 'key-pair' ? store.keyHalf('private', name) : store.atom(name), message);
    if (element.kind !== 'key-pair') this.#claims.announce(element, entity, message, writer);
  }

  // A new value of an element; of one that can be guessed, such that the adversary's trying is seen.
  #fresh(element: Element, name: string): Message {
    this.#sorts.set(name, element.kind);
    const value: Message = { kind: 'fresh', name };
    if (!isGuessable(element)) return value;
    return { kind: 'apply', symbol: guessableSymbol(element).name, args: [value] };
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

  #deliver(step: MessageStep, place: number, phase: Phase, writers: ReadonlyMap<string, RoleWriter>): void {
    const sender = writers.get(step.sender);
    const receiver = writers.get(step.receiver);
    if (sender === undefined || receiver === undefined) return;
    const term = this.#versioned(this.#execution.vocabulary.term(step.content));
    this.#provide(step.sender, sender, term);
    // What it brings along is there before it is sent.
    this.#claims.settle(step.sender, phase, place, sender, new Set());
    const message = sender.view.compose(term);
    if (message === null) throw new RangeError('an executable model sends only what the sender can build');
    const channel = channelOf(step, phase);
    sender.add({ kind: 'send', label: step.name, message, channel });
    receiver.receive(
      step.name,
      term,
      channel,
      this.#skipped(term, step.receiver, phase.steps.slice(place + 1)),
    );
  }

  // What the receiver of a message skips of it, as it says before it receives the next.
  #skipped(term: Term, receiver: string, later: readonly Step[]): ReadonlySet<Term> {
    const next = later.findIndex((step) => step.kind === 'message' && step.receiver === receiver);
    const steps = next < 0 ? later : later.slice(0, next);
    const skips = steps.filter((step) => step.kind === 'skip').filter(({ entity }) => entity === receiver);
    const elements = skips.flatMap((skip) => skip.elements);
    const primitives = new Set(skips.flatMap((skip) => skip.primitives));
    const made = [...allSubterms(term)].filter(
      (part) => part.kind === 'apply' && primitives.has(part.primitive),
    );
    const named = elements.map((name) => this.#versioned(this.#execution.vocabulary.name(name)));
    return new Set([...made, ...named]);
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
    const message = this.#fresh(element, predictable ? own : name);
    if (predictable) writer.add({ kind: 'advance', counter: name, value: own });
    writer.view.set(term, message);
    if (!predictable) this.#claims.announce(element, entity, message, writer);
  }

  // A counter has another value after each step of it.
  #versioned(term: Term): Term {
    const { store } = this.#execution.vocabulary;
    switch (term.kind) {
      case 'atom':
        return this.#elements.get(term.name)?.kind === 'counter' ? this.#version(term.name) : term;
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

  #version(counter: string): Term {
    const atom = this.#execution.vocabulary.store.atom(`${counter}#${this.#versions.get(counter) ?? 0}`);
    this.#counterOf.set(atom, counter);
    return atom;
  }

  #sortOf(term: Term): Sort {
    if (!this.#plan.typed) return anySort;
    return this.#elementOf(term)?.kind ?? anySort;
  }

  // The element of an atom, whatever its version.
  #elementOf(term: Term): Element | undefined {
    return term.kind === 'atom' ? this.#elements.get(this.#counterOf.get(term) ?? term.name) : undefined;
  }
}

function variable(name: string): { readonly kind: 'variable'; readonly name: string } {
  return { kind: 'variable', name };
}

function channelToItself(entity: string): Channel {
  return { trust: 'secure', from: variable(entity), to: variable(entity) };
}

// What comes after the last phase: nobody does anything any more, but secrets may leak.
const afterwards: Phase = {
  name: 'afterwards',
  label: 'afterwards',
  trust: 'public',
  repeats: false,
  adversaryPresent: true,
  links: [],
  sources: [],
  steps: [],
  span: { start: 0, end: 0 },
};

function actsIn(step: Step, entity: string): boolean {
  return actorsOf(step).includes(entity);
}

function actorsOf(step: Step): readonly string[] {
  switch (step.kind) {
    case 'message':
      return [step.sender, step.receiver];
    case 'make':
    case 'advance':
    case 'check':
    case 'skip':
      return [step.entity];
    case 'derive':
    case 'accept':
    case 'install':
    case 'erase':
      return step.entities;
  }
}
