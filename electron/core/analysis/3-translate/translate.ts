import { actsIn } from './acting.ts';
import { algebraOf, primitiveFlaw } from './algebra.ts';
import { arrivalOf, type Arrival } from './arrival.ts';
import { plainAdversary, type AttackPlan } from './attack-plan.ts';
import { channelOf } from './channel.ts';
import { Composition } from './composition.ts';
import { Declarations } from './declarations.ts';
import { insiderExposures } from './insiders.ts';
import { namesNeededIn, resumed, usedIn, type Draft, type Origin, type Resumed } from './drafts.ts';
import { Store } from './store.ts';
import { EntityRun, type EntityState, type Surroundings } from './entity-run.ts';
import { guessableSymbol, guessing, isGuessable } from './guesses.ts';
import { HandOver, numbered, type LateLeak } from './hand-over.ts';
import type { Holding } from './holding.ts';
import { Leaks } from './leaks.ts';
import { agentSort, leakLabel } from './names.ts';
import { NumberSteps } from './number-steps.ts';
import { playedRoles } from './played-roles.ts';
import { RoleClaims, type Questions } from './role-claims.ts';
import { RoleWriting } from './role-writing.ts';
import { TurnedRoles } from './turned-roles.ts';
import { Script } from './script.ts';
import type { HonestExecution } from '#core/analysis/1-execute/execute.ts';
import type { Property } from '#core/analysis/record/question.ts';
import { phasesOf } from '#core/language/adversary-arrival.ts';
import type { Element, Model, Phase } from '#core/language/model.ts';
import { diffieHellmanPairs } from '#core/language/pair-purposes.ts';
import { anySort, variablesOf, type Message, type Sort } from '#core/protocol/message.ts';
import type { Parameter, Protocol, Role } from '#core/protocol/protocol.ts';
import { theory as primitives } from '#core/terms/theory.ts';

/** A model as the active analyses see it, and what is asked of it. */
export interface ModelProtocol {
  readonly protocol: Protocol;
  readonly properties: readonly Property[];
}

/**
 * Translates an executable model to roles: one for each entity and phase, which any number of runs execute
 * with any agents, honest or not. Each is what the entity does when it is executed by itself (language reference):
 * what it holds comes from its own store and from nothing else. `plan` is what the adversary is given; `questions`
 * chooses what is asked.
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
  readonly #declarations: Declarations;
  readonly #composition: Composition;
  readonly #arrival: Arrival;
  readonly #agents: ReadonlySet<string>;
  readonly #phases: readonly Phase[];
  readonly #parameters: readonly Parameter[];
  readonly #sorts: Map<string, Sort>;
  readonly #claims: RoleClaims;
  readonly #leaks: Leaks;
  readonly #drafts: Draft[] = [];
  readonly #lateLeaks: LateLeak[] = [];

  constructor(model: Model, execution: HonestExecution, plan: AttackPlan, questions: Questions) {
    this.#model = model;
    this.#execution = execution;
    this.#plan = plan;
    this.#declarations = new Declarations(model);
    this.#composition = new Composition(!plan.typed, diffieHellmanPairs(model));
    this.#arrival = arrivalOf(this.#declarations, this.#composition);
    this.#agents = new Set(model.entities.map(({ name }) => name));
    this.#phases = phasesOf(model).from;
    this.#parameters = model.entities.map(({ name }) => ({ name, sort: agentSort(name, model) }));
    this.#sorts = new Map(this.#arrival.numbers.sorts(model.elements));
    this.#claims = new RoleClaims(this.#declarations, execution, this.#arrival.messages, questions);
    this.#leaks = new Leaks(this.#declarations, plan);
  }

  finish(): ModelProtocol {
    const phases = this.#leaksAfterwards ? [...this.#phases, afterwards] : this.#phases;
    let states = this.#arrival.states;
    phases.forEach((phase, index) => {
      states = this.#draftPhase(phase, index, states);
    });
    const roles = this.#roles();
    const agrees = this.#composition.agrees;
    // Whoever only listens changes nothing of what the entities agree on.
    const queries = this.#claims.queries.filter(({ kind }) => kind === 'secrecy' || !this.#plan.passive);
    const names = new Set(queries.map(({ name }) => name));
    const offline = guessing(
      this.#model,
      this.#execution,
      this.#arrival.messages,
      this.#composition,
      this.#plan.typed,
    );
    return {
      protocol: {
        name: this.#model.name,
        theory: algebraOf(
          [...this.#arrival.functions, ...offline.symbols],
          this.#composition.tuples,
          [
            ...this.#plan.flaws
              .filter(({ primitive }) => agrees || !primitives[primitive].commutes)
              .map(({ primitive, flaw, from }) => primitiveFlaw(primitive, flaw, from)),
            ...offline.deductions,
          ],
          agrees,
        ),
        agentSorts: [...new Set(this.#parameters.map(({ sort }) => sort))],
        numberSorts: ['counter', 'timestamp'],
        sorts: this.#sorts,
        secrets: new Set(),
        exposures: [...insiderExposures(this.#arrival, this.#model), ...this.#leaks.exposures],
        roles,
        phases: Math.max(1, phases.length),
        queries,
        passive: this.#plan.passive,
      },
      properties: this.#claims.properties.filter(({ key }) => names.has(key)),
    };
  }

  get #leaksAfterwards(): boolean {
    const last = Math.max(-1, ...this.#plan.leaked.values(), ...this.#plan.compromised.values());
    return last >= this.#phases.length && this.#phases.length > 0;
  }

  #draftPhase(
    phase: Phase,
    index: number,
    before: ReadonlyMap<string, EntityState>,
  ): ReadonlyMap<string, EntityState> {
    const acting = new Set(
      this.#model.entities
        .map(({ name }) => name)
        .filter((name) => phase.steps.some((step) => actsIn(step, name))),
    );
    const after = new Map<string, EntityState>();
    const writings = [...before].flatMap(([name, state]): readonly RoleWriting[] => {
      this.#leakEarlier(name, index, state);
      if (acting.has(name)) return [this.#writing(name, phase, index, state, 0, nothing)];
      this.#leaks.expose(name, state, index);
      after.set(name, state);
      return [];
    });
    for (const writing of writings) writing.begin();
    for (const [place, step] of phase.steps.entries()) {
      for (const writing of writings) writing.take(step, place);
    }
    for (const writing of writings) {
      const { entity } = writing;
      const draft = writing.end();
      this.#drafts.push(draft);
      after.set(entity, writing.left);
      const state = before.get(entity);
      if (state !== undefined) this.#draftInterrupted(draft, phase, state);
    }
    return after;
  }

  // Once more for what runs left that had not taken over yet what the phase uses of it.
  #draftInterrupted(usual: Draft, phase: Phase, state: EntityState): void {
    const used = namesNeededIn(usual);
    const sets = new Map(
      this.#drafts
        .filter(({ entity, index }) => entity === usual.entity && index < usual.index)
        .flatMap(({ marks }) => marks)
        .filter(({ waiting, left }) => waiting.size > 0 && [...usedIn(usual)].every((key) => left.has(key)))
        .map(({ waiting }) => [...waiting].filter((name) => used.has(name)).toSorted())
        .filter((names) => names.length > 0)
        .map((names) => [names.join(), new Set(names)] as const),
    );
    for (const [number, begins] of [...sets.values()].entries()) {
      const writing = this.#writing(usual.entity, phase, usual.index, state, number + 1, begins);
      writing.begin();
      for (const [place, step] of phase.steps.entries()) writing.take(step, place);
      this.#drafts.push(writing.end());
    }
  }

  #writing(
    entity: string,
    phase: Phase,
    index: number,
    before: EntityState,
    number: number,
    begins: ReadonlySet<string>,
  ): RoleWriting {
    const script = new Script(index);
    const { state, given } = this.#resumed(entity, before, script);
    const run = new EntityRun(entity, phase.steps, state, script, this.#surroundings(entity, phase));
    const name = numbered(`${entity} in ${phase.name}`, number);
    return new RoleWriting(
      ...([phase, index, run, script, given, this.#originOf(entity)] as const),
      ...([this.#leaks, this.#claims, name, begins] as const),
    );
  }

  #resumed(entity: string, state: EntityState, script: Script): Resumed {
    return resumed(state, script, this.#originOf(entity), (holding) => this.#sortOf(holding));
  }

  #originOf(entity: string): Origin {
    const arrived = this.#arrival.states.get(entity)?.store;
    return { agents: this.#agents, arrived: arrived ?? new Store(this.#declarations, this.#composition) };
  }

  // What begins to leak in this phase of what earlier runs have, whatever the entity does in it.
  #leakEarlier(entity: string, index: number, state: EntityState): void {
    const script = new Script(index);
    const { state: start, given } = this.#resumed(entity, state, script);
    for (const { name, message } of this.#leaks.beginningIn(entity, start, index)) {
      const label = `${leakLabel(name, entity, index)} from earlier`;
      const variables = variablesOf(message);
      const needs = [...given].flatMap(([key, variable]) => (variables.has(variable) ? [key] : []));
      const parts = needs.map((key): Message => ({ kind: 'variable', name: given.get(key) ?? '' }));
      this.#lateLeaks.push({ entity, index, label, needs, parts, message, sorts: script.sorts });
    }
  }

  #roles(): readonly Role[] {
    const handOver = new HandOver(
      this.#declarations,
      this.#composition,
      this.#parameters,
      this.#drafts,
      this.#lateLeaks,
    );
    const roles = handOver.roles();
    for (const [name, usual] of handOver.renamed) {
      const sort = this.#sorts.get(usual);
      if (sort !== undefined) this.#sorts.set(name, sort);
    }
    const leaking = this.#lateLeaks.map((leak) => handOver.leakingRole(leak));
    const played = this.#phases.flatMap((phase, index) => playedRoles(this.#model, phase, index, this.#plan));
    const all = [...roles.filter(({ steps }) => steps.length > 0), ...leaking, ...played];
    return this.#model.coincide.length === 0 ? all : this.#withTurned(all);
  }

  #withTurned(roles: readonly Role[]): readonly Role[] {
    const turned = new TurnedRoles(this.#model, this.#arrival);
    const all = turned.of(roles);
    for (const [name, usual] of turned.renamed) {
      const sort = this.#sorts.get(usual);
      if (sort !== undefined) this.#sorts.set(name, sort);
    }
    return all;
  }

  #surroundings(entity: string, phase: Phase): Surroundings {
    const numbers = new NumberSteps(this.#arrival.numbers, entity);
    return {
      declarations: this.#declarations,
      composition: this.#composition,
      sortOf: (holding) => this.#sortOf(holding),
      fresh: (element) => this.#fresh(element),
      number: (element, _, use, script) => numbers.number(element, use, script),
      accept: (element, _, value, script) => {
        numbers.accept(element, value, script);
      },
      useUp: (element, _, value, script) => {
        numbers.useUp(element, value, script);
      },
      channelOf: (step) => channelOf(step, phase),
    };
  }

  // A new value of an element; of one that can be guessed, such that the adversary's trying is seen.
  #fresh(element: Element): Message {
    const { name } = element;
    if (this.#plan.typed) this.#sorts.set(name, element.kind);
    const value: Message = { kind: 'fresh', name };
    if (!isGuessable(element)) return value;
    return { kind: 'apply', symbol: guessableSymbol(element).name, args: [value] };
  }

  #sortOf({ name, half }: Holding): Sort {
    if (!this.#plan.typed || half === 'public') return anySort;
    if (this.#declarations.isEntity(name)) return agentSort(name, this.#model);
    // What is derived is no atom.
    if (this.#declarations.definition(name) !== null) return anySort;
    return this.#declarations.element(name)?.kind ?? anySort;
  }
}

const nothing: ReadonlySet<string> = new Set();

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
