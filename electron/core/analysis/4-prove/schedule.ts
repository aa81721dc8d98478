import type { Cell } from './term-bank.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { GroundMessage } from '#core/protocol/message.ts';
import type { Role } from '#core/protocol/protocol.ts';
import type { Trace, TraceAction } from '#core/protocol/trace.ts';

/** A run must come as far as a step, having received these messages before. */
export interface GroundStep {
  readonly role: string;
  readonly step: number;
  readonly run: Cell;
  readonly parameters: readonly Cell[];
  readonly receives: readonly { readonly step: number; readonly message: Cell }[];
}

interface Instance {
  readonly number: number;
  readonly role: Role;
  readonly parameters: readonly Cell[];
  readonly received: Map<number, Cell>;
  next: number;
}

interface Planned {
  readonly instance: Instance;
  readonly step: number;
}

/**
 * Puts the steps of a derivation in order, each run's steps once, later phases after earlier ones. Null when
 * one run would have to receive two different messages at one step.
 */
export function scheduleTrace(vocabulary: Vocabulary, steps: readonly GroundStep[]): Trace | null {
  const instances = new Map<Cell, Instance>();
  const planned: Planned[] = [];
  for (const step of steps) {
    const instance = instances.get(step.run) ?? open(vocabulary, step, instances);
    if (instance === null || !join(instance, step)) return null;
    for (; instance.next <= step.step; instance.next += 1) planned.push({ instance, step: instance.next });
  }
  const ordered = byPhase(planned);
  const writer = new MessageWriter(vocabulary, instances);
  const actions: TraceAction[] = [];
  for (const instance of instances.values()) {
    const agents = new Map<string, GroundMessage>();
    instance.role.parameters.forEach(({ name }, index) => {
      const cell = instance.parameters[index];
      if (cell !== undefined) agents.set(name, writer.write(cell));
    });
    actions.push({ kind: 'start', run: instance.number, role: instance.role.name, agents });
  }
  let phase = 0;
  const reach = (wanted: number): void => {
    if (wanted <= phase) return;
    phase = wanted;
    actions.push({ kind: 'phase', phase });
  };
  for (const { instance, step } of ordered) {
    reach(instance.role.steps[step]?.phase ?? 0);
    const message = instance.received.get(step);
    const received = message === undefined ? null : writer.write(message);
    actions.push({ kind: 'step', run: instance.number, received });
  }
  reach(vocabulary.protocol.phases - 1);
  return writer.complete ? { actions } : null;
}

function byPhase(planned: readonly Planned[]): readonly Planned[] {
  const phaseOf = ({ instance, step }: Planned): number => instance.role.steps[step]?.phase ?? 0;
  return [...planned].sort((one, other) => phaseOf(one) - phaseOf(other));
}

function open(vocabulary: Vocabulary, step: GroundStep, instances: Map<Cell, Instance>): Instance | null {
  const role = vocabulary.protocol.roles.find(({ name }) => name === step.role);
  if (role === undefined) return null;
  const { parameters } = step;
  const instance = { number: instances.size, role, parameters, received: new Map<number, Cell>(), next: 0 };
  instances.set(step.run, instance);
  return instance;
}

function join(instance: Instance, step: GroundStep): boolean {
  if (instance.parameters.some((cell, index) => cell !== step.parameters[index])) return false;
  return step.receives.every(({ step: at, message }) => {
    const known = instance.received.get(at);
    if (known === undefined) {
      if (at < instance.next) return false;
      instance.received.set(at, message);
    }
    return known === undefined || known === message;
  });
}

/** Writes terms as messages of a trace. */
class MessageWriter {
  readonly #vocabulary: Vocabulary;
  readonly #instances: ReadonlyMap<Cell, Instance>;
  complete = true;

  constructor(vocabulary: Vocabulary, instances: ReadonlyMap<Cell, Instance>) {
    this.#vocabulary = vocabulary;
    this.#instances = instances;
  }

  write(cell: Cell): GroundMessage {
    const symbol = this.#vocabulary.bank.describe(cell);
    switch (symbol.kind) {
      case 'constant':
        return { kind: 'constant', name: symbol.name };
      case 'fresh':
      case 'counter': {
        const run = cell.args[0] === undefined ? undefined : this.#instances.get(cell.args[0]);
        if (run === undefined) this.complete = false;
        return { kind: 'fresh', name: symbol.name, run: run?.number ?? -1 };
      }
      case 'run':
        this.complete = false;
        return { kind: 'constant', name: symbol.name };
      case 'function':
      case 'exponential':
      case 'transparent':
        return { kind: 'apply', symbol: symbol.name, args: cell.args.map((part) => this.write(part)) };
    }
  }
}
