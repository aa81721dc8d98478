import { isLater } from '#core/interchange/proverif/algebra.ts';
import type { Findings } from '#core/interchange/proverif/diagnosis.ts';
import type { Carried, Occurrences } from '#core/interchange/proverif/occurrences.ts';
import { call, declared, tuple, type Scope, type TermWriter } from '#core/interchange/proverif/terms.ts';
import { adversaryConstant, anySort, type Message, type Sort } from '#core/protocol/message.ts';
import { endsOf, type Exposure, type Protocol, type Role } from '#core/protocol/protocol.ts';
import type { Deduction } from '#core/protocol/theory.ts';

/**
 * Processes that give the adversary what it has beyond ProVerif's own: exposures, deductions of later
 * phases, and the ends of channels that belong to dishonest agents. A process that waits for the adversary
 * stands in every phase in which it may be asked, as a phase ends what has not come to it.
 */
export function adversaryProcesses(
  protocol: Protocol,
  occurrences: Occurrences,
  writer: TermWriter,
  findings: Findings,
): readonly string[] {
  const last = lastPhase(protocol);
  const processes: string[] = [];
  for (const exposure of protocol.exposures) {
    const { fromPhase } = exposure;
    if (fromPhase >= protocol.phases) continue;
    const text = exposureProcess(protocol, exposure, writer, findings);
    const until = exposure.variables.size === 0 ? Math.max(0, fromPhase) : last;
    processes.push(...inPhases(text, fromPhase, until));
  }
  for (const deduction of protocol.theory.deductions) {
    const { fromPhase, premises } = deduction;
    if (fromPhase >= protocol.phases || (!isLater(deduction) && premises.length > 0)) continue;
    const until = premises.length === 0 ? Math.max(0, fromPhase) : last;
    processes.push(...inPhases(deductionProcess(deduction, writer), fromPhase, until));
  }
  if (protocol.passive) return processes;
  return [...processes, ...channelEnds(protocol, occurrences, writer)];
}

/** The last phase in which anything changes, for all that the model says. */
function lastPhase(protocol: Protocol): number {
  const phases = [
    ...protocol.roles.flatMap(({ steps }) => steps.map(({ phase }) => phase)),
    ...protocol.exposures.map(({ fromPhase }) => fromPhase),
    ...protocol.theory.deductions.map(({ fromPhase }) => fromPhase),
  ];
  return Math.max(0, ...phases.filter((phase) => phase < protocol.phases));
}

function inPhases(script: string, from: number, until: number): readonly string[] {
  const first = Math.max(0, from);
  return Array.from({ length: until - first + 1 }, (_, index) => {
    const phase = first + index;
    return phase === 0 ? script : `phase ${phase}; ${script}`;
  });
}

function exposureProcess(
  protocol: Protocol,
  exposure: Exposure,
  writer: TermWriter,
  findings: Findings,
): string {
  const { channel } = writer.names.own;
  const scope = writer.scope();
  const identifiers = [...exposure.variables].map(([name, sort]) => {
    if (!protocol.agentSorts.includes(sort)) findings.obstruct('exposure-variable', name);
    return declared([scope.bind(name, sort)]);
  });
  const local = writer.reportingTo({
    obstruct: (code, subject) => {
      findings.obstruct(code === 'fresh-outside-role' ? 'exposure-fresh' : code, subject);
    },
  });
  const out = `out(${channel}, ${local.write(exposure.message, scope)})`;
  return identifiers.length === 0 ? out : `!(in(${channel}, ${tuple(identifiers)}); ${out})`;
}

function deductionProcess({ name, premises, conclusion }: Deduction, writer: TermWriter): string {
  const { channel } = writer.names.own;
  const scope = writer.scope();
  if (premises.length === 0) return `out(${channel}, ${writer.write(conclusion, scope)})`;
  const given = premises.map(() => scope.bind('premise', anySort));
  const received = tuple(given.map((identifier) => declared([identifier])));
  return `!(in(${channel}, ${received}); out(${channel}, ${call(writer.names.of('deduction', name), given)}))`;
}

// The ends of channels that dishonest agents may be at, in the phases in which somebody is at the other end.
function channelEnds(protocol: Protocol, occurrences: Occurrences, writer: TermWriter): readonly string[] {
  return [...occurrences.labels].flatMap(([label, carried]) => {
    if (carried.trust === 'public') return [];
    const ends = endsOfLabel(protocol, label);
    const processes = new ChannelEnds(writer, label, carried);
    const given = [...ends.receipts].toSorted(([one], [other]) => one - other);
    const taken = [...ends.sendings].toSorted(([one], [other]) => one - other);
    return [
      ...given.flatMap(([phase, sorts]) =>
        processes.insertions(sorts).flatMap((text) => inPhases(text, phase, phase)),
      ),
      ...taken.flatMap(([phase, sorts]) =>
        processes.readings(sorts).flatMap((text) => inPhases(text, phase, phase)),
      ),
    ];
  });
}

/** By phase, the sorts of agents that may be dishonest at the other end of what roles receive and send. */
interface LabelEnds {
  readonly receipts: ReadonlyMap<number, ReadonlySet<Sort>>;
  readonly sendings: ReadonlyMap<number, ReadonlySet<Sort>>;
}

function endsOfLabel(protocol: Protocol, label: string): LabelEnds {
  const receipts = new Map<number, Set<Sort>>();
  const sendings = new Map<number, Set<Sort>>();
  for (const role of protocol.roles) {
    for (const step of role.steps) {
      if (step.kind !== 'send' && step.kind !== 'receive') continue;
      if (step.label !== label || step.phase >= protocol.phases) continue;
      const [from = null, to = null] = endsOf(step.channel);
      const [found, end] = step.kind === 'receive' ? [receipts, from] : [sendings, to];
      const phase = Math.max(0, step.phase);
      const sorts = found.get(phase) ?? new Set();
      found.set(phase, sorts);
      for (const sort of end === null ? [] : mayBeDishonest(end, role, protocol)) sorts.add(sort);
    }
  }
  return { receipts, sendings };
}

// The run's own agent never is; anything but a parameter may be an agent of any sort.
function mayBeDishonest(end: Message, role: Role, { agentSorts }: Protocol): readonly Sort[] {
  if (end.kind !== 'variable') return agentSorts;
  const sort = role.parameters.find(({ name }) => name === end.name)?.sort;
  if (sort === undefined || !agentSorts.includes(sort)) return agentSorts;
  return end.name === role.self ? [] : [sort];
}

/** What the adversary does at the ends of one label's channel. */
class ChannelEnds {
  readonly #writer: TermWriter;
  readonly #scope: Scope;
  readonly #carried: Carried;
  readonly #table: string;
  readonly #from: string;
  readonly #to: string;
  readonly #message: string;
  readonly #sending: string;

  constructor(writer: TermWriter, label: string, carried: Carried) {
    this.#writer = writer;
    this.#scope = writer.scope();
    this.#carried = carried;
    this.#table = writer.names.of('message', label);
    this.#from = this.#scope.bind('from', anySort);
    this.#to = this.#scope.bind('to', anySort);
    this.#message = this.#scope.bind('message', anySort);
    this.#sending = this.#scope.bind('sending', anySort);
  }

  /** Puts messages there: as anybody where the channel does not tell who sent them, as agents of these sorts otherwise. */
  insertions(sorts: ReadonlySet<Sort>): readonly string[] {
    if (this.#carried.trust === 'confidential') return [this.#insertion([this.#from], this.#from)];
    return [...sorts].map((sort) => this.#insertion([], this.#dishonest(sort)));
  }

  #insertion(chosen: readonly string[], from: string): string {
    const { channel } = this.#writer.names.own;
    const { once } = this.#carried;
    // What the adversary sends is a sending of its own each time.
    const make = once ? `new ${this.#sending}: bitstring; ` : '';
    const columns = [from, this.#to, this.#message, ...(once ? [this.#sending] : [])].join(', ');
    const given = declared([...chosen, this.#to, this.#message]);
    return `!(in(${channel}, (${given})); ${make}insert ${this.#table}(${columns}))`;
  }

  /** Takes what is sent to agents of these sorts, where not everybody has it. */
  readings(sorts: ReadonlySet<Sort>): readonly string[] {
    if (this.#carried.trust === 'authentic') return [];
    const { channel } = this.#writer.names.own;
    const rest = declared([this.#message, ...(this.#carried.once ? [this.#sending] : [])]);
    return [...sorts].map((sort) => {
      const columns = `${declared([this.#from])}, =${this.#dishonest(sort)}, ${rest}`;
      return `!(get ${this.#table}(${columns}) in out(${channel}, ${this.#message}))`;
    });
  }

  #dishonest(sort: Sort): string {
    return this.#writer.write(adversaryConstant(sort), this.#scope);
  }
}
