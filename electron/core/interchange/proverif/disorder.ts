import type { Findings } from '#core/interchange/proverif/diagnosis.ts';
import type { IdentifierPool } from '#core/interchange/proverif/identifiers.ts';
import type { Occurrences } from '#core/interchange/proverif/occurrences.ts';
import type { TermWriter } from '#core/interchange/proverif/terms.ts';
import type { Message, Sort } from '#core/protocol/message.ts';
import type { Protocol, Role } from '#core/protocol/protocol.ts';

/**
 * Two events that no execution has in this order of time with these numbers: the later one's is less than the earlier
 * one's, or, where that is not `strict`, no greater. Restrictions of ProVerif know no time, so that every query is
 * about the executions that have none of them.
 */
export interface Disorder {
  readonly earlier: string;
  readonly later: string;
  /** How many messages say whose memory it is, the same for both. */
  readonly holders: number;
  /** True where the events end with a name for each occurrence. */
  readonly named: boolean;
  /** The sort of the numbers. */
  readonly sort: Sort;
  readonly strict: boolean;
}

/** The disorders of counters and clocks; what is no natural number has none, and a remark says so. */
export function disordersOf(
  protocol: Protocol,
  occurrences: Occurrences,
  writer: TermWriter,
  findings: Findings,
): readonly Disorder[] {
  return [
    ...disordersOfCounters(protocol, occurrences, writer, findings),
    ...disordersOfClocks(protocol, occurrences, writer, findings),
  ];
}

function disordersOfCounters(
  protocol: Protocol,
  occurrences: Occurrences,
  writer: TermWriter,
  findings: Findings,
): readonly Disorder[] {
  const sorts = new Map<string, Set<Sort | null>>();
  const above = new Map<string, Set<string>>();
  for (const role of protocol.roles) {
    for (const step of role.steps) {
      if (step.kind !== 'accept' || step.rule !== 'increasing') continue;
      put(sorts, step.memory, numberSort(step.value, role, writer));
      for (const memory of step.above) put(above, step.memory, memory);
    }
  }
  const sortOf = (memory: string): Sort | null => only(sorts.get(memory));
  return [...sorts.keys()].flatMap((memory): readonly Disorder[] => {
    const sort = sortOf(memory);
    const holders = only(occurrences.counters.get(memory));
    if (sort === null || holders === null) {
      findings.remark('accept-unordered', memory);
      return [];
    }
    const later = writer.names.of('counter', memory);
    const passed = [...(above.get(memory) ?? [])].filter(
      (other) => sortOf(other) === sort && only(occurrences.counters.get(other)) === holders,
    );
    return [
      { earlier: later, later, holders, named: true, sort, strict: true },
      ...passed.map((other): Disorder => {
        const earlier = writer.names.of('counter', other);
        return { earlier, later, holders, named: true, sort, strict: false };
      }),
    ];
  });
}

function disordersOfClocks(
  protocol: Protocol,
  occurrences: Occurrences,
  writer: TermWriter,
  findings: Findings,
): readonly Disorder[] {
  const sorts = new Map<string, Set<Sort | null>>();
  for (const role of protocol.roles) {
    for (const step of role.steps) {
      if (step.kind === 'clock') put(sorts, step.clock, numberSort(step.value, role, writer));
    }
  }
  return [...occurrences.clocks].flatMap((clock): readonly Disorder[] => {
    const sort = only(sorts.get(clock));
    if (sort === null) {
      findings.remark('clock-unordered', clock);
      return [];
    }
    const shown = writer.names.of('clock', clock);
    const moved = writer.names.beside('clock', clock, 'moved');
    const both = { earlier: shown, holders: 0, named: false, sort };
    return [
      { ...both, later: shown, strict: true },
      { ...both, later: moved, strict: false },
    ];
  });
}

// The sort of a natural number, null for any other message.
function numberSort(message: Message, role: Role, writer: TermWriter): Sort | null {
  const sort =
    message.kind === 'constant'
      ? writer.sortOf(message.name)
      : message.kind === 'variable'
        ? role.sorts.get(message.name)
        : undefined;
  return sort !== undefined && writer.naturals.has(sort) ? sort : null;
}

function put<Value>(to: Map<string, Set<Value>>, key: string, value: Value): void {
  to.set(key, (to.get(key) ?? new Set<Value>()).add(value));
}

function only<Value>(values: ReadonlySet<Value> | undefined): Value | null {
  const [value] = values ?? [];
  return values?.size === 1 && value !== undefined ? value : null;
}

/** A disorder as a query has it, with the variables that it declares. */
export function disorderText(
  { earlier, later, holders, named, sort, strict }: Disorder,
  pool: IdentifierPool,
  writer: TermWriter,
): { readonly text: string; readonly variables: readonly string[] } {
  const memory = Array.from({ length: holders }, () => pool.take('holder', 'holder'));
  const event = (
    name: string,
  ): { readonly number: string; readonly time: string; readonly text: string } & {
    readonly variables: readonly string[];
  } => {
    const [number, time] = [pool.take('number', 'number'), pool.take('time', 'at')];
    const occurrence = named ? [pool.take('occurrence', 'occurrence')] : [];
    const args = [...memory, writer.atom(sort, number), ...occurrence].join(', ');
    const variables = [`${number}: nat`, `${time}: time`, ...occurrence.map((each) => `${each}: bitstring`)];
    return { number, time, text: `event(${name}(${args}))@${time}`, variables };
  };
  const [first, second] = [event(earlier), event(later)];
  const sign = strict ? '<' : '<=';
  const text =
    `(${first.text} && ${second.text} && ` +
    `${first.time} < ${second.time} && ${second.number} ${sign} ${first.number})`;
  const variables = [...memory.map((each) => `${each}: bitstring`), ...first.variables, ...second.variables];
  return { text, variables };
}
