import type { Model } from '#core/language/model.ts';
import type { Message } from '#core/protocol/message.ts';

/** Whether a message of a role depends on what came from others, beside who they are. */
export function isReceived(message: Message, model: Model): boolean {
  switch (message.kind) {
    case 'variable':
      return !model.entities.some(({ name }) => name === message.name);
    case 'fresh':
    case 'constant':
      return false;
    case 'apply':
      return message.args.some((argument) => isReceived(argument, model));
  }
}

/** Whether a message of a role depends on the run: on what came from others, or on what the run makes. */
export function isOfRun(message: Message, model: Model): boolean {
  switch (message.kind) {
    case 'fresh':
      return true;
    case 'variable':
    case 'constant':
      return isReceived(message, model);
    case 'apply':
      return message.args.some((argument) => isOfRun(argument, model));
  }
}
