import { readFileSync } from 'node:fs';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { problemsOf } from '#core/analysis/pipeline/problems.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
const [file, what] = process.argv.slice(2);
const { executable, diagnostics } = checkText(readFileSync(file ?? '', 'utf8'));
if (executable === null) { console.log(diagnostics); process.exit(1); }
const { model, run } = executable;
const msg = (m: any): string => m.kind === 'variable' ? '?' + m.name.replaceAll(' ', '_') : m.kind === 'fresh' ? '~' + m.name : m.kind === 'constant' ? m.name : `${m.symbol}(${m.args.map(msg).join(',')})`;
if (what === 'roles') {
  for (const p of problemsOf(model, run)) {
    console.log('=== attack', p.attack, p.questions.length);
    for (const e of p.protocol.exposures) console.log('  exposure', msg(e.message), e.fromPhase);
    for (const r of p.protocol.roles) {
      console.log(' role', r.name);
      for (const s of r.steps) console.log('   ', s.phase, s.kind, JSON.stringify(s, (_, v) => v && typeof v === 'object' && ['variable','fresh','constant','apply'].includes(v.kind) ? msg(v) : v));
    }
    for (const q of p.protocol.queries) console.log('  query', JSON.stringify(q, (_, v) => v && typeof v === 'object' && ['variable','fresh','constant','apply'].includes(v.kind) ? msg(v) : v));
    if (p.attack === null) continue;
  }
} else {
  const verdicts = verifyModel(model, run, { clauses: 20_000, cancelled: () => false, progress: () => undefined, unguarded: what === 'raw' });
  for (const v of verdicts) console.log(v.question.attack, v.question.kind, v.question.element, v.question.on.join(), v.question.entity, v.answer, (v as any).reason ?? '');
}
