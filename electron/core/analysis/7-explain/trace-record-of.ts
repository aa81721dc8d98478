import { givenSecrets } from './given-secrets.ts';
import { shownOf, type Shown } from './shown.ts';
import { valueNames } from './value-names.ts';
import { WrittenMessages, type Written } from './written-messages.ts';
import { endEvents } from '#core/analysis/4-prove/goal.ts';
import { replay, type Execution, type EventOccurrence } from '#core/kernel/execution.ts';
import type { Property } from '#core/analysis/record/question.ts';
import { originEvent } from '#core/analysis/3-translate/tick-events.ts';
import { questions } from '#core/claims/claims.ts';
import type { AttackType } from '#core/attack-type.ts';
import type { Value } from '#core/kernel/value.ts';
import type { Protocol, Role } from '#core/protocol/protocol.ts';
import { isAdversaryConstant } from '#core/protocol/message.ts';
import { startsOf, type Trace } from '#core/protocol/trace.ts';
import type {
  TraceRecord,
  TraceNotation,
  TraceRun,
  TraceStep,
  TraceEventKind,
  TraceEvent,
} from '#core/analysis/record/trace-record.ts';

/**
 * Tells a trace that the replay accepts and that violates what was asked, as an attack of these types. Throws for one that it
 * refuses, which is a defect of the caller.
 */
export function traceRecordOf(
  protocol: Protocol,
  trace: Trace,
  asked: Property,
  types: readonly AttackType[],
): TraceRecord {
  const execution = replay(protocol, trace);
  if ('code' in execution) throw new RangeError('only an accepted trace is told');
  const names = valueNames(protocol, trace, execution);
  const runs = startsOf(trace).map(({ role: name, agents: given }): TraceRun => {
    const agents = [...given].flatMap(([entity, agent]) =>
      agent.kind === 'constant'
        ? [{ entity, agent: names.constant(agent), honest: !isAdversaryConstant(agent) }]
        : [],
    );
    const role = protocol.roles.find((each) => each.name === name);
    const agent = agents.find(({ entity }) => entity === role?.self)?.agent ?? null;
    return { role: role === undefined ? name : partOf(role), agent, agents };
  });
  const shown = shownOf(protocol, trace, execution);
  const written = new WrittenMessages(
    protocol,
    names,
    shown.map(({ message }) => message),
  );
  const given = givenSecrets(protocol, trace, execution, types).map(({ kind, value, action }): TraceEvent => {
    const after = shown.filter((each) => each.action < action).length;
    return { kind, run: null, element: null, ...contentOf(written.after(value, after)), after };
  });
  const events = [...given, ...eventsOf(protocol, execution, asked, shown, written)];
  const { messages, parts } = written.refers;
  const notation: readonly TraceNotation[] = [
    ...names.given,
    ...(messages ? (['earlier-message'] as const) : []),
    ...(parts ? (['earlier-part'] as const) : []),
  ];
  return { runs, steps: stepsOf(shown, written), events, notation };
}

// The part that a role plays, without what tells it from others of its part. Some only hand out what was kept.
function partOf({ name, self, steps }: Role): string {
  const isPart = steps.some((step) => !('purpose' in step));
  return isPart || self === null ? name.replace(/,.*$/u, '') : self;
}

function contentOf({ whole, short }: Written): Pick<TraceStep, 'content' | 'short'> {
  return { content: whole, short: short === whole ? null : short };
}

function eventsOf(
  protocol: Protocol,
  execution: Execution,
  asked: Property,
  shown: readonly Shown[],
  messages: WrittenMessages,
): readonly TraceEvent[] {
  const query = protocol.queries.find(({ name }) => name === asked.key);
  if (query === undefined) return [];
  const { element } = asked;
  const ends = new Set(endEvents(query));
  const written = element === null ? null : originEvent(element, asked.entity);
  const { event: kind, argument: place } = questions[asked.kind].shows;
  const event = (of: TraceEventKind, { at, run }: EventOccurrence, value: Value | undefined): TraceEvent => {
    const after = shown.filter(({ action }) => action <= at).length;
    const content =
      value === undefined ? { content: '', short: null } : contentOf(messages.after(value, after));
    return { kind: of, run, element, ...content, after };
  };
  const isAbout = ({ counts, event: name }: EventOccurrence): boolean => counts && ends.has(name);
  const valueIn = (each: EventOccurrence): Value | undefined =>
    place === null ? undefined : each.args.at(place);
  const known =
    query.kind === 'secrecy'
      ? execution.occurrences
          .filter(isAbout)
          .flatMap((each) => valueIn(each) ?? [])
          .filter((value) => execution.adversary.derives(value))
      : [];
  // Where somebody's secret is lost as well, that is what is told.
  const stolen = known.filter((value) => !isOfAdversary(value, protocol));
  const lost = new Set(stolen);
  const planted = new Set(stolen.length === 0 ? known : []);
  const told = execution.occurrences.flatMap((each): readonly TraceEvent[] => {
    const value = valueIn(each);
    if (each.event === written && place === 2) return [event('writes', each, value)];
    if (!isAbout(each)) return [];
    if (query.kind !== 'secrecy') return [event(kind, each, value)];
    if (value === undefined || !(lost.has(value) || planted.has(value))) return [];
    return [event(planted.has(value) ? 'takes-planted' : kind, each, value)];
  });
  const learned = [...lost].map((value): TraceEvent => ({
    kind: 'learns',
    run: null,
    element,
    ...contentOf(messages.after(value, shown.length)),
    after: shown.length,
  }));
  return [...told, ...learned];
}

// Nothing in it was made by a run, or belongs to honest agents alone.
function isOfAdversary({ kind, name, args }: Value, protocol: Protocol): boolean {
  if (kind === 'fresh') return false;
  if (kind === 'constant') return true;
  const isSecret = protocol.theory.symbols.get(name)?.private === true;
  if (isSecret) return args.some(({ constant }) => constant !== null && isAdversaryConstant(constant));
  return args.every((part) => isOfAdversary(part, protocol));
}

function stepsOf(shown: readonly Shown[], written: WrittenMessages): readonly TraceStep[] {
  return shown.map((each, index): TraceStep => {
    const { kind, run, label } = each;
    const step = { run, message: label, ...contentOf(written.step(index)) };
    if (kind === 'send') {
      const origin = each.purpose === 'leak' ? 'handed' : null;
      return { kind: 'sends', ...step, origin, from: null };
    }
    const from = sentBefore(shown.slice(0, index), each);
    const source = from === null ? undefined : shown[from];
    const origin = source === undefined ? 'made' : source.label === each.label ? 'delivered' : 'diverted';
    return { kind: 'receives', ...step, origin, from };
  });
}

// The step that sent the message, under the same name if there is one.
function sentBefore(earlier: readonly Shown[], received: Shown): number | null {
  const sends = (each: Shown): boolean => each.kind === 'send' && each.message === received.message;
  const same = earlier.findIndex((each) => sends(each) && each.label === received.label);
  const any = same >= 0 ? same : earlier.findIndex(sends);
  return any >= 0 ? any : null;
}
