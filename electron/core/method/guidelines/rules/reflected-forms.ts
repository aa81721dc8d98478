import { isExposed, type Design, type Reception } from '#core/method/guidelines/design/design.ts';
import type { Observation } from '#core/method/guidelines/design/finding.ts';
import { observationAt } from '#core/method/guidelines/design/observation.ts';
import { subterms, type Term } from '#core/terms/term.ts';
import { theory } from '#core/terms/theory.ts';

/**
 * One key protects both directions, and what it protects has the same form: a message can be given back to who sent
 * it (reflection, sections 4.2 and 6.2.3). Names and constants in other places make another form.
 */
export function reflectedForms(design: Design): readonly Observation[] {
  const tokens = design.receptions.filter(
    ({ term, verified, delivery }) =>
      verified && theory[term.primitive].key === 'symmetric' && isExposed(delivery),
  );
  const told = new Set<string>();
  const before = new Map<Term | null, Reception[]>();
  return tokens.flatMap((back) => {
    const { key } = back.term;
    const underKey = before.get(key) ?? [];
    const there = underKey.find((each) => goesTheOtherWay(design, each, back));
    underKey.push(back);
    before.set(key, underKey);
    if (there === undefined || key === null) return [];
    const place = [back.origin, back.receiver].toSorted().join(' ');
    if (told.has(`${String(key.id)} ${place}`)) return [];
    told.add(`${String(key.id)} ${place}`);
    const values = { key: design.run.vocabulary.format(key), other: there.delivery.step.name };
    const entities = [back.origin, back.receiver];
    const elements = design.material(key).map(({ name }) => name);
    return [observationAt(design.run, back.delivery, back.term, { elements, entities, values })];
  });
}

function goesTheOtherWay(design: Design, there: Reception, back: Reception): boolean {
  return (
    there.origin === back.receiver &&
    there.receiver === back.origin &&
    sameForm(design, there.term, back.term)
  );
}

// Whether a value of one would be taken for the other: kinds are told apart, values of one kind are not.
function sameForm(design: Design, one: Term, other: Term, seen = new Set<string>()): boolean {
  const pair = `${String(one.id)} ${String(other.id)}`;
  // What was compared before was the same, or this would have ended.
  if (one === other || seen.has(pair)) return true;
  seen.add(pair);
  if (one.kind === 'apply' && other.kind === 'apply') {
    if (one.primitive !== other.primitive || one.key !== other.key) return false;
    if ((one.associated === null) !== (other.associated === null)) return false;
  } else if (one.kind !== 'tuple' || other.kind !== 'tuple') {
    return sortOf(design, one) === sortOf(design, other);
  }
  const [left, right] = [subterms(one), subterms(other)];
  return (
    left.length === right.length &&
    left.every((part, index) => {
      const mate = right[index];
      return mate !== undefined && sameForm(design, part, mate, seen);
    })
  );
}

function sortOf(design: Design, term: Term): string {
  if (term.kind === 'key-half') return term.half;
  if (term.kind !== 'atom') return `term ${String(term.id)}`;
  const kind = design.run.vocabulary.element(term.name)?.kind;
  return kind === undefined || kind === 'constant' ? `name ${term.name}` : kind;
}
