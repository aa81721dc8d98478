import { exitStatus } from '#cli/exit-status.ts';
import { readModel, refusalLine } from '#cli/model-file.ts';
import { complain, print, translate } from '#cli/speech.ts';
import { verify, type Answer } from '#core/analysis/verify/verify.ts';
import { importVerifpal } from '#core/interchange/verifpal/import.ts';

/** How many runs a principal has, and how long an analysis may take. */
export interface VerifpalOptions {
  readonly sessions: number;
  readonly seconds: number;
}

/** How many clauses one proof may take up. */
const clauses = 20_000;

/**
 * Analyses a Verifpal model. The result code has, for each query in order, its letter and 0 (it holds), 1 (it
 * is violated, the attack replayed) or ? (undecided).
 */
export function checkVerifpal(file: string, json: boolean, options: VerifpalOptions): number {
  const read = readModel(file);
  if (!read.ok) {
    if (json) print(JSON.stringify({ file, error: read.error }));
    complain(refusalLine(file, read.error));
    return exitStatus.failed;
  }
  const imported = importVerifpal(read.value, options.sessions);
  if (!imported.ok) {
    const errors = imported.failures.map(({ code, line, name }) => ({
      code,
      message: translate(`import.${code}`, { name }),
      line,
      column: 1,
    }));
    if (json) print(JSON.stringify({ file, error: errors[0] ?? null, errors }));
    for (const error of errors) complain(refusalLine(file, error));
    return exitStatus.failed;
  }
  const end = performance.now() + options.seconds * 1000;
  const verdicts = new Map(
    verify(imported.protocol, {
      clauses,
      cancelled: () => performance.now() > end,
      progress: () => undefined,
    }).map(({ query, answer }) => [query, answer]),
  );
  const undecided: Answer = { kind: 'undecided', reason: 'limit' };
  const queries = imported.queries.map(({ kind, query }) => {
    const answer = verdicts.get(query) ?? undecided;
    return { query, code: `${kind}${digit(answer)}`, verdict: answer.kind };
  });
  const resultCode = queries.map(({ code }) => code).join('');
  if (json) print(JSON.stringify({ file, sessions: options.sessions, resultCode, queries }));
  else {
    print(`${file}: ${resultCode}`);
    for (const { query, verdict } of queries) print(`  ${query}: ${verdict}`);
  }
  return queries.every(({ verdict }) => verdict === 'holds') ? exitStatus.fine : exitStatus.discrepancies;
}

function digit(answer: Answer): string {
  switch (answer.kind) {
    case 'holds':
      return '0';
    case 'violated':
      return '1';
    case 'undecided':
      return '?';
  }
}
