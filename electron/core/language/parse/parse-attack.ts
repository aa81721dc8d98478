import type { CapabilityForms, CapabilityPart } from '#core/language/capability-form.ts';
import type { Diagnostic } from '#core/language/diagnostic.ts';
import { capabilityKinds, channelTrusts, type CapabilityKind } from '#core/language/kinds.ts';
import type {
  AttackItem,
  AttackStatement,
  CapabilityItem,
  Identifier,
  SecretExpression,
} from '#core/language/syntax.ts';
import type { Cursor } from './cursor.ts';
import { refuseNotYet } from './not-yet-word.ts';
import { parseBlock } from './parse-block.ts';
import { parseSources } from './parse-source.ts';
import { parseKeyHalf, takePrimitive } from './parse-term.ts';

/** Reads `attack NAME "label" source "document" { … }`, an assumption a line. */
export function parseAttack(
  cursor: Cursor,
  forms: CapabilityForms,
  diagnostics: Diagnostic[],
): Omit<AttackStatement, 'kind' | 'span' | 'comments' | 'spaced'> {
  cursor.advance();
  const name = cursor.takeName('name');
  const label = cursor.acceptText();
  const sources = parseSources(cursor);
  const block = parseBlock(cursor, diagnostics, (at, place): AttackItem => ({
    ...parseItem(at, forms),
    ...place(),
  }));
  return { name, label, sources, ...block };
}

/** The words that begin the lines of an attack model. */
export function attackWords(forms: CapabilityForms): readonly string[] {
  return [...capabilityKinds.flatMap((kind) => forms[kind].words), 'adversary', 'untyped'];
}

type Unplaced<Item> = Item extends AttackItem ? Omit<Item, 'span' | 'comments' | 'spaced'> : never;
type Parts = Pick<CapabilityItem, 'entities' | 'secrets' | 'primitive' | 'trust' | 'phase'>;

function parseItem(cursor: Cursor, forms: CapabilityForms): Unplaced<AttackItem> {
  refuseNotYet(cursor, 'attack');
  const word = cursor.takeWord(attackWords(forms));
  if (word === 'adversary') {
    return { kind: 'adversary', adversary: cursor.takeWord(['passive', 'active']) };
  }
  const capability = capabilityKinds.find((kind) => forms[kind].words.includes(word));
  return capability === undefined ? { kind: 'untyped' } : parseCapability(cursor, capability, word, forms);
}

function parseCapability(
  cursor: Cursor,
  capability: CapabilityKind,
  word: string,
  forms: CapabilityForms,
): Unplaced<CapabilityItem> {
  const nothing: Parts = { entities: [], secrets: [], primitive: null, trust: null, phase: null };
  const parts = forms[capability].parts.reduce(
    (read: Parts, part): Parts => ({ ...read, ...parsePart(cursor, part) }),
    nothing,
  );
  return { kind: 'capability', capability, word, ...parts };
}

function parsePart(cursor: Cursor, part: CapabilityPart): Partial<Parts> {
  switch (part) {
    case 'entities':
      return { entities: cursor.takeNames('entity') };
    case 'ends': {
      const left = cursor.takeName('entity');
      cursor.take(',');
      return { entities: [left, cursor.takeName('entity')] };
    }
    case 'secrets': {
      const secrets = [parseSecret(cursor)];
      while (cursor.accept(',')) secrets.push(parseSecret(cursor));
      return { secrets };
    }
    case 'primitive':
      return { primitive: takePrimitive(cursor) };
    case 'trust': {
      const trust = cursor.takeWord(channelTrusts);
      if (!cursor.peek().startsLine) refuseNotYet(cursor, 'attack-trust');
      return { trust };
    }
    case 'from':
    case 'in':
      return { phase: parsePhaseClause(cursor, part) };
  }
}

function parseSecret(cursor: Cursor): SecretExpression {
  if (cursor.sees('pk') || cursor.sees('sk')) return parseKeyHalf(cursor);
  return { kind: 'name', ...cursor.takeName('element') };
}

function parsePhaseClause(cursor: Cursor, word: 'from' | 'in'): Identifier | null {
  return cursor.accept(word) ? cursor.takeName('phase') : null;
}
