import { phasesOf } from '#core/language/adversary-arrival.ts';
import { largest } from '#core/largest.ts';
import type { Model, Phase } from '#core/language/model.ts';
import { Replayer } from '#core/kernel/execution.ts';
import type { Value } from '#core/kernel/value.ts';
import { adversaryConstant, type GroundMessage, type Message } from '#core/protocol/message.ts';
import type { Protocol, Role, RoleStep } from '#core/protocol/protocol.ts';
import type { startsOf } from '#core/protocol/trace.ts';
import { type Trace } from '#core/protocol/trace.ts';
import type { ToldAgent, ToldAttack, ToldMove } from '#core/semantics/told-attack.ts';
import { placesOf, stopsAt } from './places.ts';
import { elementOf, ToldMessages } from './told-messages.ts';
import { numbersOf, type ToldNumbers } from './told-numbers.ts';

/** More meetings than these are not told one by one: those of the runs then, and what a dishonest one in them knows. */
const maximalMeetings = 64;

/**
 * Tells a trace of a protocol in the terms of the model that it was translated from. Whoever replays what is told trusts
 * nothing of it: a mistake here can only make an attack be refused. Null where something has no meaning in the model.
 */
export function toldAttack(protocol: Protocol, model: Model, trace: Trace): ToldAttack | null {
  return new Telling(protocol, model, trace).tell();
}

/** A run of the protocol that is one of the model. */
interface ToldRun {
  readonly entity: string;
  readonly role: Role;
  readonly phase: Phase;
  readonly index: number;
  readonly partners: ReadonlyMap<string, string>;
  readonly places: readonly (number | null)[];
  started: boolean;
  next: number;
}

class Telling {
  readonly #protocol: Protocol;
  readonly #model: Model;
  readonly #trace: Trace;
  readonly #phases: readonly Phase[];
  readonly #numbers: ToldNumbers;
  readonly #messages: ToldMessages;
  readonly #runs = new Map<number, ToldRun>();
  readonly #states: { readonly run: number; readonly label: string; readonly message: Value }[] = [];
  readonly #moves: ToldMove[] = [];

  constructor(protocol: Protocol, model: Model, trace: Trace) {
    this.#protocol = protocol;
    this.#model = model;
    this.#trace = trace;
    this.#phases = phasesOf(model).from;
    this.#numbers = numbersOf(protocol, model, trace);
    this.#messages = new ToldMessages(protocol, model, this.#numbers.of);
  }

  tell(): ToldAttack | null {
    const player = new Replayer(this.#protocol);
    let phase = 0;
    for (const [index, action] of this.#trace.actions.entries()) {
      switch (action.kind) {
        case 'start':
          this.#start(action);
          break;
        case 'phase':
          for (; phase < action.phase; phase += 1)
            if (phase + 1 < this.#phases.length) this.#moves.push({ kind: 'enter' });
          break;
        case 'step': {
          const step = player.nextStep(action.run);
          if (step !== undefined && !this.#step(step, action.run, action.received, player)) return null;
          player.take(action, index);
          if (step?.kind === 'send' && step.purpose === 'state') this.#noteState(step, action.run, player);
          continue;
        }
      }
      player.take(action, index);
    }
    const agents = this.#agents();
    return {
      agents,
      meetings: this.#meetings(agents),
      numbers: this.#numbers.starts,
      moves: this.#moves,
    };
  }

  #start({ run, role: name, agents }: ReturnType<typeof startsOf>[number]): void {
    const role = this.#protocol.roles.find((each) => each.name === name);
    const index = role?.steps[0]?.phase ?? -1;
    const phase = this.#phases[index];
    if (role?.self == null || phase === undefined || !actsIn(role, phase)) return;
    const partners = new Map(
      [...agents].flatMap(([parameter, agent]): (readonly [string, string])[] =>
        agent.kind === 'constant' ? [[parameter, agent.name]] : [],
      ),
    );
    const places = placesOf(role, phase, this.#model);
    const told = { entity: role.self, role, phase, index, partners, places, started: false, next: 0 };
    this.#runs.set(run, told);
  }

  // False where what is received has no meaning in the model.
  #step(step: RoleStep, number: number, received: GroundMessage | null, player: Replayer): boolean {
    const run = this.#runs.get(number);
    if (run === undefined) return true;
    const isState = step.kind === 'receive' && step.purpose === 'state';
    this.#begin(run, number, isState ? step.label : null, received, player);
    const at = run.next;
    run.next += 1;
    if (isState) return true;
    const place = run.places[at] ?? null;
    if (step.kind === 'receive') {
      const value = received === null ? null : this.#messages.told(received);
      if (place === null || value === null) return false;
      this.#moves.push({ kind: 'go', run: number, place }, { kind: 'take', run: number, value });
      return true;
    }
    const to = place === null ? this.#reached(run, at, step) : place + 1;
    if (to !== null) this.#moves.push({ kind: 'go', run: number, place: to });
    return true;
  }

  #begin(
    run: ToldRun,
    number: number,
    label: string | null,
    received: GroundMessage | null,
    player: Replayer,
  ): void {
    if (run.started) return;
    run.started = true;
    const { entity: role, partners } = run;
    const from = label === null || received === null ? null : this.#leftBy(label, received, player);
    this.#moves.push({
      kind: 'start',
      run: number,
      role,
      partners,
      from,
      numbers: this.#numbers.chosen(number),
    });
  }

  #noteState({ label, message }: Extract<RoleStep, { kind: 'send' }>, run: number, player: Replayer): void {
    const state = player.valueIn(run, message);
    if (state !== null) this.#states.push({ run, label, message: state });
  }

  #leftBy(label: string, received: GroundMessage, player: Replayer): number | null {
    const message = player.read(received);
    const found = this.#states.findLast((each) => each.label === label && each.message === message);
    return found?.run ?? null;
  }

  // How far in the text a run is that takes a step which stands for none there: what it tells or leaves it has by then, and
  // what comes before its next step it has done where there is nothing else to do.
  #reached({ role, phase, places, entity }: ToldRun, at: number, step: RoleStep): number | null {
    const next = places.findIndex((place, index) => index > at && place !== null);
    const isHanding = step.kind === 'send';
    const before = role.steps.slice(at + 1, next < 0 ? undefined : next);
    const isLast = before.every(({ kind }) => kind === 'event');
    if (!isHanding && !isLast) return null;
    if (next >= 0) return places[next] ?? null;
    if (role.variant !== 'stops') return phase.steps.length;
    const last = places.findLast((place) => place !== null) ?? -1;
    const made = step.kind === 'send' ? lastMade(step.message, phase) : -1;
    return stopsAt(phase, Math.max(last, made) + 1, entity);
  }

  #agents(): readonly ToldAgent[] {
    const sorts = new Map<string, Set<string>>();
    for (const { parameters } of this.#protocol.roles) {
      for (const { name, sort } of parameters) sorts.set(sort, (sorts.get(sort) ?? new Set()).add(name));
    }
    const found = new Map<string, ToldAgent>();
    const visit = (message: GroundMessage): void => {
      if (message.kind === 'apply') message.args.forEach(visit);
      if (message.kind !== 'constant') return;
      const { name, origin } = message;
      const roles = origin === undefined ? undefined : sorts.get(origin.sort);
      if (origin === undefined || roles === undefined) return;
      found.set(name, { name, roles: [...roles], honest: origin.kind === 'honest' });
    };
    for (const sort of sorts.keys()) visit(adversaryConstant(sort));
    for (const action of this.#trace.actions) {
      if (action.kind === 'start') for (const agent of action.agents.values()) visit(agent);
      if (action.kind === 'step' && action.received !== null) visit(action.received);
    }
    return [...found.values()];
  }

  #meetings(agents: readonly ToldAgent[]): readonly ReadonlyMap<string, string>[] {
    const roles = this.#model.entities.map(({ name }) => name);
    const players = new Map(roles.map((role) => [role, agents.filter((each) => each.roles.includes(role))]));
    const count = roles.reduce((product, role) => product * (players.get(role)?.length ?? 0), 1);
    const own = [...this.#runs.values()].map(({ partners }) => partners);
    if (count > maximalMeetings) {
      const others = own.flatMap((partners) =>
        roles.flatMap((role) =>
          (players.get(role) ?? []).map(({ name }) => new Map([...partners, [role, name]])),
        ),
      );
      return [...own, ...others];
    }
    const all = roles.reduce<readonly ReadonlyMap<string, string>[]>(
      (sofar, role) =>
        sofar.flatMap((each) =>
          (players.get(role) ?? []).map(({ name }) => new Map([...each, [role, name]])),
        ),
      [new Map()],
    );
    return [...own, ...all];
  }
}

// The place in a phase at which the last of the values is made that a message has of its run; -1 if it has none.
function lastMade(message: Message, phase: Phase): number {
  switch (message.kind) {
    case 'fresh': {
      const name = elementOf(message.name);
      return phase.steps.findIndex((step) => step.kind === 'make' && step.elements.includes(name));
    }
    case 'apply':
      return largest(
        message.args.map((each) => lastMade(each, phase)),
        -1,
      );
    case 'variable':
    case 'constant':
      return -1;
  }
}

// Whether a role is one of the text: others only hand something to the adversary, or are played by it.
function actsIn({ steps }: Role, phase: Phase): boolean {
  const names = new Set(phase.steps.flatMap((step) => (step.kind === 'message' ? [step.name] : [])));
  const own = steps.filter((step) => step.kind !== 'receive' || step.purpose !== 'state');
  if (own.every((step) => step.kind === 'send' && step.purpose === 'leak')) return own.length === 0;
  return steps.every(
    (step) =>
      (step.kind !== 'send' && step.kind !== 'receive') ||
      step.purpose !== undefined ||
      names.has(step.label),
  );
}
