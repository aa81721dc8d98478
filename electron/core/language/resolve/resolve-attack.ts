import type { CapabilityForms } from '#core/language/capability-form.ts';
import { errorAt, replaceAt, type Diagnostic } from '#core/language/diagnostic.ts';
import type { AttackAssumption, AttackModel } from '#core/language/model.ts';
import type { NameTable } from '#core/language/names.ts';
import { sourceReferences } from '#core/language/source-reference.ts';
import type { AttackItem, AttackStatement, SecretExpression } from '#core/language/syntax.ts';
import { primitiveFlaws } from '#core/terms/theory.ts';

/** Resolves an attack model. What does not resolve is left out of it. */
export function resolveAttack(
  statement: AttackStatement,
  forms: CapabilityForms,
  names: NameTable,
  diagnostics: Diagnostic[],
): AttackModel {
  const { items } = statement;
  const adversaries = items.filter((item) => item.kind === 'adversary');
  const untyped = items.filter((item) => item.kind === 'untyped');
  for (const item of [...adversaries.slice(1), ...untyped.slice(1)]) {
    diagnostics.push(errorAt(item.span, 'repeated-clause', { clause: item.kind }));
  }
  return {
    name: statement.name.name,
    label: statement.label?.text ?? statement.name.name,
    adversary: adversaries[0]?.adversary ?? 'active',
    untyped: untyped.length > 0,
    assumptions: items.flatMap((item) => resolveItem(item, forms, names, diagnostics)),
    sources: sourceReferences(statement.sources),
    span: statement.name.span,
  };
}

function resolveItem(
  item: AttackItem,
  forms: CapabilityForms,
  names: NameTable,
  diagnostics: Diagnostic[],
): readonly AttackAssumption[] {
  if (item.kind !== 'capability') return [];
  const { capability: kind, word, primitive, trust, span } = item;
  const { parts, check } = forms[kind];
  const report = (diagnostic: Diagnostic): void => {
    diagnostics.push(diagnostic);
  };
  const isChannel = parts.includes('ends');
  const entities = names.entities(item.entities);
  const elements = item.secrets.flatMap((secret) => leaked(secret, names, diagnostics) ?? []);
  const phase = item.phase === null ? null : names.phase(item.phase);
  if (isChannel && entities.length < 2) return [];
  const [left, right] = item.entities;
  if (isChannel && left !== undefined && left.name === right?.name) {
    report(errorAt(right.span, 'channel-to-itself'));
  }
  check(item, { names, report });
  const flaw = primitiveFlaws.find((each) => each === word) ?? null;
  return [{ kind, entities, elements, flaw, primitive, trust, phase, span }];
}

// The element that a leak names: of a pair its private half, since the other one is no secret.
function leaked(secret: SecretExpression, names: NameTable, diagnostics: Diagnostic[]): string | null {
  if (secret.kind === 'key-half') {
    if (secret.half === 'public') {
      const fix = replaceAt(secret.span, `sk(${secret.pair.name})`);
      diagnostics.push({ ...errorAt(secret.span, 'wrong-key-half', { expected: 'leaked' }), fix });
    }
    return names.keyPair(secret.pair);
  }
  const name = names.element(secret);
  if (names.meaning(secret.name) === 'key-pair') {
    const fix = replaceAt(secret.span, `sk(${secret.name})`);
    diagnostics.push({ ...errorAt(secret.span, 'key-half-expected', { name: secret.name }), fix });
  }
  return name;
}
