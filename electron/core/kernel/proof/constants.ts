import type { CertifiedClause, CertifiedTerm } from './certificate.ts';
import { freeName } from './equality.ts';
import type { Work } from './work.ts';
import { adversaryConstant, adversaryValue, honestAgent, type Constant } from '#core/protocol/message.ts';

/**
 * The constants that are known so far: one name is one constant. Those that rules have by themselves (the adversary's own, and the
 * generator) are known from the beginning, as are those that stand for values of nobody, which nothing may be written with.
 */
export class Constants {
  readonly #origins = new Map<string, string>();

  /** Takes in more; false where one of them has the name of another one. */
  take(constants: readonly Constant[]): boolean {
    return constants.every((constant) => {
      const { name, origin } = constant;
      if (!hasNameOfItsOrigin(constant)) return false;
      const written = `${origin?.kind ?? ''} ${origin?.sort ?? ''} ${String(origin?.number ?? '')}`;
      const known = this.#origins.get(name) ?? written;
      this.#origins.set(name, known);
      return known === written;
    });
  }
}

// A constant that has an origin is named after it, and no other has such a name.
function hasNameOfItsOrigin({ name, origin }: Constant): boolean {
  if (origin === undefined) return !reserved.some((start) => name.startsWith(start));
  return name === namedAfter(origin);
}

const reserved = [adversaryConstant('').name, honestAgent('', 0).name.slice(0, -':0'.length), freeName];

function namedAfter(origin: NonNullable<Constant['origin']>): string {
  const { sort, number } = origin;
  if (origin.kind === 'honest') return honestAgent(sort, origin.number).name;
  return (number === null ? adversaryConstant(sort) : adversaryValue(sort, number)).name;
}

/** The constants that clauses are written with. Terms that stand in several places are looked at once. */
export function constantsIn(clauses: readonly CertifiedClause[], work: Work): Constant[] {
  const found: Constant[] = [];
  const seen = new Set<CertifiedTerm>();
  const open: CertifiedTerm[] = [];
  for (const { hypotheses, conclusion, differ } of clauses) {
    for (const { args } of [...hypotheses, conclusion]) open.push(...args);
    open.push(...differ.flat());
  }
  for (let term = open.pop(); term !== undefined; term = open.pop()) {
    if (seen.has(term)) continue;
    seen.add(term);
    work.spend();
    if (term.kind === 'constant') found.push(term.constant);
    else if (term.kind === 'run') open.push(term.session);
    else if (term.kind === 'apply' || term.kind === 'fresh') open.push(...term.args);
  }
  return found;
}

/**
 * The constants that some clause waits for as something that the adversary has. All other public constants, which are without
 * number, it may have beside what clauses say: where nothing waits for one, clauses stay closed.
 */
export function awaitedConstants(clauses: readonly CertifiedClause[]): readonly Constant[] {
  const awaited = clauses.flatMap(({ hypotheses, selected }) => {
    const fact = selected === null ? undefined : hypotheses[selected];
    const [term] = fact?.predicate === 'attacker' ? fact.args : [];
    return term?.kind === 'constant' ? [term.constant] : [];
  });
  return [...new Map(awaited.map((each) => [each.name, each] as const)).values()];
}
