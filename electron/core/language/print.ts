import type {
  ElementStatement,
  Identifier,
  PhaseItem,
  PhaseStatement,
  QuotedText,
  SourceClause,
  Statement,
  SyntaxTree,
  TermExpression,
} from '#core/language/syntax.ts';

const indent = '  ';

function quote(text: QuotedText): string {
  return `"${text.text.replaceAll(/["\\]/g, '\\$&')}"`;
}

function names(identifiers: readonly Identifier[]): string {
  return identifiers.map((identifier) => identifier.name).join(', ');
}

function labelled(name: Identifier, label: QuotedText | null): string {
  return label === null ? name.name : `${name.name} ${quote(label)}`;
}

function source(clause: SourceClause | null): readonly string[] {
  if (clause === null) return [];
  const section = clause.section === null ? '' : ` ${quote(clause.section)}`;
  return [`source ${quote(clause.document)}${section}`];
}

/** Prints a term in the language's notation. A tuple at the top stands without parentheses. */
function printTerm(term: TermExpression): string {
  return term.kind === 'tuple' ? term.parts.map(printPart).join(', ') : printPart(term);
}

function printPart(term: TermExpression): string {
  switch (term.kind) {
    case 'name':
      return term.name;
    case 'tuple':
      return `(${term.parts.map(printPart).join(', ')})`;
    case 'key-half':
      return `${term.half === 'public' ? 'pk' : 'sk'}(${term.pair.name})`;
    case 'apply': {
      const key = term.key === null ? '' : `[${printTerm(term.key)}]`;
      const associated = term.associated === null ? '' : ` ; ${printTerm(term.associated)}`;
      return `${term.primitive}${key}(${printTerm(term.content)}${associated})`;
    }
  }
}

const elementWords: Readonly<Record<ElementStatement['elementKind'], string>> = {
  'symmetric-key': 'key',
  'key-pair': 'key pair',
  counter: 'counter',
  nonce: 'nonce',
  timestamp: 'timestamp',
  data: 'data',
  constant: 'constant',
};

function printElement(statement: ElementStatement): string {
  return [
    elementWords[statement.elementKind],
    labelled(statement.name, statement.label),
    ...(statement.owner.length > 0 ? [`of ${names(statement.owner)}`] : []),
    ...(statement.shared.length > 0 ? [`shared by ${names(statement.shared)}`] : []),
    ...(statement.known.length > 0 ? [`known to ${names(statement.known)}`] : []),
    ...(statement.lifetime === null ? [] : [statement.lifetime]),
    ...(statement.entropy === null ? [] : [`${statement.entropy} entropy`]),
    ...(statement.replaces === null ? [] : [`replaces ${statement.replaces.name}`]),
    ...source(statement.source),
  ].join(' ');
}

function printItem(item: PhaseItem): string {
  switch (item.kind) {
    case 'message': {
      const over = item.over === null ? '' : ` over ${item.over}`;
      const head = `message ${labelled(item.name, item.label)}`;
      const line = `${head} ${item.sender.name} -> ${item.receiver.name}${over}: ${printTerm(item.content)}`;
      return [line, ...source(item.source)].join(' ');
    }
    case 'channel':
      return `channel ${names(item.ends)} ${item.trust}`;
    case 'derive': {
      const verb = item.entities.length > 1 ? 'derive' : 'derives';
      return `${names(item.entities)} ${verb} ${item.element.name} = ${printTerm(item.content)}`;
    }
    case 'action': {
      const verb = item.entities.length > 1 ? item.verb.slice(0, -1) : item.verb;
      return `${names(item.entities)} ${verb} ${names(item.elements)}`;
    }
  }
}

function comments(lines: readonly string[], margin: string): readonly string[] {
  return lines.map((line) => (line === '' ? `${margin}//` : `${margin}// ${line}`));
}

function printPhase(phase: PhaseStatement): readonly string[] {
  const trust = phase.trust === null ? '' : ` channel ${phase.trust}`;
  const adversary =
    phase.adversaryPresent === null ? '' : ` adversary ${phase.adversaryPresent ? 'present' : 'absent'}`;
  return [
    `phase ${labelled(phase.name, phase.label)}${trust}${adversary} {`,
    ...phase.items.flatMap((item) => [...comments(item.comments, indent), indent + printItem(item)]),
    ...comments(phase.closingComments, indent),
    '}',
  ];
}

function printStatement(statement: Statement): readonly string[] {
  switch (statement.kind) {
    case 'protocol':
      return [`protocol ${labelled(statement.name, statement.label)}`];
    case 'entity':
      return [['entity', labelled(statement.name, statement.label), ...source(statement.source)].join(' ')];
    case 'element':
      return [printElement(statement)];
    case 'phase':
      return printPhase(statement);
    case 'requirement':
      return [
        [
          `requirement ${statement.name.name} ${statement.requirementKind} ${quote(statement.text)}`,
          ...source(statement.source),
        ].join(' '),
      ];
    case 'tick': {
      const entities = statement.entities.length === 0 ? 'none' : names(statement.entities);
      const refines = statement.refines.length === 0 ? '' : ` refines ${names(statement.refines)}`;
      return [`${statement.property} ${statement.element.name}: ${entities}${refines}`];
    }
  }
}

/**
 * Prints a syntax tree: one statement a line, a blank line where the kind of statement changes and around
 * phases, comments before the statement they stood before. Parsing the result gives the same tree but for
 * the spans.
 */
export function print(tree: SyntaxTree): string {
  const lines: string[] = [];
  let previous: Statement['kind'] | null = null;
  for (const statement of tree.statements) {
    if (previous !== null && (previous !== statement.kind || statement.kind === 'phase')) lines.push('');
    lines.push(...comments(statement.comments, ''), ...printStatement(statement));
    previous = statement.kind;
  }
  if (tree.closingComments.length > 0) lines.push('', ...comments(tree.closingComments, ''));
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
