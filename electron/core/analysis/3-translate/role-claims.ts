import { Acceptance, type Accepted } from './acceptance.ts';
import type { Declarations } from './declarations.ts';
import type { Holding } from './holding.ts';
import type { RolePart } from './role-part.ts';
import { StatedClaims } from './stated-claims.ts';
import { TickClaims } from './tick-claims.ts';
import { Trustees } from './trustees.ts';
import type { HonestExecution } from '#core/analysis/1-execute/execute.ts';
import type { Property } from '#core/analysis/record/question.ts';
import type { Step } from '#core/language/model.ts';
import type { Message } from '#core/protocol/message.ts';
import type { Query } from '#core/protocol/query.ts';

/** Which questions: those about the protocol while it runs, or those about the time after its last phase. */
export type Questions = 'while-running' | 'afterwards';

/** All that is asked about a model, and the events that it is asked of, written into the roles as they grow. */
export class RoleClaims {
  readonly #declarations: Declarations;
  readonly #ticks: TickClaims | null;
  readonly #stated: StatedClaims;
  readonly #acceptances = new Map<RolePart, Acceptance>();

  /** `shared` are the messages of the elements that were there when the adversary came. */
  constructor(
    declarations: Declarations,
    execution: HonestExecution,
    shared: ReadonlyMap<string, Message>,
    questions: Questions,
  ) {
    this.#declarations = declarations;
    const { model } = declarations;
    const trustees = new Trustees(model, execution);
    this.#ticks = questions === 'afterwards' ? null : new TickClaims(model, shared, trustees);
    this.#stated = new StatedClaims(declarations, execution, trustees, questions === 'afterwards');
  }

  get queries(): readonly Query[] {
    return [...(this.#ticks?.queries ?? []), ...this.#stated.queries];
  }

  /** The properties that are asked, in the order of their queries. */
  get properties(): readonly Property[] {
    return [...(this.#ticks?.properties ?? []), ...this.#stated.properties];
  }

  /** The elements of which the entity has received a value that it has not taken over yet. */
  waiting(part: RolePart): ReadonlySet<string> {
    return this.#acceptances.get(part)?.waiting ?? new Set();
  }

  /**
   * The role of an entity in a phase begins; the entity has what it brings along, and has not taken over yet what is
   * `waiting`.
   */
  begin(part: RolePart, waiting: ReadonlySet<string>): void {
    const asked = new Set([...(this.#ticks?.accepted ?? []), ...this.#stated.accepted(part.entity)]);
    const elements = this.#declarations.model.elements.filter(({ name }) => asked.has(name));
    this.#acceptances.set(part, new Acceptance(this.#declarations, part, elements, waiting));
    this.#ticks?.begin(part);
    this.#stated.begin(part);
  }

  /** Before the entity's step at this place of the phase. */
  before(part: RolePart, place: number, step: Step): void {
    this.#ticks?.before(part);
    this.#accept(this.#acceptances.get(part)?.before(place, step) ?? [], part);
    this.#stated.before(part, place);
  }

  /** Before somebody else's step at this place, which changes what the entity has. */
  note(part: RolePart, place: number): void {
    this.#ticks?.before(part);
    this.#stated.before(part, place);
  }

  /** The entity came to hold something by its own doing. */
  announce(part: RolePart, own: readonly Holding[]): void {
    for (const holding of own) this.#ticks?.announce(holding, part);
  }

  /** After the entity's step at this place of the phase. */
  after(part: RolePart, place: number, step: Step): void {
    this.#accept(this.#acceptances.get(part)?.after(place, step) ?? [], part);
  }

  /** The entity has finished its part of the phase. */
  end(part: RolePart): void {
    this.#ticks?.end(part);
    this.#accept(this.#acceptances.get(part)?.end() ?? [], part);
    this.#stated.before(part, part.phase.steps.length);
    this.#stated.end(part);
  }

  #accept(accepted: readonly Accepted[], part: RolePart): void {
    for (const each of accepted) {
      this.#ticks?.accept(each, part);
      this.#stated.accept(each, part);
    }
  }
}
