import { exitStatus } from '#cli/console/exit-status.ts';
import { importScytherModel } from '#cli/models/model-file.ts';
import { print, translate } from '#cli/console/console.ts';
import { printAttack } from '#cli/console/print-attack.ts';
import { withinSeconds } from '#cli/models/time-limit.ts';
import { withoutGuards } from '#cli/models/without-guards.ts';
import { verifyGuarded } from '#core/analysis/6-decide/guarded.ts';
import { verify } from '#core/analysis/6-decide/verify.ts';
import { attackSteps, type AttackStep } from '#core/interchange/attack-steps.ts';
import type { ClaimReason } from '#core/interchange/scyther/claim-form.ts';
import { verdictOn, type ClaimVerdict } from '#core/interchange/scyther/verdict.ts';
import type { Protocol } from '#core/protocol/protocol.ts';

/** How many clauses one proof may take up. */
const clauses = 20_000;

/**
 * Analyses a Scyther protocol for at most so many seconds. The claims are listed in the order of the text,
 * each with its verdict and, when it is violated, the attack message by message; a claim that cannot be expressed
 * is `undecided`.
 */
export function checkScyther(file: string, json: boolean, seconds: number): number {
  const imported = importScytherModel(file, json);
  if (!imported.ok) return imported.error;
  const { protocol, claims: stated } = imported.value;
  const limits = withinSeconds(seconds, clauses);
  const verdicts = (withoutGuards() ? verify : verifyGuarded)(protocol, limits);
  const answers = new Map(verdicts.map(({ query, answer }) => [query, answer]));
  const claims = stated.map((each) => ({
    ...each,
    ...judged(verdictOn(protocol, each, answers, limits.cancelled), protocol),
  }));
  if (json) {
    const shown = claims.map(({ role, label, claim, verdict, runs, reason, attack }) => ({
      role,
      label,
      claim,
      verdict,
      runs,
      reason: reason?.code ?? null,
      attack,
    }));
    print(JSON.stringify({ file, claims: shown }));
  } else {
    print(`${file}:`);
    for (const { role, label, claim, verdict, runs, reason, attack } of claims) {
      const why = verdict === 'undecided' && reason !== null ? ` (${reasonSentence(reason)})` : '';
      const within = runs === null ? '' : ` ${runs}`;
      print(`  ${role} ${label} ${claim}: ${verdict}${within}${why}`);
      printAttack(attack);
    }
  }
  return claims.every(({ verdict }) => verdict === 'holds') ? exitStatus.fine : exitStatus.discrepancies;
}

function judged(found: ClaimVerdict, protocol: Protocol): Judged {
  const trace = found.verdict === 'violated' ? found.trace : null;
  return {
    verdict: found.verdict,
    runs: found.verdict === 'holds-within' ? found.runs : null,
    attack: trace === null ? [] : attackSteps(protocol, trace),
  };
}

interface Judged {
  readonly verdict: ClaimVerdict['verdict'];
  /** Within how many runs of each role it holds, where there is no proof for any number. */
  readonly runs: number | null;
  readonly attack: readonly AttackStep[];
}

function reasonSentence({ code, name }: ClaimReason): string {
  return translate(`import.scyther-reason-${code}`, { name });
}
