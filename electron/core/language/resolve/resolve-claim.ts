import { claimedPhase, receivesIn } from '#core/language/claimed-phase.ts';
import { errorAt, replaceAt, type Diagnostic } from '#core/language/diagnostic.ts';
import type { AuthenticationClaim, Claim, Element, Model } from '#core/language/model.ts';
import type { NameTable } from '#core/language/names.ts';
import { sourceReferences } from '#core/language/source-reference.ts';
import type { Span } from '#core/language/source.ts';
import type { ClaimStatement, Identifier } from '#core/language/syntax.ts';

/** Resolves the names of claims; a claim with a name that does not resolve is left out. */
export function resolveClaims(
  statements: readonly ClaimStatement[],
  elements: readonly Element[],
  names: NameTable,
  diagnostics: Diagnostic[],
): readonly Claim[] {
  const seen = new Set<string>();
  return statements.flatMap((statement) => {
    const claim = resolveClaim(statement, elements, names, diagnostics);
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

/** Reports authentications that nothing in the protocol could ever give, because their claimant only sends. */
export function checkClaimants(model: Model, diagnostics: Diagnostic[]): void {
  for (const claim of model.claims) {
    if (claim.kind !== 'authentication' && claim.kind !== 'key-confirmation') continue;
    const phase = claim.kind === 'authentication' ? claimedPhase(model, claim) : null;
    const phases = phase === null ? model.phases : [phase];
    if (phases.some((each) => receivesIn(each, claim.claimant))) continue;
    diagnostics.push(errorAt(claim.span, 'claimant-receives-nothing', { entity: claim.claimant }));
  }
}

type Grounds = Pick<Claim, 'refines' | 'sources' | 'span'>;

function resolveClaim(
  statement: ClaimStatement,
  elements: readonly Element[],
  names: NameTable,
  diagnostics: Diagnostic[],
): Claim | null {
  const grounds: Grounds = {
    refines: names.requirements(statement.refines),
    sources: sourceReferences(statement.sources),
    span: statement.span,
  };
  switch (statement.kind) {
    case 'authentication':
      return resolveAuthentication(statement, grounds, names, diagnostics);
    case 'forward-secrecy': {
      const element = names.element(statement.element);
      if (element === null) return null;
      checkForwardSecret(element, statement.element.span, elements, diagnostics);
      return { kind: 'forward-secrecy', element, ...grounds };
    }
    case 'key-freshness': {
      const [key, entity] = [names.symmetricKey(statement.key), names.entity(statement.entity)];
      return key === null || entity === null ? null : { kind: 'key-freshness', key, entity, ...grounds };
    }
    case 'key-confirmation': {
      const key = names.symmetricKey(statement.key);
      const ends = resolveEnds(statement, names, diagnostics);
      return key === null || ends === null ? null : { kind: 'key-confirmation', key, ...ends, ...grounds };
    }
  }
}

function resolveEnds(
  statement: { readonly claimed: Identifier; readonly claimant: Identifier },
  names: NameTable,
  diagnostics: Diagnostic[],
): { readonly claimed: string; readonly claimant: string } | null {
  const [claimed, claimant] = [names.entity(statement.claimed), names.entity(statement.claimant)];
  if (claimed === null || claimant === null) return null;
  if (claimed === claimant) diagnostics.push(errorAt(statement.claimant.span, 'claim-about-itself'));
  return { claimed, claimant };
}

function resolveAuthentication(
  statement: Extract<ClaimStatement, { readonly kind: 'authentication' }>,
  grounds: Grounds,
  names: NameTable,
  diagnostics: Diagnostic[],
): AuthenticationClaim | null {
  const { level } = statement;
  const ends = resolveEnds(statement, names, diagnostics);
  const on = names.elements(statement.on);
  for (const identifier of statement.on) {
    const kind = names.meaning(identifier.name);
    if (kind === 'key-pair' || kind === 'constant') {
      diagnostics.push(errorAt(identifier.span, 'nothing-to-agree-on', { name: identifier.name }));
    }
  }
  if (statement.on.length > 0 && (level.word === 'aliveness' || level.word === 'weak-agreement')) {
    const fix = replaceAt(level.span, 'agreement');
    diagnostics.push({ ...errorAt(level.span, 'data-not-agreed-on', { level: level.word }), fix });
  }
  const phase = statement.in === null ? null : names.phase(statement.in);
  return ends === null ? null : { kind: 'authentication', ...ends, level: level.word, on, phase, ...grounds };
}

// What everybody knows, or what leaks by assumption, cannot stay secret.
function checkForwardSecret(
  name: string,
  span: Span,
  elements: readonly Element[],
  diagnostics: Diagnostic[],
): void {
  const element = elements.find((each) => each.name === name);
  if (element === undefined) return;
  const isKey = element.kind === 'symmetric-key' || element.kind === 'key-pair';
  if (element.kind === 'constant' || (isKey && element.lifetime === 'long-term')) {
    diagnostics.push(errorAt(span, 'long-term-forward-secrecy', { name }));
  }
}
