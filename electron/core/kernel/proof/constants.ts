import type { Certificate, CertifiedTerm } from './certificate.ts';
import type { Work } from './work.ts';
import type { Constant } from '#core/protocol/message.ts';

/** The constants that the clauses of a certificate are written with. */
export function constantsIn({ clauses, goals }: Certificate, work: Work): Constant[] {
  const found: Constant[] = [];
  const open: CertifiedTerm[] = [];
  for (const { hypotheses, conclusion, differ } of [...clauses, ...[...goals.values()].flat()]) {
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
export function awaitedConstants({ clauses, goals }: Certificate): readonly Constant[] {
  const awaited = [...clauses, ...[...goals.values()].flat()].flatMap(({ hypotheses, selected }) => {
    const fact = selected === null ? undefined : hypotheses[selected];
    const [term] = fact?.predicate === 'attacker' ? fact.args : [];
    return term?.kind === 'constant' ? [term.constant] : [];
  });
  return [...new Map(awaited.map((each) => [each.name, each] as const)).values()];
}
