import { gatherTheory, primitiveFailures } from '#core/interchange/verifpal/check-primitives.ts';
import { principalFailures } from '#core/interchange/verifpal/check-principals.ts';
import { queryFailures } from '#core/interchange/verifpal/check-queries.ts';
import { VerifpalFailure, type ImportFailure } from '#core/interchange/verifpal/failure.ts';
import { jointSymbol } from '#core/interchange/verifpal/linkability.ts';
import { parseVerifpal } from '#core/interchange/verifpal/parse.ts';
import { guessing } from '#core/interchange/verifpal/passwords.ts';
import { emptyPlan } from '#core/interchange/verifpal/plan.ts';
import { planQueries, type PlannedQueries, type QueryLetter } from '#core/interchange/verifpal/queries.ts';
import type { Model } from '#core/interchange/verifpal/syntax.ts';
import { TermTable } from '#core/interchange/verifpal/term-table.ts';
import type { HonestValue } from '#core/interchange/verifpal/honest-value.ts';
import { Translation } from '#core/interchange/verifpal/translate.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Theory } from '#core/protocol/theory.ts';

/** A query of a model: the letter of Verifpal's result code and its own words. */
export interface ImportedQuery {
  readonly kind: QueryLetter;
  readonly query: string;
  /** The names of the protocol's queries that answer it: it holds when all do, and is violated with any. */
  readonly parts: readonly string[];
  /** The values that a violation is held against before it counts; see {@link isFailure}. */
  readonly undisturbed: HonestValue | null;
}

/** A model as a protocol, or why it cannot be one. */
export type VerifpalImport =
  | { readonly ok: true; readonly protocol: Protocol; readonly queries: readonly ImportedQuery[] }
  | { readonly ok: false; readonly failures: readonly ImportFailure[] };

/**
 * Reads a Verifpal model (manual: N. Kobeissi, "Verifpal User Manual"). Each principal becomes a role of at
 * most `sessions` runs. What a principal knows is the same in all runs, what it generates is new in each.
 *
 * - `confidentiality?` asks for the secrecy of the value as whoever makes it has it.
 * - `authentication?` asks for non-injective agreement: a value that the recipient relied on, as {@link relianceIn} says,
 *   was sent to it as this message before, or is the value of some undisturbed run: the query says so where one
 *   principal's values make it, else the answer is held against the value.
 * - `freshness?` asks that each value relied on has something generated in it.
 * - `equivalence?` asks that any two of the values, as their makers have them in runs of the same number, are equal.
 * - `unlinkability?` asks for Verifpal's own notion, see {@link linkable}.
 *
 * Runs share the guarded channels: a guarded message can reach another run of its recipient.
 */
export function importVerifpal(text: string, sessions: number): VerifpalImport {
  if (!Number.isSafeInteger(sessions) || sessions < 1) {
    return {
      ok: false,
      failures: [{ code: 'verifpal-sessions', line: 1, column: 1, name: String(sessions) }],
    };
  }
  try {
    const model = parseVerifpal(text);
    const wrong = [...principalFailures(model), ...primitiveFailures(model), ...queryFailures(model)];
    if (wrong.length > 0) return refused(text, wrong);
    const table = new TermTable();
    const draft = new Translation(model, gatherTheory(model), emptyPlan(), table);
    const planned = planQueries(model.queries, draft);
    if (planned.failures.length > 0) return refused(text, planned.failures);
    const whole = new Translation(model, gatherTheory(model), planned.plan, table);
    return {
      ok: true,
      protocol: protocolOf(model, whole, planned, sessions),
      queries: planned.queries.map(({ letter, name, parts, undisturbed }) => ({
        kind: letter,
        query: name,
        parts: parts.map((part) => part.name),
        undisturbed,
      })),
    };
  } catch (problem) {
    if (!(problem instanceof VerifpalFailure)) throw problem;
    return refused(text, [problem]);
  }
}

function refused(text: string, failures: readonly VerifpalFailure[]): VerifpalImport {
  return { ok: false, failures: failures.map((failure) => failure.in(text)) };
}

function protocolOf(model: Model, whole: Translation, planned: PlannedQueries, sessions: number): Protocol {
  for (const count of planned.together) whole.theory.declarePublic(jointSymbol(count), count);
  return {
    name: 'Verifpal',
    theory: theoryOf(whole),
    agentSorts: [],
    numberSorts: [],
    sorts: new Map(),
    secrets: whole.secrets,
    exposures: [],
    roles: [...whole.roles.values()].map((role) => role.role(sessions)),
    phases: whole.phases,
    queries: planned.queries.flatMap(({ parts }) => parts),
    passive: model.attacker === 'passive',
  };
}

// The theory of all primitives, capabilities and passwords of the model.
function theoryOf(whole: Translation): Theory {
  const { symbols, rewrites, deductions } = whole.theory.build(whole.capabilities.deductions);
  const guesses = guessing(whole.passwords, symbols);
  return {
    symbols: new Map([...symbols, ...guesses.symbols.map((symbol) => [symbol.name, symbol] as const)]),
    rewrites,
    deductions: [...deductions, ...guesses.deductions],
  };
}
