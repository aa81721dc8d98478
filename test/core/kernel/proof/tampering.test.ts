import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Certificate, CertifiedClause } from '#core/kernel/proof/certificate.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import { runs } from '../../../support/random.ts';
import { certificateOf, codesOf } from './codes.ts';
import { channelled, transport } from './protocols.ts';

/** Protocols and their queries that do not hold, as everybody knows. */
const violated: readonly (readonly [Protocol, readonly string[]])[] = [
  [channelled('authentic', true), ['secrecy']],
  [channelled('confidential', true), ['agreement', 'injective']],
  [transport, ['injective']],
];

type Change = (clause: CertifiedClause, number: number) => readonly CertifiedClause[];

/** Ways in which somebody may change a clause so that a certificate looks better. */
const changes: readonly Change[] = [
  () => [],
  (clause) => [{ ...clause, selected: null }],
  (clause, number) => [{ ...clause, selected: number % Math.max(1, clause.hypotheses.length) }],
  (clause, number) => [
    {
      ...clause,
      hypotheses: clause.hypotheses.filter((_, place) => place !== number % clause.hypotheses.length),
    },
  ],
  (clause, number) => {
    const extra = clause.hypotheses[number % Math.max(1, clause.hypotheses.length)];
    return [{ ...clause, hypotheses: [...clause.hypotheses, ...(extra === undefined ? [] : [extra])] }];
  },
  (clause) => [
    { ...clause, hypotheses: [...clause.hypotheses, clause.conclusion], selected: clause.hypotheses.length },
  ],
  (clause) => [{ ...clause, differ: clause.differ.slice(1) }],
  (clause) => [
    {
      ...clause,
      differ: [
        ...clause.differ,
        [
          { kind: 'variable', number: 0 },
          { kind: 'variable', number: 0 },
        ] as const,
      ],
    },
  ],
  (clause) => [{ ...clause, sorts: clause.sorts.map(() => 'any') }],
  (clause) => [{ ...clause, sorts: clause.sorts.map(() => 'Alice') }],
];

/** One or two changes, each of the clause at a place among the clauses or the goals. */
const tampering = fc.array(
  fc.record({
    inGoals: fc.boolean(),
    place: fc.nat(60),
    change: fc.nat(changes.length - 1),
    number: fc.nat(5),
  }),
  { minLength: 1, maxLength: 2 },
);

function changed(
  clauses: readonly CertifiedClause[],
  place: number,
  change: number,
  number: number,
): readonly CertifiedClause[] {
  return clauses.flatMap((clause, each) =>
    each === place % clauses.length ? (changes[change]?.(clause, number) ?? []) : [clause],
  );
}

test.each(violated.map(([tried, names]) => ({ names, tried })))(
  'no change of a certificate makes a proof of $names',
  ({ tried, names }) => {
    const honest = certificateOf(tried);
    fc.assert(
      fc.property(tampering, (done) => {
        let certificate: Certificate = honest;
        for (const { inGoals, place, change, number } of done) {
          certificate = inGoals
            ? {
                ...certificate,
                goals: new Map(
                  [...certificate.goals].map(
                    ([name, goals]) => [name, changed(goals, place, change, number)] as const,
                  ),
                ),
              }
            : { ...certificate, clauses: changed(certificate.clauses, place, change, number) };
        }
        const codes = codesOf(tried, certificate);
        for (const name of names) expect(codes[name]).not.toBe('accepted');
      }),
      { numRuns: runs(300) },
    );
  },
);
