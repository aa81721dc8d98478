import type { ScytherClaim } from '#core/interchange/scyther/report.ts';

/** What is known of a query or a claim. */
export type Verdict = 'holds' | 'violated' | 'undecided';

/** What the answers to a claim's queries say of the claim, where they are not exactly what is claimed. */
export function verdictOn(stated: ScytherClaim, answers: ReadonlyMap<string, Verdict>): Verdict {
  const { claim, query, distinct, besides, reason } = stated;
  if (query === null) return isVacuous(stated) ? 'holds' : 'undecided';
  const answer = answers.get(query) ?? 'undecided';
  if (distinct !== null && answers.get(distinct) === 'violated') return 'violated';
  if (reason?.code === 'agents-coincide' && answer === 'violated') return 'undecided';
  if (answer === 'holds') {
    const proved = besides?.every((name) => answers.get(name) === 'holds') ?? false;
    if (!proved) return 'undecided';
  }
  if (claim !== 'Reachable' || answer === 'undecided') return answer;
  // Its query says that the claim is never reached.
  return answer === 'holds' ? 'violated' : 'holds';
}

// A secret that never is, an agreement on no message, or with nobody: there is nothing that could violate it.
function isVacuous({ reason }: ScytherClaim): boolean {
  return reason?.code === 'never-received' || reason?.code === 'nothing-before';
}
