import type { CertifiedClause, CertifiedTerm } from './certificate.ts';
import type { Work } from './work.ts';
import type { Constant } from '#core/protocol/message.ts';

/** The constants that are known so far: one name is one constant. */
export class Constants {
  readonly #origins = new Map<string, string>();

  /** Takes in more; false where one of them has the name of another one. */
  take(constants: readonly Constant[]): boolean {
    return constants.every(({ name, origin }) => {
      const written = `${origin?.kind ?? ''} ${origin?.sort ?? ''} ${String(origin?.number ?? '')}`;
      const known = this.#origins.get(name) ?? written;
      this.#origins.set(name, known);
      return known === written;
    });
  }
}

/** The constants that clauses are written with. */
export function constantsIn(clauses: readonly CertifiedClause[], work: Work): Constant[] {
  const found: Constant[] = [];
  const open: CertifiedTerm[] = [];
  for (const { hypotheses, conclusion, differ } of clauses) {
    for (const { args } of [...hypotheses, conclusion]) open.push(...args);
    open.push(...differ.flat());
  }
  for (let term = open.pop(); term !== undefined; term = open.pop()) {
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
