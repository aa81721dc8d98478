import type { Claim, Model } from '#core/language/model.ts';

/** How a moment of the honest run stands to the adversary: it never comes, or none is there yet, or one is there. */
export type AdversaryPresence = 'never' | 'before-the-adversary' | 'with-the-adversary';

/** The honest run of a model, as far as it decides what is asked. */
export interface ExecutionSummary {
  readonly model: Model;
  /** The end of the phase that a claim is about. */
  readonly presenceAtEnd: (claim: Claim) => AdversaryPresence;
  /** The moment when an entity obtains an element. */
  readonly presenceAtReceipt: (element: string, entity: string) => AdversaryPresence;
  /** Of these entities those that ever hold an element. */
  readonly holders: (element: string, entities: readonly string[]) => readonly string[];
  /** Of these entities those that act while they hold an element and an adversary is there. */
  readonly exposedHolders: (element: string, entities: readonly string[]) => readonly string[];
  /**
   * The entities that take an element over from a message, and whether any of these messages is sent while an adversary
   * is there; null for what everybody knows.
   */
  readonly receivers: (
    element: string,
  ) => readonly { readonly entity: string; readonly presence: AdversaryPresence }[] | null;
  /** True if an element has one value for each set of partners, which was there before the adversary came. */
  readonly isSharedFromStart: (element: string) => boolean;
}
