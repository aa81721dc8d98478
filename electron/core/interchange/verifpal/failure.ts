import { positionAt, type Position, type Span } from '#core/language/source.ts';

/** Codes of what can be wrong with a Verifpal model, or cannot be expressed as a protocol. */
export const verifpalFailureCodes = [
  // the call
  'verifpal-sessions',
  // syntax
  'verifpal-text-too-long',
  'verifpal-unexpected-character',
  'verifpal-unexpected',
  'verifpal-unexpected-end',
  'verifpal-unclosed',
  'verifpal-too-deep',
  'verifpal-scenarios',
  // names
  'verifpal-reserved-name',
  'verifpal-unknown-primitive',
  'verifpal-unknown-constant',
  'verifpal-unknown-principal',
  'verifpal-defined-twice',
  'verifpal-known-already',
  'verifpal-qualifiers-differ',
  'verifpal-message-to-itself',
  'verifpal-phase-order',
  // primitives
  'verifpal-copy',
  'verifpal-argument-count',
  'verifpal-output-count',
  'verifpal-not-checkable',
  'verifpal-argument-restricted',
  'verifpal-several-results',
  'verifpal-capability-not-for-primitive',
  'verifpal-capability-twice',
  'verifpal-capability-never',
  'verifpal-check-fails',
  // queries
  'verifpal-no-message',
  'verifpal-precondition-of-another',
  'verifpal-equivalence-of-one',
  'verifpal-unlinkability-of-one',
  'verifpal-compared-with-itself',
  'verifpal-unlinkability-across-principals',
] as const;
/** One of {@link verifpalFailureCodes}. */
export type VerifpalFailureCode = (typeof verifpalFailureCodes)[number];

/** Why a Verifpal model is refused, where, and the name or text that it is about. */
export interface ImportFailure extends Position {
  readonly code: VerifpalFailureCode;
  readonly name: string;
}

/** Thrown inside the importer to give up the model; caught where the import begins. */
export class VerifpalFailure extends Error {
  readonly span: Span;
  readonly code: VerifpalFailureCode;
  /** The name or text that the failure is about. */
  readonly about: string;

  constructor(span: Span, code: VerifpalFailureCode, about = '') {
    super(code);
    this.span = span;
    this.code = code;
    this.about = about;
  }

  /** The failure as a value, in the text that the spans are of. */
  in(text: string): ImportFailure {
    return { code: this.code, ...positionAt(text, this.span.start), name: this.about };
  }
}
