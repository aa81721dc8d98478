import type { Arrival } from './arrival.ts';
import { agentSort } from './names.ts';
import type { Model } from '#core/language/model.ts';
import { printed } from './quiet-script.ts';
import { adversaryConstant, variablesOf, type Message } from '#core/protocol/message.ts';
import type { Exposure } from '#core/protocol/protocol.ts';

/**
 * What dishonest agents bring the adversary: everything that an entity has ever held by its coming, whoever the others are.
 * What can be put together from the rest is left out.
 */
export function insiderExposures({ everHeld, functions }: Arrival, model: Model): readonly Exposure[] {
  const shared = new Set(functions.map(({ name }) => name));
  const found = new Map<string, Exposure>();
  for (const [entity, messages] of everHeld) {
    const held = new Set(messages.map(printed));
    const builds = (message: Message): boolean =>
      message.kind !== 'apply' ||
      (!shared.has(message.symbol) && message.args.every((part) => held.has(printed(part)) || builds(part)));
    for (const message of messages) {
      if (builds(message)) continue;
      const theirs = asDishonest(message, entity, model);
      const names = [...variablesOf(theirs)];
      found.set(printed(theirs), {
        message: theirs,
        variables: new Map(names.map((name) => [name, agentSort(name, model)])),
        fromPhase: 0,
        insider: true,
      });
    }
  }
  return [...found.values()];
}

function asDishonest(message: Message, entity: string, model: Model): Message {
  switch (message.kind) {
    case 'variable':
      return message.name === entity ? adversaryConstant(agentSort(entity, model)) : message;
    case 'fresh':
    case 'constant':
      return message;
    case 'apply':
      return { ...message, args: message.args.map((part) => asDishonest(part, entity, model)) };
  }
}
