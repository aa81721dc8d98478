import { Findings, type ObstacleCode } from '#core/interchange/proverif/diagnosis.ts';
import { disorderText, type Disorder } from '#core/interchange/proverif/disorder.ts';
import type { EventForm } from '#core/interchange/proverif/events.ts';
import { newPart, novelForms, type NovelForm } from '#core/interchange/proverif/novelty.ts';
import { declared, variablesOf, type Scope, type TermWriter } from '#core/interchange/proverif/terms.ts';
import { adversaryConstant, anySort } from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { EventPattern, Query } from '#core/protocol/query.ts';

/**
 * Why a query has no counterpart.
 *
 * - `relation-of-runs`: it relates the n-th runs of two roles, which correspondences cannot.
 * - `shape-of-value`: it speaks of the parts of a value, which correspondences cannot, and there are too many forms.
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
  readonly protocol: Protocol;
  readonly writer: TermWriter;
  readonly events: ReadonlyMap<string, EventForm>;
  /** The events that some process has. */
  readonly emitted: ReadonlySet<string>;
  /** What no execution has: a query is about those without. */
  readonly disorders: readonly Disorder[];
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
  const then = consequence(query, facts.then, body, context);
  const text = `query ${body.declarations.join(', ')};\n  ${facts.given} ==>${then}.`;
  return { name: query.name, text };
}

// What is asked, unless an agent is dishonest, and of executions without disorders.
function consequence(
  query: Query,
  then: readonly string[] | 'true',
  body: QueryBody,
  context: QueryContext,
): string {
  if (then === 'true') return ` ${then}`;
  const disorders = disordersFor(query, context).map((each) => `\n    ${body.disorder(each)}`);
  const excluded = [...body.dishonest.map((each) => ` ${each}`), ...disorders];
  const ways = then.length + excluded.length;
  if (ways === 0) return ' false';
  const asked = then.map((each) => (ways > 1 && each.includes('&&') ? ` (${each})` : ` ${each}`));
  return [...asked, ...excluded].join(' ||');
}

function disordersFor(query: Query, { disorders, findings }: QueryContext): readonly Disorder[] {
  if (query.kind !== 'correspondence' || !query.injective || disorders.length === 0) return disorders;
  // ProVerif 2.05 stops with an error where an attack on injectivity is found and the query speaks of time.
  findings.remark('injective-unordered', '');
  return [];
}

// The event that a query starts from, where it can be written.
function startOf(query: Query): string | null {
  switch (query.kind) {
    case 'secrecy':
    case 'unreachable':
    case 'unique':
    case 'fresh':
      return query.event;
    case 'correspondence':
      return query.end.event;
    case 'equal':
      return null;
  }
}

/** What has happened, and in which ways something has happened before it then; in none where it never happens. */
type Facts = { readonly given: string; readonly then: readonly string[] | 'true' } | QueryObstacle;

function factsOf(query: Query, body: QueryBody, context: QueryContext): Facts {
  switch (query.kind) {
    case 'secrecy': {
      const { fact, args } = body.any(query.event);
      const [value] = args;
      if (value === undefined) return 'no-value';
      const phase = context.lastPhase > 0 ? ` phase ${context.lastPhase}` : '';
      return { given: `event(${fact}) && attacker(${value})${phase}`, then: [] };
    }
    case 'unreachable':
      return { given: `event(${body.any(query.event).fact})`, then: [] };
    case 'unique': {
      const one = body.any(query.event);
      const other = body.again(query.event, one.args);
      return { given: `event(${one.fact}) && event(${other.fact})`, then: [`${one.run} = ${other.run}`] };
    }
    case 'correspondence': {
      const [first, ...rest] = query.needs;
      if (first === undefined) return { given: `event(${body.start(query.end)})`, then: 'true' };
      if (query.injective && (context.events.get(first.event)?.steps ?? 0) > 1) {
        context.findings.remark('injective-by-occurrence', query.name);
      }
      for (const { event } of query.needs) {
        if (!context.emitted.has(event)) context.findings.remark('need-never-happens', query.name);
      }
      const word = query.injective ? 'inj-event' : 'event';
      const given = `${word}(${body.start(query.end)})`;
      const partner = `${word}(${body.need(first)})`;
      const needs = rest.map((need) => ` && event(${body.need(need)})`).join('');
      return { given, then: [`${partner}${needs}`] };
    }
    case 'equal':
      return 'relation-of-runs';
    case 'fresh': {
      const forms = novelForms(context.protocol, query.event);
      if (forms === null) return 'shape-of-value';
      const { fact, args } = body.any(query.event);
      const [value] = args;
      if (value === undefined) return 'no-value';
      context.findings.remark('new-by-form', query.name);
      return { given: `event(${fact})`, then: forms.map((each) => body.novel(value, each)) };
    }
  }
}

/** Whether a query starts from an event or needs it. */
type Place = 'start' | 'need';

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
  readonly #declarations: string[] = [];
  readonly #dishonest: string[] = [];

  constructor(writer: TermWriter, events: ReadonlyMap<string, EventForm>, findings: Findings) {
    this.#writer = writer;
    this.#events = events;
    this.#findings = findings;
    this.#scope = writer.scope();
  }

  /** The variables, each with its type. */
  get declarations(): readonly string[] {
    return this.#declarations;
  }

  /** That a value has a form with something new in it. */
  novel(value: string, { message, sort, isNumber }: NovelForm): string {
    const { names } = this.#writer;
    const bound = variablesOf([message]).map((name) => {
      const identifier = this.#scope.bind(name, name === newPart ? sort : anySort);
      this.#declarations.push(this.#scope.declared([identifier]));
      return { name, identifier };
    });
    const made = bound.find(({ name }) => name === newPart)?.identifier ?? '';
    const equal = `${value} = ${this.#writer.write(message, this.#scope)}`;
    return isNumber ? equal : `event(${names.own.made}(${made})) && ${equal}`;
  }

  /** That an agent is dishonest where the query counts only what honest ones do. */
  get dishonest(): readonly string[] {
    return this.#dishonest;
  }

  /** An order of numbers that no execution has. */
  disorder(disorder: Disorder): string {
    const { text, variables } = disorderText(disorder, this.#scope.pool, this.#writer);
    this.#declarations.push(...variables);
    return text;
  }

  /** The event of some run with any arguments. */
  any(event: string): AnyEvent {
    const run = this.#declare('run');
    const args = Array.from({ length: this.#events.get(event)?.arity ?? 0 }, () => this.#declare('x'));
    return { fact: this.#fact(event, run, args, 'start'), run, args };
  }

  /** The event of some run with these arguments. */
  again(event: string, args: readonly string[]): AnyEvent {
    const run = this.#declare('run');
    return { fact: this.#fact(event, run, args, 'start'), run, args };
  }

  /** The event as a query expects it at its start, where it counts only among honest agents. */
  start(pattern: EventPattern): string {
    return this.#pattern(pattern, 'start');
  }

  /** The event as a query needs it, where it always counts. */
  need(pattern: EventPattern): string {
    return this.#pattern(pattern, 'need');
  }

  #pattern({ event, run, args }: EventPattern, place: Place): string {
    const known = this.#runs.get(run) ?? this.#declare(run);
    this.#runs.set(run, known);
    for (const argument of args) this.#bind(argument);
    return this.#fact(
      event,
      known,
      args.map((argument) => this.#writer.write(argument, this.#scope)),
      place,
    );
  }

  #declare(name: string): string {
    const identifier = this.#scope.pool.take(name, 'x');
    this.#declarations.push(declared([identifier]));
    return identifier;
  }

  #bind(message: EventPattern['args'][number]): void {
    if (message.kind === 'apply') for (const argument of message.args) this.#bind(argument);
    if (message.kind !== 'variable' || this.#scope.variable(message.name) !== undefined) return;
    this.#declarations.push(declared([this.#scope.bind(message.name, anySort)]));
  }

  #fact(event: string, run: string, args: readonly string[], place: Place): string {
    const form = this.#events.get(event);
    if (form?.arity !== args.length) this.#findings.obstruct('event-arity', event);
    const agents = this.#agents(form?.agents ?? [], place);
    return `${form?.identifier ?? event}(${[run, ...agents, ...args].join(', ')})`;
  }

  #agents(agents: EventForm['agents'], place: Place): readonly string[] {
    if (agents === 'flag') {
      return [place === 'start' ? this.#writer.names.own.honest : this.#declare('trusted')];
    }
    return agents.map((sort) => {
      const agent = this.#writer.atom(sort, this.#declare('agent'));
      const dishonest = this.#writer.write(adversaryConstant(sort), this.#scope);
      if (place === 'start') this.#dishonest.push(`${agent} = ${dishonest}`);
      return agent;
    });
  }
}
