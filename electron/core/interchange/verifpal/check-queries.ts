import { VerifpalFailure } from '#core/interchange/verifpal/failure.ts';
import type { Model, Name, OneMessage, QuerySyntax } from '#core/interchange/verifpal/syntax.ts';

/** Queries whose form Verifpal refuses: comparisons of too little, and messages that cannot be. */
export function queryFailures(model: Model): readonly VerifpalFailure[] {
  const principals = new Set(
    model.parts.flatMap((part) => (part.kind === 'principal' ? [part.principal.name] : [])),
  );
  return model.queries.flatMap((query) => [
    ...comparisonFailures(query),
    ...messagesIn(query).flatMap((message) => messageFailures(message, principals)),
  ]);
}

function comparisonFailures(query: QuerySyntax): readonly VerifpalFailure[] {
  if (query.kind !== 'equivalence' && query.kind !== 'unlinkability') return [];
  const { kind, constants, span, text } = query;
  if (constants.length < 2) return [new VerifpalFailure(span, `verifpal-${kind}-of-one`, text)];
  const isRepeated = ({ name }: Name, index: number): boolean =>
    constants.findIndex((other) => other.name === name) < index;
  return constants
    .filter(isRepeated)
    .map((constant) => new VerifpalFailure(constant.span, 'verifpal-compared-with-itself', constant.name));
}

function messagesIn(query: QuerySyntax): readonly OneMessage[] {
  return query.kind === 'authentication' ? [query.message, ...query.preconditions] : query.preconditions;
}

function messageFailures(
  { from, to }: OneMessage,
  principals: ReadonlySet<string>,
): readonly VerifpalFailure[] {
  const unknown = [from, to].find(({ name }) => !principals.has(name));
  if (unknown !== undefined) {
    return [new VerifpalFailure(unknown.span, 'verifpal-unknown-principal', unknown.name)];
  }
  return from.name === to.name ? [new VerifpalFailure(to.span, 'verifpal-message-to-itself', to.name)] : [];
}
