import { claimedPhase, receivesIn } from '#core/language/claimed-phase.ts';
import type { ClaimContext, ClaimForm, ClaimForms } from '#core/language/claim-form.ts';
import { errorAt, type Diagnostic } from '#core/language/diagnostic.ts';
import type { Claim, Element, Model } from '#core/language/model.ts';
import type { NameTable } from '#core/language/names.ts';
import { sourceReferences } from '#core/language/source-reference.ts';
import type { ClaimStatement, Identifier } from '#core/language/syntax.ts';

/** Resolves the names of claims; a claim with a name that does not resolve is left out. */
export function resolveClaims(
  statements: readonly ClaimStatement[],
  forms: ClaimForms,
  elements: readonly Element[],
  names: NameTable,
  diagnostics: Diagnostic[],
): readonly Claim[] {
  const context: ClaimContext = {
    names,
    elements,
    report: (diagnostic) => {
      diagnostics.push(diagnostic);
    },
  };
  const seen = new Set<string>();
  return statements.flatMap((statement) => {
    const claim = resolveClaim(statement, forms[statement.claimKind], context);
    if (claim === null) return [];
    const asked = JSON.stringify({ ...claim, span: null, refines: null, sources: null });
    if (seen.has(asked)) {
      diagnostics.push(errorAt(statement.span, 'duplicate-claim'));
      return [];
    }
    seen.add(asked);
    return [claim];
  });
}

/** Reports claims that nothing in the protocol could ever give, because their claimant only sends. */
export function checkClaimants(model: Model, forms: ClaimForms, diagnostics: Diagnostic[]): void {
  for (const claim of model.claims) {
    const { claimant, kind, span } = claim;
    if (claimant === null || !forms[kind].needsReceipt) continue;
    const phase = claimedPhase(model, claim);
    const phases = phase === null ? model.phases : [phase];
    if (phases.some((each) => receivesIn(each, claimant))) continue;
    diagnostics.push(errorAt(span, 'claimant-receives-nothing', { entity: claimant }));
  }
}

function resolveClaim(statement: ClaimStatement, form: ClaimForm, context: ClaimContext): Claim | null {
  const { names, report } = context;
  const { claimed, claimant, span } = statement;
  const refines = names.requirements(statement.refines);
  const slots = form.parts.flatMap((part) => {
    if (part.kind !== 'name') return [];
    const identifier = statement[part.slot];
    return identifier === null ? [] : [[part.slot, nameOf(identifier, part.role, names)] as const];
  });
  const isWhole = slots.every(([, name]) => name !== null);
  const named = new Map(slots);
  if (isWhole && claimed !== null && claimant !== null && claimed.name === claimant.name) {
    report(errorAt(claimant.span, 'claim-about-itself'));
  }
  const on = names.elements(statement.on);
  const phase = statement.in === null ? null : names.phase(statement.in);
  if (!named.has('element') || named.get('element') !== null) form.check(statement, context);
  if (!isWhole) return null;
  return {
    kind: statement.claimKind,
    element: named.get('element') ?? null,
    claimed: named.get('claimed') ?? null,
    claimant: named.get('claimant') ?? null,
    level: statement.level?.word ?? null,
    on,
    phase,
    refines,
    sources: sourceReferences(statement.sources),
    span,
  };
}

function nameOf(identifier: Identifier, role: 'element' | 'key' | 'entity', names: NameTable): string | null {
  switch (role) {
    case 'element':
      return names.element(identifier);
    case 'key':
      return names.symmetricKey(identifier);
    case 'entity':
      return names.entity(identifier);
  }
}
