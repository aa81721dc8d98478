import type { Accepted } from './acceptance.ts';
import type { Declarations } from './declarations.ts';
import { secretOf, sharedOf, type Holding } from './holding.ts';
import type { RolePart } from './role-part.ts';
import type { Trustees } from './trustees.ts';
import { ValueHistory } from './value-history.ts';
import type { HonestExecution } from '#core/analysis/1-execute/execute.ts';
import type { Property } from '#core/analysis/record/question.ts';
import { claims as definitions } from '#core/claims/claims.ts';
import type { ClaimHistory, ClaimQuestion } from '#core/claims/claim-events.ts';
import { statementKey } from '#core/claims/statement.ts';
import type { Claim, Element } from '#core/language/model.ts';
import type { Message } from '#core/protocol/message.ts';
import type { Query } from '#core/protocol/query.ts';

/** The order in which the kinds of claim write their events. */
const order = Object.keys(definitions);

/**
 * The claims of a model beside the ticks of its table, and the events in the roles that it is asked of: each kind of
 * claim writes its own. The claims that speak of the time after the last phase are asked apart: `afterwards` chooses
 * them, otherwise all the others.
 */
export class StatedClaims {
  readonly #claims: readonly Claim[];
  readonly #declarations: Declarations;
  readonly #values = new ValueHistory();
  readonly #history: ClaimHistory;
  readonly #questions = new Map<string, ClaimQuestion>();

  constructor(
    declarations: Declarations,
    execution: HonestExecution,
    trustees: Trustees,
    afterwards: boolean,
  ) {
    const when = afterwards ? 'afterwards' : 'while-running';
    this.#declarations = declarations;
    this.#claims = declarations.model.claims
      .filter(({ kind }) => definitions[kind].when === when)
      .toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
    this.#history = this.#historyOf(execution, trustees);
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

  /** The elements of which it matters when an entity takes them over. */
  accepted(entity: string): readonly string[] {
    return this.#claims.flatMap((claim) => definitions[claim.kind].events.accepted?.(claim, entity) ?? []);
  }

  /** The role of an entity in a phase begins; the entity has what it brings along from earlier phases. */
  begin(part: RolePart): void {
    this.#values.begin(part.entity);
    for (const claim of this.#claims) definitions[claim.kind].events.begin?.(claim, part, this.#history);
  }

  /** Before the entity's step at this place: what it has now is noted, and what it now runs with. */
  before(part: RolePart, place: number): void {
    const watched = this.#claims.flatMap((claim) =>
      definitions[claim.kind].events.watched(claim, part.entity),
    );
    for (const name of new Set(watched)) {
      const element = this.#declarations.element(name);
      for (const holding of element === undefined ? [] : [sharedOf(element), secretOf(element)])
        this.#values.note(part.entity, holding, part.build(holding));
    }
    for (const claim of this.#claims)
      definitions[claim.kind].events.before?.(claim, part, place, this.#history);
  }

  /** The entity takes a value over. */
  accept(accepted: Accepted, part: RolePart): void {
    for (const claim of this.#claims) {
      definitions[claim.kind].events.accept?.(claim, accepted, part, this.#history);
    }
  }

  /** The entity has finished its part of the phase. */
  end(part: RolePart): void {
    for (const claim of this.#claims) definitions[claim.kind].events.end?.(claim, part, this.#history);
  }

  #valuesOf(entity: string, name: string, of: (element: Element) => Holding): readonly Message[] {
    const element = this.#declarations.element(name);
    return element === undefined ? [] : this.#values.of(entity, of(element));
  }

  #historyOf(execution: HonestExecution, trustees: Trustees): ClaimHistory {
    const { model } = this.#declarations;
    const seen = new Set<string>();
    const ownCounts = new Map<string, number>();
    return {
      model,
      element: (name) => this.#declarations.element(name),
      makerOf: (name) => execution.makers.get(name),
      valuesOf: (entity, name) => this.#valuesOf(entity, name, sharedOf),
      secretsOf: (entity, name) => this.#valuesOf(entity, name, secretOf),
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
