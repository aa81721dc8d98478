import { Certifier } from '#core/analysis/4-prove/certify.ts';
import { Prover } from '#core/analysis/4-prove/prove.ts';
import { sliceFor } from '#core/analysis/4-prove/slice.ts';
import { StepBudget } from '#core/analysis/4-prove/step-budget.ts';
import { queryGroups } from '#core/analysis/6-decide/query-groups.ts';
import { strategy, type Abstraction } from '#core/analysis/6-decide/strategy.ts';
import type { Certificate } from '#core/kernel/proof/certificate.ts';
import type { Protocol } from '#core/protocol/protocol.ts';

/** Every abstraction of the strategy, once. */
const abstractions: readonly Abstraction[] = [
  ...new Map(
    strategy.flatMap((attempt) =>
      attempt.kind === 'proof' ? [[JSON.stringify(attempt.abstraction), attempt.abstraction] as const] : [],
    ),
  ).values(),
];

/**
 * The proofs that the prover finds of a protocol's queries with each abstraction of the strategy, however soon another one would
 * have done; one certificate for each query and abstraction.
 */
export function everyProof(protocol: Protocol, clauses: number): readonly Certificate[] {
  return abstractions.flatMap((abstraction) =>
    queryGroups(
      protocol,
      protocol.queries.filter(({ kind }) => kind !== 'equal'),
      abstraction.memory === 'slim' ? 'wide' : 'narrow',
    ).flatMap((group) => {
      const slice = sliceFor(protocol, group, abstraction.roles);
      if (abstraction.phased && slice.protocol.phases < 2) return [];
      const budget = new StepBudget({ clauses, cancelled: () => false }, clauses);
      const prover = new Prover(slice.protocol, group, abstraction, budget);
      const certifier = new Certifier(protocol, slice, prover.proof);
      return group.flatMap((query) => {
        const { goals } = prover.prove(query);
        return goals === null ? [] : [certifier.certificate(query.name, goals)];
      });
    }),
  );
}
