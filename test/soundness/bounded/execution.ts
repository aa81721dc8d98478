import { ownName, type Environment, type Ground, type GroundTable } from './ground.ts';
import type { Knowledge } from './knowledge.ts';
import { accepted, shownBy, type NumbersSaid } from './numbers.ts';
import { adversaryConstant, type Message } from '#core/protocol/message.ts';
import { messagesOf, type Protocol, type Role, type RoleStep } from '#core/protocol/protocol.ts';
import type { TraceAction } from '#core/protocol/trace.ts';

/** A run that has taken some of its steps. */
export interface RunState {
  readonly role: Role;
  readonly environment: Environment;
  readonly next: number;
}

/** An event that happened; those of one execution stand in order. */
export interface Happened {
  readonly event: string;
  readonly run: number;
  readonly args: readonly Ground[];
  /** Whether every agent that it asks to be honest is. */
  readonly counts: boolean;
}

/** A message that was sent; without ends on the public channel. */
interface Sent {
  readonly label: string;
  readonly ends: readonly [Ground, Ground] | null;
  readonly message: Ground;
}

/** A moment of an execution. */
export interface Moment {
  readonly phase: number;
  readonly runs: readonly RunState[];
  readonly knowledge: Knowledge;
  readonly sent: readonly Sent[];
  readonly happened: readonly Happened[];
  /** Those messages that have arrived where no other may take them. */
  readonly delivered: readonly Sent[];
  readonly numbers: NumbersSaid;
  /** What led here, last first. */
  readonly past: Past | null;
}

/** A linked list of actions, last first. */
export interface Past {
  readonly action: TraceAction;
  readonly before: Past | null;
}

/** Takes steps of runs, by the meaning of protocols as `protocol.ts` states it. */
export class Executor {
  readonly #protocol: Protocol;
  readonly #table: GroundTable;
  readonly #dishonest: ReadonlySet<Ground>;

  constructor(protocol: Protocol, table: GroundTable) {
    this.#protocol = protocol;
    this.#table = table;
    this.#dishonest = new Set(protocol.agentSorts.map((sort) => table.constant(adversaryConstant(sort))));
  }

  isDishonest(agent: Ground): boolean {
    return this.#dishonest.has(agent);
  }

  /** The dishonest agents, one of each sort. */
  get dishonest(): ReadonlySet<Ground> {
    return this.#dishonest;
  }

  /** The step that a run takes next, where it can take one in this phase. */
  nextStep({ runs, phase }: Moment, run: number): RoleStep | null {
    const state = runs[run];
    const step = state?.role.steps[state.next];
    return step?.phase === phase ? step : null;
  }

  /** What can come of a run's next step; `received` is the message that it takes, or the number that it is given. */
  step(moment: Moment, run: number, received: Ground | null, action: TraceAction): readonly Moment[] {
    const state = moment.runs[run];
    const step = this.nextStep(moment, run);
    if (state === undefined || step === null) return [];
    const ready = { ...state, environment: withOwn(state.environment, step, run, this.#table) };
    const later = this.#outcomes(moment, ready, run, step, received);
    return later.map(({ environment, ...changes }) => ({
      ...moment,
      ...changes,
      runs: moment.runs.with(run, {
        ...ready,
        environment: environment ?? ready.environment,
        next: state.next + 1,
      }),
      past: { action, before: moment.past },
    }));
  }

  #outcomes(
    moment: Moment,
    { role, environment }: RunState,
    run: number,
    step: RoleStep,
    received: Ground | null,
  ): readonly Outcome[] {
    const value = (message: Message): Ground | null => this.#table.value(message, environment);
    switch (step.kind) {
      case 'send':
        return this.#send(moment, step, value);
      case 'receive':
        return received === null ? [] : this.#receive(moment, role, environment, step, received);
      case 'match': {
        const found = value(step.value);
        return found === null
          ? []
          : this.#table
              .matches(step.pattern, found, environment, role.sorts)
              .map((each) => ({ environment: each }));
      }
      case 'differ': {
        const [left, right] = [value(step.left), value(step.right)];
        return left === null || right === null || left === right ? [] : [{}];
      }
      case 'compute':
        return this.#compute(environment, step, step.args.map(value));
      case 'event': {
        const args = step.args.map(value).filter((each) => each !== null);
        if (args.length < step.args.length) return [];
        const counts = step.honest.every((name) => {
          const agent = environment.get(name);
          return agent !== undefined && !this.isDishonest(agent);
        });
        return [{ happened: [...moment.happened, { event: step.event, run, args, counts }] }];
      }
      case 'number':
        return received === null ? [] : this.#given(role, environment, step, received);
      case 'accept':
      case 'clock':
        return this.#number(moment, step, value);
    }
  }

  #given(
    { sorts }: Role,
    environment: Environment,
    { variable }: Extract<RoleStep, { kind: 'number' }>,
    number: Ground,
  ): readonly Outcome[] {
    const isNumber = number.kind === 'constant' && this.#protocol.numberSorts.includes(number.sort);
    if (!isNumber) return [];
    const place = { kind: 'variable', name: variable } as const;
    return this.#table.matches(place, number, environment, sorts).map((each) => ({ environment: each }));
  }

  #number(
    { numbers }: Moment,
    step: Extract<RoleStep, { kind: 'accept' | 'clock' }>,
    value: (message: Message) => Ground | null,
  ): readonly Outcome[] {
    const bound = (messages: readonly Message[]): readonly Ground[] | null => {
      const found = messages.map(value).filter((each) => each !== null);
      return found.length === messages.length ? found : null;
    };
    const [number, passed] = [value(step.value), bound(step.passed)];
    const holder = bound(step.kind === 'accept' ? step.holder : []);
    if (number === null || passed === null || holder === null) return [];
    const later =
      step.kind === 'accept'
        ? accepted(numbers, step, holder, passed, number)
        : shownBy(numbers, step, passed, number);
    return later === null ? [] : [{ numbers: later }];
  }

  #send(
    moment: Moment,
    { label, channel, message }: Extract<RoleStep, { kind: 'send' }>,
    value: (message: Message) => Ground | null,
  ): readonly Outcome[] {
    const sent = value(message);
    if (sent === null) return [];
    if (channel.trust === 'public') {
      const knowledge = moment.knowledge.with(sent);
      return [{ knowledge, sent: [...moment.sent, { label, ends: null, message: sent }] }];
    }
    const [from, to] = [value(channel.from), value(channel.to)];
    if (from === null || to === null) return [];
    const isRead = channel.trust === 'authentic' || (this.isDishonest(to) && !this.#protocol.passive);
    return [
      {
        knowledge: isRead ? moment.knowledge.with(sent) : moment.knowledge,
        sent: [...moment.sent, { label, ends: [from, to], message: sent }],
      },
    ];
  }

  #receive(
    moment: Moment,
    { sorts }: Role,
    environment: Environment,
    { label, channel, pattern }: Extract<RoleStep, { kind: 'receive' }>,
    received: Ground,
  ): readonly Outcome[] {
    const isSent = moment.sent.filter((sent) => sent.label === label && sent.message === received);
    const derives = !this.#protocol.passive && moment.knowledge.derives(received);
    const bind = (start: Environment): readonly Environment[] =>
      this.#table.matches(pattern, received, start, sorts);
    if (channel.trust === 'public') {
      const arrives = this.#protocol.passive ? isSent.length > 0 : derives;
      return arrives ? bind(environment).map((each) => ({ environment: each })) : [];
    }
    const waiting = isSent.filter((sent) => !channel.once || !moment.delivered.includes(sent));
    const agents = new Set([...moment.runs.flatMap(agentsOf), ...this.#dishonest]);
    const between = ([from, to]: readonly [Ground, Ground]): readonly Environment[] =>
      this.#table
        .matches(channel.from, from, environment, sorts)
        .flatMap((each) => this.#table.matches(channel.to, to, each, sorts))
        .flatMap(bind);
    const ways: Outcome[] = [];
    if (derives) {
      const senders = channel.trust === 'confidential' ? agents : this.#dishonest;
      for (const from of senders)
        for (const to of agents) ways.push(...between([from, to]).map((each) => ({ environment: each })));
    }
    for (const sent of waiting) {
      if (sent.ends === null) continue;
      const delivered = channel.once ? [...moment.delivered, sent] : moment.delivered;
      ways.push(...between(sent.ends).map((each) => ({ environment: each, delivered })));
    }
    return distinct(ways);
  }

  #compute(
    environment: Environment,
    { variable, symbol, checked }: Extract<RoleStep, { kind: 'compute' }>,
    found: readonly (Ground | null)[],
  ): readonly Outcome[] {
    const args = found.filter((each) => each !== null);
    if (args.length < found.length) return [];
    const results = this.#protocol.theory.rewrites
      .filter((rewrite) => rewrite.symbol === symbol && rewrite.args.length === args.length)
      .flatMap((rewrite) => {
        let environments: readonly Environment[] = [new Map()];
        for (const [index, pattern] of rewrite.args.entries()) {
          const argument = args[index];
          if (argument === undefined) return [];
          environments = environments.flatMap((each) =>
            this.#table.matches(pattern, argument, each, new Map()),
          );
        }
        return environments.flatMap((each) => this.#table.value(rewrite.result, each) ?? []);
      });
    if (results.length === 0 && !checked) results.push(this.#table.apply(symbol, args));
    return [...new Set(results)].map((each) => ({
      environment: new Map([...environment, [variable, each]]),
    }));
  }
}

type Outcome = Partial<Omit<Moment, 'runs' | 'past'>> & { readonly environment?: Environment };

function withOwn(environment: Environment, step: RoleStep, run: number, table: GroundTable): Environment {
  const bound = new Map(environment);
  const visit = (message: Message): void => {
    if (message.kind === 'apply') message.args.forEach(visit);
    if (message.kind === 'fresh' && !bound.has(ownName(message.name))) {
      bound.set(ownName(message.name), table.fresh(message.name, run));
    }
  };
  messagesOf(step).forEach(visit);
  return bound;
}

function agentsOf({ role, environment }: RunState): readonly Ground[] {
  return role.parameters.flatMap(({ name }) => environment.get(name) ?? []);
}

// Of ways that come to the same, the first is enough: the adversary's own before a delivery, which is used up by it.
function distinct(ways: readonly Outcome[]): readonly Outcome[] {
  const seen = new Map<string, Outcome>();
  for (const way of ways) {
    const key = [...(way.environment ?? [])].map(([name, { id }]) => `${name} ${id}`).join();
    if (!seen.has(key)) seen.set(key, way);
  }
  return [...seen.values()];
}
