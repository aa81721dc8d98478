import { anySort, type Message, type Sort } from '#core/protocol/message.ts';
import { messagesOf, type Protocol } from '#core/protocol/protocol.ts';

/**
 * The sorts of numbers whose values are ProVerif's natural numbers: all values are variables and public constants. The
 * constants of such a sort are numbered in their order, in which those of one counter grow.
 */
export function naturalSorts(protocol: Protocol): ReadonlySet<Sort> {
  const other = new Set<Sort>([anySort, ...protocol.agentSorts]);
  for (const { sort } of protocol.theory.symbols.values()) other.add(sort);
  for (const name of protocol.secrets) other.add(protocol.sorts.get(name) ?? anySort);
  const see = (message: Message): void => {
    if (message.kind === 'fresh') other.add(protocol.sorts.get(message.name) ?? anySort);
    else if (message.kind === 'apply') message.args.forEach(see);
  };
  for (const { steps } of protocol.roles) for (const step of steps) messagesOf(step).forEach(see);
  return new Set(protocol.numberSorts.filter((sort) => !other.has(sort)));
}
