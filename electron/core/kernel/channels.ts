import type { Adversary } from './adversary.ts';
import type { Value, ValueTable } from './value.ts';
import { adversaryConstant } from '#core/protocol/message.ts';
import type { Channel, Protocol } from '#core/protocol/protocol.ts';

/** The two ends of a message on a channel that is not public. */
export type ChannelEnds = readonly [from: Value, to: Value];

/** A message that was sent. */
export interface OnChannel {
  readonly label: string;
  /** Null on the public channel, which has no ends that anybody could be sure of. */
  readonly ends: ChannelEnds | null;
  readonly message: Value;
}

/** A way in which a message can arrive: between which ends, and as the delivery of which message; null where the adversary puts it there. */
export interface Arrival {
  readonly ends: ChannelEnds;
  readonly sent: OnChannel | null;
}

/** The messages that were sent in an execution, and who may read and write on which channel. */
export class Channels {
  readonly #protocol: Protocol;
  readonly #adversary: Adversary;
  readonly #dishonest: readonly Value[];
  readonly #sent: OnChannel[] = [];
  readonly #delivered = new Set<OnChannel>();

  constructor(protocol: Protocol, table: ValueTable, adversary: Adversary) {
    this.#protocol = protocol;
    this.#adversary = adversary;
    this.#dishonest = protocol.agentSorts.map((sort) => table.constant(adversaryConstant(sort)));
  }

  /** True for an agent that belongs to the adversary. */
  isDishonest(agent: Value): boolean {
    return this.#dishonest.includes(agent);
  }

  /** True where the adversary decides what arrives. */
  isOpen({ trust }: Channel): boolean {
    return trust === 'public' && !this.#protocol.passive;
  }

  /** A message is sent: the adversary sees it where it can read. */
  send({ trust }: Channel, label: string, ends: ChannelEnds | null, message: Value): void {
    this.#sent.push({ label, ends, message });
    const isRead = ends !== null && this.isDishonest(ends[1]) && !this.#protocol.passive;
    if (trust === 'public' || trust === 'authentic' || isRead) this.#adversary.learn(message);
  }

  /** True when a message can arrive on the public channel under the label. */
  arrives(label: string, message: Value): boolean {
    if (!this.#protocol.passive) return this.#adversary.derives(message);
    return this.#sent.some((sent) => sent.label === label && sent.message === message);
  }

  /** A message that was sent has arrived. */
  deliver(sent: OnChannel): void {
    this.#delivered.add(sent);
  }

  /**
   * The ways in which the message can arrive under this label between the ends that the receiver knows; where it knows one
   * not, the adversary puts any of these agents there.
   */
  *arrivalsOf(
    { trust, once }: Exclude<Channel, { trust: 'public' }>,
    label: string,
    message: Value,
    [knownFrom, knownTo]: readonly [Value | null, Value | null],
    agents: () => readonly Value[],
  ): Generator<Arrival> {
    yield* this.#sent.flatMap((sent): readonly Arrival[] =>
      sent.label === label &&
      sent.message === message &&
      sent.ends !== null &&
      !(once && this.#delivered.has(sent))
        ? [{ ends: sent.ends, sent }]
        : [],
    );
    if (this.#protocol.passive) return;
    const isWritable = trust === 'confidential' || knownFrom === null || this.isDishonest(knownFrom);
    if (!isWritable || !this.#adversary.derives(message)) return;
    const everybody = knownFrom !== null && knownTo !== null ? [] : [...agents(), ...this.#dishonest];
    const writable = trust === 'confidential' ? everybody : this.#dishonest;
    for (const from of knownFrom === null ? new Set(writable) : [knownFrom]) {
      for (const to of knownTo === null ? new Set(everybody) : [knownTo]) {
        yield { ends: [from, to], sent: null };
      }
    }
  }
}
