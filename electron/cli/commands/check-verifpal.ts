import { exitStatus } from '#cli/console/exit-status.ts';
import { importVerifpalModel } from '#cli/models/model-file.ts';
import { print } from '#cli/console/console.ts';
import { printAttack } from '#cli/console/print-attack.ts';
import { withinSeconds } from '#cli/models/time-limit.ts';
import { withoutGuards } from '#cli/models/without-guards.ts';
import { attackSteps } from '#core/interchange/attack-steps.ts';
import { answerTo } from '#core/interchange/verifpal/verdict.ts';
import { verifyGuarded } from '#core/analysis/6-decide/guarded.ts';
import { verify, type Answer } from '#core/analysis/6-decide/verify.ts';

/** How many runs a principal has, and how long an analysis may take. */
export interface VerifpalOptions {
  readonly sessions: number;
  readonly seconds: number;
}

/** How many clauses one proof may take up. */
const clauses = 20_000;

/**
 * Analyses a Verifpal model. The result code has, for each query in order, its letter and 0 (it holds, at least within
 * as many runs as were asked for), 1 (it is violated, the attack replayed and told message by message) or ?
 * (undecided).
 */
export function checkVerifpal(file: string, json: boolean, options: VerifpalOptions): number {
  const imported = importVerifpalModel(file, json, options.sessions);
  if (!imported.ok) return imported.error;
  const { protocol, queries: asked } = imported.value;
  const answers = (withoutGuards() ? verify : verifyGuarded)(
    protocol,
    withinSeconds(options.seconds, clauses),
  );
  const found = new Map(answers.map(({ query, answer }) => [query, answer]));
  const queries = asked.map((each) => {
    const answer = answerTo(protocol, each, found);
    const attack = answer.kind === 'violated' ? attackSteps(protocol, answer.trace) : [];
    return {
      query: each.query,
      code: `${each.kind}${digit(answer, options.sessions)}`,
      verdict: answer.kind,
      attack,
    };
  });
  const resultCode = queries.map(({ code }) => code).join('');
  if (json) print(JSON.stringify({ file, sessions: options.sessions, resultCode, queries }));
  else {
    print(`${file}: ${resultCode}`);
    for (const { query, verdict, attack } of queries) {
      print(`  ${query}: ${verdict}`);
      printAttack(attack);
    }
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
    case 'inconsistent':
    case 'undecided':
      return '?';
  }
}
