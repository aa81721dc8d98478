import { exitStatus } from '#cli/exit-status.ts';
import { importVerifpalModel } from '#cli/model-file.ts';
import { print } from '#cli/speech.ts';
import { withinSeconds } from '#cli/time-limit.ts';
import { verify, type Answer } from '#core/analysis/verify/verify.ts';

/** How many runs a principal has, and how long an analysis may take. */
export interface VerifpalOptions {
  readonly sessions: number;
  readonly seconds: number;
}

/** How many clauses one proof may take up. */
const clauses = 20_000;

/**
 * Analyses a Verifpal model. The result code has, for each query in order, its letter and 0 (it holds, at least within
 * as many runs as were asked for), 1 (it is violated, the attack replayed) or ? (undecided).
 */
export function checkVerifpal(file: string, json: boolean, options: VerifpalOptions): number {
  const imported = importVerifpalModel(file, json, options.sessions);
  if (!imported.ok) return imported.error;
  const { protocol, queries: asked } = imported.value;
  const answers = verify(protocol, withinSeconds(options.seconds, clauses));
  const verdicts = new Map(answers.map(({ query, answer }) => [query, answer]));
  const undecided: Answer = { kind: 'undecided', reason: 'limit' };
  const queries = asked.map(({ kind, query }) => {
    const answer = verdicts.get(query) ?? undecided;
    return { query, code: `${kind}${digit(answer, options.sessions)}`, verdict: answer.kind };
  });
  const resultCode = queries.map(({ code }) => code).join('');
  if (json) print(JSON.stringify({ file, sessions: options.sessions, resultCode, queries }));
  else {
    print(`${file}: ${resultCode}`);
    for (const { query, verdict } of queries) print(`  ${query}: ${verdict}`);
  }
  return queries.every(({ verdict }) => verdict === 'holds') ? exitStatus.fine : exitStatus.discrepancies;
}

function digit(answer: Answer, sessions: number): string {
  switch (answer.kind) {
    case 'holds':
      return '0';
    case 'holds-within':
      return answer.runs >= sessions ? '0' : '?';
    case 'violated':
      return '1';
    case 'undecided':
      return '?';
  }
}
