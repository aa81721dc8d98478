import { VerifpalFailure } from '#core/interchange/verifpal/failure.ts';
import type { PlannedEvent } from '#core/interchange/verifpal/plan.ts';
import type { Name } from '#core/interchange/verifpal/syntax.ts';
import type { TermTable } from '#core/interchange/verifpal/term-table.ts';
import type { Application, Message } from '#core/protocol/message.ts';
import type { Role, RoleStep } from '#core/protocol/protocol.ts';

/** An event that waits for messages to be sent. */
interface WaitingEvent {
  readonly planned: PlannedEvent;
  readonly message: Message;
}

/** Values of more symbols than this get a variable of their own. */
const largestInline = 40;

/** The role of one principal while the model is read. */
export class RoleBuilder {
  readonly name: string;
  readonly steps: RoleStep[] = [];
  /** The values that the principal holds, by the names of the constants. */
  readonly held = new Map<string, Message>();
  /** Values of the role's variables in an undisturbed run. */
  readonly honest = new Map<string, Message>();
  /** By variable: the arguments of what it was computed by. */
  readonly computed = new Map<string, readonly Message[]>();
  /** By variable: the application that a step binds it to. */
  readonly #bound = new Map<string, Application<Message>>();
  readonly used = new Set<string>();
  readonly #table: TermTable;
  readonly #published: ReadonlyMap<string, Message>;
  readonly #sent = new Set<string>();
  #afterSending: WaitingEvent[] = [];
  #auxiliary = 0;

  /** @param published constants that every principal has. */
  constructor(name: string, table: TermTable, published: ReadonlyMap<string, Message>) {
    this.name = name;
    this.#published = published;
    this.#table = table;
  }

  /** True when the principal has something under the name, also as everybody has it. */
  has(name: string): boolean {
    return this.held.has(name) || this.#published.has(name);
  }

  /** The value that the principal holds under the name. Throws {@link VerifpalFailure}. */
  value(name: Name): Message {
    const message = this.held.get(name.name) ?? this.#published.get(name.name);
    if (message === undefined) {
      throw new VerifpalFailure(name.span, 'verifpal-unknown-constant', name.name);
    }
    return message;
  }

  /** The message's value in an undisturbed run. */
  honestValue(message: Message): Message {
    return this.#table.substitute(message, this.honest);
  }

  /** A variable for a value that the model does not name. */
  auxiliary(): string {
    this.#auxiliary += 1;
    return `part ${this.#auxiliary}`;
  }

  /** The value, or, where it is large, a variable of that name that a step binds to it. */
  named(name: string, value: Message, phase: number): Message {
    if (value.kind !== 'apply' || sizeOf(value, largestInline) <= largestInline) return value;
    const variable = this.#table.leaf('variable', name);
    this.steps.push({ phase, kind: 'match', pattern: variable, value });
    this.honest.set(name, this.honestValue(value));
    this.computed.set(name, value.args);
    this.#bound.set(name, value);
    return variable;
  }

  /** The application of a constructor that a value is, also where {@link named} gave it a variable; else null. */
  applicationOf(message: Message): Application<Message> | null {
    if (message.kind === 'variable') return this.#bound.get(message.name) ?? null;
    return message.kind === 'apply' ? message : null;
  }

  /** Puts the event, or keeps it until its messages have been sent. */
  event(planned: PlannedEvent, value: Message, phase: number): void {
    const waiting = { planned, message: planned.message ?? value };
    if (planned.after.every((key) => this.#sent.has(key))) this.#put(waiting, phase);
    else this.#afterSending.push(waiting);
  }

  /** Notes that messages were sent, and puts the events that waited for them. */
  noteSent(keys: readonly string[], phase: number): void {
    for (const key of keys) this.#sent.add(key);
    const waiting = this.#afterSending;
    this.#afterSending = [];
    for (const { planned, message } of waiting) this.event(planned, message, phase);
  }

  /** The finished role. */
  role(runs: number): Role {
    return { name: this.name, parameters: [], self: null, sorts: new Map(), steps: this.steps, runs };
  }

  #put({ planned, message }: WaitingEvent, phase: number): void {
    this.steps.push({ phase, kind: 'event', event: planned.event, args: [message], honest: [] });
  }
}

// How many symbols a message has, counted until there are more than `most`.
function sizeOf(message: Message, most: number): number {
  if (message.kind !== 'apply') return 1;
  let size = 1;
  for (const argument of message.args) {
    if (size > most) break;
    size += sizeOf(argument, most - size);
  }
  return size;
}
