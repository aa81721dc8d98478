import { Findings, type ObstacleCode } from '#core/interchange/proverif/diagnosis.ts';
import type { EventForm } from '#core/interchange/proverif/events.ts';
import { declared, Scope, type TermWriter } from '#core/interchange/proverif/terms.ts';
import { anySort } from '#core/protocol/message.ts';
import type { EventPattern, Query } from '#core/protocol/query.ts';

/**
 * Why a query has no counterpart.
 *
 * - `relation-of-runs`: it relates the n-th runs of two roles, which correspondences cannot.
 * - `shape-of-value`: it speaks of the parts of a value, which correspondences cannot.
 * - `no-value`: a query of secrecy of an event without arguments.
 * - `never-happens`: no process has the event that it starts from, so that it would be true of nothing.
 * - the rest: see {@link ObstacleCode}.
 */
export type QueryObstacle =
  ObstacleCode | 'relation-of-runs' | 'shape-of-value' | 'no-value' | 'never-happens';

/** A query of the protocol as ProVerif's declaration, or why it has none. */
export type ProverifQuery =
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly text: null; readonly reason: QueryObstacle };

/** Everything that a query is written with. */
export interface QueryContext {
  readonly writer: TermWriter;
  readonly events: ReadonlyMap<string, EventForm>;
  /** The events that some process has. */
  readonly emitted: ReadonlySet<string>;
  readonly lastPhase: number;
  readonly findings: Findings;
}

/** Writes a query over the model's events. */
export function queryDeclaration(query: Query, context: QueryContext): ProverifQuery {
  const refuse = (reason: QueryObstacle): ProverifQuery => ({ name: query.name, text: null, reason });
  const start = startOf(query);
  if (start !== null && !context.emitted.has(start)) return refuse('never-happens');
  const local = new Findings();
  const body = new QueryBody(context.writer.reportingTo(local), context.events, local);
  const facts = factsOf(query, body, context);
  if (typeof facts !== 'object') return refuse(facts);
  const [obstacle] = local.obstacles;
  if (obstacle !== undefined) return refuse(obstacle.code);
  return { name: query.name, text: `query ${declared(body.variables)};\n  ${facts.text}.` };
}

// The event that a query starts from, where it can be written.
function startOf(query: Query): string | null {
  switch (query.kind) {
    case 'secrecy':
    case 'unreachable':
    case 'unique':
      return query.event;
    case 'correspondence':
      return query.end.event;
    case 'equal':
    case 'fresh':
      return null;
  }
}

type Facts = { readonly text: string } | QueryObstacle;

function factsOf(query: Query, body: QueryBody, context: QueryContext): Facts {
  switch (query.kind) {
    case 'secrecy': {
      const { fact, args } = body.any(query.event);
      const [value] = args;
      if (value === undefined) return 'no-value';
      const phase = context.lastPhase > 0 ? ` phase ${context.lastPhase}` : '';
      return { text: `event(${fact}) && attacker(${value})${phase} ==> false` };
    }
    case 'unreachable':
      return { text: `event(${body.any(query.event).fact}) ==> false` };
    case 'unique': {
      const one = body.any(query.event);
      const other = body.again(query.event, one.args);
      return { text: `event(${one.fact}) && event(${other.fact}) ==> ${one.run} = ${other.run}` };
    }
    case 'correspondence': {
      const [first, ...rest] = query.needs;
      if (first === undefined) return { text: `event(${body.pattern(query.end)}) ==> true` };
      if (query.injective && (context.events.get(first.event)?.steps ?? 0) > 1) {
        context.findings.remark('injective-by-occurrence', query.name);
      }
      for (const { event } of query.needs) {
        if (!context.emitted.has(event)) context.findings.remark('need-never-happens', query.name);
      }
      const word = query.injective ? 'inj-event' : 'event';
      const needs = rest.map((need) => ` && event(${body.pattern(need)})`).join('');
      return { text: `${word}(${body.pattern(query.end)}) ==> ${word}(${body.pattern(first)})${needs}` };
    }
    case 'equal':
      return 'relation-of-runs';
    case 'fresh':
      return 'shape-of-value';
  }
}

interface AnyEvent {
  readonly fact: string;
  readonly run: string;
  readonly args: readonly string[];
}

/** The events of one query, with the variables that it declares. */
class QueryBody {
  readonly #writer: TermWriter;
  readonly #events: ReadonlyMap<string, EventForm>;
  readonly #findings: Findings;
  readonly #scope: Scope;
  readonly #runs = new Map<string, string>();
  readonly #variables: string[] = [];

  constructor(writer: TermWriter, events: ReadonlyMap<string, EventForm>, findings: Findings) {
    this.#writer = writer;
    this.#events = events;
    this.#findings = findings;
    this.#scope = new Scope(writer.names.locals());
  }

  get variables(): readonly string[] {
    return this.#variables;
  }

  /** The event of some run with any arguments. */
  any(event: string): AnyEvent {
    const run = this.#declare('run');
    const args = Array.from({ length: this.#events.get(event)?.arity ?? 0 }, () => this.#declare('x'));
    return { fact: this.#fact(event, run, args), run, args };
  }

  /** The event of some run with these arguments. */
  again(event: string, args: readonly string[]): AnyEvent {
    const run = this.#declare('run');
    return { fact: this.#fact(event, run, args), run, args };
  }

  /** The event as a query expects it. */
  pattern({ event, run, args }: EventPattern): string {
    const known = this.#runs.get(run) ?? this.#declare(run);
    this.#runs.set(run, known);
    for (const argument of args) this.#bind(argument);
    return this.#fact(
      event,
      known,
      args.map((argument) => this.#writer.write(argument, this.#scope)),
    );
  }

  #declare(name: string): string {
    const identifier = this.#scope.pool.take(name, 'x');
    this.#variables.push(identifier);
    return identifier;
  }

  #bind(message: EventPattern['args'][number]): void {
    if (message.kind === 'apply') for (const argument of message.args) this.#bind(argument);
    if (message.kind !== 'variable' || this.#scope.variable(message.name) !== undefined) return;
    this.#variables.push(this.#scope.bind(message.name, anySort));
  }

  #fact(event: string, run: string, args: readonly string[]): string {
    const form = this.#events.get(event);
    if (form?.arity !== args.length) this.#findings.obstruct('event-arity', event);
    const flag = form?.asksHonesty === true ? [this.#writer.names.own.honest] : [];
    return `${form?.identifier ?? event}(${[run, ...flag, ...args].join(', ')})`;
  }
}
