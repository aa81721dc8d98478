import type { Property } from '#core/analysis/record/question.ts';
import type { RoleWriter } from './role-writer.ts';
import { StatedClaims } from './stated-claims.ts';
import { TickClaims } from './tick-claims.ts';
import { Trustees } from './trustees.ts';
import type { HonestExecution } from '#core/analysis/1-execute/execute.ts';
import type { Element, Model, Phase } from '#core/language/model.ts';
import type { Message } from '#core/protocol/message.ts';
import type { Query } from '#core/protocol/query.ts';
import type { Term } from '#core/terms/term.ts';

/** Which questions: those about the protocol while it runs, or those about the time after its last phase. */
export type Questions = 'while-running' | 'afterwards';

/** All that is asked about a model, and the events that it is asked of, written into the roles as they grow. */
export class RoleClaims {
  readonly #ticks: TickClaims | null;
  readonly #stated: StatedClaims;
  readonly #settled = new Map<string, Set<Term>>();

  /** `shared` are the messages of the elements that are shared from the start. */
  constructor(
    model: Model,
    execution: HonestExecution,
    shared: ReadonlyMap<string, Message>,
    questions: Questions,
  ) {
    const trustees = new Trustees(model, execution);
    this.#ticks = questions === 'afterwards' ? null : new TickClaims(model, execution, shared, trustees);
    this.#stated = new StatedClaims(model, execution, trustees, questions === 'afterwards');
  }

  get queries(): readonly Query[] {
    return [...(this.#ticks?.queries ?? []), ...this.#stated.queries];
  }

  /** The properties that are asked, in the order of their queries. */
  get properties(): readonly Property[] {
    return [...(this.#ticks?.properties ?? []), ...this.#stated.properties];
  }

  /** The terms that an entity must have in a phase for the sake of what is asked. */
  needs(entity: string, phase: Phase): readonly Term[] {
    return this.#stated.needs(entity, phase);
  }

  /** The originator writes an element. */
  announce(element: Element, entity: string, message: Message, writer: RoleWriter): void {
    this.#ticks?.announce(element, entity, message, writer);
  }

  /** The role of an entity in a phase begins; the entity has what it brings along. */
  begin(entity: string, phase: Phase, writer: RoleWriter): void {
    this.#settled.set(entity, new Set(writer.view.known.keys()));
    this.#ticks?.begin(writer);
    this.#stated.begin(entity, phase, writer);
  }

  /**
   * Before an entity's next step, the one at this place of the phase, which installs these elements; null at the
   * end of its part.
   */
  settle(
    entity: string,
    phase: Phase,
    place: number,
    writer: RoleWriter,
    installing: ReadonlySet<string> | null,
  ): void {
    const settled = this.#settled.get(entity);
    if (settled !== undefined) this.#ticks?.settle(entity, writer, settled, installing);
    this.#stated.settle(entity, phase, place, writer);
  }

  /** The entity has finished its part of the phase. */
  end(entity: string, phase: Phase, writer: RoleWriter): void {
    this.settle(entity, phase, phase.steps.length, writer, null);
    this.#stated.end(entity, phase, writer);
  }
}
