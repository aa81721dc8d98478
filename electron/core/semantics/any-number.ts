import type { TermExpression } from '#core/language/syntax.ts';
import { isLoose, isPast, type Reading } from './reading.ts';
import type { Value } from './value.ts';

/** True if a run could build a term if only it knew some numbers, of counters and clocks of its own or of the past. */
export function isKnownButForNumbers(
  term: TermExpression,
  loose: readonly string[],
  reading: Reading,
): boolean {
  if (!isLoose(term, loose) && !isPast(term, reading) && reading.holdings.build(term) !== null) return true;
  const isKnown = (part: TermExpression): boolean => isKnownButForNumbers(part, loose, reading);
  switch (term.kind) {
    case 'name': {
      const { text } = reading;
      if (loose.includes(term.name)) return true;
      const definition = text.definition(term.name);
      if (definition === null) return text.isNumber(term.name) && reading.keeps(term.name);
      return isKnownButForNumbers(definition, [...loose, ...reading.movedSince(term.name)], reading);
    }
    case 'key-half':
      return false;
    case 'tuple':
      return term.parts.every(isKnown);
    case 'apply':
      return (
        term.primitive !== 'dh' &&
        [term.key, term.content, term.associated].every((part) => part === null || isKnown(part))
      );
  }
}

/**
 * Whether a value is what such a term stands for, with some numbers in the places of those that are not known. The
 * numbers of counters and clocks that the run keeps are `found`, the same one wherever it stands, and so are the values of
 * derived names that are made with them; a number of the past may be any.
 */
export function isRightWithNumbers(
  term: TermExpression,
  value: Value,
  loose: readonly string[],
  reading: Reading,
  found: Map<string, Value>,
): boolean {
  const { text, comparison } = reading;
  const built = isLoose(term, loose) || isPast(term, reading) ? null : reading.holdings.build(term);
  if (built !== null) return comparison.same(built, value);
  const isRight = (part: TermExpression, own: Value | null | undefined): boolean =>
    Boolean(own) && isRightWithNumbers(part, own ?? value, loose, reading, found);
  switch (term.kind) {
    case 'name': {
      if (loose.includes(term.name)) return comparison.isOf(value, 'number');
      const known = found.get(term.name);
      if (known !== undefined) return comparison.same(known, value);
      found.set(term.name, value);
      const definition = text.definition(term.name);
      if (definition !== null) {
        const more = [...loose, ...reading.movedSince(term.name)];
        return isRightWithNumbers(definition, value, more, reading, found);
      }
      return comparison.isOf(value, reading.typed ? 'number' : 'any');
    }
    case 'key-half':
      return false;
    case 'tuple': {
      const parts = comparison.partsOf(value, term.parts.length);
      return parts !== null && term.parts.every((part, index) => isRight(part, parts[index]));
    }
    case 'apply': {
      if (term.primitive === 'dh') return false;
      const made = comparison.madeWith(value, term.primitive, term.associated !== null);
      return (
        made !== null &&
        (term.key === null || isRight(term.key, made.key)) &&
        isRight(term.content, made.content) &&
        (term.associated === null || isRight(term.associated, made.associated))
      );
    }
  }
}
