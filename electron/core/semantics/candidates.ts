import type { TermExpression } from '#core/language/syntax.ts';
import { sortOf } from './comparison.ts';
import type { Holdings } from './holdings.ts';
import type { Knowledge } from './knowledge.ts';
import type { Reading } from './reading.ts';
import { openerOf, part, take } from './receipt.ts';
import { written, type AppliedTerm } from './text.ts';
import type { Value } from './value.ts';

/** A value for a part of a message, with what the receiver holds once it has read it. */
interface Choice {
  readonly value: Value;
  readonly holdings: Holdings;
}

/**
 * The messages that the adversary can send for a run to take: what it has seen, and what it puts together so that the
 * run, as it reads, finds nothing wrong. Values of its own are one of each sort.
 */
export class Candidates {
  readonly #reading: Reading;
  readonly #knowledge: Knowledge;

  constructor(reading: Reading, knowledge: Knowledge) {
    this.#reading = reading;
    this.#knowledge = knowledge;
  }

  of(term: TermExpression): readonly Value[] {
    return [...new Set(this.#choices(term, this.#reading.holdings).map(({ value }) => value))];
  }

  #choices(term: TermExpression, holdings: Holdings): readonly Choice[] {
    if (term.kind === 'tuple') return this.#tuples(term.parts, holdings);
    const built = holdings.build(term);
    const values = new Set(built === null ? [] : [built]);
    if (term.kind === 'apply') for (const value of this.#applied(term, holdings)) values.add(value);
    else if (built === null) for (const value of this.#named(term)) values.add(value);
    return [...values]
      .filter((value) => this.#knowledge.derives(value))
      .flatMap((value) => this.#read(term, value, holdings));
  }

  #read(term: TermExpression, value: Value, holdings: Holdings): readonly Choice[] {
    const after = holdings.copy();
    const left = take([part(term, value)], { ...this.#reading, holdings: after });
    return left === null ? [] : [{ value, holdings: after }];
  }

  // What the receiver cannot read by itself comes last: it may be able to build it from the rest.
  #tuples(parts: readonly TermExpression[], holdings: Holdings): readonly Choice[] {
    const closed = (term: TermExpression): boolean =>
      term.kind === 'apply' && openerOf(term, holdings) === null;
    const order = [...parts.keys()].toSorted((one, other) => {
      const [first, second] = [parts[one], parts[other]].map((term) =>
        term !== undefined && closed(term) ? 1 : 0,
      );
      return (first ?? 0) - (second ?? 0) || one - other;
    });
    let ways: readonly { readonly chosen: ReadonlyMap<number, Value>; readonly holdings: Holdings }[] = [
      { chosen: new Map(), holdings },
    ];
    for (const index of order) {
      const term = parts[index];
      if (term === undefined) continue;
      ways = ways.flatMap((way) =>
        this.#choices(term, way.holdings).map((choice) => ({
          chosen: new Map([...way.chosen, [index, choice.value]]),
          holdings: choice.holdings,
        })),
      );
    }
    return ways.map((way) => ({
      value: this.#reading.values.tuple(parts.flatMap((_, index) => way.chosen.get(index) ?? [])),
      holdings: way.holdings,
    }));
  }

  #named(term: Exclude<TermExpression, AppliedTerm>): readonly Value[] {
    const { text, values, typed, comparison } = this.#reading;
    const seen = [...this.#knowledge.parts].filter(
      ({ kind }) => (kind !== 'tuple' || !this.#reading.typed) && kind !== 'none',
    );
    if (term.kind === 'tuple') return [];
    if (term.kind === 'key-half')
      return [...seen.filter(({ kind }) => kind === 'power'), values.power(null, values.alien('key-pair'))];
    if (text.isNumber(term.name)) return numbersAround(seen, values);
    const definition = text.definition(term.name);
    if (definition !== null) {
      const alike = seen.filter(
        (value) =>
          definition.kind !== 'apply' ||
          definition.primitive === 'dh' ||
          (value.kind === 'apply' && value.primitive === definition.primitive),
      );
      return [...alike, values.alien('symmetric-key')];
    }
    const mine = text.isRole(term.name) ? values.agents : [values.alien(text.element(term.name).kind)];
    return [...seen, ...mine].filter((value) => comparison.isOf(value, sortOf(text, term.name, typed)));
  }

  #applied(term: AppliedTerm, holdings: Holdings): readonly Value[] {
    const { values } = this.#reading;
    const seen = [...this.#knowledge.parts].filter(
      (value) => value.kind === 'apply' && value.primitive === term.primitive,
    );
    const opener = openerOf(term, holdings);
    if (opener === null) return [...seen, values.alien('symmetric-key')];
    const key = this.#keyFor(term, opener);
    if (key === null) return seen;
    const made = this.#choices(term.content, holdings).flatMap((content) =>
      term.associated === null
        ? [values.apply(term.primitive, key, content.value, null)]
        : this.#choices(term.associated, content.holdings).map((beside) =>
            values.apply(term.primitive, key, content.value, beside.value),
          ),
    );
    return [...seen, ...made];
  }

  // What it can lock a value with so that the receiver takes it.
  #keyFor(term: AppliedTerm, opener: Value): Value | null {
    const { values, unverified } = this.#reading;
    if (unverified.has(written(term))) {
      const own = values.alien(
        term.primitive === 'penc' || term.primitive === 'sign' ? 'key-pair' : 'symmetric-key',
      );
      return term.primitive === 'penc' ? values.power(null, own) : own;
    }
    const lock = term.primitive === 'penc' ? values.power(null, opener) : opener;
    // A signature is locked with the half that its verifier lacks.
    const [secret] = opener.kind === 'power' ? opener.exponents : [];
    const key = term.primitive === 'sign' ? (secret ?? null) : lock;
    const makes = key !== null && (this.#knowledge.derives(key) || this.#knowledge.canForge(term.primitive));
    return makes ? key : null;
  }
}

// Numbers that somebody has used, and the next.
function numbersAround(seen: readonly Value[], values: Reading['values']): readonly Value[] {
  const counts = new Set([1]);
  for (const value of seen) if (value.kind === 'number') counts.add(value.count).add(value.count + 1);
  return [...counts].map((count) => values.number(count));
}
