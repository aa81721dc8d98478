import { sharedSymbol } from './algebra.ts';
import { EntityView, type Composition } from './entity-view.ts';
import { agentSort } from './names.ts';
import type { Run } from '#core/analysis/1-execute/run.ts';
import type { Element, Model, Phase } from '#core/language/model.ts';
import { adversaryConstant, type Message } from '#core/protocol/message.ts';
import type { Exposure } from '#core/protocol/protocol.ts';
import type { FunctionSymbol } from '#core/protocol/theory.ts';
import type { Term } from '#core/terms/term.ts';

/**
 * What is there when the adversary comes. The phases before it have happened once, honestly, among every set
 * of partners: what was given or made by then is a private function of the agents that may have it.
 */
export interface StartingState {
  /** The private functions. */
  readonly shared: readonly FunctionSymbol[];
  /** What dishonest agents share with others, and the public halves of pairs. */
  readonly exposures: readonly Exposure[];
  /** The message that stands for each shared element: of a key pair, its private half. */
  readonly messages: ReadonlyMap<string, Message>;
  /** What each entity starts from. */
  readonly views: ReadonlyMap<string, EntityView>;
}

/** Works out the state at the arrival of the adversary. */
export function startingState(model: Model, execution: Run, composition: Composition): StartingState {
  return new Start(model, execution, composition).finish();
}

class Start {
  readonly #model: Model;
  readonly #execution: Run;
  readonly #composition: Composition;
  readonly #quiet: ReadonlySet<string>;
  readonly #madeLater: ReadonlySet<string>;
  readonly #derived: ReadonlySet<Term>;
  readonly #shared: FunctionSymbol[] = [];
  readonly #exposures: Exposure[] = [];
  readonly #messages = new Map<string, Message>();

  constructor(model: Model, execution: Run, composition: Composition) {
    this.#model = model;
    this.#execution = execution;
    this.#composition = composition;
    const { vocabulary } = execution;
    this.#derived = new Set(
      model.elements
        .filter(({ name }) => vocabulary.isDerived(name))
        .map((element) => vocabulary.secret(element)),
    );
    const { quiet, loud } = phasesOf(model);
    this.#quiet = new Set(quiet.map(({ name }) => name));
    this.#madeLater = new Set(
      loud.flatMap(({ steps }) => steps).flatMap((step) => (step.kind === 'make' ? step.elements : [])),
    );
  }

  finish(): StartingState {
    for (const element of this.#model.elements) this.#share(element);
    const whole = new EntityView(this.#common(), this.#composition);
    for (const element of this.#model.elements) {
      const message = this.#messages.get(element.name);
      if (message !== undefined) whole.set(this.#execution.vocabulary.secret(element), message);
    }
    const views = new Map(this.#model.entities.map(({ name }) => [name, this.#view(name, whole)]));
    return { shared: this.#shared, exposures: this.#exposures, messages: this.#messages, views };
  }

  // Names and constants, which everybody has.
  #common(): ReadonlyMap<Term, Message> {
    const { store } = this.#execution.vocabulary;
    const agents = this.#model.entities.map(({ name }): [Term, Message] => [
      store.atom(name),
      { kind: 'variable', name },
    ]);
    const constants = this.#model.elements.flatMap(({ name, kind }): readonly [Term, Message][] =>
      kind === 'constant' ? [[store.atom(name), { kind: 'constant', name }]] : [],
    );
    return new Map([...agents, ...constants]);
  }

  #view(entity: string, whole: EntityView): EntityView {
    const view = new EntityView(this.#common(), this.#composition);
    const held = [...(this.#execution.heldAtArrival.get(entity) ?? [])];
    for (const term of held) {
      if (term.kind === 'tuple' || term.kind === 'apply') continue;
      const message = whole.compose(term);
      if (message !== null && view.compose(term) === null) view.set(term, message);
    }
    // What it cannot put together was received; what it derived may outlive what it was derived from.
    for (const term of held) {
      if (term.kind !== 'apply' || (view.compose(term) !== null && !this.#derived.has(term))) continue;
      const message = view.compose(term) ?? whole.compose(term);
      if (message !== null) view.set(term, message);
    }
    return view;
  }

  // Counters and clocks move on; an entity's own data and nonces are new in every run.
  #share(element: Element): void {
    const { name, kind } = element;
    if (kind === 'constant' || kind === 'counter' || kind === 'timestamp') return;
    if (this.#execution.vocabulary.isDerived(name) || this.#madeLater.has(name)) return;
    const owners = this.#owners(element);
    const others = this.#otherHolders(element, owners);
    if (owners.length === 1 && others.length === 0 && (kind === 'data' || kind === 'nonce')) return;
    const args = owners.map((owner): Message => ({ kind: 'variable', name: owner }));
    const message: Message = { kind: 'apply', symbol: name, args };
    this.#shared.push(sharedSymbol(name, owners.length, kind));
    this.#messages.set(name, message);
    this.#expose(element, owners, others, message);
  }

  // Whose an element is: what tells its values apart. What was there from the start is one for each of those that share it
  // by its declaration; no tick, claim or attack model has a say in it. What somebody made is new in every run of the
  // phases that went before, among those that took part in it or are meant to have it: the table says who, until the
  // partners of a phase can be declared.
  #owners(element: Element): readonly string[] {
    const maker = this.#execution.makers.get(element.name);
    if (maker === undefined) return element.holders.length > 0 ? element.holders : element.knownTo;
    const makers = [maker, ...element.holders];
    const ticked = this.#model.ticks.find(
      (tick) => tick.property === 'confidentiality' && tick.element === element.name,
    );
    const meant = new Set(makers).size > 1 ? (ticked?.entities ?? []) : [];
    return [...new Set([...makers, ...meant, ...this.#holdersAtArrival(element)])];
  }

  // Who has it from the start besides: each of them has the same, whoever it is.
  #otherHolders(element: Element, owners: readonly string[]): readonly string[] {
    return this.#holdersAtArrival(element).filter((name) => !owners.includes(name));
  }

  #holdersAtArrival(element: Element): readonly string[] {
    const secret = this.#execution.vocabulary.secret(element);
    const obtained = [...this.#execution.obtained].flatMap(([name, phases]) =>
      this.#quiet.has(phases.get(secret) ?? '') ? [name] : [],
    );
    // Only the public half of a pair is known to others.
    return element.kind === 'key-pair' ? obtained : [...new Set([...element.knownTo, ...obtained])];
  }

  #expose(element: Element, owners: readonly string[], others: readonly string[], message: Message): void {
    const sorts = new Map(owners.map((name) => [name, agentSort(name)]));
    for (const dishonest of owners) {
      const args = owners.map((name): Message =>
        name === dishonest ? adversaryConstant(agentSort(name)) : { kind: 'variable', name },
      );
      const variables = new Map([...sorts].filter(([name]) => name !== dishonest));
      const shared: Message = { kind: 'apply', symbol: element.name, args };
      this.#exposures.push({ message: shared, variables, fromPhase: 0 });
    }
    // Dishonest ones among the others have it like the honest ones.
    if (others.length > 0) this.#exposures.push({ message, variables: sorts, fromPhase: 0 });
    if (element.kind !== 'key-pair') return;
    const open = new EntityView(new Map(), this.#composition).publicHalf(element.name, message);
    this.#exposures.push({ message: open, variables: sorts, fromPhase: 0 });
  }
}

/** The phases before the adversary comes, and those from its coming on, in which it may be absent again. */
export function phasesOf(model: Model): {
  readonly quiet: readonly Phase[];
  readonly loud: readonly Phase[];
} {
  const first = model.phases.findIndex(({ adversaryPresent }) => adversaryPresent);
  return first < 0
    ? { quiet: model.phases, loud: [] }
    : { quiet: model.phases.slice(0, first), loud: model.phases.slice(first) };
}
