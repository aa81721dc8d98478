import { Multimap } from '#core/interchange/verifpal/plan.ts';
import type { Qualifier } from '#core/interchange/verifpal/syntax.ts';
import type { Message } from '#core/protocol/message.ts';

/** How a constant came to be. */
export interface Creation {
  readonly principal: string;
  readonly kind: 'known' | 'generated' | 'computed';
  /** The value in terms of the principal's role. */
  readonly message: Message;
}

/** The undisturbed course of a model; gathered in a first translation, used to plan the events. */
export class Facts {
  /** By constant, in the order of the file. */
  readonly creations = new Multimap<Creation>();
  readonly qualifiers = new Map<string, Qualifier>();
  /** Every message of one constant, as a key. */
  readonly messages = new Set<string>();
  /** Every constant that a principal receives from another, by {@link useKey}. */
  readonly received = new Set<string>();
  /** By constant: the principals that rely on it. */
  readonly users = new Multimap<string>();
  /** Values that go over a channel or leak in an undisturbed run, concatenations also in parts. */
  readonly observed = new Set<Message>();

  /** Notes that a value was sent where the attacker reads. */
  observe(message: Message): void {
    if (this.observed.has(message)) return;
    this.observed.add(message);
    if (message.kind === 'apply' && message.symbol.startsWith('CONCAT')) {
      for (const argument of message.args) this.observe(argument);
    }
  }
}
