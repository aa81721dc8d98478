import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkCertificate } from '#core/kernel/proof/check.ts';
import type { LabelView, View } from '#core/kernel/proof/certificate.ts';
import { freshNamesOf, labelUses } from '#core/kernel/proof/names.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import { violationsByTrying } from '../../../soundness/bounded/search.ts';
import { Choices, rows } from '../../../soundness/choices.ts';
import { randomProtocol } from '../../../soundness/random-protocol.ts';
import { runs } from '../../../support/random.ts';
import { plainView, saturate } from './saturate.ts';

/** A view that takes anything for one that a view can. */
function randomView(tried: Protocol, choices: Choices): View {
  const made = tried.roles.flatMap(({ steps }) => [...freshNamesOf(steps)]);
  const uses = [...labelUses(tried)];
  const another = (names: readonly string[], name: string): string =>
    choices.chance(20) ? (names[choices.number(names.length)] ?? name) : name;
  const label = (name: string, symbol: string | null): LabelView => ({
    label: another(
      uses.map(([each]) => each),
      name,
    ),
    parts: symbol?.startsWith('tuple') === true && choices.chance(50) ? [0, 1] : null,
    sender: choices.chance(60),
  });
  const [first, ...others] = tried.roles;
  return plainView(tried, {
    epochs: 1 + choices.number(tried.phases),
    lastPhase: choices.chance(30) ? choices.number(tried.phases) : tried.phases - 1,
    dishonest: tried.agentSorts.filter(() => choices.chance(15)),
    roles: new Map(choices.chance(20) ? others.map(({ name }) => [name, first?.name ?? name] as const) : []),
    fresh: new Map(
      made
        .filter(() => choices.chance(50))
        .map((name) => [
          name,
          {
            name: choices.chance(10) ? null : another(made, name),
            kept: [0, 1, 2, 3, 4].filter(() => choices.chance(60)),
          },
        ]),
    ),
    labels: new Map(
      uses.filter(() => choices.chance(40)).map(([name, { symbol }]) => [name, label(name, symbol)]),
    ),
  });
}

test('no query that trying violates is proved, in whatever way it is seen', () => {
  let accepted = 0;
  fc.assert(
    fc.property(rows, (row) => {
      const tried = randomProtocol(new Choices(row));
      const choices = new Choices(row.toReversed());
      const needed = new Set(
        tried.queries.flatMap((query) =>
          query.kind === 'correspondence' ? query.needs.map(({ event }) => `event ${event}`) : [],
        ),
      );
      const notes = (name: string): boolean => needed.has(name) || name.startsWith('accepted');
      const violated = violationsByTrying(tried, {
        runs: 2,
        together: 4,
        perScenario: 200,
        moments: 1000,
      });
      for (const view of [plainView(tried), randomView(tried, choices)]) {
        const certificate = saturate(tried, { view, notes, rounds: 120 });
        if (certificate === null) continue;
        for (const [name, { verdict }] of checkCertificate(tried, certificate)) {
          if (verdict !== 'accepted') continue;
          accepted += 1;
          expect(violated.has(name)).toBe(false);
        }
      }
    }),
    { numRuns: runs(30) },
  );
  expect(accepted).toBeGreaterThan(10);
});
