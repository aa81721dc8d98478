import { errorAt, type Diagnostic } from '#core/language/diagnostic.ts';
import { defaultEntropy, defaultLifetime } from './element-defaults.ts';
import type { Element, Entity, Model, Requirement, TickStatement } from '#core/language/model.ts';
import type { Grammar } from '#core/language/grammar.ts';
import { NameTable } from '#core/language/names.ts';
import { checkPairPurposes } from '#core/language/pair-purposes.ts';
import { resolveAttack } from './resolve-attack.ts';
import { checkClaimants, resolveClaims } from './resolve-claim.ts';
import { resolveCoincidences } from './resolve-coincidence.ts';
import { resolvePhase } from './resolve-phase.ts';
import { sourceReferences } from '#core/language/source-reference.ts';
import type { ElementStatement, PhaseStatement, Statement, SyntaxTree } from '#core/language/syntax.ts';

type Of<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;

function ofKind<Kind extends Statement['kind']>(
  statements: readonly Statement[],
  kind: Kind,
): readonly Of<Kind>[] {
  return statements.filter((statement): statement is Of<Kind> => statement.kind === kind);
}

/** The model of a text, as far as its names mean something, and what is wrong with them. */
export interface ResolvedText {
  readonly model: Model;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Resolves every name of a syntax tree. The model is whole only when `diagnostics` has no error: what does
 * not resolve is left out of it.
 */
export function resolve(tree: SyntaxTree, { claims: forms, capabilities }: Grammar): ResolvedText {
  const diagnostics: Diagnostic[] = [];
  const { statements } = tree;
  const names = new NameTable(statements, diagnostics);
  const protocol = resolveProtocol(statements, diagnostics);
  const entities = ofKind(statements, 'entity').map((statement): Entity => ({
    name: statement.name.name,
    label: statement.label?.text ?? statement.name.name,
    sources: sourceReferences(statement.sources),
    span: statement.name.span,
  }));
  const elements = ofKind(statements, 'element').map((statement) =>
    resolveElement(statement, names, diagnostics),
  );
  const coincide = resolveCoincidences(ofKind(statements, 'coincide'), names, diagnostics);
  const phaseStatements: readonly PhaseStatement[] = ofKind(statements, 'phase');
  const phases = phaseStatements.map((statement) => resolvePhase(statement, names, diagnostics));
  const requirements = ofKind(statements, 'requirement').map((statement): Requirement => ({
    name: statement.name.name,
    kind: statement.requirementKind,
    text: statement.text.text,
    owner: statement.owner?.text ?? null,
    sources: sourceReferences(statement.sources),
    span: statement.name.span,
  }));
  const ticks = resolveTicks(ofKind(statements, 'tick'), names, diagnostics);
  const claims = resolveClaims(ofKind(statements, 'claim'), forms, elements, names, diagnostics);
  const attacks = ofKind(statements, 'attack').map((each) =>
    resolveAttack(each, capabilities, names, diagnostics),
  );
  const start = { start: 0, end: 0 };
  if (entities.length === 0) diagnostics.push(errorAt(start, 'no-entity'));
  if (phases.length === 0) diagnostics.push(errorAt(start, 'no-phase'));
  const model = { ...protocol, entities, coincide, elements, phases, requirements, ticks, claims, attacks };
  checkPairPurposes(model, diagnostics);
  if (phases.length > 0) checkClaimants(model, forms, diagnostics);
  return { model, diagnostics };
}

function resolveProtocol(
  statements: readonly Statement[],
  diagnostics: Diagnostic[],
): { name: string; label: string } {
  const [first, second] = ofKind(statements, 'protocol');
  if (first === undefined) diagnostics.push(errorAt({ start: 0, end: 0 }, 'no-protocol'));
  if (second !== undefined) diagnostics.push(errorAt(second.span, 'second-protocol'));
  const name = first?.name.name ?? '';
  return { name, label: first?.label?.text ?? name };
}

function resolveElement(statement: ElementStatement, names: NameTable, diagnostics: Diagnostic[]): Element {
  const { elementKind: kind, name } = statement;
  const refuse = (clause: string): void => {
    diagnostics.push(errorAt(name.span, 'clause-not-for-kind', { name: name.name, clause }));
  };
  if (kind === 'key-pair') {
    if (statement.owner.length === 0) {
      diagnostics.push(errorAt(name.span, 'key-pair-needs-owner', { name: name.name }));
    }
    if (statement.shared.length > 0) refuse('shared by');
  }
  if (kind === 'constant' && statement.owner.length + statement.shared.length > 0) refuse('of');
  const replaces = statement.replaces === null ? null : names.symmetricKey(statement.replaces);
  if (statement.replaces !== null) {
    if (kind !== 'symmetric-key') refuse('replaces');
    if (replaces === name.name) diagnostics.push(errorAt(statement.replaces.span, 'replaces-itself'));
  }
  return {
    name: name.name,
    kind,
    label: statement.label?.text ?? name.name,
    holders: names.entities([...statement.owner, ...statement.shared]),
    knownTo: names.entities(statement.known),
    lifetime: statement.lifetime ?? defaultLifetime(kind),
    entropy: statement.entropy ?? defaultEntropy(kind),
    replaces,
    sources: sourceReferences(statement.sources),
    span: name.span,
  };
}

function resolveTicks(
  statements: readonly Of<'tick'>[],
  names: NameTable,
  diagnostics: Diagnostic[],
): readonly TickStatement[] {
  const seen = new Set<string>();
  return statements.flatMap((statement) => {
    const element = names.element(statement.element);
    const entities = names.entities(statement.entities);
    const refines = names.requirements(statement.refines);
    if (new Set(entities).size < entities.length) {
      diagnostics.push(errorAt(statement.span, 'tick-names-twice'));
    }
    if (element === null) return [];
    const row = `${statement.property} ${element}`;
    if (seen.has(row)) {
      diagnostics.push(errorAt(statement.element.span, 'duplicate-tick', { name: element }));
      return [];
    }
    seen.add(row);
    const { property, span } = statement;
    return [{ property, element, entities, refines, sources: sourceReferences(statement.sources), span }];
  });
}
