import type { HonestExecution } from '#core/analysis/1-execute/execute.ts';
import type { Property } from '#core/analysis/record/question.ts';
import { claims as definitions } from '#core/claims/claims.ts';
import type { ClaimHistory, ClaimQuestion, RoleDraft } from '#core/claims/claim-events.ts';
import { statementKey } from '#core/claims/statement.ts';
import type { Claim, Element, Model, Phase } from '#core/language/model.ts';
import type { Message } from '#core/protocol/message.ts';
import type { Query } from '#core/protocol/query.ts';
import type { Term } from '#core/terms/term.ts';
import type { RoleWriter } from './role-writer.ts';
import { isOfRun } from './run-dependence.ts';
import type { Trustees } from './trustees.ts';
import { ValueHistory } from './value-history.ts';

/** The order in which the kinds of claim write their events. */
const order = Object.keys(definitions);

/**
 * The claims of a model beside the ticks of its table, and the events in the roles that it is asked of: each kind of
 * claim writes its own. The claims that speak of the time after the last phase are asked apart: `afterwards` chooses
 * them, otherwise all the others.
 */
export class StatedClaims {
  readonly #claims: readonly Claim[];
  readonly #agents: ReadonlySet<string>;
  readonly #values = new ValueHistory();
  readonly #history: ClaimHistory;
  readonly #questions = new Map<string, ClaimQuestion>();

  constructor(model: Model, execution: HonestExecution, trustees: Trustees, afterwards: boolean) {
    const when = afterwards ? 'afterwards' : 'while-running';
    this.#claims = model.claims
      .filter(({ kind }) => definitions[kind].when === when)
      .toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
    this.#agents = new Set(model.entities.map(({ name }) => name));
    this.#history = this.#historyOf(model, execution, trustees);
  }

  // Written out at the end: what a run names in an event is known when its role is complete.
  get queries(): readonly Query[] {
    return [...this.#questions.values()].map(({ write }) => write());
  }

  get properties(): readonly Property[] {
    return [...this.#questions.values()].map((asked): Property => {
      const { key, kind, element, entity, originator, on, phase, honest } = asked;
      const statement = statementKey(asked.claim);
      return { key, statement, kind, element, entity, originator, on, phase, honest };
    });
  }

  /** The elements that a claim about this phase or a later one needs an entity to have. */
  needs(entity: string, phase: Phase): readonly Term[] {
    return this.#claims.flatMap(
      (claim) => definitions[claim.kind].events.needed?.(claim, entity, phase, this.#history) ?? [],
    );
  }

  /** The role of an entity in a phase begins; the entity has what it brings along from earlier phases. */
  begin(entity: string, phase: Phase, writer: RoleWriter): void {
    this.#values.begin(entity, writer.view.known.keys());
    const role = this.#roleOf(entity, phase, writer);
    for (const claim of this.#claims) definitions[claim.kind].events.begin?.(claim, role, this.#history);
  }

  /** Before the entity's step at this place: what it has now is noted, and what it now runs with. */
  settle(entity: string, phase: Phase, place: number, writer: RoleWriter): void {
    if (writer.empty) return;
    const watched = this.#claims.flatMap((claim) =>
      definitions[claim.kind].events.watched(claim, entity, this.#history),
    );
    for (const term of new Set(watched)) this.#values.note(entity, term, writer.view.compose(term));
    const role = this.#roleOf(entity, phase, writer);
    for (const claim of this.#claims) {
      definitions[claim.kind].events.settle?.(claim, role, place, this.#history);
    }
  }

  /** The entity has finished its part of the phase. */
  end(entity: string, phase: Phase, writer: RoleWriter): void {
    if (writer.empty) return;
    const role = this.#roleOf(entity, phase, writer);
    for (const claim of this.#claims) definitions[claim.kind].events.end?.(claim, role, this.#history);
  }

  #roleOf(entity: string, phase: Phase, writer: RoleWriter): RoleDraft {
    return {
      name: writer.name,
      entity,
      phase,
      compose: (term) => writer.view.compose(term),
      ownValues: () => [...writer.view.known.values()].filter((message) => isOfRun(message, this.#agents)),
      addEvent: (event, args, honest) => {
        writer.add({ kind: 'event', event, args, honest });
      },
    };
  }

  #historyOf(model: Model, execution: HonestExecution, trustees: Trustees): ClaimHistory {
    const elements = new Map(model.elements.map((element): [string, Element] => [element.name, element]));
    const { vocabulary } = execution;
    const seen = new Set<string>();
    const ownCounts = new Map<string, number>();
    return {
      model,
      element: (name) => elements.get(name),
      termOf: (name) =>
        elements.get(name)?.kind === 'key-pair'
          ? vocabulary.store.keyHalf('public', name)
          : vocabulary.name(name),
      makerOf: (name) => execution.makers.get(name),
      valuesOf: (entity, term): readonly Message[] => this.#values.of(entity, term),
      broughtAlong: (entity, term) => this.#values.broughtAlong(entity, term),
      relied: (names, ends) => {
        const others =
          names.length === 0
            ? model.entities.map(({ name }) => name)
            : names.flatMap((name) => trustees.of(name));
        return [...new Set([...ends, ...others])];
      },
      noteOnce: (key) => {
        const known = seen.has(key);
        seen.add(key);
        return known;
      },
      ownCount: (event, count) => {
        if (count !== undefined && !ownCounts.has(event)) ownCounts.set(event, count);
        return ownCounts.get(event) ?? 0;
      },
      ask: (question) => {
        this.#questions.set(question.key, question);
      },
    };
  }
}
