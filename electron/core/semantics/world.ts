import type { Phase } from '#core/language/model.ts';
import { handedOut, mayArriveAgain, mayWrite, trustOf, type Adversary } from './adversary.ts';
import { Candidates } from './candidates.ts';
import type { Cast } from './casts.ts';
import type { Start } from './course.ts';
import type { Holdings } from './holdings.ts';
import { plainComparison } from './comparison.ts';
import { Knowledge } from './knowledge.ts';
import { WorldMemory } from './memory.ts';
import { leftAfter, type Left } from './left.ts';
import { Run, type SentMessage, type Surroundings } from './run.ts';
import { agentOf, type Partners, type Seat } from './seat.ts';
import { Beginnings, heldAtArrival, type Arrival } from './beginnings.ts';
import type { Text } from './text.ts';
import { suffices, type Uses } from './uses.ts';
import { formatValue, Values, type Value } from './value.ts';

/** One moment of a world with an adversary. */
export interface Moment {
  /** The place of the present phase among those with an adversary. */
  readonly phase: number;
  /** The runs of the present phase, and those of earlier ones. */
  readonly runs: readonly Run[];
  readonly past: readonly Run[];
  /** What agents have from before the present phase. */
  readonly left: readonly Left[];
  readonly memory: WorldMemory;
  readonly knowledge: Knowledge;
  /** Messages on channels that do not just hand them to the adversary, and that were not delivered yet. */
  readonly onTheWay: readonly SentMessage[];
  /** How many messages the adversary has put together itself. */
  readonly injected: number;
  readonly story: readonly string[];
}

/** A world of some agents, one of them perhaps the adversary's, with the runs that may take place. */
export class World {
  readonly #text: Text;
  readonly #values: Values;
  readonly #adversary: Adversary;
  readonly #uses: (role: string, place: number) => Uses;
  readonly #injections: number;
  readonly #surroundings: Surroundings;
  readonly #seats: readonly Seat[];
  readonly #arrivals = new Map<Partners, Arrival>();
  readonly #dishonest: ReadonlySet<Value>;
  readonly #memory: WorldMemory;

  /**
   * `uses`: what a phase, by its place, uses of what its entity begins it with. `injections`: how many messages the
   * adversary puts together itself at most.
   */
  constructor(
    text: Text,
    uses: (role: string, place: number) => Uses,
    cast: Cast,
    adversary: Adversary,
    injections: number,
  ) {
    const { typed } = adversary;
    this.#text = text;
    this.#adversary = adversary;
    this.#values = new Values(!typed);
    this.#memory = new WorldMemory(this.#values, cast.counters);
    this.#uses = uses;
    this.#injections = injections;
    const values = this.#values;
    this.#surroundings = {
      text,
      values,
      typed,
      comparison: plainComparison,
      freshValue: (element, run) => values.fresh(element, run.name),
    };
    const agents = new Map(cast.members.map(({ roles, name }) => [name, values.agent(roles, name)]));
    const member = (name: string): Value => {
      const agent = agents.get(name);
      if (agent === undefined)
        throw new RangeError('every role of a session is played by a member of the cast');
      return agent;
    };
    this.#dishonest = new Set(cast.members.filter(({ honest }) => !honest).map(({ name }) => member(name)));
    const beginnings = new Beginnings(text, values, typed);
    this.#seats = cast.sessions.flatMap(({ partners: names, roles, copies }) => {
      const partners = new Map([...names].map(([role, name]) => [role, member(name)]));
      this.#arrivals.set(partners, beginnings.arrival(partners, this.#memory));
      return roles
        .filter((role) => this.isHonest(member(names.get(role) ?? '')))
        .flatMap((role) => Array.from({ length: copies }, (_, copy) => ({ role, partners, copy })));
    });
  }

  isHonest(agent: Value): boolean {
    return !this.#dishonest.has(agent);
  }

  /** What a role had of a name when the adversary came, among these partners; null for nothing. */
  broughtAlong(name: string, role: string, partners: Partners): Value | null {
    return heldAtArrival(this.#arrivals, name, role, partners);
  }

  /** The first moment: the adversary knows what its own agents have. */
  begin(): Moment {
    const knowledge = new Knowledge(this.#values);
    for (const kind of ['symmetric-key', 'key-pair', 'nonce', 'data'] as const)
      knowledge.add(this.#values.alien(kind));
    for (const [partners, { everHeld }] of this.#arrivals) {
      for (const [role, agent] of partners) {
        if (this.isHonest(agent)) continue;
        for (const value of everHeld.get(role) ?? []) knowledge.add(value);
      }
    }
    const empty = {
      memory: this.#memory.copy(),
      knowledge,
      onTheWay: [],
      injected: 0,
      story: [],
      past: [],
      runs: [],
      left: [...this.#arrivals].flatMap(([partners, { starts }]) =>
        [...starts].flatMap(([role, start]): readonly Left[] =>
          this.isHonest(agentOf(role, partners))
            ? [{ seat: { role, partners, copy: 0 }, phase: -1, completed: true, start }]
            : [],
        ),
      ),
    };
    return this.#enter({ ...empty, phase: -1 });
  }

  /** Every moment that may come right after one. */
  *next(moment: Moment): Generator<Moment> {
    for (const [index, run] of moment.runs.entries()) {
      for (const { value, delivered, made } of this.#messagesFor(run, moment)) {
        if (moment.injected + (made ? 1 : 0) > this.#injections) continue;
        const after = this.#receive(moment, index, value);
        if (after === null) continue;
        const onTheWay = after.onTheWay.filter(
          (message) => message !== delivered || this.#arrivesAgain(message, run.phase),
        );
        yield { ...after, onTheWay, injected: moment.injected + (made ? 1 : 0) };
      }
    }
    for (const [index, run] of moment.runs.entries()) if (run.isAtClock) yield this.#settle(moment, index);
    if (moment.phase + 1 < this.#text.open.length) yield this.#enter(moment);
  }

  // Whoever only listens sees every message arrive once.
  #arrivesAgain({ step }: SentMessage, phase: Phase): boolean {
    return step.repeats || (!this.#adversary.passive && mayArriveAgain(step, phase));
  }

  #messagesFor(
    run: Run,
    moment: Moment,
  ): readonly { readonly value: Value; readonly delivered: SentMessage | null; readonly made: boolean }[] {
    const step = run.awaited;
    if (step === null) return [];
    const meant = moment.onTheWay.filter(
      (message) =>
        message.step === step && message.to === run.self && message.from === run.partner(step.sender),
    );
    // Where it only listens, a message arrives once; elsewhere the adversary has what went over a public channel.
    const honestly = meant.map((message) => ({ value: message.value, delivered: message, made: false }));
    if (this.#adversary.passive) return honestly;
    const isDishonest = !this.isHonest(run.partner(step.sender));
    const writable = isDishonest || mayWrite(this.#adversary, step, run.phase, moment.phase);
    if (!writable) return honestly;
    const seen = new Set(moment.knowledge.parts);
    const candidates = new Candidates(run.expectation(step), moment.knowledge);
    const made = candidates
      .of(step.content)
      .map((value) => ({ value, delivered: null, made: !seen.has(value) }));
    return [...honestly, ...made.toSorted((one, other) => Number(one.made) - Number(other.made))];
  }

  #receive(moment: Moment, index: number, value: Value): Moment | null {
    const runs = moment.runs.map((run, other) => (other === index ? run.copy() : run));
    const run = runs[index];
    const step = run?.awaited;
    const memory = moment.memory.copy();
    if (run === undefined || !step || !run.receive(value)) return null;
    return this.#settle({
      ...moment,
      memory,
      runs,
      story: [...moment.story, `${run.name} takes ${step.name}: ${formatValue(value)}`],
    });
  }

  // Everybody goes on to the next message that it waits for, one perhaps past a clock that it moves; the adversary sees
  // what it can of what is sent.
  #settle(moment: Moment, moving: number | null = null): Moment {
    const memory = moment.memory.copy();
    const knowledge = moment.knowledge.copy();
    const onTheWay = [...moment.onTheWay];
    const story = [...moment.story];
    const runs = moment.runs.map((each, index) => {
      if (each.isOver || each.awaited !== null || (each.isAtClock && index !== moving)) return each;
      const run = each.copy();
      for (const message of run.proceed(memory, index === moving)) {
        const { step, value, to } = message;
        story.push(`${run.name} sends ${step.name}: ${formatValue(value)}`);
        const trust = trustOf(step, run.phase);
        if (trust === 'public' || trust === 'authentic' || !this.isHonest(to)) knowledge.add(value);
        if (trust !== 'public' || this.#adversary.passive) onTheWay.push(message);
      }
      return run;
    });
    for (const run of runs)
      for (const value of this.#handedOut(run.role, run.holdings, moment.phase)) knowledge.add(value);
    return { ...moment, runs, memory, knowledge, onTheWay, story };
  }

  #handedOut(role: string, holdings: Holdings, phase: number): readonly Value[] {
    return handedOut(this.#adversary, this.#text, role, holdings, phase);
  }

  /** What agents have once the present phase is over. */
  leftAfter({ phase: place, runs, left }: Moment): readonly Left[] {
    const phase = this.#text.open[place];
    return phase === undefined ? left : leftAfter(phase, place, runs, left, this.#text);
  }

  #enter(moment: Moment): Moment {
    const place = moment.phase + 1;
    const phase = this.#text.open[place];
    if (phase === undefined) return moment;
    const knowledge = moment.knowledge.copy();
    for (const each of this.#adversary.broken) if (each.from <= place) knowledge.breakPrimitive(each);
    const left = this.leftAfter(moment);
    for (const { seat, start } of left)
      for (const value of this.#handedOut(seat.role, start.holdings, place)) knowledge.add(value);
    const runs = this.#seats.flatMap((seat) => {
      const { role, partners, copy } = seat;
      const start = this.#startOf(left, seat, place);
      if (start === null) return [];
      const others = [...partners].filter(([other]) => other !== role).map(([, agent]) => formatValue(agent));
      const self = agentOf(role, partners);
      const as = self.kind === 'agent' && self.roles.length > 1 ? ` as ${role}` : '';
      const name = `${formatValue(self)}${as} with ${others.join(', ')} in ${phase.name}, ${String(copy + 1)}`;
      return new Run(this.#surroundings, name, seat, phase, start);
    });
    const story = [...moment.story, `phase ${phase.name}`];
    return this.#settle({
      ...moment,
      knowledge,
      phase: place,
      runs,
      past: [...moment.past, ...moment.runs],
      left,
      onTheWay: [],
      story,
    });
  }

  // From the latest that a run of the agent with these partners has left and that suffices, wherever it stopped: its own
  // if it came to the end, else that of the first, else any. Several may start from the same; who has nothing that
  // suffices does not start.
  #startOf(left: readonly Left[], { role, partners, copy }: Seat, place: number): Start | null {
    const uses = place === 0 ? null : this.#uses(role, place);
    const rank = ({ seat, phase, completed }: Left): number =>
      phase * 4 + (seat.copy === copy ? (completed ? 3 : 1) : seat.copy === 0 ? 2 : 0);
    const [best] = left
      .filter(
        ({ seat, phase }) => seat.role === role && seat.partners === partners && (place === 0 || phase >= 0),
      )
      .filter(({ start }) => uses === null || suffices(start, uses, this.#text))
      .toSorted((one, other) => rank(other) - rank(one));
    return best?.start ?? null;
  }
}

/** A text that is the same for moments from which the same can come. */
export function keyOf({ phase, runs, past, memory, knowledge, onTheWay }: Moment): string {
  const stateOf = (run: Run): string =>
    `${run.name}@${String(run.place)}${run.stopped ? 'x' : ''}:${run.holdings.key}:${run.open.map(({ value }) => value.id).join(',')}`;
  return [
    phase,
    ...[...past, ...runs].map(stateOf),
    memory.key,
    [...knowledge.parts]
      .map(({ id }) => id)
      .toSorted((one, other) => one - other)
      .join(' '),
    onTheWay.map(({ step, value }) => `${step.name} ${String(value.id)}`).join(' '),
  ].join('|');
}
