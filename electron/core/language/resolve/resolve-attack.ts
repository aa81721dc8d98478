import { errorAt, replaceAt, type Diagnostic } from '#core/language/diagnostic.ts';
import type { AttackAssumption, AttackModel } from '#core/language/model.ts';
import type { NameTable } from '#core/language/names.ts';
import { sourceReferences } from '#core/language/source-reference.ts';
import type { AttackItem, AttackStatement, Identifier } from '#core/language/syntax.ts';
import { theory, type PrimitiveFlaw } from '#core/terms/theory.ts';

/** Resolves an attack model. What does not resolve is left out of it. */
export function resolveAttack(
  statement: AttackStatement,
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
    assumptions: items.flatMap((item) => resolveItem(item, names, diagnostics)),
    sources: sourceReferences(statement.sources),
    span: statement.name.span,
  };
}

function resolveItem(
  item: AttackItem,
  names: NameTable,
  diagnostics: Diagnostic[],
): readonly AttackAssumption[] {
  const phaseOf = (clause: Identifier | null): string | null =>
    clause === null ? null : names.phase(clause);
  const { span } = item;
  switch (item.kind) {
    case 'compromise':
      return [
        { kind: 'compromise', entities: names.entities(item.entities), from: phaseOf(item.from), span },
      ];
    case 'leak': {
      const elements = item.secrets.flatMap((secret) => leaked(secret, names, diagnostics) ?? []);
      return [{ kind: 'leak', elements, from: phaseOf(item.from), span }];
    }
    case 'flaw': {
      const { flaw, primitive } = item;
      const flaws: readonly PrimitiveFlaw[] = theory[primitive].flaws;
      if (!flaws.includes(flaw)) {
        diagnostics.push(errorAt(span, 'flaw-not-for-primitive', { flaw, primitive }));
      }
      return [{ kind: 'flaw', flaw, primitive, from: phaseOf(item.from), span }];
    }
    case 'link': {
      const [left, right] = [names.entity(item.ends[0]), names.entity(item.ends[1])];
      const phase = phaseOf(item.in);
      if (left === null || right === null) return [];
      if (left === right) diagnostics.push(errorAt(item.ends[1].span, 'channel-to-itself'));
      return [{ kind: 'channel', ends: [left, right], trust: item.trust, phase, span }];
    }
    case 'adversary':
    case 'untyped':
      return [];
  }
}

type Secret = Extract<AttackItem, { readonly kind: 'leak' }>['secrets'][number];

// The element that a leak names: of a pair its private half, since the other one is no secret.
function leaked(secret: Secret, names: NameTable, diagnostics: Diagnostic[]): string | null {
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
