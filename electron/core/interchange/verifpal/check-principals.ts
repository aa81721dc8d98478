import { VerifpalFailure } from '#core/interchange/verifpal/failure.ts';
import type { Model } from '#core/interchange/verifpal/syntax.ts';

/** Messages from or to a principal that the model does not have. */
export function principalFailures({ parts }: Model): readonly VerifpalFailure[] {
  const known = new Set(parts.flatMap((part) => (part.kind === 'principal' ? [part.principal.name] : [])));
  return parts
    .flatMap((part) => (part.kind === 'message' ? [part.from, part.to] : []))
    .filter(({ name }) => !known.has(name))
    .map(({ name, span }) => new VerifpalFailure(span, 'verifpal-unknown-principal', name));
}
