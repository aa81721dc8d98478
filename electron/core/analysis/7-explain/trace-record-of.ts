import { endEvents } from '#core/analysis/4-prove/goal.ts';
import { replay, type Execution, type EventOccurrence, type Transmission } from '#core/kernel/execution.ts';
import { power, publicHalf } from '#core/analysis/3-translate/algebra.ts';
import type { Property } from '#core/analysis/record/question.ts';
import { originEvent } from '#core/analysis/3-translate/tick-events.ts';
import { noAssociatedData } from '#core/analysis/3-translate/composition.ts';
import { questions } from '#core/claims/claims.ts';
import type { Value } from '#core/kernel/value.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import { anySort, isAdversaryConstant, type Constant, type Sort } from '#core/protocol/message.ts';
import { generator, type FunctionSymbol } from '#core/protocol/theory.ts';
import { startsOf, type Trace } from '#core/protocol/trace.ts';
import { isPrimitiveName, theory as primitives } from '#core/terms/theory.ts';
import type {
  TraceRecord,
  TraceRun,
  TraceStep,
  TraceEventKind,
  TraceEvent,
} from '#core/analysis/record/trace-record.ts';

/**
 * Tells a trace that the replay accepts and that violates what was asked. Throws for one that it refuses, which
 * is a defect of the caller.
 */
export function traceRecordOf(protocol: Protocol, trace: Trace, asked: Property): TraceRecord {
  const execution = replay(protocol, trace);
  if ('code' in execution) throw new RangeError('only an accepted trace is told');
  const names = new Names(protocol);
  const runs = startsOf(trace).map(({ role, agents: given }): TraceRun => {
    const agents = [...given].flatMap(([entity, agent]) =>
      agent.kind === 'constant'
        ? [{ entity, agent: names.of(agent), honest: !isAdversaryConstant(agent) }]
        : [],
    );
    const self = protocol.roles.find(({ name }) => name === role)?.self;
    return { role, agent: agents.find(({ entity }) => entity === self)?.agent ?? null, agents };
  });
  return { runs, steps: stepsOf(execution, names), events: eventsOf(protocol, execution, asked, names) };
}

function eventsOf(
  protocol: Protocol,
  execution: Execution,
  asked: Property,
  names: Names,
): readonly TraceEvent[] {
  const query = protocol.queries.find(({ name }) => name === asked.key);
  if (query === undefined) return [];
  const { element } = asked;
  const ends = new Set(endEvents(query));
  const written = element === null ? null : originEvent(element, asked.entity);
  const { event: kind, argument: place } = questions[asked.kind].shows;
  const shown = shownOf(execution);
  const event = (of: TraceEventKind, { at, run }: EventOccurrence, value: Value | undefined): TraceEvent => {
    const after = shown.filter(({ action }) => action <= at).length;
    const content = value === undefined ? '' : format(value, names, true);
    return { kind: of, run, element, content, after };
  };
  const lost: Value[] = [];
  const told = execution.occurrences.flatMap((each): readonly TraceEvent[] => {
    const value = place === null ? undefined : each.args.at(place);
    if (each.event === written && place === 2) return [event('writes', each, value)];
    if (!each.counts || !ends.has(each.event)) return [];
    if (query.kind === 'secrecy') {
      if (value === undefined || !execution.adversary.derives(value)) return [];
      lost.push(value);
    }
    return [event(kind, each, value)];
  });
  const learned = [...new Set(lost)].map((value): TraceEvent => ({
    kind: 'learns',
    run: null,
    element,
    content: format(value, names, true),
    after: shown.length,
  }));
  return [...told, ...learned];
}

function shownOf({ transmissions }: Execution): readonly Transmission[] {
  return transmissions.filter(({ purpose }) => purpose !== 'state');
}

function stepsOf(execution: Execution, names: Names): readonly TraceStep[] {
  const shown = shownOf(execution);
  return shown.map((each, index): TraceStep => {
    const { kind, run, label: message } = each;
    const content = format(each.message, names, true);
    if (kind === 'send') {
      const origin = each.purpose === 'leak' ? 'handed' : null;
      return { kind: 'sends', run, message, content, origin, from: null };
    }
    const from = sentBefore(shown.slice(0, index), each);
    const source = from === null ? undefined : shown[from];
    const origin = source === undefined ? 'made' : source.label === each.label ? 'delivered' : 'diverted';
    return { kind: 'receives', run, message, content, origin, from };
  });
}

// The step that sent the message, under the same name if there is one.
function sentBefore(earlier: readonly Transmission[], received: Transmission): number | null {
  const sends = (each: Transmission): boolean => each.kind === 'send' && each.message === received.message;
  const same = earlier.findIndex((each) => sends(each) && each.label === received.label);
  const any = same >= 0 ? same : earlier.findIndex(sends);
  return any >= 0 ? any : null;
}

/**
 * Gives agents and values that the adversary makes up short names, and every one its own: the first honest agent of a sort is
 * its entity; numbers of counters and clocks are told by when they first occur. Knows how symbols are written.
 */
class Names {
  readonly #given = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  readonly #entities: ReadonlyMap<Sort, string>;
  readonly #numberSorts: readonly Sort[];
  readonly symbols: ReadonlyMap<string, FunctionSymbol>;

  constructor({ roles, theory, numberSorts }: Protocol) {
    this.#numberSorts = numberSorts;
    this.#entities = new Map(
      roles.flatMap(({ parameters }) => parameters.map(({ name, sort }) => [sort, name])),
    );
    this.symbols = theory.symbols;
  }

  of({ name, origin }: Constant): string {
    if (origin === undefined) return name;
    const known = this.#given.get(name);
    if (known !== undefined) return known;
    const entity = this.#entities.get(origin.sort) ?? origin.sort;
    const own = origin.sort === anySort ? '?' : `${entity}*`;
    const given = this.#numberSorts.includes(origin.sort)
      ? `${origin.sort === 'timestamp' ? '@' : '#'}${this.#count(origin.sort)}`
      : this.#numbered(origin.kind === 'honest' ? entity : own);
    this.#given.set(name, given);
    return given;
  }

  // The first of a name has no number.
  #numbered(name: string): string {
    const count = this.#count(name);
    return count === 1 ? name : `${name}${count}`;
  }

  #count(name: string): number {
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    return count;
  }
}

// In the notation of the language; what a run made bears the run's number.
function format(value: Value, names: Names, top: boolean): string {
  const list = (values: readonly Value[]): string =>
    values.map((each) => format(each, names, false)).join(', ');
  switch (value.kind) {
    case 'constant':
      return value.constant === null ? value.name : names.of(value.constant);
    case 'fresh':
      return `${value.name}'${value.run + 1}`;
    case 'apply':
      break;
  }
  const { args, name } = value;
  const symbol = names.symbols.get(name);
  if (symbol?.transparent === true) return top ? list(args) : `(${list(args)})`;
  const [key, content, associated] = args;
  if (key === undefined) return name;
  if (symbol?.lowEntropy === true) return format(key, names, top);
  if (name === power && content !== undefined) {
    const isPublic = key.kind === 'constant' && key.name === generator.name;
    const exponent = format(content, names, true);
    return isPublic ? `pk(${exponent})` : `${name}[${exponent}](${format(key, names, true)})`;
  }
  if (content === undefined || name === publicHalf) return `${name}(${format(key, names, true)})`;
  if (!isPrimitiveName(name) || primitives[name].key === 'none') return `${name}(${list(args)})`;
  const bare = associated === undefined || isNoAssociatedData(associated);
  const more = bare ? '' : ` ; ${format(associated, names, true)}`;
  return `${name}[${format(key, names, true)}](${format(content, names, true)}${more})`;
}

function isNoAssociatedData(value: Value): boolean {
  return value.kind === 'constant' && value.name === noAssociatedData.name;
}
