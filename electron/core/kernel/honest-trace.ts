import { assembled, partsOf } from './assembled.ts';
import { Replayer } from './execution.ts';
import { groundMessage, type Value } from './value.ts';
import { adversaryValue, anySort, honestAgent, type GroundMessage } from '#core/protocol/message.ts';
import type { Protocol, RoleStep } from '#core/protocol/protocol.ts';
import { startsOf, type Trace, type TraceAction } from '#core/protocol/trace.ts';

/** How many messages that were put together one step tries: each is looked for in what the adversary can make. */
const maximalAssembled = 100;

/**
 * One run of each role among the same honest agents, every message delivered to the role that expects its
 * label, as far as that goes: what happens when nobody attacks. Attacks that repeat what was said start here. Where
 * `cancelled` says so, which is asked before every action, it ends early.
 *
 * Where there are roles that stand for algebra, what is awaited may be written otherwise than it was sent: a run that can go
 * no further then takes what can be put together of parts of what was sent.
 */
export function honestTrace(protocol: Protocol, cancelled: () => boolean = () => false): Trace {
  const course = new HonestCourse(protocol, cancelled);
  for (const role of protocol.roles) {
    if (cancelled()) return course.trace;
    if (role.variant !== undefined) continue;
    const agents = new Map<string, GroundMessage>();
    role.parameters.forEach(({ name, sort }, position) => {
      // Where roles share one sort of agents, they are still played by different ones.
      const shared = role.parameters.some((other) => other.sort === sort && other.name !== name);
      agents.set(name, honestAgent(sort, shared ? position : 0));
    });
    course.take({ kind: 'start', run: course.trace.actions.length, role: role.name, agents });
  }
  course.goOnToEnd();
  return course.trace;
}

/**
 * A trace that the replay accepts, with every run of it taken on, message by message, as far as what was sent under
 * the expected labels takes it. What one entity suffers, others may suffer a little later.
 */
export function continueHonestly(protocol: Protocol, trace: Trace): Trace {
  const course = new HonestCourse(protocol, () => false);
  for (const action of trace.actions) {
    if (action.kind === 'phase') course.goOn();
    // A step that was taken on the way already is not taken again.
    course.take(action);
  }
  course.goOnToEnd();
  return course.trace;
}

/** A trace that grows by what runs do when messages arrive as they were sent. */
class HonestCourse {
  readonly #protocol: Protocol;
  readonly #cancelled: () => boolean;
  /** The labels of what roles take that stand for algebra. */
  readonly #rewritten: ReadonlySet<string>;
  readonly #replayer: Replayer;
  readonly #actions: TraceAction[] = [];
  /** The number that each counter and clock shows: the last that somebody has moved it on to. */
  readonly #shown = new Map<string, GroundMessage>();
  /** The numbers that runs were given, by run and variable. */
  readonly #given = new Map<string, { readonly of: string; readonly number: GroundMessage }>();
  #numbers = 0;
  #phase = 0;

  constructor(protocol: Protocol, cancelled: () => boolean) {
    this.#protocol = protocol;
    this.#cancelled = cancelled;
    this.#rewritten = rewrittenLabels(protocol);
    this.#replayer = new Replayer(protocol);
  }

  get trace(): Trace {
    return { actions: this.#actions };
  }

  take(action: TraceAction): boolean {
    const step = action.kind === 'step' ? this.#replayer.nextStep(action.run) : undefined;
    if (this.#cancelled() || this.#replayer.take(action, this.#actions.length) !== null) return false;
    this.#actions.push(action);
    if (action.kind === 'phase') this.#phase = action.phase;
    if (action.kind === 'step' && step !== undefined) this.#noteNumber(action.run, step, action.received);
    return true;
  }

  // A new number is one that the counter or clock shows once it was moved on to it.
  #noteNumber(run: number, step: RoleStep, received: GroundMessage | null): void {
    if (step.kind === 'number' && received !== null) {
      if (!step.anew) this.#shown.set(step.of, received);
      this.#given.set(`${run} ${step.variable}`, { of: step.of, number: received });
    }
    if ((step.kind !== 'accept' && step.kind !== 'clock') || step.value.kind !== 'variable') return;
    const given = this.#given.get(`${run} ${step.value.name}`);
    if (given !== undefined) this.#shown.set(given.of, given.number);
  }

  /** Takes all runs on, as far as that goes in this phase. */
  goOn(): void {
    const runs = [...startsOf(this.trace).keys()];
    let progress = true;
    while (progress) {
      progress = runs.map((run) => this.#advance(run)).includes(true);
      progress ||= this.#rewritten.size > 0 && runs.some((run) => this.#takeAssembled(run));
    }
  }

  /** Takes all runs on to the end of the last phase. */
  goOnToEnd(): void {
    this.goOn();
    while (this.#phase + 1 < this.#protocol.phases) {
      if (!this.take({ kind: 'phase', phase: this.#phase + 1 })) return;
      this.goOn();
    }
  }

  // Takes steps of a run until one cannot be taken yet; tells whether any was.
  #advance(run: number): boolean {
    let moved = false;
    for (;;) {
      const step = this.#replayer.nextStep(run);
      if (step?.phase !== this.#phase || !this.#goFurther(run, step)) return moved;
      moved = true;
    }
  }

  #goFurther(run: number, step: RoleStep): boolean {
    switch (step.kind) {
      case 'number':
        return this.take({ kind: 'step', run, received: this.#numberFor(step) });
      case 'receive':
        return this.#sentTo(run, step.label).some((message) => this.#receive(run, message));
      case 'send':
      case 'match':
      case 'differ':
      case 'compute':
      case 'event':
      case 'accept':
      case 'clock':
        return this.take({ kind: 'step', run, received: null });
    }
  }

  #sentTo(run: number, label: string): readonly Value[] {
    const { transmissions } = this.#replayer.execution();
    return transmissions.flatMap((each) =>
      each.kind === 'send' && each.label === label && each.run !== run ? [each.message] : [],
    );
  }

  #receive(run: number, message: Value): boolean {
    return this.take({ kind: 'step', run, received: groundMessage(message) });
  }

  // Takes a message that was put together, unless what is awaited has not been sent yet.
  #takeAssembled(run: number): boolean {
    const [step, known] = [this.#replayer.nextStep(run), this.#replayer.knownTo(run)];
    if (step?.kind !== 'receive' || step.phase !== this.#phase || known === null) return false;
    const instead = this.#rewritten.has(step.label) ? [null] : this.#sentTo(run, step.label);
    const { transmissions, table } = this.#replayer.execution();
    const parts = partsOf(transmissions.map(({ message }) => message));
    return instead.some((sent) => {
      let tried = 0;
      for (const message of assembled(step.pattern, sent, known, parts, table)) {
        if (this.#receive(run, message)) return true;
        tried += 1;
        if (tried === maximalAssembled) break;
      }
      return false;
    });
  }

  #numberFor(step: Extract<RoleStep, { kind: 'number' }>): GroundMessage {
    const last = step.anew ? undefined : this.#shown.get(step.of);
    if (last !== undefined) return last;
    const role = this.#protocol.roles.find(({ steps }) => steps.includes(step));
    this.#numbers += 1;
    return adversaryValue(role?.sorts.get(step.variable) ?? anySort, this.#numbers);
  }
}

// What is awaited by roles that stand for algebra; nobody sends it as such.
function rewrittenLabels(protocol: Protocol): ReadonlySet<string> {
  return new Set(
    protocol.roles.flatMap(({ rewrites, steps }) =>
      rewrites === true ? steps.flatMap((step) => (step.kind === 'receive' ? [step.label] : [])) : [],
    ),
  );
}
