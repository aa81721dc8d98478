/**
 * Why a protocol cannot be exported, with the name of what stands in the way.
 *
 * - `deduction-free-variable`: the conclusion of a deduction has a variable that no premise has, so that the
 *   adversary would get terms that it cannot name.
 * - `exposure-variable`: an exposure ranges over a sort that is not one of agents: the adversary cannot name
 *   all of its values.
 * - `exposure-fresh`: an exposure has a fresh value, which belongs to a run and not to the system.
 * - `exponential-form`: the exponential is not binary, or has a sort, rewrites or transparent arguments.
 * - `ambiguous-exponents`: a pattern, a rewrite or a deduction takes a power apart so that base and exponent are
 *   both to be found; as exponents commute, there are two ways, which no destructor of ProVerif may have.
 * - `ambiguous-rewrites`: two rewrites of one symbol give different results for the same arguments.
 * - `event-arity`: one event occurs with different numbers of arguments.
 * - `unknown-symbol`: a function symbol that the theory lacks.
 * - `symbol-arity`: a function symbol with a wrong number of arguments.
 * - `unbound-variable`: a variable is used that nothing binds.
 * - `fresh-outside-role`: a fresh value in the theory or in a query, or one that no step of the role makes.
 * - `too-large`: written out, with every part as often as it is named, the model would not come to an end.
 */
export type ObstacleCode =
  | 'deduction-free-variable'
  | 'exposure-variable'
  | 'exposure-fresh'
  | 'exponential-form'
  | 'ambiguous-exponents'
  | 'ambiguous-rewrites'
  | 'event-arity'
  | 'unknown-symbol'
  | 'symbol-arity'
  | 'unbound-variable'
  | 'fresh-outside-role'
  | 'too-large';

export interface Obstacle {
  readonly code: ObstacleCode;
  readonly subject: string;
}

/**
 * Where the exported model says something else than the protocol. Each departure gives the adversary more,
 * so that what ProVerif proves of the model holds for the protocol, while an attack may be of the model only.
 *
 * - `runs-unbounded`: the role's number of runs is not limited in the model.
 * - `clock-unordered`: what a clock shows is no natural number: that it only moves on is not said.
 * - `accept-unordered`: what a counter counts is no natural number, or of another kind each time: the step that compares
 *   it with what was accepted before takes any other value, also one that is less.
 * - `injective-unordered`: queries of injective agreement are about executions in which counters and clocks may go back,
 *   too.
 * - `step-never-taken`: the role's steps from one on belong to a phase that is over, or never comes.
 * - `passive-by-labels`: a passive adversary; a receive takes any message that was sent under its label.
 * - `injective-by-occurrence`: the first needed event of an injective query occurs at several steps; ProVerif
 *   counts its occurrences, not the runs that have it. This one alone makes the model's query weaker.
 * - `new-by-form`: the query asks for something new in the value in the forms that the protocol's own terms have; a value
 *   may have it in another.
 * - `need-never-happens`: no process has an event that the query needs, so that it asks whether the other never
 *   happens. Nothing is lost by it.
 */
export type RemarkCode =
  | 'runs-unbounded'
  | 'clock-unordered'
  | 'accept-unordered'
  | 'injective-unordered'
  | 'step-never-taken'
  | 'passive-by-labels'
  | 'injective-by-occurrence'
  | 'new-by-form'
  | 'need-never-happens';

export interface Remark {
  readonly code: RemarkCode;
  readonly subject: string;
}

/** Where obstacles are told. */
export interface ObstacleSink {
  obstruct(code: ObstacleCode, subject: string): void;
}

/** Gathers obstacles and remarks while a model is written, each once. */
export class Findings implements ObstacleSink {
  readonly #obstacles = new Map<string, Obstacle>();
  readonly #remarks = new Map<string, Remark>();

  obstruct(code: ObstacleCode, subject: string): void {
    this.#obstacles.set(`${code} ${subject}`, { code, subject });
  }

  remark(code: RemarkCode, subject: string): void {
    this.#remarks.set(`${code} ${subject}`, { code, subject });
  }

  get obstacles(): readonly Obstacle[] {
    return [...this.#obstacles.values()];
  }

  get remarks(): readonly Remark[] {
    return [...this.#remarks.values()];
  }
}
