import { propertyKey } from '#core/claims/property-key.ts';
import type { Question } from '#core/analysis/record/question.ts';
import { renamedLine, type Rename } from './renames.ts';

/** A question of an earlier text as it is asked with the names of a later one. */
export function renamedQuestion(question: Question, renames: readonly Rename[]): Question {
  if (renames.length === 0) return question;
  const names = new Map(renames.map(({ before, after }) => [before, after]));
  const nameOf = (name: string): string => names.get(name) ?? name;
  const optional = (name: string | null): string | null => (name === null ? null : nameOf(name));
  const { kind, element, entity, originator, on, phase, honest, attack, statement } = question;
  const asked = {
    kind,
    element: optional(element),
    entity: nameOf(entity),
    originator: optional(originator),
    on: on.map(nameOf),
    phase: optional(phase),
  };
  return {
    ...asked,
    key: propertyKey(asked),
    statement: renamedLine(statement, renames),
    honest: honest.map(nameOf),
    attack: optional(attack),
  };
}
