import { exitStatus } from '#cli/exit-status.ts';
import { readModel, refusalLine } from '#cli/model-file.ts';
import { complain, print, translate } from '#cli/speech.ts';
import { verify } from '#core/analysis/verify/verify.ts';
import { importScyther } from '#core/interchange/scyther/import.ts';

/** How many clauses one proof may take up. */
const clauses = 20_000;

/**
 * Analyses a Scyther protocol for at most so many seconds. The claims are listed in the order of the text,
 * each with its verdict; a claim that cannot be expressed is `undecided`.
 */
export function checkScyther(file: string, json: boolean, seconds: number): number {
  const read = readModel(file);
  if (!read.ok) {
    if (json) print(JSON.stringify({ file, error: read.error }));
    complain(refusalLine(file, read.error));
    return exitStatus.failed;
  }
  const imported = importScyther(read.value);
  if (!imported.ok) {
    const errors = imported.failures.map(({ code, line, name }) => ({
      code: `scyther-${code}`,
      message: translate(`import.scyther-${code}`, { name }),
      line,
      column: 1,
    }));
    if (json) print(JSON.stringify({ file, error: errors[0] ?? null, errors }));
    for (const error of errors) complain(refusalLine(file, error));
    return exitStatus.failed;
  }
  const end = performance.now() + seconds * 1000;
  const cancelled = (): boolean => performance.now() > end;
  const answers = verify(imported.protocol, { clauses, cancelled, progress: () => undefined });
  const verdicts = new Map(answers.map(({ query, answer }) => [query, answer.kind]));
  const claims = imported.claims.map(({ role, label, claim, query }) => {
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
