import type { CapabilityForms, CapabilityPart } from '#core/language/capability-form.ts';
import type { AttackItem, AttackStatement } from '#core/language/syntax.ts';
import { blockLines, withLabel, openingLines, printTerm, withSources } from './print-parts.ts';

/** The words of a capability's line; those that its kind has not are null or empty. */
export interface CapabilityWords {
  readonly entities: readonly string[];
  /** As they are written: of a pair `sk(P)`. */
  readonly secrets: readonly string[];
  readonly primitive: string | null;
  readonly trust: string | null;
  readonly phase: string | null;
}

/** Prints an attack model, a line for each assumption. */
export function printAttack(attack: AttackStatement, forms: CapabilityForms): readonly string[] {
  return [
    ...openingLines(withSources(attackHead(attack), attack.sources)),
    ...blockLines(attack.items, attack.closingComments, (item) => [printAssumption(item, forms)]),
  ];
}

/** The head of an attack model, without what it assumes. */
export function attackHead({ name, label }: AttackStatement): string {
  return `attack ${withLabel(name, label)}`;
}

/** The line that gives a capability. */
export function capabilityLine(
  word: string,
  parts: readonly CapabilityPart[],
  words: CapabilityWords,
): string {
  return [word, ...parts.map((part) => partOf(part, words))].filter((each) => each !== '').join(' ');
}

/** The line of one assumption. */
export function printAssumption(item: AttackItem, forms: CapabilityForms): string {
  switch (item.kind) {
    case 'capability':
      return capabilityLine(item.word, forms[item.capability].parts, {
        entities: item.entities.map(({ name }) => name),
        secrets: item.secrets.map(printTerm),
        primitive: item.primitive,
        trust: item.trust,
        phase: item.phase?.name ?? null,
      });
    case 'adversary':
      return `adversary ${item.adversary}`;
    case 'untyped':
      return 'untyped';
  }
}

function partOf(part: CapabilityPart, words: CapabilityWords): string {
  switch (part) {
    case 'entities':
    case 'ends':
      return words.entities.join(', ');
    case 'secrets':
      return words.secrets.join(', ');
    case 'primitive':
      return words.primitive ?? '';
    case 'trust':
      return words.trust ?? '';
    case 'from':
    case 'in':
      return words.phase === null ? '' : `${part} ${words.phase}`;
  }
}
