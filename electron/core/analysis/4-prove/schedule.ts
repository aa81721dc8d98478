import type { TermNode } from '#core/theories/term-node.ts';
import type { Signature } from './signature.ts';
import type { GroundMessage } from '#core/protocol/message.ts';
import type { Role } from '#core/protocol/protocol.ts';
import type { Trace, TraceAction } from '#core/protocol/trace.ts';

/** A run must come as far as a step, having received these messages before. */
export interface GroundStep {
  readonly role: string;
  readonly step: number;
  readonly run: TermNode;
  readonly parameters: readonly TermNode[];
  readonly receives: readonly { readonly step: number; readonly message: TermNode }[];
}

interface Instance {
  readonly number: number;
  readonly role: Role;
  readonly parameters: readonly TermNode[];
  readonly received: Map<number, TermNode>;
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
export function scheduleTrace(signature: Signature, steps: readonly GroundStep[]): Trace | null {
  const instances = new Map<TermNode, Instance>();
  const planned: Planned[] = [];
  for (const step of steps) {
    const instance = instances.get(step.run) ?? open(signature, step, instances);
    if (instance === null || !join(instance, step)) return null;
    for (; instance.next <= step.step; instance.next += 1) planned.push({ instance, step: instance.next });
  }
  const ordered = byPhase(planned);
  const writer = new MessageWriter(signature, instances);
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
  reach(signature.protocol.phases - 1);
  return writer.complete ? { actions } : null;
}

function byPhase(planned: readonly Planned[]): readonly Planned[] {
  const phaseOf = ({ instance, step }: Planned): number => instance.role.steps[step]?.phase ?? 0;
  return [...planned].sort((one, other) => phaseOf(one) - phaseOf(other));
}

function open(signature: Signature, step: GroundStep, instances: Map<TermNode, Instance>): Instance | null {
  const role = signature.protocol.roles.find(({ name }) => name === step.role);
  if (role === undefined) return null;
  const { parameters } = step;
  const instance = {
    number: instances.size,
    role,
    parameters,
    received: new Map<number, TermNode>(),
    next: 0,
  };
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
  readonly #signature: Signature;
  readonly #instances: ReadonlyMap<TermNode, Instance>;
  complete = true;

  constructor(signature: Signature, instances: ReadonlyMap<TermNode, Instance>) {
    this.#signature = signature;
    this.#instances = instances;
  }

  write(cell: TermNode): GroundMessage {
    const symbol = this.#signature.bank.describe(cell);
    switch (symbol.kind) {
      case 'constant':
        return symbol.constant ?? { kind: 'constant', name: symbol.name };
      case 'fresh': {
        const run = cell.args[0] === undefined ? undefined : this.#instances.get(cell.args[0]);
        if (run === undefined) this.complete = false;
        return { kind: 'fresh', name: symbol.name, run: run?.number ?? -1 };
      }
      case 'run':
        this.complete = false;
        return { kind: 'constant', name: symbol.name };
      case 'function':
        return { kind: 'apply', symbol: symbol.name, args: cell.args.map((part) => this.write(part)) };
    }
  }
}
