import { sharedSymbol } from './algebra.ts';
import { EntityView, type Composition } from './entity-view.ts';
import { agentSort } from './names.ts';
import type { HonestExecution } from '#core/analysis/1-execute/execute.ts';
import type { Element, Model } from '#core/language/model.ts';
import { isSharedFromStart, otherHolders, ownersOf } from './shared-from-start.ts';
import { adversaryConstant, type Message } from '#core/protocol/message.ts';
import type { Exposure } from '#core/protocol/protocol.ts';
import type { FunctionSymbol } from '#core/protocol/theory.ts';
import type { Term } from '#core/terms/term.ts';

/**
 * The state of all entities when the adversary comes. The phases before it have happened once, honestly, among every
 * set of partners: what was given or made by then is a private function of the agents that may have it.
 */
export interface StartingState {
  /** The private functions. */
  readonly shared: readonly FunctionSymbol[];
  /** The terms that dishonest agents share with others, and the public halves of pairs. */
  readonly exposures: readonly Exposure[];
  /** The message that stands for each shared element: of a key pair, its private half. */
  readonly messages: ReadonlyMap<string, Message>;
  /** The view that each entity starts from. */
  readonly views: ReadonlyMap<string, EntityView>;
}

/** Works out the state at the arrival of the adversary. */
export function startingState(
  model: Model,
  execution: HonestExecution,
  composition: Composition,
): StartingState {
  return new Start(model, execution, composition).finish();
}

class Start {
  readonly #model: Model;
  readonly #execution: HonestExecution;
  readonly #composition: Composition;
  readonly #derived: ReadonlySet<Term>;
  readonly #shared: FunctionSymbol[] = [];
  readonly #exposures: Exposure[] = [];
  readonly #messages = new Map<string, Message>();

  constructor(model: Model, execution: HonestExecution, composition: Composition) {
    this.#model = model;
    this.#execution = execution;
    this.#composition = composition;
    const { vocabulary } = execution;
    this.#derived = new Set(
      model.elements
        .filter(({ name }) => vocabulary.isDerived(name))
        .map((element) => vocabulary.secret(element)),
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

  #share(element: Element): void {
    const { name, kind } = element;
    if (!isSharedFromStart(element, this.#model, this.#execution)) return;
    const owners = ownersOf(element, this.#model, this.#execution);
    const others = otherHolders(element, owners, this.#model, this.#execution);
    const args = owners.map((owner): Message => ({ kind: 'variable', name: owner }));
    const message: Message = { kind: 'apply', symbol: name, args };
    this.#shared.push(sharedSymbol(name, owners.length, kind));
    this.#messages.set(name, message);
    this.#expose(element, owners, others, message);
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
