import { anySort, type Message } from '#core/protocol/message.ts';
import type { Channel, Protocol, Role, RoleStep } from '#core/protocol/protocol.ts';

/** A role but for its names, labels and phases. */
export interface RoleShape {
  /**
   * First its agents, then each of its steps. Two roles have equal lines exactly when a one-to-one renaming, within
   * each kind of names, makes them equal; the lines of one begin those of another when it makes it the beginning.
   */
  readonly lines: readonly string[];
  /** The place of each variable and each made value in the order of their occurrence. */
  readonly places: ReadonlyMap<string, number>;
  /** The name of the variable or made value at each place. */
  readonly names: readonly string[];
}

/** True for a step by which a run hands its state on to later ones of its agent. */
export function isStateHandedOn(step: RoleStep | undefined): boolean {
  return step?.kind === 'send' && step.purpose === 'state';
}

/** The name under which {@link RoleShape} has a variable or a made value. */
export function placeKey(kind: 'variable' | 'fresh', name: string): string {
  return `${kind} ${name}`;
}

/** The shape of a role, of which only these steps matter. */
export function shapeOf(role: Role, steps: readonly RoleStep[], protocol: Protocol): RoleShape {
  const places = new Map<string, number>();
  const names: string[] = [];
  // The place of a name, with its sort where it stands for the first time.
  const placed = (kind: 'variable' | 'fresh', name: string, sort: string): string => {
    const key = placeKey(kind, name);
    const known = places.get(key);
    if (known !== undefined) return `${kind} ${String(known)}`;
    places.set(key, places.size);
    names.push(name);
    return `${kind} ${String(places.size - 1)}: ${sort}`;
  };
  const variable = (name: string): string => placed('variable', name, role.sorts.get(name) ?? anySort);
  const value = (name: string): string => placed('fresh', name, protocol.sorts.get(name) ?? anySort);
  const write = (message: Message): unknown => {
    switch (message.kind) {
      case 'variable':
        return variable(message.name);
      case 'fresh':
        return value(message.name);
      case 'constant':
        return { constant: message.name };
      case 'apply':
        return [message.symbol, ...message.args.map(write)];
    }
  };
  const ends = (channel: Channel): unknown =>
    channel.trust === 'public' ? [] : [write(channel.from), write(channel.to), channel.once];
  const written = (step: RoleStep): readonly unknown[] => {
    switch (step.kind) {
      case 'send':
        return [step.channel.trust, ends(step.channel), write(step.message)];
      case 'receive':
        return [step.channel.trust, ends(step.channel), write(step.pattern)];
      case 'match':
        return [write(step.pattern), write(step.value)];
      case 'differ':
        return [write(step.left), write(step.right)];
      case 'compute':
        return [step.symbol, step.args.map(write), variable(step.variable), step.checked];
      case 'event':
        return [step.event, step.args.map(write), step.honest.map(variable)];
      case 'number':
        return [step.of, variable(step.variable), step.anew];
      case 'accept':
        return [
          step.rule,
          step.memory,
          step.above,
          step.passed.map(write),
          step.holder.map(write),
          write(step.value),
        ];
      case 'clock':
        return [step.clock, step.moves, step.passed.map(write), write(step.value)];
    }
  };
  const agents = role.parameters.map(({ name, sort }) => [placed('variable', name, sort), sort]);
  const self = role.self === null ? null : variable(role.self);
  const first = JSON.stringify([agents, self]);
  const line = (step: RoleStep): string => JSON.stringify([step.kind, ...written(step)]);
  // What is handed on names nothing first: whoever hands on less has the same names for the rest.
  const lines = new Map(steps.filter((step) => !isStateHandedOn(step)).map((step) => [step, line(step)]));
  for (const step of steps) if (isStateHandedOn(step)) lines.set(step, line(step));
  return { lines: [first, ...steps.map((step) => lines.get(step) ?? '')], places, names };
}
