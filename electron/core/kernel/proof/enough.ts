import type { Work } from './work.ts';
import type { Message } from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { EventPattern, Query } from '#core/protocol/query.ts';

/**
 * True if whoever has the first needed event of a correspondence has had the one that is enough before, in the same run, with
 * equal values for equal variables: every role that has the one has the other at an earlier step, written alike.
 */
export function impliesEnough(
  { needs, enough }: Query & { readonly kind: 'correspondence' },
  { roles }: Protocol,
  work: Work,
): boolean {
  const [need] = needs;
  if (enough === undefined || need?.run !== enough.run) return false;
  return roles.every(({ steps }) =>
    steps.every((step, place) => {
      if (step.kind !== 'event' || step.event !== need.event) return true;
      const before = steps.slice(0, place);
      return before.some(
        (earlier) =>
          earlier.kind === 'event' &&
          earlier.event === enough.event &&
          agrees(need, step.args, enough, earlier.args, work),
      );
    }),
  );
}

// Whether every argument of the one pattern is a variable of the other, and both stand for one message.
function agrees(
  need: EventPattern,
  needed: readonly Message[],
  enough: EventPattern,
  given: readonly Message[],
  work: Work,
): boolean {
  if (need.args.length !== needed.length || enough.args.length !== given.length) return false;
  return enough.args.every((arg, index) => {
    const place = need.args.findIndex(
      (each) => each.kind === 'variable' && arg.kind === 'variable' && each.name === arg.name,
    );
    const [one, other] = [needed[place], given[index]];
    return one !== undefined && other !== undefined && isSameMessage(one, other, work);
  });
}

function isSameMessage(one: Message, other: Message, work: Work): boolean {
  work.spend();
  if (one === other) return true;
  if (one.kind !== 'apply' || other.kind !== 'apply') {
    return (
      one.kind === other.kind && one.kind !== 'apply' && other.kind !== 'apply' && one.name === other.name
    );
  }
  return (
    one.symbol === other.symbol &&
    one.args.length === other.args.length &&
    one.args.every((part, index) => {
      const counterpart = other.args[index];
      return counterpart !== undefined && isSameMessage(part, counterpart, work);
    })
  );
}
