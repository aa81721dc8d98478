import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BoundedSearch } from '#core/analysis/5-search/bounded-search.ts';
import { isViolation } from '#core/analysis/6-decide/confirmation.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import { violationsByTrying, type SearchBounds } from './bounded/search.ts';
import { Choices, rows } from './choices.ts';
import { randomProtocol } from './random-protocol.ts';
import { randomScripts } from './random-scripts.ts';
import { runs } from '../support/random.ts';

const numRuns = runs(25);
const bounds: SearchBounds = { runs: 2, together: 5, perScenario: 300, moments: 300 };

/** The queries of which the search says that it is through and found no attack; `seen` is how it takes the protocol. */
function throughWith(
  protocol: Protocol,
  seen: Protocol,
  count: { through: number; attack: number },
): readonly string[] {
  return protocol.queries.flatMap((query) => {
    const search = new BoundedSearch(seen, () => false);
    const asked = seen.queries.find(({ name }) => name === query.name) ?? query;
    const result = search.search(asked, { runs: bounds.runs, work: 3000 }, (trace) =>
      isViolation(seen, asked, trace),
    );
    if (result.kind === 'attack') count.attack += 1;
    if (result.kind !== 'none') return [];
    count.through += 1;
    return [query.name];
  });
}

const kinds = [
  { name: 'narrations', random: randomProtocol },
  { name: 'scripts', random: randomScripts },
] as const;

describe.each(kinds)('a search through random $name', ({ random }) => {
  test('overlooks nothing that trying everything finds', { timeout: 60_000 + numRuns * 1000 }, () => {
    const count = { through: 0, attack: 0 };
    fc.assert(
      fc.property(rows, (row) => {
        const protocol = random(new Choices(row));
        const through = throughWith(protocol, protocol, count);
        const queries = protocol.queries.filter(({ name }) => through.includes(name));
        expect([...violationsByTrying({ ...protocol, queries }, bounds).keys()]).toEqual([]);
      }),
      { numRuns },
    );
    expect(count.through).toBeGreaterThan(numRuns / 2);
    expect(count.attack).toBeGreaterThan(numRuns / 10);
  });
});

test.each([
  ['agents for honest ones', (protocol: Protocol): Protocol => ({ ...protocol, exposures: [] })],
  [
    'an active adversary for a passive one',
    (protocol: Protocol): Protocol => ({ ...protocol, passive: true }),
  ],
  [
    'primitives for unbroken ones',
    (protocol: Protocol): Protocol => ({ ...protocol, theory: { ...protocol.theory, rewrites: [] } }),
  ],
])('a search that takes %s is caught', (_, mistake) => {
  const property = fc.property(rows, (row) => {
    const protocol = randomProtocol(new Choices(row));
    const through = throughWith(protocol, mistake(protocol), { through: 0, attack: 0 });
    const queries = protocol.queries.filter(({ name }) => through.includes(name));
    return violationsByTrying({ ...protocol, queries }, bounds).size === 0;
  });
  expect(fc.check(property, { numRuns: 20, seed: 7, endOnFailure: true }).failed).toBe(true);
});
