import type { Grammar } from '#core/language/grammar.ts';
import type { ChannelTrust } from '#core/language/kinds.ts';
import { claimLine } from './print-claim.ts';
import { attackHead, printAssumption, printAttack } from './print-attack.ts';
import {
  blockLines,
  commentLines,
  withLabel,
  nameList,
  openingLines,
  placedLines,
  printTerm,
  quote,
  withSources,
  withoutBlankStart,
} from './print-parts.ts';
import type {
  AttackItem,
  ClaimStatement,
  ElementStatement,
  Identifier,
  PhaseItem,
  PhaseStatement,
  RepeatClause,
  Statement,
  SyntaxTree,
} from '#core/language/syntax.ts';

const elementWords: Readonly<Record<ElementStatement['elementKind'], string>> = {
  'symmetric-key': 'key',
  'key-pair': 'key pair',
  counter: 'counter',
  nonce: 'nonce',
  timestamp: 'timestamp',
  data: 'data',
  constant: 'constant',
};

function printElement(statement: ElementStatement): readonly string[] {
  const line = [
    elementWords[statement.elementKind],
    withLabel(statement.name, statement.label),
    ...(statement.owner.length > 0 ? [`of ${nameList(statement.owner)}`] : []),
    ...(statement.shared.length > 0 ? [`shared by ${nameList(statement.shared)}`] : []),
    ...(statement.known.length > 0 ? [`known to ${nameList(statement.known)}`] : []),
    ...(statement.lifetime === null ? [] : [statement.lifetime]),
    ...(statement.entropy === null ? [] : [`${statement.entropy} entropy`]),
    ...(statement.replaces === null ? [] : [`replaces ${statement.replaces.name}`]),
  ].join(' ');
  return withSources(line, statement.sources);
}

function printTrust(trust: ChannelTrust, repeats: RepeatClause | null): string {
  return repeats === null ? trust : `${trust} may repeat`;
}

function printItem(item: PhaseItem): readonly string[] {
  switch (item.kind) {
    case 'message': {
      const over = item.over === null ? '' : ` over ${printTrust(item.over, item.repeats)}`;
      const head = `message ${withLabel(item.name, item.label)}`;
      const line = `${head} ${item.sender.name} -> ${item.receiver.name}${over}: ${printTerm(item.content)}`;
      return withSources(line, item.sources);
    }
    case 'channel':
      return [`channel ${nameList(item.ends)} ${printTrust(item.trust, item.repeats)}`];
    case 'derive': {
      const verb = item.entities.length > 1 ? 'derive' : 'derives';
      return [`${nameList(item.entities)} ${verb} ${item.element.name} = ${printTerm(item.content)}`];
    }
    case 'action': {
      const verb = item.entities.length > 1 ? item.verb.slice(0, -1) : item.verb;
      return [`${nameList(item.entities)} ${verb} ${nameList(item.elements)}`];
    }
  }
}

function printPhase(phase: PhaseStatement): readonly string[] {
  return [
    ...openingLines(withSources(phaseHead(phase), phase.sources)),
    ...blockLines(phase.items, phase.closingComments, printItem),
  ];
}

function phaseHead({ name, label, trust, repeats, adversaryPresent }: PhaseStatement): string {
  const channel = trust === null ? '' : ` channel ${printTrust(trust, repeats)}`;
  const adversary = adversaryPresent === null ? '' : ` adversary ${adversaryPresent ? 'present' : 'absent'}`;
  return `phase ${withLabel(name, label)}${channel}${adversary}`;
}

function refines(requirements: readonly Identifier[]): string {
  return requirements.length === 0 ? '' : ` refines ${nameList(requirements)}`;
}

function printClaim(claim: ClaimStatement, { claims }: Grammar): string {
  const { claimKind: kind, element, claimed, claimant, level, on, in: phase } = claim;
  const words = {
    element: element?.name ?? null,
    claimed: claimed?.name ?? null,
    claimant: claimant?.name ?? null,
    level: level?.word ?? null,
    on: on.map(({ name }) => name),
    phase: phase?.name ?? null,
  };
  return claimLine(kind, words, claims[kind]);
}

function printStatement(statement: Statement, grammar: Grammar): readonly string[] {
  switch (statement.kind) {
    case 'protocol':
      return [`protocol ${withLabel(statement.name, statement.label)}`];
    case 'entity':
      return withSources(`entity ${withLabel(statement.name, statement.label)}`, statement.sources);
    case 'coincide':
      return [`entity ${nameList(statement.entities)} may coincide`];
    case 'element':
      return printElement(statement);
    case 'phase':
      return printPhase(statement);
    case 'requirement': {
      const owner = statement.owner === null ? '' : ` owner ${quote(statement.owner.text)}`;
      return withSources(
        `requirement ${statement.name.name} ${statement.requirementKind} ${quote(statement.text.text)}${owner}`,
        statement.sources,
      );
    }
    case 'tick': {
      const entities = statement.entities.length === 0 ? 'none' : nameList(statement.entities);
      const line = `${statement.property} ${statement.element.name}: ${entities}${refines(statement.refines)}`;
      return withSources(line, statement.sources);
    }
    case 'claim':
      return withSources(printClaim(statement, grammar) + refines(statement.refines), statement.sources);
    case 'attack':
      return printAttack(statement, grammar.capabilities);
  }
}

/**
 * The line that a statement, a step of a phase or a line of an attack model begins with, without comments; of a phase or an
 * attack model its head alone, without what stands inside it.
 */
export function printLine(each: Statement | PhaseItem | AttackItem, grammar: Grammar): string {
  switch (each.kind) {
    case 'message':
    case 'channel':
    case 'derive':
    case 'action':
      return printItem(each)[0] ?? '';
    case 'capability':
    case 'adversary':
    case 'untyped':
      return printAssumption(each, grammar.capabilities);
    case 'phase':
      return phaseHead(each);
    case 'attack':
      return attackHead(each);
    case 'protocol':
    case 'entity':
    case 'coincide':
    case 'element':
    case 'requirement':
    case 'tick':
    case 'claim':
      return printStatement(each, grammar)[0] ?? '';
  }
}

/**
 * Prints a syntax tree: one statement a line, a blank line where the text had one, where the kind of statement
 * changes and around blocks, comments before the statement they stood before. Parsing the result gives the same tree but for
 * the spans.
 */
export function print(tree: SyntaxTree, grammar: Grammar): string {
  const lines: string[] = [];
  let previous: string | null = null;
  for (const statement of tree.statements) {
    const group = groupOf(statement);
    const printed = placedLines(statement, printStatement(statement, grammar));
    const apart = previous !== group || group === 'block' || printed[0] === '';
    if (previous !== null && apart) lines.push('');
    for (const line of withoutBlankStart(printed)) lines.push(line);
    previous = group;
  }
  if (tree.closingComments.length > 0) {
    if (previous !== null) lines.push('');
    for (const line of withoutBlankStart(commentLines(tree.closingComments))) lines.push(line);
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

// Statements of one group stand together.
function groupOf({ kind }: Statement): string {
  if (kind === 'coincide') return 'entity';
  return kind === 'phase' || kind === 'attack' ? 'block' : kind;
}
