import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { problemsOf } from '#core/analysis/pipeline/problems.ts';
import type { Question } from '#core/analysis/record/question.ts';
import { createTranslate, locales } from '#core/messages/catalogue.ts';
import { describeClause } from '#core/views/words/describe-clause.ts';
import { explainText } from '#engine/explain-text.ts';
import {
  explanationMessageSchema,
  type EngineRequest,
  type ExplanationMessage,
  type VerificationMessage,
} from '#engine/messages.ts';
import { ProofExplainer } from '#engine/proof-explainer.ts';
import { verifyText } from '#engine/verify-text.ts';

const text = `
protocol P
entity A
entity B
key K shared by A, B
data D of A
nonce N of B
phase p channel public adversary present {
  message m1 B -> A: N
  message m2 A -> B: aead[K](N, D)
}
confidentiality D: A, B
confidentiality N: A, B
integrity D: A
attack lost {
  leak N
}
`;
const bounds = { clauses: 100_000, seconds: 120 };

type Explain = Extract<EngineRequest, { kind: 'explain' }>;

function asked(question: Question): Explain['question'] {
  return { ...question, on: [...question.on], honest: [...question.honest] };
}

function questionsOf(): readonly Question[] {
  const { executable } = checkText(text);
  if (executable === null) throw new Error('the model is executable');
  return problemsOf(executable.model, executable.run).flatMap(({ questions }) => questions);
}

function explained(question: Question, of = text): ExplanationMessage | undefined {
  const told: ExplanationMessage[] = [];
  explainText({ kind: 'explain', text: of, question: asked(question), bounds }, (message) =>
    told.push(message),
  );
  for (const message of told) expect(explanationMessageSchema.safeParse(message).success).toBe(true);
  return told.at(-1);
}

describe('a proof that is found once more', () => {
  const told: VerificationMessage[] = [];
  const shared = { stop: new SharedArrayBuffer(4), clauses: new SharedArrayBuffer(8) };
  verifyText({ kind: 'verify', text, bounds, ...shared }, (message) => told.push(message));
  const questions = questionsOf();
  const identities = new Map(
    told.flatMap((each) =>
      each.kind === 'identified' ? each.questions.map((question) => [question, each.proof] as const) : [],
    ),
  );

  test('is that of the answer, whatever it is about and under every adversary', () => {
    expect(identities.size).toBeGreaterThan(4);
    for (const [number, proof] of identities) {
      const question = questions[number];
      if (question === undefined) throw new Error('the question was asked');
      const last = explained(question);
      if (last?.kind !== 'explained' || last.explained === null) throw new Error('it is proved');
      expect(last.explained.proof).toEqual(proof);
      const { story } = last.explained;
      // What an attack model assumes is in it.
      const messages = story.witness.steps.filter(({ origin }) => origin !== 'handed');
      expect(messages.map(({ message }) => message)).toEqual(['m1', 'm1', 'm2', 'm2']);
      expect(story.clauses.length).toBeGreaterThan(10);
    }
  });

  test('is told without names of terms that the model has not, in every language', () => {
    const question = questions.find(({ kind, element }) => kind === 'secrecy' && element === 'D');
    if (question === undefined) throw new Error('it was asked');
    const last = explained(question);
    if (last?.kind !== 'explained' || last.explained === null) throw new Error('it is proved');
    const { story } = last.explained;
    const words = locales.map((locale) =>
      [...story.goals, ...story.clauses].map((clause) => describeClause(clause, createTranslate(locale))),
    );
    expect(words[0]).toContain('Whoever has X, Y and Z can have aead[X](Y ; Z).');
    expect(words[1]).toContain('Den som har X, Y og Z, kan ha aead[X](Y ; Z).');
    for (const sentence of words.flat())
      expect(sentence).not.toMatch(/adversary:|tuple \d|undefined|\{what\}/u);
  });

  test('is none where nothing is proved, or nothing of the kind is asked', () => {
    const violated = questions.find(({ kind, element }) => kind === 'secrecy' && element === 'N');
    if (violated === undefined) throw new Error('it was asked');
    expect(explained(violated)).toEqual({ kind: 'explained', explained: null });
    expect(explained({ ...violated, key: 'other', element: 'OTHER' })).toEqual({
      kind: 'explained',
      explained: null,
    });
    expect(explained(violated, 'no model')).toEqual({ kind: 'refused' });
  });
});

describe('who has proofs found once more', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'segl-explainer-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const [question] = questionsOf();

  function outcome(
    name: string,
    does: string,
    meanwhile: (explainer: ProofExplainer) => void = () => undefined,
  ) {
    if (question === undefined) throw new Error('something is asked');
    const path = join(folder, `${name}.mjs`);
    writeFileSync(path, `import { parentPort } from 'node:worker_threads';\n${does}\n`);
    const explainer = new ProofExplainer(pathToFileURL(path));
    const progress: string[] = [];
    const found = explainer.explain({
      text,
      question,
      bounds,
      tell: (done, all) => {
        progress.push(`${String(done)}/${String(all)}`);
        meanwhile(explainer);
      },
    });
    return found.then((value) => ({ value, progress }));
  }

  test('hears how it goes on, and can give it up', async () => {
    const busy =
      "parentPort.postMessage({ kind: 'progress', done: 1, all: 3 }); setInterval(() => {}, 1000);";
    const { value, progress } = await outcome('busy', busy, (explainer) => {
      explainer.stop();
    });
    expect(progress).toEqual(['1/3']);
    expect(value).toEqual({ ok: false, error: { code: 'analysis-cancelled' } });
  });

  test.each([
    ['ends', ''],
    ['throws', 'throw new Error("secret");'],
    ['nonsense', "parentPort.postMessage({ kind: 'explained', explained: { story: 'it holds' } });"],
  ])('believes nothing of a worker: %s', async (name, does) => {
    const { value } = await outcome(name, does);
    expect(value).toEqual({ ok: false, error: { code: 'analysis-failed' } });
  });
});
