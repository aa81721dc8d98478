import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { replay } from '#core/kernel/execution.ts';
import { violates } from '#core/kernel/violation.ts';
import type { QueryVerdict } from '#core/analysis/6-decide/answer.ts';
import { verify } from '#core/analysis/6-decide/verify.ts';
import type { Protocol, RoleStep } from '#core/protocol/protocol.ts';
import { followsToViolation } from './bounded/follow.ts';
import { violationsByTrying, type SearchBounds } from './bounded/search.ts';
import { Choices, rows } from './choices.ts';
import { randomProtocol } from './random-protocol.ts';
import { randomScripts } from './random-scripts.ts';
import { runs } from '../support/random.ts';

const numRuns = runs(100);
const bounds: SearchBounds = { runs: 2, together: 5, perScenario: 300, moments: 1500 };

/** How often the prover may ask whether to stop: most ask less than a hundred times, few would never end. */
const patience = 600;

function answersTo(protocol: Protocol): readonly QueryVerdict[] {
  let asked = 0;
  const cancelled = (): boolean => {
    asked += 1;
    return asked > patience;
  };
  return verify(protocol, { clauses: 1000, cancelled, progress: () => undefined });
}

function namesOf(answers: readonly QueryVerdict[], kind: QueryVerdict['answer']['kind']): readonly string[] {
  return answers.flatMap(({ query, answer }) => (answer.kind === kind ? [query] : []));
}

/** The queries that are said to hold, at least within as many runs as are tried. */
function heldOf(answers: readonly QueryVerdict[]): readonly string[] {
  return answers.flatMap(({ query, answer }) =>
    answer.kind === 'holds' || (answer.kind === 'holds-within' && answer.runs >= bounds.runs) ? [query] : [],
  );
}

/** The queries that are said to be violated by traces that do not show it. */
function falseAttacks(protocol: Protocol, answers: readonly QueryVerdict[]): readonly string[] {
  return answers.flatMap(({ query: name, answer }) => {
    const query = protocol.queries.find((each) => each.name === name);
    if (answer.kind !== 'violated' || query === undefined) return [];
    const execution = replay(protocol, answer.trace);
    const replayed = !('code' in execution) && violates(execution, query);
    return replayed && followsToViolation(protocol, query, answer.trace) ? [] : [name];
  });
}

/** The queries that are said to hold although an execution violates them. */
function falseProofs(protocol: Protocol, answers: readonly QueryVerdict[]): readonly string[] {
  const held = namesOf(answers, 'holds');
  const queries = protocol.queries.filter(({ name }) => held.includes(name));
  return [...violationsByTrying({ ...protocol, queries }, bounds).keys()];
}

interface Kind {
  readonly name: string;
  readonly random: (choices: Choices) => Protocol;
  readonly bounds: SearchBounds;
  /** How many are tried for each of {@link numRuns}. */
  readonly times: number;
}

const kinds: readonly Kind[] = [
  { name: 'narrations', random: randomProtocol, bounds, times: 1 },
  { name: 'scripts', random: randomScripts, bounds: { ...bounds, moments: 300 }, times: 2 },
];

describe.each(kinds)('random $name', ({ random, bounds: within, times }) => {
  const count = { holds: 0, 'holds-within': 0, violated: 0, inconsistent: 0, undecided: 0, found: 0 };

  test('are answered as trying everything answers them', { timeout: 60_000 + numRuns * 1000 }, () => {
    fc.assert(
      fc.property(rows, (row) => {
        const protocol = random(new Choices(row));
        const answers = answersTo(protocol);
        const found = violationsByTrying(protocol, within);
        for (const { query, answer } of answers) {
          count[answer.kind] += 1;
          if (answer.kind === 'violated' && found.has(query)) count.found += 1;
        }
        expect(heldOf(answers).filter((name) => found.has(name))).toEqual([]);
        expect(falseAttacks(protocol, answers)).toEqual([]);
      }),
      { numRuns: numRuns * times },
    );
  });

  test('are such that the answers are worth comparing', () => {
    const { holds, violated, undecided, found } = count;
    const all = holds + count['holds-within'] + violated + undecided;
    expect(holds / all).toBeGreaterThan(0.2);
    expect(violated / all).toBeGreaterThan(0.2);
    expect(undecided / all).toBeLessThan(0.1);
    // Trying is worth little where it does not find the attacks that there are.
    expect(found / violated).toBeGreaterThan(0.8);
  });
});

const withSteps = (protocol: Protocol, change: (step: RoleStep) => RoleStep): Protocol => ({
  ...protocol,
  roles: protocol.roles.map((role) => ({ ...role, steps: role.steps.map(change) })),
});

/** Provers that are wrong, by what they take a protocol for. */
const wrong: readonly (readonly [string, (protocol: Protocol) => Protocol])[] = [
  ['trusts every agent', (protocol) => ({ ...protocol, exposures: [] })],
  ['takes an active adversary for a passive one', (protocol) => ({ ...protocol, passive: true })],
  ['cannot open anything', (protocol) => ({ ...protocol, theory: { ...protocol.theory, rewrites: [] } })],
  [
    'forgets what is exposed later',
    (protocol) => ({ ...protocol, exposures: protocol.exposures.filter(({ fromPhase }) => fromPhase === 0) }),
  ],
  [
    'takes agreement for injective agreement',
    (protocol) => ({
      ...protocol,
      queries: protocol.queries.map((query) =>
        query.kind === 'correspondence' ? { ...query, injective: false } : query,
      ),
    }),
  ],
  [
    'believes that events ask for honest agents only',
    (protocol) =>
      withSteps(protocol, (step) => (step.kind === 'event' ? { ...step, honest: ['A', 'B'] } : step)),
  ],
  [
    'takes primitives for unbroken',
    (protocol) => ({ ...protocol, theory: { ...protocol.theory, deductions: [] } }),
  ],
  [
    'takes every channel that is not public for a secure one',
    (protocol) =>
      withSteps(protocol, (step) =>
        (step.kind === 'send' || step.kind === 'receive') && step.channel.trust !== 'public'
          ? { ...step, channel: { ...step.channel, trust: 'secure' } }
          : step,
      ),
  ],
  [
    'believes that every channel that is not public delivers once',
    (protocol) =>
      withSteps(protocol, (step) =>
        (step.kind === 'send' || step.kind === 'receive') && step.channel.trust !== 'public'
          ? { ...step, channel: { ...step.channel, once: true } }
          : step,
      ),
  ],
  [
    'believes that a number is of its run alone, as a nonce is',
    (protocol) =>
      withSteps(protocol, (step) =>
        step.kind === 'number'
          ? {
              phase: step.phase,
              kind: 'match',
              pattern: { kind: 'variable', name: step.variable },
              value: { kind: 'fresh', name: `number ${step.variable}` },
            }
          : step,
      ),
  ],
  [
    'believes that everybody has one memory',
    (protocol) =>
      withSteps(protocol, (step) => (step.kind === 'accept' ? { ...step, memory: 'one', holder: [] } : step)),
  ],
  [
    'believes that nobody looks at a clock twice in one period',
    (protocol) =>
      withSteps(protocol, (step) =>
        step.kind === 'clock'
          ? {
              ...{ phase: step.phase, kind: 'accept', rule: 'once', memory: step.clock, above: [] },
              ...{ passed: [], holder: [], value: step.value },
            }
          : step,
      ),
  ],
];

describe('a wrong prover is caught', () => {
  test.each(wrong)('that %s', (_, mistake) => {
    // Few protocols are enough for one that shows the mistake.
    const isCaught = [5, 16].some((from) => {
      const property = fc.property(rows, (row) => {
        const protocol = randomProtocol(new Choices(row));
        return falseProofs(protocol, answersTo(mistake(protocol))).length === 0;
      });
      return fc.check(property, { numRuns: 20, seed: from, endOnFailure: true }).failed;
    });
    expect(isCaught).toBe(true);
  });
});
