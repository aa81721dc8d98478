import { handedOut, mayArriveAgain, mayWrite, trustOf, type Adversary } from './adversary.ts';
import { Beginnings, heldAtArrival, type Arrival } from './beginnings.ts';
import { plainComparison } from './comparison.ts';
import { withGuesses } from './guesses.ts';
import type { Asked } from './asked.ts';
import { Judge, type JudgedMoment } from './judge.ts';
import { Knowledge } from './knowledge.ts';
import { leftAfter, type Left } from './left.ts';
import { WorldMemory } from './memory.ts';
import { Run, type SentMessage, type Surroundings } from './run.ts';
import { agentOf, type Partners } from './seat.ts';
import { takesPartIn, type Text } from './text.ts';
import { ToldMemory } from './told-memory.ts';
import type { NoAttack, ToldAttack, ToldMove, ToldValue } from './told-attack.ts';
import { ToldValues } from './told-values.ts';
import { suffices, type Uses } from './uses.ts';
import { Values, type Value } from './value.ts';

/** A run of the present phase. */
interface Actor {
  readonly run: Run;
  readonly memory: ToldMemory;
}

type Reason = NoAttack['reason'];

/** One attack that is told, as it happens. It can happen once. */
export class Reenactment {
  readonly #text: Text;
  readonly #adversary: Adversary;
  readonly #uses: (role: string, place: number) => Uses;
  readonly #told: ToldAttack;
  readonly #asked: Asked;
  readonly #surroundings: Surroundings;
  readonly #toldValues: ToldValues;
  readonly #judge: Judge<JudgedMoment>;
  readonly #memory: WorldMemory;
  readonly #agents: ReadonlyMap<string, Value>;
  readonly #dishonest: ReadonlySet<Value>;
  readonly #beginnings: Beginnings;
  readonly #arrivals = new Map<Partners, Arrival>();
  readonly #meetings = new Map<string, Partners>();
  readonly #actors = new Map<number, Actor>();
  readonly #all = new Map<number, Run>();
  readonly #knowledge: Knowledge;
  /** The knowledge with all guesses, as long as nothing was added to it. */
  #guessed: Knowledge | null = null;
  #past: readonly Run[] = [];
  #left: readonly Left[] = [];
  #onTheWay: readonly SentMessage[] = [];
  #phase = -1;
  #isViolated = false;

  constructor(
    text: Text,
    adversary: Adversary,
    uses: (role: string, place: number) => Uses,
    told: ToldAttack,
    asked: Asked,
  ) {
    const { typed } = adversary;
    const values = new Values(!typed);
    this.#text = text;
    this.#adversary = adversary;
    this.#uses = uses;
    this.#told = told;
    this.#asked = asked;
    this.#surroundings = {
      text,
      values,
      typed,
      comparison: plainComparison,
      freshValue: (element, run) => values.fresh(element, run.name),
    };
    this.#agents = new Map(told.agents.map(({ name, roles }) => [name, values.agent(roles, name)]));
    this.#dishonest = new Set(
      told.agents.filter(({ honest }) => !honest).flatMap(({ name }) => this.#agents.get(name) ?? []),
    );
    this.#memory = new WorldMemory(values, told.numbers);
    this.#knowledge = new Knowledge(values);
    this.#beginnings = new Beginnings(text, values, typed);
    this.#toldValues = new ToldValues(text, values, this.#beginnings, this.#agents, runName);
    this.#judge = new Judge(text, {
      isHonest: (agent) => this.#isHonest(agent),
      leftAfter: () => this.#leftNow,
      broughtAlong: (...asked) => heldAtArrival(this.#arrivals, ...asked),
    });
  }

  refusal(): NoAttack | null {
    if (!this.#meet()) return { move: 0, reason: 'no-such-agent' };
    this.#enter();
    for (const [move, each] of this.#told.moves.entries()) {
      const reason = this.#happen(each);
      if (this.#isViolated) return null;
      if (reason !== null) return { move, reason };
    }
    this.#goOn();
    // A secret may be lost at any later time, with what leaks then.
    if (this.#asked.kind === 'secrecy' || this.#asked.kind === 'forward-secrecy')
      while (!this.#isViolated && this.#hasNext) this.#enter();
    return this.#isViolated ? null : { move: this.#told.moves.length, reason: 'not-violated' };
  }

  // Everybody goes through the phases without adversary, each meeting as if it were the only one.
  #meet(): boolean {
    const beginning = this.#memory.copy();
    for (const names of this.#told.meetings) {
      const partners = this.#partnersOf(names);
      if (partners === null) return false;
      if (this.#meetings.has(keyOf(names, this.#text))) continue;
      this.#meetings.set(keyOf(names, this.#text), partners);
      const memory = beginning.copy();
      const arrival = this.#beginnings.arrival(partners, memory);
      const { starts, everHeld } = arrival;
      this.#arrivals.set(partners, arrival);
      this.#memory.join(memory);
      for (const [role, agent] of partners) {
        const start = starts.get(role);
        if (!this.#isHonest(agent)) for (const value of everHeld.get(role) ?? []) this.#learn(value);
        else if (start !== undefined)
          this.#left = [
            ...this.#left,
            { seat: { role, partners, copy: 0 }, phase: -1, completed: true, start },
          ];
      }
    }
    return true;
  }

  #partnersOf(names: ReadonlyMap<string, string>): Partners | null {
    const partners = new Map<string, Value>();
    for (const { name: role } of this.#text.model.entities) {
      const agent = this.#agents.get(names.get(role) ?? '');
      if (agent?.kind !== 'agent' || !agent.roles.includes(role)) return null;
      partners.set(role, agent);
    }
    return partners;
  }

  #happen(move: ToldMove): Reason | null {
    switch (move.kind) {
      case 'enter':
        if (!this.#hasNext) return 'no-such-phase';
        this.#enter();
        return null;
      case 'start':
        return this.#start(move);
      case 'go':
        return this.#go(move.run, move.place);
      case 'take':
        return this.#take(move.run, move.value);
    }
  }

  get #hasNext(): boolean {
    return this.#phase + 1 < this.#text.open.length;
  }

  #isHonest(agent: Value): boolean {
    return !this.#dishonest.has(agent);
  }

  #learn(value: Value): void {
    if (this.#knowledge.has(value)) return;
    this.#knowledge.add(value);
    this.#guessed = null;
  }

  get #known(): Knowledge {
    this.#guessed ??= withGuesses(this.#knowledge);
    return this.#guessed;
  }

  get #leftNow(): readonly Left[] {
    const phase = this.#text.open[this.#phase];
    if (phase === undefined) return this.#left;
    return leftAfter(phase, this.#phase, this.#runs, this.#left, this.#text);
  }

  get #runs(): readonly Run[] {
    return [...this.#actors.values()].map(({ run }) => run);
  }

  #enter(): void {
    for (const actor of this.#actors.values()) if (isAtEnd(actor.run)) this.#proceed(actor);
    this.#left = this.#leftNow;
    this.#past = [...this.#past, ...this.#runs];
    this.#actors.clear();
    this.#onTheWay = [];
    this.#phase += 1;
    for (const each of this.#adversary.broken) {
      if (each.from !== this.#phase) continue;
      this.#knowledge.breakPrimitive(each);
      this.#guessed = null;
    }
    for (const { seat, start } of this.#left) {
      for (const value of handedOut(this.#adversary, this.#text, seat.role, start.holdings, this.#phase))
        this.#learn(value);
    }
    this.#look();
  }

  #start({
    run: number,
    role,
    partners: names,
    from,
    numbers,
  }: Extract<ToldMove, { kind: 'start' }>): Reason | null {
    const phase = this.#text.open[this.#phase];
    const partners = this.#meetings.get(keyOf(names, this.#text));
    if (phase === undefined || this.#all.has(number)) return 'cannot-start';
    if (partners === undefined || !this.#isHonest(agentOf(role, partners))) return 'no-such-agent';
    const earlier = from === null ? null : this.#all.get(from);
    if (earlier === undefined) return 'no-such-run';
    const left = this.#left.find(
      ({ seat, start }) => seat.role === role && seat.partners === partners && start.from === earlier,
    );
    if (left === undefined) return 'cannot-start';
    if (this.#phase > 0 && !suffices(left.start, this.#uses(role, this.#phase), this.#text))
      return 'cannot-start';
    const seat = { role, partners, copy: number };
    const run = new Run(this.#surroundings, runName(number), seat, phase, left.start);
    const memory = new ToldMemory(this.#memory, numbers);
    this.#actors.set(number, { run, memory });
    this.#all.set(number, run);
    this.#settle(run, []);
    return null;
  }

  #go(number: number, place: number): Reason | null {
    const actor = this.#actors.get(number);
    if (actor === undefined) return 'no-such-run';
    const { run } = actor;
    while (run.place < place && !run.isOver && run.awaited === null) this.#step(actor);
    if (run.place >= place) return null;
    return run.awaited === null ? 'cannot-go-on' : 'not-delivered';
  }

  #step({ run, memory }: Actor): void {
    this.#settle(run, run.takeStep(memory));
  }

  // The adversary sees what it can of what is sent, and gets what leaks.
  #settle(run: Run, sent: readonly SentMessage[]): void {
    for (const message of sent) {
      const trust = trustOf(message.step, run.phase);
      if (trust === 'public' || trust === 'authentic' || !this.#isHonest(message.to))
        this.#learn(message.value);
      if (trust !== 'public' || this.#adversary.passive) this.#onTheWay = [...this.#onTheWay, message];
    }
    for (const value of handedOut(this.#adversary, this.#text, run.role, run.holdings, this.#phase))
      this.#learn(value);
    this.#look();
  }

  #take(number: number, told: ToldValue): Reason | null {
    const run = this.#actors.get(number)?.run;
    if (run === undefined) return 'no-such-run';
    const step = run.awaited;
    if (step === null) return 'no-message-awaited';
    const value = this.#toldValues.of(told);
    if (value === null) return 'no-such-value';
    const from = run.partner(step.sender);
    const sent = this.#onTheWay.find(
      (each) => each.step === step && each.value === value && each.to === run.self && each.from === from,
    );
    if (sent === undefined) {
      const writable = !this.#isHonest(from) || mayWrite(this.#adversary, step, run.phase, this.#phase);
      if (this.#adversary.passive || !writable) return 'not-delivered';
      if (!this.#known.derives(value)) return 'cannot-be-made';
    }
    if (!run.receive(value)) return 'not-taken';
    const isGone = this.#adversary.passive ? !step.repeats : !mayArriveAgain(step, run.phase);
    if (sent !== undefined && isGone) this.#onTheWay = this.#onTheWay.filter((each) => each !== sent);
    this.#settle(run, []);
    return null;
  }

  // Nobody hinders a run from what it does by itself.
  #goOn(): void {
    for (const actor of [...this.#actors.values()].toReversed()) this.#proceed(actor);
  }

  #proceed(actor: Actor): void {
    while (!this.#isViolated && !actor.run.isOver && actor.run.awaited === null) this.#step(actor);
  }

  #look(): void {
    if (this.#isViolated) return;
    const moment = { phase: this.#phase, runs: this.#runs, past: this.#past, knowledge: this.#knowledge };
    this.#isViolated = this.#judge.violated([this.#asked], moment).length > 0;
  }
}

// Whether only others have something to do in what is left of the phase.
function isAtEnd({ phase, place, role }: Run): boolean {
  return !phase.steps.slice(place).some((step) => takesPartIn(step, role));
}

function runName(number: number): string {
  return `run ${String(number)}`;
}

function keyOf(names: ReadonlyMap<string, string>, text: Text): string {
  return JSON.stringify(text.model.entities.map(({ name }) => names.get(name) ?? null));
}
