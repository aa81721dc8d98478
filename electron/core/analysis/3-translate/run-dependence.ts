import type { Message } from '#core/protocol/message.ts';

/** The names of the agents of a role: its variables that it has from the start. */
type Agents = Pick<ReadonlyMap<string, unknown>, 'has'>;

/** True if a message of a role depends on what came from others, beside who they are. */
export function isReceived(message: Message, agents: Agents): boolean {
  switch (message.kind) {
    case 'variable':
      return !agents.has(message.name);
    case 'fresh':
    case 'constant':
      return false;
    case 'apply':
      return message.args.some((argument) => isReceived(argument, agents));
  }
}

/** True if a message of a role depends on the run: on what came from others, or on what the run makes. */
export function isOfRun(message: Message, agents: Agents): boolean {
  switch (message.kind) {
    case 'fresh':
      return true;
    case 'variable':
    case 'constant':
      return isReceived(message, agents);
    case 'apply':
      return message.args.some((argument) => isOfRun(argument, agents));
  }
}
