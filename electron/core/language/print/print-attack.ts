import { blockLines, labelled, names, opening, printTerm, sourced } from './print-parts.ts';
import type { AttackItem, AttackStatement, Identifier } from '#core/language/syntax.ts';

/** Prints an attack model, a line for each assumption. */
export function printAttack(attack: AttackStatement): readonly string[] {
  return [
    ...opening(sourced(`attack ${labelled(attack.name, attack.label)}`, attack.sources)),
    ...blockLines(attack.items, attack.closingComments, (item) => [printItem(item)]),
  ];
}

function printItem(item: AttackItem): string {
  const phase = (word: 'from' | 'in', clause: Identifier | null): string =>
    clause === null ? '' : ` ${word} ${clause.name}`;
  switch (item.kind) {
    case 'compromise':
      return `compromise ${names(item.entities)}${phase('from', item.from)}`;
    case 'leak':
      return `leak ${item.secrets.map(printTerm).join(', ')}${phase('from', item.from)}`;
    case 'flaw':
      return `${item.flaw} ${item.primitive}${phase('from', item.from)}`;
    case 'link':
      return `channel ${names(item.ends)} ${item.trust}${phase('in', item.in)}`;
    case 'adversary':
      return `adversary ${item.adversary}`;
    case 'untyped':
      return 'untyped';
  }
}
