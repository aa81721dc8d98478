import type { Declarations } from './declarations.ts';
import { secretOf, type Holding } from './holding.ts';
import { printed } from './quiet-script.ts';
import type { RolePart } from './role-part.ts';
import { largest } from '#core/largest.ts';
import type { Element, Phase, Step } from '#core/language/model.ts';
import type { Message } from '#core/protocol/message.ts';

/** An entity takes a value over. */
export interface Accepted {
  readonly element: Element;
  readonly value: Message;
  /** False for what it has by its own doing, and of nothing that it received. */
  readonly received: boolean;
}

/** A value that an entity got and has not taken over yet. */
interface Waiting {
  readonly value: Message;
  readonly received: boolean;
  /** The place in the phase after which it may be taken over. */
  readonly after: number;
}

/**
 * When an entity takes over what it received (language reference, "acceptance"): where the text says so, for keys
 * `installs`, for data `accepts`; else at its next step that is no check, no derivation and no skip, once nothing that the
 * element stands in waits to be compared, and its last message of the phase that carries the element again was read; at
 * the latest at the end of its part.
 */
export class Acceptance {
  readonly #declarations: Declarations;
  readonly #part: RolePart;
  readonly #elements: readonly Element[];
  readonly #last = new Map<string, string>();
  readonly #waiting = new Map<string, Waiting>();

  /**
   * `elements` are those that somebody asks about; `waiting` those of them that the entity brings along from a run that
   * stopped before it took them over.
   */
  constructor(
    declarations: Declarations,
    part: RolePart,
    elements: readonly Element[],
    waiting: ReadonlySet<string>,
  ) {
    this.#declarations = declarations;
    this.#part = part;
    this.#elements = elements;
    for (const element of elements) {
      const { name } = element;
      const value = part.valueOf(secretOf(element));
      if (value === null) continue;
      this.#last.set(name, printed(value));
      if (waiting.has(name))
        this.#waiting.set(name, { value, received: true, after: this.#lastMention(name, -1) });
    }
  }

  /** The elements of which the entity has received a value that it has not taken over yet. */
  get waiting(): ReadonlySet<string> {
    return new Set([...this.#waiting].flatMap(([name, { received }]) => (received ? [name] : [])));
  }

  /** What is taken over by the entity's step at this place, or right before it. */
  before(place: number, step: Step): readonly Accepted[] {
    if (step.kind === 'check' || step.kind === 'derive' || step.kind === 'skip') return [];
    return this.#elements.flatMap((element) => {
      const { name } = element;
      const waiting = this.#waiting.get(name);
      if (waiting === undefined || place <= waiting.after || this.#part.isUnread(name)) return [];
      this.#waiting.delete(name);
      return [{ element, value: waiting.value, received: waiting.received }];
    });
  }

  /** Notes what the step at this place brought; returns what it takes over itself. */
  after(place: number, step: Step): readonly Accepted[] {
    if (step.kind === 'install' || step.kind === 'accept') {
      return this.#elements.flatMap((element) => {
        const value = this.#part.valueOf(secretOf(element)) ?? this.#part.build(secretOf(element));
        const says = step.entities.includes(this.#part.entity) && step.elements.includes(element.name);
        const received = this.#part.isReceived(secretOf(element));
        return says && value !== null ? [{ element, value, received }] : [];
      });
    }
    for (const element of this.#elements) this.#note(element, place);
    return [];
  }

  /** What is taken over at the end of the entity's part. */
  end(): readonly Accepted[] {
    return this.#elements.flatMap((element) => {
      const waiting = this.#waiting.get(element.name);
      this.#waiting.delete(element.name);
      if (waiting !== undefined) return [{ element, value: waiting.value, received: waiting.received }];
      const value = this.#builtOnly(element);
      return value === null ? [] : [{ element, value, received: true }];
    });
  }

  #note(element: Element, place: number): void {
    const { name } = element;
    const holding = secretOf(element);
    const value = this.#part.valueOf(holding);
    if (value === null || this.#last.get(name) === printed(value)) return;
    this.#last.set(name, printed(value));
    this.#waiting.delete(name);
    if (this.#says(element)) return;
    const after = Math.max(place, this.#lastMention(name, place));
    this.#waiting.set(name, { value, received: this.#part.isReceived(holding), after });
  }

  // What it can build and never called by its name, it has in the end.
  #builtOnly(element: Element): Message | null {
    const holding: Holding = secretOf(element);
    const never = !this.#last.has(element.name) && !this.#says(element);
    return never ? this.#part.build(holding) : null;
  }

  // True where some step of the text says when the entity takes the element over.
  #says({ name }: Element): boolean {
    return this.#declarations.model.phases.some(({ steps }) =>
      steps.some(
        (step) =>
          (step.kind === 'install' || step.kind === 'accept') &&
          step.entities.includes(this.#part.entity) &&
          step.elements.includes(name),
      ),
    );
  }

  // The place of the last message to the entity that carries the element once more.
  #lastMention(name: string, from: number): number {
    const { steps }: Phase = this.#part.phase;
    const places = [...steps.entries()].flatMap(([place, step]) =>
      place > from &&
      step.kind === 'message' &&
      step.receiver === this.#part.entity &&
      this.#declarations.carriedBy(step.content).has(name)
        ? [place]
        : [],
    );
    return largest(places, from);
  }
}
