import { variablesOf, type Message, type Sort } from '#core/protocol/message.ts';
import { messagesOf, type RoleStep } from '#core/protocol/protocol.ts';

/** A step without its phase. */
export type UndatedStep = RoleStep extends infer Step
  ? Step extends RoleStep
    ? Omit<Step, 'phase'>
    : never
  : never;

/** What became known of variables by a step: puts it into a message. */
export type Replacement = (message: Message) => Message;

/** A variable as a message. */
export type Variable = Extract<Message, { readonly kind: 'variable' }>;

/** Where the steps of an entity go while it is executed. */
export interface StepTaker {
  /** Takes a step; returns what it tells of variables, or null. */
  add(step: UndatedStep): Replacement | null;
  /** Takes a step that comes before all others. */
  addFirst(step: UndatedStep): void;
  /** Notes what the entity must have at this moment, though no step shows it. */
  needs(message: Message): void;
  /** A variable of its own; `hint` is for people. */
  variable(hint: string, sort: Sort): Variable;
}

/** False for what is only noted or taken of an entity while it acts: what is asked about, and what leaks. */
export function isOwnDoing(step: RoleStep): boolean {
  return step.kind !== 'event' && !('purpose' in step && step.purpose === 'leak');
}

/** The steps of a role as they are written, of one phase. */
export class Script implements StepTaker {
  readonly #phase: number;
  readonly #first: RoleStep[] = [];
  readonly #steps: RoleStep[] = [];
  readonly #needed: Message[] = [];
  readonly #sorts = new Map<string, Sort>();
  #variables = 0;

  constructor(phase: number) {
    this.#phase = phase;
  }

  /** The steps that come before all others. */
  get first(): readonly RoleStep[] {
    return this.#first;
  }

  /** The other steps, in order. */
  get steps(): readonly RoleStep[] {
    return this.#steps;
  }

  /** The sorts of the variables. */
  get sorts(): ReadonlyMap<string, Sort> {
    return this.#sorts;
  }

  /** The variables that stand in the steps, and in what the entity needs besides. */
  variablesUsed(): ReadonlySet<string> {
    return this.#variablesOf(this.#steps);
  }

  /** Likewise without those that stand only in what the entity does not do itself, see {@link isOwnDoing}. */
  variablesNeeded(): ReadonlySet<string> {
    return this.#variablesOf(this.#steps.filter(isOwnDoing));
  }

  #variablesOf(steps: readonly RoleStep[]): ReadonlySet<string> {
    return new Set([...variablesIn(steps), ...this.#needed.flatMap((each) => [...variablesOf(each)])]);
  }

  needs(message: Message): void {
    this.#needed.push(message);
  }

  addFirst(step: UndatedStep): void {
    this.#first.push({ ...step, phase: this.#phase });
  }

  add(step: UndatedStep): null {
    this.#steps.push({ ...step, phase: this.#phase });
    return null;
  }

  variable(hint: string, sort: Sort): Variable {
    this.#variables += 1;
    const name = `${hint} ${this.#variables}`;
    this.#sorts.set(name, sort);
    return { kind: 'variable', name };
  }
}

/** The variables that stand in some steps. */
export function variablesIn(steps: readonly RoleStep[]): ReadonlySet<string> {
  return new Set(steps.flatMap((step) => messagesOf(step).flatMap((each) => [...variablesOf(each)])));
}
