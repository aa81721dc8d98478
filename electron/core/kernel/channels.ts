import type { Adversary } from './adversary.ts';
import type { Value, ValueTable } from './value.ts';
import { adversaryConstant } from '#core/protocol/message.ts';
import type { Channel, Protocol } from '#core/protocol/protocol.ts';

/** The two ends of a message on a channel that is not public. */
export type ChannelEnds = readonly [from: Value, to: Value];

interface OnChannel {
  readonly label: string;
  /** Null on the public channel, which has no ends that anybody could be sure of. */
  readonly ends: ChannelEnds | null;
  readonly message: Value;
}

/** The messages that were sent in an execution, and who may read and write on which channel. */
export class Channels {
  readonly #protocol: Protocol;
  readonly #adversary: Adversary;
  readonly #dishonest: readonly Value[];
  readonly #sent: OnChannel[] = [];

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

  /** The pairs of ends between which the message is, or can be put by the adversary among these agents, for this label. */
  endsOf(
    { trust }: Exclude<Channel, { trust: 'public' }>,
    label: string,
    message: Value,
    agents: readonly Value[],
  ): readonly ChannelEnds[] {
    const found = this.#sent.flatMap(({ label: other, ends, message: sent }) =>
      other === label && sent === message && ends !== null ? [ends] : [],
    );
    if (this.#protocol.passive || !this.#adversary.derives(message)) return found;
    const everybody = new Set([...agents, ...this.#dishonest]);
    const senders = trust === 'confidential' ? everybody : this.#dishonest;
    for (const from of new Set(senders)) for (const to of everybody) found.push([from, to]);
    return found;
  }
}
