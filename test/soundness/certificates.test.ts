import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verify } from '#core/analysis/6-decide/verify.ts';
import { CertificateChecker } from '#core/kernel/proof/check.ts';
import type { Certificate, CertifiedClause, CertifiedFact } from '#core/kernel/proof/certificate.ts';
import { adversaryConstant } from '#core/protocol/message.ts';
import type { Protocol, Role, RoleStep } from '#core/protocol/protocol.ts';
import { Choices, rows } from './choices.ts';
import { everyProof } from './every-proof.ts';
import { randomProtocol } from './random-protocol.ts';
import { runs } from '../support/random.ts';

const clauses = 600;

/** What the checker says of the only query of a certificate, in a word. */
function codeOf(checker: CertificateChecker, certificate: Certificate): string {
  const [judgement] = checker.check(certificate).values();
  if (judgement === undefined) return 'unheard-of';
  return judgement.verdict === 'refused' ? judgement.code : judgement.verdict;
}

test('whatever the prover proves, with whatever abstraction, the checker accepts', () => {
  const numRuns = runs(30);
  let accepted = 0;
  fc.assert(
    fc.property(rows, (row) => {
      const protocol = randomProtocol(new Choices(row));
      const checker = new CertificateChecker(protocol);
      for (const certificate of everyProof(protocol, clauses)) {
        expect([certificate.queries, codeOf(checker, certificate)]).toEqual([
          certificate.queries,
          'accepted',
        ]);
        accepted += 1;
      }
    }),
    { numRuns },
  );
  expect(accepted).toBeGreaterThan(numRuns * 4);
});

/** A way to leave out a part of a certificate on which its proof may rest; null where it has no such part. */
type Fault = (certificate: Certificate, choices: Choices) => Certificate | null;

const never: CertifiedFact = {
  predicate: 'event',
  event: 'never',
  args: [{ kind: 'constant', constant: { kind: 'constant', name: 'nothing' } }],
};

const faults: Readonly<Record<string, Fault>> = {
  'a clause is missing': (certificate, choices) =>
    withClause(certificate, choices.number(certificate.clauses.length), () => []),
  'a clause has one more hypothesis': (certificate, choices) =>
    withClause(certificate, choices.number(certificate.clauses.length), (clause) => [
      { ...clause, hypotheses: [...clause.hypotheses, never] },
    ]),
  'a clause holds for one sort of values less': (certificate, choices) => {
    const place = choices.number(certificate.clauses.length);
    const isSorted = certificate.clauses[place]?.sorts.includes('any');
    return isSorted === true
      ? withClause(certificate, place, (clause) => [{ ...clause, sorts: clause.sorts.map(() => 'Alice') }])
      : null;
  },
  'a goal is missing': (certificate, choices) =>
    withGoals(certificate, (goals) => goals.toSpliced(choices.number(goals.length), 1)),
  'there are no goals': (certificate) => withGoals(certificate, () => []),
  'goals have one more hypothesis': (certificate) =>
    withGoals(certificate, (goals) =>
      goals.map((goal) => ({ ...goal, hypotheses: [...goal.hypotheses, never] })),
    ),
};

function withClause(
  certificate: Certificate,
  place: number,
  change: (clause: CertifiedClause) => readonly CertifiedClause[],
): Certificate {
  // What stands there twice is still there.
  const text = JSON.stringify(certificate.clauses[place]);
  return {
    ...certificate,
    clauses: certificate.clauses.flatMap((clause) =>
      JSON.stringify(clause) === text ? change(clause) : [clause],
    ),
  };
}

function withGoals(
  certificate: Certificate,
  change: (goals: readonly CertifiedClause[]) => readonly CertifiedClause[],
): Certificate | null {
  const goals = new Map([...certificate.goals].map(([name, each]) => [name, change(each)] as const));
  return [...certificate.goals.values()].some((each) => each.length > 0) ? { ...certificate, goals } : null;
}

test('a certificate that lacks a part is refused', () => {
  const refused: Record<string, number> = {};
  const accepted: Record<string, number> = {};
  fc.assert(
    fc.property(rows, (row) => {
      const protocol = randomProtocol(new Choices(row));
      const choices = new Choices(row.toReversed());
      const checker = new CertificateChecker(protocol);
      for (const certificate of everyProof(protocol, clauses)) {
        if (choices.chance(70)) continue;
        for (const [name, fault] of Object.entries(faults)) {
          const faulty = fault(certificate, choices);
          if (faulty === null) continue;
          const counted = codeOf(checker, faulty) === 'accepted' ? accepted : refused;
          counted[name] = (counted[name] ?? 0) + 1;
        }
      }
    }),
    { numRuns: runs(20) },
  );
  expect(Object.keys(refused).toSorted()).toEqual(Object.keys(faults).toSorted());
  // Not every part is needed: some clauses say what others come to as well, and some events never happen.
  for (const [name, count] of Object.entries(refused)) {
    expect([name, (accepted[name] ?? 0) < count]).toEqual([name, true]);
  }
});

/** Protocols that do less than a given one, or whose adversary does, so that more holds of them. */
const stronger: Readonly<Record<string, (protocol: Protocol) => Protocol>> = {
  'nothing is exposed': (protocol) => ({ ...protocol, exposures: [] }),
  'nothing is deduced': (protocol) => ({ ...protocol, theory: { ...protocol.theory, deductions: [] } }),
  'nothing is opened': (protocol) => ({ ...protocol, theory: { ...protocol.theory, rewrites: [] } }),
  'something is not opened': (protocol) => ({
    ...protocol,
    theory: { ...protocol.theory, rewrites: protocol.theory.rewrites.slice(1) },
  }),
  'the adversary only listens': (protocol) => ({ ...protocol, passive: true }),
  'nothing is lost later': (protocol) => ({
    ...protocol,
    exposures: protocol.exposures.filter(({ fromPhase }) => fromPhase === 0),
    theory: {
      ...protocol.theory,
      deductions: protocol.theory.deductions.filter(({ fromPhase }) => fromPhase === 0),
    },
  }),
  'a role is missing': (protocol) => ({ ...protocol, roles: protocol.roles.slice(0, -1) }),
  'what is sent first is not sent': (protocol) =>
    withSteps(protocol, (steps) =>
      steps.toSpliced(
        steps.findIndex(({ kind }) => kind === 'send'),
        1,
      ),
    ),
  'channels are secure': (protocol) =>
    withSteps(protocol, (steps, { self, parameters }) => {
      const other = parameters.find(({ name }) => name !== self);
      if (self === null || other === undefined) return steps;
      const [own, others] = [self, other.name].map((name) => ({ kind: 'variable', name }) as const);
      if (own === undefined || others === undefined) return steps;
      return steps.map((step): RoleStep => {
        if (step.kind === 'send') return { ...step, channel: { ...secure, from: own, to: others } };
        return step.kind === 'receive' ? { ...step, channel: { ...secure, from: others, to: own } } : step;
      });
    }),
  'all agents are honest': (protocol) =>
    withSteps(protocol, (steps, { parameters }) => [
      ...parameters.map(({ name, sort }): RoleStep => ({
        phase: 0,
        kind: 'differ',
        left: { kind: 'variable', name },
        right: adversaryConstant(sort),
      })),
      ...steps,
    ]),
  'nothing is ever claimed': (protocol) =>
    withSteps(protocol, (steps) => steps.filter(({ kind }) => kind !== 'event')),
};

const secure = { trust: 'secure', once: true } as const;

function withSteps(
  protocol: Protocol,
  change: (steps: readonly RoleStep[], role: Role) => readonly RoleStep[],
): Protocol {
  return {
    ...protocol,
    roles: protocol.roles.map((role) => ({ ...role, steps: change(role.steps, role) })),
  };
}

test('no proof of a protocol that does less is taken for one of a query that is violated', () => {
  const tried: Record<string, number> = {};
  fc.assert(
    fc.property(rows, (row) => {
      const protocol = randomProtocol(new Choices(row));
      const violated = verify(protocol, { clauses, cancelled: () => false, progress: () => undefined })
        .filter(({ answer }) => answer.kind === 'violated')
        .map(({ query }) => query);
      if (violated.length === 0) return;
      const checker = new CertificateChecker(protocol);
      const queries = protocol.queries.filter(({ name }) => violated.includes(name));
      for (const [name, strengthen] of Object.entries(stronger)) {
        for (const certificate of everyProof({ ...strengthen(protocol), queries }, clauses)) {
          const code = codeOf(checker, certificate);
          expect([name, code]).not.toEqual([name, 'accepted']);
          expect([name, code]).not.toEqual([name, 'partial']);
          tried[name] = (tried[name] ?? 0) + 1;
        }
      }
    }),
    { numRuns: runs(40) },
  );
  expect(Object.keys(tried).length).toBeGreaterThan(Object.keys(stronger).length / 2);
  expect(Object.values(tried).reduce((sum, each) => sum + each, 0)).toBeGreaterThan(100);
});
