import { replay } from '#core/kernel/execution.ts';
import type { Value } from '#core/kernel/value.ts';
import { preconditionsOf } from './attack-needs.ts';
import { attackTypes, type AttackType } from '#core/attack-type.ts';
import { deliveriesOf, honestCourse, type Delivery, type HonestCourse } from './deliveries.ts';
import { honestTrace } from '#core/kernel/honest-trace.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';
import type { Trace } from '#core/protocol/trace.ts';

/** Tells of violations of one protocol which types of attack they are. */
export class AttackClassifier {
  readonly #protocol: Protocol;
  #course: HonestCourse | null = null;

  constructor(protocol: Protocol) {
    this.#protocol = protocol;
  }

  /**
   * The types of an attack, the most specific first. None where the query is violated without anything that an
   * adversary does. Throws for a trace that the replay refuses, which is a defect of the caller.
   */
  typesOf(trace: Trace, query: Query): readonly AttackType[] {
    const protocol = this.#protocol;
    const execution = replay(protocol, trace);
    if ('code' in execution) throw new RangeError('only an accepted trace is classified');
    this.#course ??= this.#honestly();
    const deliveries = deliveriesOf(protocol, trace, execution, this.#course);
    const needs = preconditionsOf(protocol, trace, query, execution);
    const found = new Set(deliveries.flatMap(({ types }) => types));
    // Passing on in one's own name is told by the experiment, where the attack needs it.
    found.delete('insider');
    // Who stands between two runs mixes them up.
    if (isBetween(deliveries)) found.add('man-in-the-middle').delete('interleaving');
    if (needs.compromise) found.add(needs.ownSecretOnly ? 'key-compromise-impersonation' : 'key-compromise');
    if (needs.guess) found.add('guessing');
    if (needs.insider) found.add('insider');
    const untouched = deliveries.every(({ honest }) => honest);
    if (query.kind === 'secrecy' && untouched && !needs.insider) found.add('eavesdropping');
    return attackTypes.filter((type) => found.has(type));
  }

  #honestly(): HonestCourse {
    const execution = replay(this.#protocol, honestTrace(this.#protocol));
    if ('code' in execution) throw new RangeError('the honest trace is accepted');
    return honestCourse(execution, this.#protocol);
  }
}

// Two runs get what the other made, in messages that were not sent so by their partners.
function isBetween(deliveries: readonly Delivery[]): boolean {
  const foreign = deliveries.filter(({ honest }) => !honest);
  const passesOn = (from: number, to: number): readonly Delivery[] =>
    foreign.filter(({ run, message }) => run === to && hasValueOf(message, from));
  const runs = [...new Set(foreign.map(({ run }) => run))];
  return runs.some((one) =>
    runs.some((other) => {
      if (other <= one) return false;
      const [there, back] = [passesOn(one, other), passesOn(other, one)];
      return there.length > 0 && back.length > 0 && [...there, ...back].some(({ sent }) => !sent);
    }),
  );
}

function hasValueOf(value: Value, run: number): boolean {
  if (value.kind === 'fresh') return value.run === run;
  return value.args.some((part) => hasValueOf(part, run));
}
