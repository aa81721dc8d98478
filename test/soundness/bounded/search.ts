import { Arrivals } from './arrivals.ts';
import { exposed } from './exposed.ts';
import { Executor, type Moment, type Past, type RunState } from './execution.ts';
import { GroundTable, written, type Ground } from './ground.ts';
import { KnowledgeTable } from './knowledge.ts';
import { anotherNumber, nothingSaid, numbersIn, writtenNumbers } from './numbers.ts';
import { isViolated, partnersOf } from './violation.ts';
import { adversaryConstant, anySort, honestAgent } from '#core/protocol/message.ts';
import type { Protocol, Role } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';
import type { Trace, TraceAction } from '#core/protocol/trace.ts';

/** How far the search goes. */
export interface SearchBounds {
  /** Runs of each role. */
  readonly runs: number;
  /** Runs of all roles together. */
  readonly together: number;
  /** Moments looked at for one choice of runs, and in all. */
  readonly perScenario: number;
  readonly moments: number;
}

/** A run that will be there: a role and its agents, in the order of the role's parameters. */
interface Planned {
  readonly role: Role;
  readonly agents: readonly Ground[];
}

/**
 * Looks for executions that violate queries, by trying: every choice of a few runs with two honest agents of each
 * sort and the dishonest one, every order of their steps, and for every receive a bounded set of messages. It
 * shares no code with the prover, the attack search or the replay.
 *
 * @returns for each violated query the actions that lead there
 */
export function violationsByTrying(protocol: Protocol, bounds: SearchBounds): ReadonlyMap<string, Trace> {
  const search = new Trial(protocol, bounds);
  search.run();
  return search.found;
}

class Trial {
  readonly found = new Map<string, Trace>();
  readonly #protocol: Protocol;
  readonly #bounds: SearchBounds;
  readonly #table: GroundTable;
  readonly #knowledge: KnowledgeTable;
  readonly #executor: Executor;
  readonly #arrivals: Arrivals;
  #open: readonly Query[];
  #left: number;

  constructor(protocol: Protocol, bounds: SearchBounds) {
    this.#protocol = protocol;
    this.#bounds = bounds;
    this.#table = new GroundTable(protocol);
    this.#knowledge = new KnowledgeTable(this.#table);
    this.#executor = new Executor(protocol, this.#table);
    this.#arrivals = new Arrivals(this.#table, this.#executor);
    this.#open = protocol.queries;
    this.#left = bounds.moments;
  }

  run(): void {
    for (const scenario of this.#scenarios()) {
      if (this.#left <= 0 || this.#open.length === 0) return;
      this.#explore(scenario);
    }
  }

  #scenarios(): readonly (readonly Planned[])[] {
    const choices = this.#protocol.roles.flatMap((role) => this.#agentChoices(role));
    const { runs, together } = this.#bounds;
    const found: (readonly Planned[])[] = [];
    const extend = (chosen: readonly Planned[], from: number): void => {
      if (!this.#isRenamed(chosen)) found.push(chosen);
      if (chosen.length === together) return;
      choices.slice(from).forEach((choice, index) => {
        const same = chosen.filter(({ role }) => role === choice.role).length;
        if (same < Math.min(runs, choice.role.runs ?? runs)) extend([...chosen, choice], from + index);
      });
    };
    extend([], 0);
    // Few runs of few agents first.
    const counted = found.map((scenario) => ({
      scenario,
      cost: scenario.length * 2 + new Set(scenario.flatMap(({ agents }) => agents)).size * 3,
    }));
    return counted.toSorted((one, other) => one.cost - other.cost).map(({ scenario }) => scenario);
  }

  // Of choices that differ in the names of honest agents only, the one that uses them in order is kept.
  #isRenamed(chosen: readonly Planned[]): boolean {
    const agents = new Set(chosen.flatMap(({ agents: each }) => each));
    const used = [...agents].map(({ name }) => name);
    return this.#protocol.agentSorts.some((sort) => {
      const [first, second] = [0, 1].map((number) => used.indexOf(honestAgent(sort, number).name));
      return second !== undefined && first !== undefined && second >= 0 && (first < 0 || second < first);
    });
  }

  #agentChoices(role: Role): readonly Planned[] {
    let choices: readonly (readonly Ground[])[] = [[]];
    // With more roles than two, one honest agent of a sort has to be enough.
    const honest = this.#protocol.roles.length > 2 ? [0] : [0, 1];
    for (const { name, sort } of role.parameters) {
      const agents = honest.map((number) => this.#table.constant(honestAgent(sort, number)));
      if (name !== role.self) agents.push(this.#table.constant(adversaryConstant(sort)));
      choices = choices.flatMap((chosen) => agents.map((agent) => [...chosen, agent]));
    }
    // Of many agents, all but one are the usual ones.
    const usual = choices[0] ?? [];
    const unusual = (agents: readonly Ground[]): number =>
      agents.filter((agent, index) => agent !== usual[index]).length;
    const few = role.parameters.length > 2 ? choices.filter((agents) => unusual(agents) < 2) : choices;
    return few.map((agents) => ({ role, agents }));
  }

  #explore(scenario: readonly Planned[]): void {
    const runs = scenario.map(({ role, agents }): RunState => {
      const environment = new Map(
        role.parameters.flatMap(({ name }, index) => {
          const agent = agents[index];
          return agent === undefined ? [] : [[name, agent] as const];
        }),
      );
      return { role, environment, next: 0 };
    });
    const start = {
      phase: 0,
      runs,
      knowledge: this.#knowledge.of(exposed(runs, 0, this.#executor, this.#table), 0),
      ...{ sent: [], delivered: [], happened: [], numbers: nothingSaid, past: startsOf(scenario) },
    };
    const seen = new Set<string>();
    const frontier = new Frontier();
    frontier.put(start, 0);
    let left = this.#bounds.perScenario;
    for (let next = frontier.take(); next !== undefined; next = frontier.take()) {
      const { moment, cost } = next;
      if (left <= 0 || this.#left <= 0 || this.#open.length === 0) return;
      const key = this.#keyOf(moment);
      if (seen.has(key)) continue;
      seen.add(key);
      left -= 1;
      this.#left -= 1;
      this.#judge(moment);
      for (const [index, later] of this.#next(moment).entries())
        frontier.put(later, cost + Math.min(index, 5));
    }
  }

  #judge(moment: Moment): void {
    const violated = this.#open.filter((query) => isViolated(query, moment, this.#table));
    for (const { name } of violated) this.found.set(name, { actions: actionsTo(moment.past) });
    if (violated.length > 0) this.#open = this.#open.filter((query) => !violated.includes(query));
  }

  #next(moment: Moment): readonly Moment[] {
    // What nobody gains by waiting with is done at once.
    const hurried = moment.runs.findIndex((_, run) => this.#isHurried(moment, run));
    if (hurried >= 0) return this.#after(moment, hurried).map(({ moment: each }) => each);
    const taken = moment.runs.flatMap((_, run) => this.#after(moment, run));
    const later = moment.phase + 1 < this.#protocol.phases ? [this.#inPhase(moment, moment.phase + 1)] : [];
    return [...taken.filter(({ usual }) => usual), ...taken.filter(({ usual }) => !usual)]
      .map(({ moment: each }) => each)
      .concat(later);
  }

  #isHurried(moment: Moment, run: number): boolean {
    const kind = this.#executor.nextStep(moment, run)?.kind;
    const hasBegun = (moment.runs[run]?.next ?? 0) > 0;
    return hasBegun && (kind === 'send' || kind === 'match' || kind === 'differ' || kind === 'compute');
  }

  // What a run's next step leads to, and whether that is as usual: nothing is received, or what was sent for it.
  #after(moment: Moment, run: number): readonly { readonly moment: Moment; readonly usual: boolean }[] {
    const state = moment.runs[run];
    const step = this.#executor.nextStep(moment, run);
    if (state === undefined || step === null || this.#isLaterTwin(moment, run)) return [];
    if (step.kind === 'number') {
      return this.#numbersFor(moment, state.role, step.variable).flatMap(({ number, usual }) =>
        this.#executor
          .step(moment, run, number, { kind: 'step', run, received: written(number) })
          .map((each) => ({ moment: each, usual })),
      );
    }
    if (step.kind !== 'receive') {
      return this.#executor
        .step(moment, run, null, { kind: 'step', run, received: null })
        .map((each) => ({ moment: each, usual: true }));
    }
    const isSent = (message: Ground): boolean =>
      moment.sent.some((sent) => sent.label === step.label && sent.message === message);
    return this.#arrivals
      .of(moment, state, step)
      .flatMap((received) =>
        this.#executor
          .step(moment, run, received, { kind: 'step', run, received: written(received) })
          .map((each) => ({ moment: each, usual: isSent(received) })),
      );
  }

  // A number that nobody has had to do with, as usual, or one of the others.
  #numbersFor(
    moment: Moment,
    { sorts }: Role,
    variable: string,
  ): readonly { readonly number: Ground; readonly usual: boolean }[] {
    const wanted = sorts.get(variable) ?? anySort;
    const used = numbersIn(moment, this.#table);
    return this.#protocol.numberSorts
      .filter((sort) => wanted === anySort || wanted === sort)
      .flatMap((sort) => [
        { number: anotherNumber(sort, used, this.#table), usual: true },
        ...used.filter((each) => each.sort === sort).map((number) => ({ number, usual: false })),
      ]);
  }

  // Of runs alike that have not begun, the first begins.
  #isLaterTwin({ runs }: Moment, run: number): boolean {
    const one = runs[run];
    if (one === undefined || one.next > 0) return false;
    const agents = (state: RunState): string =>
      state.role.parameters.map(({ name }) => state.environment.get(name)?.id).join(' ');
    return runs
      .slice(0, run)
      .some((other) => other.role === one.role && other.next === 0 && agents(other) === agents(one));
  }

  #inPhase(moment: Moment, phase: number): Moment {
    const had = [...moment.knowledge.known, ...exposed(moment.runs, phase, this.#executor, this.#table)];
    const knowledge = this.#knowledge.of(had, phase);
    return { ...moment, phase, knowledge, past: { action: { kind: 'phase', phase }, before: moment.past } };
  }

  // Two moments with the same key have the same future and the same violations. The order of what happened counts
  // only as far as it decides what each end finds before it.
  #keyOf({ phase, runs, knowledge, sent, delivered, happened, numbers }: Moment): string {
    const ends = this.#open.map((query) =>
      query.kind === 'correspondence'
        ? partnersOf(query, happened, this.#table).map((each) =>
            [...each].toSorted((one, other) => one - other).join('+'),
          )
        : [],
    );
    return [
      phase,
      knowledge.id,
      ...runs.map(
        ({ next, environment }) => `${next}:${[...environment.values()].map(({ id }) => id).join(' ')}`,
      ),
      writtenNumbers(numbers),
      sent
        .flatMap((each) => {
          const { label, ends: found, message } = each;
          if (found === null && !this.#protocol.passive) return [];
          const left = delivered.includes(each) ? 'arrived' : '';
          return [`${label} ${(found ?? []).map(({ id }) => id).join(' ')} ${message.id} ${left}`];
        })
        .toSorted()
        .join(),
      JSON.stringify(ends),
    ].join('|');
  }
}

/** Moments still to be looked at: those first that came of few choices against what is usual. */
class Frontier {
  readonly #byCost: Moment[][] = [];

  put(moment: Moment, cost: number): void {
    while (this.#byCost.length <= cost) this.#byCost.push([]);
    this.#byCost[cost]?.push(moment);
  }

  take(): { readonly moment: Moment; readonly cost: number } | undefined {
    const cost = this.#byCost.findIndex(({ length }) => length > 0);
    const moment = this.#byCost[cost]?.pop();
    return moment === undefined ? undefined : { moment, cost };
  }
}

function startsOf(scenario: readonly Planned[]): Past | null {
  let past: Past | null = null;
  for (const [run, { role, agents }] of scenario.entries()) {
    const named = new Map(
      role.parameters.flatMap(({ name }, index) => {
        const agent = agents[index];
        return agent === undefined ? [] : [[name, written(agent)] as const];
      }),
    );
    past = { action: { kind: 'start', run, role: role.name, agents: named }, before: past };
  }
  return past;
}

function actionsTo(past: Past | null): readonly TraceAction[] {
  const actions: TraceAction[] = [];
  for (let at = past; at !== null; at = at.before) actions.push(at.action);
  return actions.toReversed();
}
