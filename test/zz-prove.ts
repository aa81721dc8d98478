import { readFileSync } from 'node:fs';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { problemsOf } from '#core/analysis/pipeline/problems.ts';
import { strategy } from '#core/analysis/6-decide/strategy.ts';
import { tryProof } from '#core/analysis/6-decide/proof-attempt.ts';
import { trySearch } from '#core/analysis/6-decide/search-attempt.ts';
import { QueryAnswers } from '#core/analysis/6-decide/answers.ts';
import { AttackSearch } from '#core/analysis/6-decide/confirmation.ts';
const [file, limit] = process.argv.slice(2);
const { executable } = checkText(readFileSync(file ?? '', 'utf8'));
if (executable === null) process.exit(1);
const { model, run } = executable;
const end = Date.now() + Number(limit ?? 60) * 1000;
for (const p of problemsOf(model, run)) {
  const options = { clauses: 20_000, cancelled: () => Date.now() > end, progress: () => undefined } as any;
  const answers = new QueryAnswers(p.protocol.queries, () => undefined);
  const means = { protocol: p.protocol, answers, attacks: new AttackSearch(p.protocol), options };
  const ended = new Map<any, Set<string>>();
  for (const attempt of strategy) {
    const s = Date.now();
    const before = answers.open().map(q => q.name).length;
    if (before === 0) break;
    if (attempt.kind === 'search') trySearch(attempt.effort, means);
    else { const w = ended.get(attempt.abstraction) ?? new Set<string>(); ended.set(attempt.abstraction, w); if (!tryProof(attempt, w, means)) break; }
    console.log(p.attack, attempt.kind, attempt.kind === 'search' ? JSON.stringify(attempt.effort) : JSON.stringify(attempt.abstraction) + attempt.portion, before, '->', answers.open().length, Date.now() - s, 'ms');
    if (answers.open().length < 12) console.log('   left:', answers.open().map(q => q.name).join(' | ').slice(0, 900));
  }
}
