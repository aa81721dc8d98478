import { claimKinds } from '#core/language/model.ts';
import { printAttack } from './print-attack.ts';
import {
  blockLines,
  commentLines,
  labelled,
  names,
  opening,
  placedLines,
  printTerm,
  quote,
  sourced,
  withoutBlankStart,
} from './print-parts.ts';
import type {
  ClaimStatement,
  ElementStatement,
  Identifier,
  PhaseItem,
  PhaseStatement,
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
    labelled(statement.name, statement.label),
    ...(statement.owner.length > 0 ? [`of ${names(statement.owner)}`] : []),
    ...(statement.shared.length > 0 ? [`shared by ${names(statement.shared)}`] : []),
    ...(statement.known.length > 0 ? [`known to ${names(statement.known)}`] : []),
    ...(statement.lifetime === null ? [] : [statement.lifetime]),
    ...(statement.entropy === null ? [] : [`${statement.entropy} entropy`]),
    ...(statement.replaces === null ? [] : [`replaces ${statement.replaces.name}`]),
  ].join(' ');
  return sourced(line, statement.sources);
}

function printItem(item: PhaseItem): readonly string[] {
  switch (item.kind) {
    case 'message': {
      const over = item.over === null ? '' : ` over ${item.over}`;
      const head = `message ${labelled(item.name, item.label)}`;
      const line = `${head} ${item.sender.name} -> ${item.receiver.name}${over}: ${printTerm(item.content)}`;
      return sourced(line, item.sources);
    }
    case 'channel':
      return [`channel ${names(item.ends)} ${item.trust}`];
    case 'derive': {
      const verb = item.entities.length > 1 ? 'derive' : 'derives';
      return [`${names(item.entities)} ${verb} ${item.element.name} = ${printTerm(item.content)}`];
    }
    case 'action': {
      const verb = item.entities.length > 1 ? item.verb.slice(0, -1) : item.verb;
      return [`${names(item.entities)} ${verb} ${names(item.elements)}`];
    }
  }
}

function printPhase(phase: PhaseStatement): readonly string[] {
  const trust = phase.trust === null ? '' : ` channel ${phase.trust}`;
  const adversary =
    phase.adversaryPresent === null ? '' : ` adversary ${phase.adversaryPresent ? 'present' : 'absent'}`;
  return [
    ...opening(sourced(`phase ${labelled(phase.name, phase.label)}${trust}${adversary}`, phase.sources)),
    ...blockLines(phase.items, phase.closingComments, printItem),
  ];
}

function refines(requirements: readonly Identifier[]): string {
  return requirements.length === 0 ? '' : ` refines ${names(requirements)}`;
}

function printClaim(claim: ClaimStatement): string {
  switch (claim.kind) {
    case 'authentication': {
      const on = claim.on.length === 0 ? '' : ` on ${names(claim.on)}`;
      const phase = claim.in === null ? '' : ` in ${claim.in.name}`;
      return `authentication ${claim.claimed.name} to ${claim.claimant.name}: ${claim.level.word}${on}${phase}`;
    }
    case 'forward-secrecy':
      return `forward-secrecy ${claim.element.name}`;
    case 'key-freshness':
      return `key-freshness ${claim.key.name}: ${claim.entity.name}`;
    case 'key-confirmation':
      return `key-confirmation ${claim.key.name}: ${claim.claimed.name} to ${claim.claimant.name}`;
  }
}

function printStatement(statement: Statement): readonly string[] {
  switch (statement.kind) {
    case 'protocol':
      return [`protocol ${labelled(statement.name, statement.label)}`];
    case 'entity':
      return sourced(`entity ${labelled(statement.name, statement.label)}`, statement.sources);
    case 'element':
      return printElement(statement);
    case 'phase':
      return printPhase(statement);
    case 'requirement': {
      const owner = statement.owner === null ? '' : ` owner ${quote(statement.owner.text)}`;
      return sourced(
        `requirement ${statement.name.name} ${statement.requirementKind} ${quote(statement.text.text)}${owner}`,
        statement.sources,
      );
    }
    case 'tick': {
      const entities = statement.entities.length === 0 ? 'none' : names(statement.entities);
      const line = `${statement.property} ${statement.element.name}: ${entities}${refines(statement.refines)}`;
      return sourced(line, statement.sources);
    }
    case 'authentication':
    case 'forward-secrecy':
    case 'key-freshness':
    case 'key-confirmation':
      return sourced(printClaim(statement) + refines(statement.refines), statement.sources);
    case 'attack':
      return printAttack(statement);
  }
}

/**
 * Prints a syntax tree: one statement a line, a blank line where the text had one, where the kind of statement
 * changes and around blocks, comments before the statement they stood before. Parsing the result gives the same tree but for
 * the spans.
 */
export function print(tree: SyntaxTree): string {
  const lines: string[] = [];
  let previous: string | null = null;
  for (const statement of tree.statements) {
    const group = groupOf(statement);
    const printed = placedLines(statement, printStatement(statement));
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
  if (kind === 'phase' || kind === 'attack') return 'block';
  return claimKinds.some((claim) => claim === kind) ? 'claim' : kind;
}
