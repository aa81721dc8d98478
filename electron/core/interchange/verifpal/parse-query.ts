import type { Name, OneMessage, QuerySyntax } from '#core/interchange/verifpal/syntax.ts';
import type { VerifpalCursor } from '#core/interchange/verifpal/token-cursor.ts';

const queryKinds = [
  'confidentiality',
  'authentication',
  'freshness',
  'unlinkability',
  'equivalence',
] as const;

/** Reads `queries[…]`, where the last bracket may be missing, as in Verifpal: nothing follows it. `text` is the model's text, of which each query keeps its part. */
export function parseQueries(cursor: VerifpalCursor, text: string): readonly QuerySyntax[] {
  cursor.take('queries');
  cursor.take('[');
  const queries: QuerySyntax[] = [];
  while (!cursor.isAtEnd() && !cursor.accept(']')) queries.push(parseQuery(cursor, text));
  return queries;
}

function parseQuery(cursor: VerifpalCursor, text: string): QuerySyntax {
  const { start } = cursor.peek().span;
  const kind = cursor.takeWord(queryKinds);
  cursor.take('?');
  switch (kind) {
    case 'confidentiality':
    case 'freshness': {
      const constant = cursor.takeConstant();
      return { kind, constant, ...parseRest(cursor, text, start) };
    }
    case 'unlinkability':
    case 'equivalence': {
      const constants = takeConstants(cursor);
      return { kind, constants, ...parseRest(cursor, text, start) };
    }
    case 'authentication': {
      const message = parseOneMessage(cursor);
      return { kind, message, ...parseRest(cursor, text, start) };
    }
  }
}

// Up to the next query; commas may be left out.
function takeConstants(cursor: VerifpalCursor): readonly Name[] {
  const constants: Name[] = [];
  do {
    constants.push(cursor.takeConstant());
    cursor.accept(',');
  } while (cursor.peek().kind === 'name' && !cursor.sees('?', 1));
  return constants;
}

function parseRest(
  cursor: VerifpalCursor,
  text: string,
  start: number,
): Pick<QuerySyntax, 'preconditions' | 'span' | 'text'> {
  const own = text.slice(start, cursor.previousEnd).replaceAll(/\s+/g, ' ');
  const preconditions: OneMessage[] = [];
  if (cursor.accept('[')) {
    while (!cursor.accept(']')) {
      cursor.take('precondition');
      cursor.take('[');
      preconditions.push(parseOneMessage(cursor));
      cursor.take(']');
    }
  }
  return { preconditions, text: own, span: { start, end: cursor.previousEnd } };
}

function parseOneMessage(cursor: VerifpalCursor): OneMessage {
  const from = cursor.takePrincipal();
  cursor.take('->');
  const to = cursor.takePrincipal();
  cursor.take(':');
  return { from, to, constant: cursor.takeConstant() };
}
