import { lex } from '#core/language/parse/lex.ts';
import { declarationsOf } from '#core/language/resolve/declarations.ts';
import type { Model } from '#core/language/model.ts';
import { quote } from '#core/language/print/print-parts.ts';
import type { TextEdit } from '#core/language/source.ts';
import type { AttackStatement, SyntaxTree } from '#core/language/syntax.ts';
import { reservedWords } from '#core/language/token.ts';
import { isPrimitiveName } from '#core/terms/theory.ts';
import { capabilities } from '#core/capabilities/capabilities.ts';
import type { Assumption } from '#core/capabilities/definition.ts';
import { capabilityLine } from '#core/language/print/print-attack.ts';
import type { AttackProposal } from './attack-proposal.ts';

/** An edit that writes an attack model, and the name that it has then. */
export interface WrittenAttack {
  readonly edit: TextEdit;
  readonly name: string;
}

/**
 * Writes a proposed attack model behind the last one of the text, or at its end. Everything else stays as it is laid
 * out. The label is what the attack model is called in the reader's language.
 */
export function writeAttack(
  tree: SyntaxTree,
  text: string,
  proposal: AttackProposal,
  label: string,
  model: Pick<Model, 'elements'>,
): WrittenAttack {
  const name = freeName(tree, nameOf(proposal));
  const lines = linesOfProposal(proposal, model);
  const title = quote(label.replaceAll(/\s+/g, ' '));
  return { name, edit: insertion(tree, text, `attack ${name} ${title} {\n${indented(lines)}}`) };
}

/** The text of a proposed attack model, a line for each assumption. */
export function linesOfProposal(
  { adversary, untyped, assumptions }: AttackProposal,
  { elements }: Pick<Model, 'elements'>,
): readonly string[] {
  const pairs = new Set(elements.flatMap(({ kind, name }) => (kind === 'key-pair' ? [name] : [])));
  return [
    ...(adversary === 'passive' ? ['adversary passive'] : []),
    ...(untyped ? ['untyped'] : []),
    ...assumptions.map((assumption) => printAssumption(assumption, pairs)),
  ];
}

/** Writes an attack model once more under another name, with its comments, right behind itself; null without one. */
export function cloneAttack(tree: SyntaxTree, text: string, attack: string): WrittenAttack | null {
  const found = attacksOf(tree).find((each) => each.name.name === attack);
  if (found === undefined) return null;
  const name = freeName(tree, `${attack}_copy`);
  const { span } = found;
  const body = text.slice(found.name.span.end, span.end);
  const end = endOfLine(text, span.end);
  return { name, edit: { span: { start: end, end }, insert: `\n\nattack ${name}${body}` } };
}

function attacksOf({ statements }: SyntaxTree): readonly (AttackStatement & { readonly kind: 'attack' })[] {
  return statements.filter((statement) => statement.kind === 'attack');
}

function insertion(tree: SyntaxTree, text: string, block: string): TextEdit {
  const last = attacksOf(tree).at(-1);
  if (last !== undefined) {
    const end = endOfLine(text, last.span.end);
    return { span: { start: end, end }, insert: `\n\n${block}` };
  }
  const end = text.trimEnd().length;
  return { span: { start: end, end: text.length }, insert: `\n\n${block}\n` };
}

// Behind a comment that ends the line, so that it stays with its statement.
function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  const line = text.slice(from, end === -1 ? text.length : end);
  return /^\s*\/\//.test(line) ? from + line.trimEnd().length : from;
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}\n`).join('');
}

function printAssumption(each: Assumption, pairs: ReadonlySet<string>): string {
  const { words, parts } = capabilities[each.kind];
  const secrets = each.elements.map((name) => (pairs.has(name) ? `sk(${name})` : name));
  return capabilityLine(each.flaw ?? words[0] ?? '', parts, { ...each, secrets });
}

function nameOf({ adversary, untyped, assumptions }: AttackProposal): string {
  const [first] = assumptions;
  if (first !== undefined) return capabilities[first.kind].suggestedName(first);
  return untyped ? 'kinds_confused' : adversary === 'passive' ? 'listener' : 'attack_1';
}

// The name itself, or with the first number that makes it one that the text does not have. Primes end a name of the
// language, and there may be one in the middle of what is wished.
function freeName(tree: SyntaxTree, proposed: string): string {
  const wished = proposed.replaceAll("'", '');
  const taken = declarationsOf(tree);
  const names = [wished, ...Array.from({ length: taken.size + 1 }, (_, index) => `${wished}_${index + 2}`)];
  return names.find((name) => !taken.has(name) && isName(name)) ?? wished;
}

function isName(text: string): boolean {
  const [token, end] = lex(text);
  const read = token?.kind === 'name' && token.text === text && end?.kind === 'end';
  return read && !reservedWords.has(text) && !isPrimitiveName(text);
}
