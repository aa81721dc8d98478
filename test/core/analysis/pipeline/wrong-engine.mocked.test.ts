import { afterEach, expect, test, vi } from 'vitest';
import type { Clause, Fact } from '#core/analysis/4-prove/clause.ts';
import type { Print } from '#core/analysis/4-prove/fact-index.ts';
import type { SimpleClause } from '#core/analysis/4-prove/simplification.ts';

// One fault at a time is planted in the engines, and what they then say wrongly must not be what an analyst is told. More of
// them, drawn at random: npm run mutate -- --part engine.

// Nobody protects D; E may come twice; F is fresh.
const text = `protocol P
entity A
entity B
key K shared by A, B long-term
key L of A session
data D of A
data E of A
data F of A
nonce N of B
phase one {
  message m1 B -> A: N
  A makes L
  message m2 A -> B: D, aead[K](E ; B, A), aead[K](L ; A, B), aead[L](F, N)
}
confidentiality E: A, B
confidentiality F: A, B
integrity D: A
integrity E: A
integrity F: A
`;

type Hypotheses = readonly Fact[];

const subsumption = '#core/analysis/4-prove/subsumption.ts';
const factIndex = '#core/analysis/4-prove/fact-index.ts';
const clauseQueue = '#core/analysis/4-prove/clause-queue.ts';
const resolution = '#core/analysis/4-prove/resolution.ts';
const simplification = '#core/analysis/4-prove/simplification.ts';
const honest = '#core/analysis/4-prove/honest-sorts.ts';
const determination = '#core/analysis/4-prove/run-determination.ts';
const violation = '#core/kernel/violation.ts';
const planted: readonly string[] = [
  ...[subsumption, factIndex, clauseQueue, resolution, simplification, honest, determination, violation],
];

afterEach(() => {
  for (const source of planted) vi.doUnmock(source);
  vi.resetModules();
});

/** What is said of a question; where its proof was looked at, what the checker says of it. */
type Answers = Readonly<Record<string, string>>;

// The faulty program is read anew.
async function answers(unguarded: boolean): Promise<Answers> {
  const { checkText } = await import('#core/analysis/pipeline/analyse.ts');
  const { verifyModel } = await import('#core/analysis/pipeline/verify-model.ts');
  const { executable } = checkText(text);
  if (executable === null) throw new Error('the model can be executed');
  // A fault may keep it from coming to an end.
  let looked = 0;
  const cancelled = (): boolean => {
    looked += 1;
    return looked > 3_000;
  };
  const limits = { clauses: 2_000, cancelled, progress: () => undefined };
  const verdicts = verifyModel(executable.model, executable.run, { ...limits, unguarded });
  return Object.fromEntries(
    verdicts.map(({ question: { kind, element, entity }, answer, evidence }) => [
      `${kind} of ${element ?? ''} at ${entity}`,
      [answer, ...(evidence?.reasons ?? [])].join(': '),
    ]),
  );
}

const right: Answers = {
  'secrecy of E at A': 'holds',
  'secrecy of E at B': 'holds',
  'secrecy of F at A': 'holds',
  'secrecy of F at B': 'holds',
  'agreement of D at B': 'violated',
  'injective-agreement of D at B': 'violated',
  'agreement of E at B': 'holds',
  'injective-agreement of E at B': 'violated',
  'agreement of F at B': 'holds',
  'injective-agreement of F at B': 'holds',
};

test('without a fault the engines are right, and nobody contradicts', async () => {
  expect(await answers(true)).toEqual(right);
  expect(await answers(false)).toEqual(right);
});

/** A fault of the prover, the wrong answer that it leads to, and why the checker refuses the proof. */
interface Fault {
  readonly name: string;
  readonly plant: () => void;
  readonly wrong: string;
  readonly refused: string;
}

const faults: readonly Fault[] = [
  {
    name: 'subsumption that always says yes',
    plant: () => {
      vi.doMock(import('#core/analysis/4-prove/subsumption.ts'), async (original) => ({
        ...(await original()),
        subsumes: () => true,
      }));
    },
    wrong: 'agreement of D at B',
    refused: 'rule-not-covered',
  },
  {
    name: 'an index that loses an entry',
    plant: () => {
      vi.doMock(import('#core/analysis/4-prove/fact-index.ts'), async (original) => {
        const { FactIndex, ...others } = await original();
        class LosingIndex<Entry extends { readonly removed: boolean }> extends FactIndex<Entry> {
          override unifiable(predicate: number, print: Print): readonly Entry[] {
            return super.unifiable(predicate, print).slice(1);
          }
        }
        return { ...others, FactIndex: LosingIndex };
      });
    },
    wrong: 'agreement of D at B',
    refused: 'clauses-not-closed',
  },
  {
    name: 'a queue that loses clauses of more than one hypothesis',
    plant: () => {
      vi.doMock(import('#core/analysis/4-prove/clause-queue.ts'), async (original) => {
        const { ClauseQueue } = await original();
        class LosingQueue extends ClauseQueue {
          override add(clause: Clause): void {
            if (clause.hypotheses.length < 2) super.add(clause);
          }
        }
        return { ClauseQueue: LosingQueue };
      });
    },
    wrong: 'agreement of D at B',
    refused: 'rule-not-covered',
  },
  {
    name: 'a selection whose resolvents are dropped',
    plant: () => {
      vi.doMock(import('#core/analysis/4-prove/resolution.ts'), () => ({ resolve: () => undefined }));
    },
    wrong: 'agreement of D at B',
    refused: 'clauses-not-closed',
  },
  {
    name: 'simplification that drops a part of a tuple',
    plant: () => {
      plantSimplification((clauses) => clauses.slice(1));
    },
    wrong: 'agreement of D at B',
    refused: 'rule-not-covered',
  },
  {
    name: 'nobody needs to be honest',
    plant: () => {
      vi.doMock(import('#core/analysis/4-prove/honest-sorts.ts'), async (original) => ({
        ...(await original()),
        honestSorts: () => new Set<string>(),
      }));
    },
    wrong: 'agreement of D at B',
    refused: 'query-not-covered',
  },
  {
    name: 'all runs can be told apart',
    plant: () => {
      vi.doMock(import('#core/analysis/4-prove/run-determination.ts'), async (original) => {
        const { RunDetermination } = await original();
        class Credulous extends RunDetermination {
          override admit(): boolean {
            return true;
          }
        }
        return { RunDetermination: Credulous };
      });
    },
    wrong: 'injective-agreement of E at B',
    refused: 'injectivity',
  },
];

function plantSimplification(change: (clauses: readonly SimpleClause[]) => readonly SimpleClause[]): void {
  vi.doMock(import('#core/analysis/4-prove/simplification.ts'), async (original) => {
    const { Simplification, ...others } = await original();
    class Faulty extends Simplification {
      override clauses(
        hypotheses: Hypotheses,
        conclusion: Fact,
        differ: SimpleClause['differ'],
      ): readonly SimpleClause[] {
        return change(super.clauses(hypotheses, conclusion, differ));
      }
    }
    return { ...others, Simplification: Faulty };
  });
}

test.each(faults)('$name: the checker of proofs refuses', async ({ plant, wrong, refused }) => {
  plant();
  // What would be said if nobody looked at proofs.
  expect([right[wrong], (await answers(true))[wrong]]).toEqual(['violated', 'holds']);
  const told = await answers(false);
  expect(told[wrong]).toContain(refused);
  seeNothingWrongIn(told);
});

test('simplification that drops a hypothesis says less, and nothing wrong', async () => {
  plantSimplification((clauses) =>
    clauses.map((clause) => ({
      ...clause,
      hypotheses: clause.hypotheses.slice(1),
      sources: clause.sources.slice(1),
    })),
  );
  const told = await answers(false);
  expect(told['secrecy of F at A']).toBe('holds-within');
  seeNothingWrongIn(told);
});

test('a search for attacks that takes anything for one: the interpreter refuses', async () => {
  vi.doMock(import('#core/kernel/violation.ts'), async (original) => ({
    ...(await original()),
    violates: () => true,
  }));
  expect((await answers(true))['secrecy of F at A']).toBe('violated');
  const told = await answers(false);
  expect(told['secrecy of F at A']).toBe('inconsistent');
  seeNothingWrongIn(told);
});

function seeNothingWrongIn(told: Answers): void {
  for (const [question, answer] of Object.entries(told)) {
    const isDecided = answer === 'holds' || answer === 'violated';
    expect([question, isDecided ? answer : right[question]]).toEqual([question, right[question]]);
  }
}
