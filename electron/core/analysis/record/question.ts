import type { QuestionKind } from '#core/language/kinds.ts';

/** A property, whoever the adversary is: something that one statement of a model asks from the view of one entity. */
export interface Property {
  /**
   * Its key: equal for two properties of a model exactly when they ask the same. It is made of what is asked, so that a
   * comment, a label, a citation or another statement changes nothing of it.
   */
  readonly key: string;
  /** The key of the tick or claim that asks it, see `statementKey`. */
  readonly statement: string;
  readonly kind: QuestionKind;
  /** The element that it is about, or null. */
  readonly element: string | null;
  readonly entity: string;
  /** Of whom the entity is assured, or null. */
  readonly originator: string | null;
  /** The elements that both ends agree on. */
  readonly on: readonly string[];
  /** The phase that the claim names, at whose end it is asked; null where it names none, and for every other question. */
  readonly phase: string | null;
  /** The entities of the run that must be honest for it to be asked. */
  readonly honest: readonly string[];
}

/** A property, asked under one adversary. */
export interface Question extends Property {
  /** The attack model that it is asked under; null for the plain adversary. */
  readonly attack: string | null;
}

/** Tells a question from every other of its model, under all adversaries. */
export function questionKey({ attack, key }: Pick<Question, 'attack' | 'key'>): string {
  return JSON.stringify([attack, key]);
}
