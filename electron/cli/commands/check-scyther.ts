import { exitStatus } from '#cli/exit-status.ts';
import { importModel } from '#cli/model-file.ts';
import { print, translate } from '#cli/speech.ts';
import { withinSeconds } from '#cli/time-limit.ts';
import { verify } from '#core/analysis/verify/verify.ts';
import { importScyther } from '#core/interchange/scyther/import.ts';
import { failure, success } from '#core/result.ts';

/** How many clauses one proof may take up. */
const clauses = 20_000;

/**
 * Analyses a Scyther protocol for at most so many seconds. The claims are listed in the order of the text,
 * each with its verdict; a claim that cannot be expressed is `undecided`.
 */
export function checkScyther(file: string, json: boolean, seconds: number): number {
  const imported = importModel(file, json, (text) => {
    const model = importScyther(text);
    if (model.ok) return success(model);
    return failure(
      model.failures.map(({ code, line, name }) => ({
        code: `scyther-${code}`,
        message: translate(`import.scyther-${code}`, { name }),
        line,
      })),
    );
  });
  if (!imported.ok) return imported.error;
  const { protocol, claims: stated } = imported.value;
  const answers = verify(protocol, withinSeconds(seconds, clauses));
  const verdicts = new Map(answers.map(({ query, answer }) => [query, answer.kind]));
  const claims = stated.map(({ role, label, claim, query }) => {
    const verdict = (query === null ? undefined : verdicts.get(query)) ?? 'undecided';
    // The query of a synchronisation leaves open whether a message was received before its own sender sent it:
    // what it proves is less than the claim, while what violates it violates the claim.
    const weaker = claim === 'Nisynch' && verdict === 'holds';
    return { role, label, claim, verdict: weaker ? 'undecided' : verdict };
  });
  if (json) print(JSON.stringify({ file, claims }));
  else {
    print(`${file}:`);
    for (const { role, label, claim, verdict } of claims) print(`  ${role} ${label} ${claim}: ${verdict}`);
  }
  return claims.every(({ verdict }) => verdict === 'holds') ? exitStatus.fine : exitStatus.discrepancies;
}
