import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ExplainedProof } from '#contract/proof-schema.ts';
import type { Question } from '#core/analysis/record/question.ts';
import { ProofExplanation } from '#renderer/features/verdicts/proof-explanation.svelte.ts';

const question: Question = {
  attack: null,
  kind: 'secrecy',
  key: 'secrecy of D at A',
  element: 'D',
  entity: 'A',
  originator: null,
  statement: 'confidentiality D',
  phase: null,
  on: [],
  honest: ['A'],
};
const bounds = { clauses: 1_000, seconds: 10 };
const explained: ExplainedProof = {
  story: { witness: { runs: [], steps: [], events: [], notation: [] }, goals: [], clauses: [] },
  proof: { clauses: 1, terms: 1, sha256: '0'.repeat(64) },
};

type Outcome =
  | { readonly ok: true; readonly value: { readonly explained: ExplainedProof | null } }
  | { readonly ok: false; readonly error: { readonly code: string } };
interface News {
  readonly job: number;
  readonly done: number;
  readonly all: number;
}

/** The main process: what it was asked, and what it says. */
class Main {
  readonly jobs: number[] = [];
  readonly answers: ((outcome: Outcome) => void)[] = [];
  stopped = 0;
  readonly listeners = new Set<(news: News) => void>();

  readonly bridge = {
    call: (channel: string, input: { readonly job?: number }): Promise<unknown> => {
      if (channel === 'verification.stopExplaining') {
        this.stopped += 1;
        return Promise.resolve({ ok: true, value: {} });
      }
      this.jobs.push(input.job ?? -1);
      return new Promise((resolve) => {
        this.answers.push(resolve);
      });
    },
    on: (_: string, listener: (news: News) => void): (() => void) => {
      this.listeners.add(listener);
      return () => void this.listeners.delete(listener);
    },
  };

  async answer(index: number, outcome: Outcome): Promise<void> {
    this.answers[index]?.(outcome);
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }

  tell(news: News): void {
    for (const listener of this.listeners) listener(news);
  }
}

let main: Main;
beforeEach(() => {
  main = new Main();
  vi.stubGlobal('window', { segl: main.bridge });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const ask = (explanation: ProofExplanation): void => void explanation.ask('text', question, bounds);

describe('the proof of an answer', () => {
  test('is looked for once, however often somebody asks, and is told', async () => {
    const explanation = new ProofExplanation();
    ask(explanation);
    ask(explanation);
    expect([main.jobs.length, explanation.running]).toEqual([1, true]);
    await main.answer(0, { ok: true, value: { explained } });
    expect([explanation.told, explanation.running, explanation.none]).toEqual([explained, false, false]);
    ask(explanation);
    expect(main.jobs).toHaveLength(1);
    expect(main.listeners.size).toBe(0);
  });

  test('that is not found again is told as such, and may be looked for once more', async () => {
    const explanation = new ProofExplanation();
    ask(explanation);
    await main.answer(0, { ok: true, value: { explained: null } });
    expect([explanation.told, explanation.none]).toEqual([null, true]);
    ask(explanation);
    expect([explanation.none, main.jobs.length]).toEqual([false, 2]);
  });

  test('that somebody gave up is not told, and stands in the way of no other', async () => {
    const explanation = new ProofExplanation();
    explanation.stop();
    expect(main.stopped).toBe(0);
    ask(explanation);
    explanation.stop();
    expect([main.stopped, explanation.running]).toEqual([1, false]);
    ask(explanation);
    await main.answer(0, { ok: true, value: { explained } });
    expect([explanation.told, explanation.running]).toEqual([null, true]);
    await main.answer(1, { ok: true, value: { explained: null } });
    expect([explanation.none, explanation.running]).toEqual([true, false]);
  });

  test('tells how its own search goes on, and of no other', () => {
    const explanation = new ProofExplanation();
    ask(explanation);
    const [job = -1] = main.jobs;
    main.tell({ job: job + 1, done: 7, all: 9 });
    expect(explanation.progress).toEqual({ done: 0, all: 0 });
    main.tell({ job, done: 1, all: 2 });
    expect(explanation.progress).toEqual({ done: 1, all: 2 });
    explanation.stop();
  });

  test('tells a failure, but for the one that somebody wanted', async () => {
    const explanation = new ProofExplanation();
    ask(explanation);
    await main.answer(0, { ok: false, error: { code: 'analysis-failed' } });
    expect(explanation.problem).toEqual({ code: 'analysis-failed' });
    ask(explanation);
    expect(explanation.problem).toBeNull();
    await main.answer(1, { ok: false, error: { code: 'analysis-cancelled' } });
    expect([explanation.problem, explanation.none, explanation.told]).toEqual([null, false, null]);
  });
});
