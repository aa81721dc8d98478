import { exitStatus } from '#cli/exit-status.ts';
import { importScytherModel } from '#cli/model-file.ts';
import { print, translate } from '#cli/speech.ts';
import { withinSeconds } from '#cli/time-limit.ts';
import { verify } from '#core/analysis/verify/verify.ts';
import { heldBack } from '#core/interchange/scyther/held-back.ts';
import type { ClaimReason } from '#core/interchange/scyther/claims.ts';
import { verdictOn } from '#core/interchange/scyther/verdict.ts';

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
  const claims = stated.map((each) => {
    const verdict = verdictOn(each, verdicts);
    const isRefuted = verdict === 'undecided' && heldBack(protocol, each) !== null;
    return { ...each, verdict: isRefuted ? 'violated' : verdict };
  });
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

function reasonSentence({ code, name }: ClaimReason): string {
  return translate(`import.scyther-reason-${code}`, { name });
}
