import type { TermNode } from '#core/theories/term-node.ts';
import type { Bindings } from '#core/theories/bindings.ts';
import type { Signature } from '#core/analysis/4-prove/signature.ts';
import type { Order, NodePosition } from './order.ts';
import type { Semibundle, SemiRun } from './semibundle.ts';
import { adversaryValue, honestAgent, type GroundMessage } from '#core/protocol/message.ts';
import type { Query } from '#core/protocol/query.ts';
import type { Trace, TraceAction } from '#core/protocol/trace.ts';

/** How many pairs of numbers may be accepted in either order. */
const maximalChoices = 5;

/**
 * Executions that a semibundle in which nothing is left open stands for: variables have values of their own, and only
 * what must come before the ends happens. More than one only where two numbers are accepted in several memories, which
 * must have them in the same order.
 */
export function* linearisations(
  bundle: Semibundle,
  query: Query,
  signature: Signature,
  bindings: Bindings,
): Generator<Trace> {
  const writer = new TraceWriter(bundle, query, signature, bindings);
  for (const order of orders(bundle, bindings)) yield writer.trace(order);
}

/** Where the values of one memory are accepted, by value. */
type Acceptances = ReadonlyMap<TermNode, NodePosition>;

// Every way to order the pairs of values that two memories have.
function orders(bundle: Semibundle, bindings: Bindings): readonly Order[] {
  const memories = acceptances(bundle, bindings);
  const values = [...new Set(memories.flatMap((memory) => [...memory.keys()]))];
  const pairs = values.flatMap((one, index) =>
    values.slice(index + 1).flatMap((other) => {
      const both = memories.filter((memory) => memory.has(one) && memory.has(other));
      return both.length > 1 ? [{ one, other, both }] : [];
    }),
  );
  let found: readonly Order[] = [bundle.order];
  for (const { one, other, both } of pairs.slice(0, maximalChoices)) {
    found = found.flatMap((order) =>
      [[one, other] as const, [other, one] as const].flatMap(([first, second]) => {
        const ordered = both.reduce<Order | null>((sofar, memory) => {
          const [earlier, later] = [memory.get(first), memory.get(second)];
          if (earlier === undefined || later === undefined) return sofar;
          return sofar?.with(earlier, later) ?? null;
        }, order);
        return ordered === null ? [] : [ordered];
      }),
    );
  }
  return found;
}

function acceptances({ runs }: Semibundle, bindings: Bindings): readonly Acceptances[] {
  const memo = new Map<number, TermNode>();
  const put = (cell: TermNode): TermNode => bindings.resolve(cell, memo);
  const found = new Map<string, Map<TermNode, NodePosition>>();
  runs.forEach(({ strand, reach }, run) => {
    strand.nodes.slice(0, reach).forEach((each, node) => {
      if (each.kind !== 'accept') return;
      const key = `${each.memory} ${each.holder.map((cell) => put(cell).id).join(' ')}`;
      const memory = found.get(key) ?? new Map<TermNode, NodePosition>();
      found.set(key, memory);
      memory.set(put(each.value), { run, node });
    });
  });
  return [...found.values()];
}

class TraceWriter {
  readonly #bundle: Semibundle;
  readonly #query: Query;
  readonly #signature: Signature;
  readonly #bindings: Bindings;
  readonly #memo = new Map<number, TermNode>();
  readonly #values = new Map<number, GroundMessage>();
  // What each run is called in the trace.
  #numbers: ReadonlyMap<number, number> = new Map();

  constructor(bundle: Semibundle, query: Query, signature: Signature, bindings: Bindings) {
    this.#bundle = bundle;
    this.#query = query;
    this.#signature = signature;
    this.#bindings = bindings;
  }

  trace(order: Order): Trace {
    const row = this.#row(order);
    const starts = startsOf(this.#bundle, row);
    this.#numbers = new Map(
      starts.flatMap(({ run }, number) => (run === null ? [] : [[run, number] as const])),
    );
    const actions: TraceAction[] = starts.map(({ semi }, number) => ({
      kind: 'start',
      run: number,
      role: semi.strand.role.name,
      agents: new Map(
        semi.strand.role.parameters.flatMap(({ name }, index) => {
          const cell = semi.strand.parameters[index];
          return cell === undefined ? [] : [[name, this.#message(cell)] as const];
        }),
      ),
    }));
    let phase = 0;
    const reach = (wanted: number): void => {
      if (wanted > phase) actions.push({ kind: 'phase', phase: wanted });
      phase = Math.max(phase, wanted);
    };
    for (const { run, node } of row) {
      const each = this.#bundle.runs[run]?.strand.nodes[node];
      if (each === undefined) continue;
      reach(each.phase);
      const takes = each.kind === 'receive' || each.kind === 'number';
      const received = takes ? this.#message(each.message) : null;
      actions.push({ kind: 'step', run: this.#numbers.get(run) ?? run, received });
    }
    if (this.#query.kind === 'secrecy') reach(this.#signature.protocol.phases - 1);
    return { actions };
  }

  // What must come before the ends, phase by phase, each place after those that it needs.
  #row(order: Order): readonly NodePosition[] {
    const placed = new Set<string>();
    const row: NodePosition[] = [];
    const place = ({ run, node }: NodePosition): void => {
      const key = `${run} ${node}`;
      if (placed.has(key)) return;
      placed.add(key);
      if (node > 0) place({ run, node: node - 1 });
      order.before({ run, node }).forEach(place);
      row.push({ run, node });
    };
    this.#bundle.ends.forEach(place);
    if (this.#query.kind === 'secrecy' || this.#query.kind === 'equal') {
      this.#bundle.runs.forEach(({ reach }, run) => {
        if (reach > 0) place({ run, node: reach - 1 });
      });
    }
    return row.toSorted((one, other) => this.#phase(one) - this.#phase(other));
  }

  #phase({ run, node }: NodePosition): number {
    return this.#bundle.runs[run]?.strand.nodes[node]?.phase ?? 0;
  }

  #message(cell: TermNode): GroundMessage {
    return this.#write(this.#bindings.resolve(cell, this.#memo));
  }

  #write(cell: TermNode): GroundMessage {
    const { bank, protocol } = this.#signature;
    if (cell.symbol < 0) {
      const known = this.#values.get(cell.variable);
      if (known !== undefined) return known;
      const sort = bank.sortName(cell.sort);
      const number = 100 + this.#values.size;
      const made = protocol.agentSorts.includes(sort)
        ? honestAgent(sort, number)
        : adversaryValue(sort, number);
      this.#values.set(cell.variable, made);
      return made;
    }
    const symbol = bank.describe(cell);
    switch (symbol.kind) {
      case 'fresh': {
        const run = cell.args[0] === undefined ? null : this.#signature.runNumber(cell.args[0]);
        const number = run === null ? undefined : this.#numbers.get(run);
        return { kind: 'fresh', name: symbol.name, run: number ?? -1 };
      }
      case 'constant':
      case 'run':
        return symbol.constant ?? { kind: 'constant', name: symbol.name };
      case 'function':
        return { kind: 'apply', symbol: symbol.name, args: cell.args.map((part) => this.#write(part)) };
    }
  }
}

interface Start {
  /** The number in the semibundle; null where the run only takes up a session before others. */
  readonly run: number | null;
  readonly semi: SemiRun;
}

// Runs start in the order in which they first do something; where sessions are told apart, the n-th run of a role is
// that of the n-th session.
function startsOf({ runs }: Semibundle, row: readonly NodePosition[]): readonly Start[] {
  const found: Start[] = [];
  const first = (run: number): number => {
    const at = row.findIndex((place) => place.run === run);
    return at < 0 ? row.length : at;
  };
  const numbered = [...runs.entries()].toSorted(([one], [other]) => first(one) - first(other));
  const most = Math.max(0, ...runs.map(({ session }) => session));
  for (let session = 0; session <= most; session += 1) {
    for (const [run, semi] of numbered) if (semi.session === session) found.push({ run, semi });
    for (const [run, semi] of runs.entries()) {
      const own = runs.filter(({ strand }) => strand.role === semi.strand.role);
      const isFirst = runs.findIndex(({ strand }) => strand.role === semi.strand.role) === run;
      const later = own.some((each) => each.session > session);
      if (isFirst && later && !own.some((each) => each.session === session)) found.push({ run: null, semi });
    }
  }
  return found;
}
