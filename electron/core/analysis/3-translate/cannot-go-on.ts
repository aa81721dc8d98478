import type { Step } from '#core/language/model.ts';

/** What an entity reads in a phase without adversary is not what was sent. */
export class NotTheSame extends Error {}

/** An entity lacks something that a step needs: such a text cannot be executed. */
export class CannotGoOn extends Error {
  readonly step: Extract<Step, { readonly kind: 'message' | 'derive' }>;
  readonly entity: string;
  /** The name of what is missing; null where it has what it needs, but not the same as comes. */
  readonly missing: string | null;

  constructor(step: CannotGoOn['step'], entity: string, missing: string | null) {
    super('an entity lacks what a step needs');
    this.step = step;
    this.entity = entity;
    this.missing = missing;
  }
}
