import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { problemsOf } from '#core/analysis/pipeline/problems.ts';
import type { Answer, VerifyOptions } from '#core/analysis/6-decide/answer.ts';
import { verify } from '#core/analysis/6-decide/verify.ts';
import type { Message } from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import { apply, event, fresh, protocol, role, send, variable } from './notation.ts';
import { root } from '../support/places.ts';
import { runs } from '../support/random.ts';

const folder = join(root, 'resources', 'protocols');

function protocolsOf(name: string): readonly Protocol[] {
  const { executable } = checkText(readFileSync(join(folder, `${name}.segl`), 'utf8'));
  if (executable === null) throw new Error(`${name} cannot be executed`);
  return problemsOf(executable.model, executable.run).map((inquiry) => inquiry.protocol);
}

const options = { clauses: 20_000, cancelled: () => false, progress: () => undefined };

/** What was answered, and how often the prover had asked whether to stop by then. */
interface Told {
  readonly query: string;
  readonly answer: Answer;
  readonly asked: number;
}

/**
 * Answers queries until the prover asks for the n-th time whether to stop; then `end` decides. What it had told by
 * then is what anybody could rely on.
 */
function answeredUntil(subject: Protocol, end: number, ending: () => boolean): readonly Told[] {
  const told: Told[] = [];
  let asked = 0;
  const stopping: VerifyOptions = {
    ...options,
    cancelled: () => {
      asked += 1;
      return asked > end && ending();
    },
    progress: (news) => {
      if (news.kind === 'answered') told.push({ query: news.query, answer: news.answer, asked });
    },
  };
  try {
    const verdicts = verify(subject, stopping);
    expect(verdicts.map(({ query }) => query).toSorted()).toEqual(told.map(({ query }) => query).toSorted());
  } catch (problem) {
    if (!(problem instanceof Crash)) throw problem;
  }
  return told;
}

class Crash extends Error {}

const crash = (): never => {
  throw new Crash('the worker is out of memory');
};

const queriesThatHold = (
  told: readonly { readonly query: string; readonly answer: Answer }[],
): readonly string[] => told.flatMap(({ query, answer }) => (answer.kind === 'holds' ? [query] : []));

const subjects = [
  'needham-schroeder-public-key',
  'metering-key-renewal-replayable',
  'metering-one-key-both-ways',
  'woo-lam-mended',
  'yahalom',
].flatMap(protocolsOf);

describe('work that ends early', () => {
  const whole = subjects.map((subject) => ({
    subject,
    told: answeredUntil(subject, Infinity, () => false),
    moments: momentsOf(subject),
  }));
  const moment = fc
    .constantFrom(...whole)
    .chain((each) => fc.record({ each: fc.constant(each), end: fc.nat({ max: each.moments }) }));

  test('has something to lose', () => {
    expect(whole.flatMap(({ told }) => queriesThatHold(told)).length).toBeGreaterThan(15);
    expect(whole.flatMap(({ moments }) => moments).every((moments) => moments > 10)).toBe(true);
  });

  test('by a crash at any moment leaves what was told before', () => {
    fc.assert(
      fc.property(moment, ({ each: { subject, told }, end }) => {
        const before = told.filter(({ asked }) => asked <= end);
        expect(answeredUntil(subject, end, crash)).toEqual(before);
      }),
      { numRuns: runs(80) },
    );
  });

  test('by a cancel at any moment says that nothing holds but what is proved without', () => {
    fc.assert(
      fc.property(moment, ({ each: { subject, told }, end }) => {
        const held = queriesThatHold(answeredUntil(subject, end, () => true));
        expect(held.filter((query) => !queriesThatHold(told).includes(query))).toEqual([]);
      }),
      { numRuns: runs(80) },
    );
  });

  test('at once says nothing', () => {
    for (const subject of subjects) {
      expect(queriesThatHold(answeredUntil(subject, 0, () => true))).toEqual([]);
      expect(answeredUntil(subject, 0, crash)).toEqual([]);
    }
  });

  test('at any limit says that nothing holds but what is proved without', () => {
    fc.assert(
      fc.property(fc.constantFrom(...whole), fc.nat({ max: 300 }), ({ subject, told }, clauses) => {
        const held = queriesThatHold(verify(subject, { ...options, clauses }));
        expect(held.filter((query) => !queriesThatHold(told).includes(query))).toEqual([]);
      }),
      { numRuns: runs(80) },
    );
    for (const subject of subjects)
      expect(queriesThatHold(verify(subject, { ...options, clauses: 0 }))).toEqual([]);
  });

  test('while a long role is read says nothing', () => {
    const [x, secret] = [variable('A'), fresh('n')];
    const match = { phase: 0, kind: 'match', pattern: x, value: x } as const;
    const steps = [...Array.from({ length: 1000 }, () => match), event('has', ['A', 'B'], secret)];
    const subject = protocol({
      roles: [role('a', { A: 'Alice', B: 'Bob' }, 'A', steps)],
      queries: [{ kind: 'secrecy', name: 'secrecy', event: 'has' }],
    });
    expect(queriesThatHold(verify(subject, options))).toEqual(['secrecy']);
    for (const end of [0, 1, 2]) {
      expect(queriesThatHold(answeredUntil(subject, end, () => true))).toEqual([]);
    }
  });

  test('where messages are too deep for the stack says that nothing holds', () => {
    let deep: Message = fresh('n');
    for (let depth = 0; depth < 30_000; depth += 1) deep = apply('hash', deep);
    const subject = protocol({
      roles: [
        role('a', { A: 'Alice', B: 'Bob' }, 'A', [
          send('1', deep),
          send('2', fresh('n')),
          event('has', ['A', 'B'], fresh('n'), variable('A')),
        ]),
      ],
      queries: [{ kind: 'secrecy', name: 'secrecy', event: 'has' }],
    });
    expect(queriesThatHold(verify(subject, options))).toEqual([]);
  });
});

function momentsOf(subject: Protocol): number {
  let asked = 0;
  verify(subject, {
    ...options,
    cancelled: () => {
      asked += 1;
      return false;
    },
  });
  return asked;
}
