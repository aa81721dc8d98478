import type { Message } from '#core/protocol/message.ts';

/** The variables of a message, each as often as it occurs. */
export function variablesIn(message: Message): readonly string[] {
  switch (message.kind) {
    case 'variable':
      return [message.name];
    case 'apply':
      return message.args.flatMap(variablesIn);
    case 'fresh':
    case 'constant':
      return [];
  }
}
