import { exitStatus } from '#cli/exit-status.ts';
import { importScytherModel } from '#cli/model-file.ts';
import { print, translate } from '#cli/speech.ts';
import { withinSeconds } from '#cli/time-limit.ts';
import { verify, type Answer } from '#core/analysis/verify/verify.ts';
import type { ClaimReason } from '#core/interchange/scyther/claims.ts';
import type { ScytherClaim } from '#core/interchange/scyther/report.ts';

/** How many clauses one proof may take up. */
const clauses = 20_000;

/**
 * Analyses a Scyther protocol for at most so many seconds. The claims are listed in the order of the text,
 * each with its verdict; a claim that cannot be expressed is `undecided`.
 */
export function checkScyther(file: string, json: boolean, seconds: number): number {
  const imported = importScytherModel(file, json);
  if (!imported.ok) return imported.error;
  const { protocol, claims: stated } = imported.value;
  const answers = verify(protocol, withinSeconds(seconds, clauses));
  const verdicts = new Map(answers.map(({ query, answer }) => [query, answer.kind]));
  const claims = stated.map((each) => ({ ...each, verdict: verdictOn(each, verdicts) }));
  if (json) {
    const shown = claims.map(({ role, label, claim, verdict, reason }) => ({
      role,
      label,
      claim,
      verdict,
      reason: reason?.code ?? null,
    }));
    print(JSON.stringify({ file, claims: shown }));
  } else {
    print(`${file}:`);
    for (const { role, label, claim, verdict, reason } of claims) {
      const why = verdict === 'undecided' && reason !== null ? ` (${reasonSentence(reason)})` : '';
      print(`  ${role} ${label} ${claim}: ${verdict}${why}`);
    }
  }
  return claims.every(({ verdict }) => verdict === 'holds') ? exitStatus.fine : exitStatus.discrepancies;
}

type Verdict = Answer['kind'];

// What the answer to a claim's query says of the claim, where the query is not exactly what is claimed.
function verdictOn(stated: ScytherClaim, answers: ReadonlyMap<string, Verdict>): Verdict {
  const { claim, query, distinct, reason } = stated;
  const answer = (query === null ? undefined : answers.get(query)) ?? 'undecided';
  if (distinct !== null && answers.get(distinct) === 'violated') return 'violated';
  if (reason?.code === 'order' && answer === 'holds') return 'undecided';
  if (reason?.code === 'agents-coincide' && answer === 'violated') return 'undecided';
  if (claim !== 'Reachable' || answer === 'undecided') return answer;
  // Its query says that the claim is never reached.
  return answer === 'holds' ? 'violated' : 'holds';
}

function reasonSentence({ code, name }: ClaimReason): string {
  return translate(`import.scyther-reason-${code}`, { name });
}
