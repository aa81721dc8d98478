import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyseModel, checkText } from '#core/analysis/pipeline/analyse.ts';
import { answerKinds, type Verdict } from '#core/analysis/record/verdict.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import { usualLimits } from '#core/analysis/record/active-limits.ts';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { requirementKinds } from '#core/language/kinds.ts';
import { analysisCurrencies } from '#core/analysis/record/active-analysis.ts';
import { statementKey, statementsOf } from '#core/claims/statement.ts';
import { traceMatrix } from '#core/method/requirements/trace-matrix.ts';
import { runs } from '../support/random.ts';

const base = `protocol P
entity A
entity B
key K shared by A, B
key S session
data D of A
phase run {
  A makes S
  message m1 A -> B: aead[K](S, D ; A, B)
  B installs S
  message m2 B -> A: aead[S](D ; B, A)
}
`;

const statements = [
  'confidentiality D: A, B',
  'confidentiality K: A',
  'confidentiality S: none',
  'integrity D: A',
  'integrity S: A',
  'authentication A to B: aliveness',
  'authentication A to B: injective-agreement on D',
  'key-freshness S: B',
  'key-confirmation S: B to A',
  'forward-secrecy D',
];
const requirementNames = ['R1', 'R2', 'R3'] as const;

const refinement = fc.subarray([...requirementNames]);
const requirement = fc.tuple(fc.constantFrom(...requirementKinds), fc.constantFrom('', ' source "Doc" "1"'));
const lines = fc
  .subarray(statements)
  .chain((chosen) => fc.tuple(...chosen.map((line) => refinement.map((refines) => ({ line, refines })))));

function withRefinement({ line, refines }: { line: string; refines: readonly string[] }): string {
  return refines.length === 0 ? line : `${line} refines ${refines.join(', ')}`;
}

const everything = checkText(`${base}${statements.join('\n')}\n`).executable;
const questions: readonly Verdict[] =
  everything === null
    ? []
    : verifyModel(everything.model, everything.run, {
        clauses: usualLimits.clauses,
        cancelled: () => true,
        progress: () => undefined,
      });

test('every statement is among those of exactly the requirements that it refines, or among the untraced', () => {
  expect(questions.length).toBeGreaterThan(8);
  fc.assert(
    fc.property(
      fc.tuple(requirement, requirement, requirement),
      lines,
      fc.constantFrom(null, ...analysisCurrencies),
      fc.array(fc.constantFrom(...answerKinds, 'holds', 'holds', 'holds'), {
        minLength: questions.length,
        maxLength: questions.length,
      }),
      (requirements, chosen, currency, answers) => {
        const stated = requirements.map(
          ([kind, source], index) => `requirement ${requirementNames[index] ?? ''} ${kind} "words"${source}`,
        );
        const { executable, diagnostics } = checkText(
          [base, ...stated, ...chosen.map(withRefinement), ''].join('\n'),
        );
        expect(diagnostics).toEqual([]);
        if (executable === null) return;
        const { model, run } = executable;
        const verdicts = questions.map((verdict, index): Verdict => ({
          ...verdict,
          answer: answers[index] ?? 'undecided',
        }));
        const analysis =
          currency === null
            ? null
            : { engineVersion: '', bounds: null, cost: null, currency, model, verdicts };
        const matrix = traceMatrix(
          executable,
          analyseModel(model, run, '0'.repeat(64)),
          analysis,
          emptyDossier,
        );

        for (const statement of statementsOf(model)) {
          const key = statementKey(statement);
          const among = matrix.requirements
            .filter((each) => each.statements.some((traced) => traced.key === key))
            .map((each) => each.requirement.name);
          expect(new Set(among)).toEqual(new Set(statement.refines));
          expect(matrix.untraced.withoutRequirement.includes(key)).toBe(statement.refines.length === 0);
        }
        for (const each of matrix.requirements) {
          if (each.status !== 'holds') continue;
          expect(each.sources).not.toEqual([]);
          expect(each.fitting).toBe(true);
          expect(currency).toBe('current');
          for (const { honest, cells, plain } of each.statements) {
            expect(honest).toBe(cells.length === 0 ? 'not-compared' : 'agrees');
            expect(plain.verdicts.length).toBeGreaterThan(0);
            expect(plain.verdicts.every(({ answer }) => answer === 'holds')).toBe(true);
          }
        }
      },
    ),
    { numRuns: runs(300) },
  );
});
