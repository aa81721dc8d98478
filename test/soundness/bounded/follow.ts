import { exposed } from './exposed.ts';
import { Executor, type Moment, type RunState } from './execution.ts';
import { GroundTable, type Ground } from './ground.ts';
import { KnowledgeTable } from './knowledge.ts';
import { nothingSaid } from './numbers.ts';
import { isViolated } from './violation.ts';
import type { GroundMessage } from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';
import type { Trace, TraceAction } from '#core/protocol/trace.ts';

/** Whether a trace can happen and violates the query in the end, by the executor that tries everything. */
export function followsToViolation(protocol: Protocol, query: Query, trace: Trace): boolean {
  const table = new GroundTable(protocol);
  const knowledge = new KnowledgeTable(table);
  const executor = new Executor(protocol, table);
  const start = {
    phase: 0,
    runs: [],
    sent: [],
    delivered: [],
    happened: [],
    numbers: nothingSaid,
    past: null,
  };
  let moments: readonly Moment[] = [
    { ...start, knowledge: knowledge.of(exposed([], 0, executor, table), 0) },
  ];
  const met = (moment: Moment): Moment => {
    const had = [...moment.knowledge.known, ...exposed(moment.runs, moment.phase, executor, table)];
    return { ...moment, knowledge: knowledge.of(had, moment.phase) };
  };
  const take = (moment: Moment, action: TraceAction): readonly Moment[] => {
    switch (action.kind) {
      case 'start': {
        const begun = begin(protocol, action, executor, table);
        return begun === null ? [] : [met({ ...moment, runs: [...moment.runs, begun] })];
      }
      case 'phase':
        return action.phase > moment.phase ? [met({ ...moment, phase: action.phase })] : [];
      case 'step': {
        const received = action.received === null ? null : read(action.received, table);
        return executor.step(moment, action.run, received, action);
      }
    }
  };
  for (const action of trace.actions) moments = moments.flatMap((moment) => take(moment, action));
  return moments.some((moment) => isViolated(query, moment, table));
}

function begin(
  protocol: Protocol,
  action: Extract<TraceAction, { kind: 'start' }>,
  executor: Executor,
  table: GroundTable,
): RunState | null {
  const role = protocol.roles.find(({ name }) => name === action.role);
  if (role === undefined) return null;
  const environment = new Map<string, Ground>();
  for (const { name, sort } of role.parameters) {
    const message = action.agents.get(name);
    const agent = message === undefined ? null : read(message, table);
    if (agent?.sort !== sort || (name === role.self && executor.isDishonest(agent))) return null;
    environment.set(name, agent);
  }
  return { role, environment, next: 0 };
}

function read(message: GroundMessage, table: GroundTable): Ground {
  switch (message.kind) {
    case 'constant':
      return table.constant(message);
    case 'fresh':
      return table.fresh(message.name, message.run);
    case 'apply':
      return table.apply(
        message.symbol,
        message.args.map((each) => read(each, table)),
      );
  }
}
