import { adversaryRules, readingRules, writingRules } from './adversary-rules.ts';
import type { ExactRule, Terms } from './exact-rule.ts';
import { roleRules } from './role-rules.ts';
import type { Term } from './term.ts';
import type { Work } from './work.ts';
import type { Constant } from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';

/** What rules are made for. */
export interface Asked {
  /** The events that queries start from. */
  readonly events: ReadonlySet<string>;
  /** The last phase that matters. */
  readonly lastPhase: number;
  /** The constants that have to be among the clauses. */
  readonly constants: readonly Constant[];
  /** Stands for the run that sent what the adversary wrote. */
  readonly nobody: Term;
}

/**
 * What can happen in a protocol up to a phase: what the adversary can do, what it writes and reads, and what runs do. That
 * something is on a channel is left out where nobody takes what is under the label.
 */
export function exactRules(terms: Terms, asked: Asked, work: Work): readonly ExactRule[] {
  const { events, lastPhase, constants, nobody } = asked;
  const { roles, phases } = terms.protocol;
  const until = Array.from({ length: Math.min(lastPhase + 1, phases) }, (_, phase) => phase);
  const reading = readingRules(terms);
  const taken = new Set([...takenLabels(terms.protocol, lastPhase), ...labelsIn(reading)]);
  return [
    ...adversaryRules(terms, until, constants),
    ...writingRules(terms, nobody),
    ...reading,
    ...roles.flatMap((role) => roleRules(terms, role, events, lastPhase, work)),
  ].filter(
    (rule) =>
      phaseOf(rule) <= lastPhase && (rule.conclusion.kind !== 'channel' || taken.has(rule.conclusion.label)),
  );
}

function labelsIn(rules: readonly ExactRule[]): readonly string[] {
  return rules.flatMap(({ hypotheses }) =>
    hypotheses.flatMap((fact) => (fact.kind === 'channel' ? [fact.label] : [])),
  );
}

// The labels of what some step takes.
function takenLabels({ roles }: Protocol, lastPhase: number): ReadonlySet<string> {
  const steps = roles.flatMap((role) => role.steps);
  return new Set(
    steps.flatMap((step) => (step.kind === 'receive' && step.phase <= lastPhase ? [step.label] : [])),
  );
}

// The last phase that a rule speaks of.
function phaseOf({ hypotheses, conclusion }: ExactRule): number {
  return Math.max(
    0,
    ...[...hypotheses, conclusion].map((fact) => (fact.kind === 'attacker' ? fact.phase : 0)),
  );
}
