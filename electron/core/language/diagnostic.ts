import type { MessageValues } from '#core/messages/catalogue.ts';
import type { Span, TextEdit } from '#core/language/source.ts';

/** Codes of diagnostics. Each has its sentence in the message catalogue, under `diagnostic.<code>`. */
export const diagnosticCodes = [
  // syntax
  'unexpected-character',
  'unfinished-text',
  'expected',
  'reserved-name',
  'term-too-deep',
  'text-too-long',
  'unknown-primitive',
  'primitive-needs-key',
  'primitive-takes-no-key',
  'associated-data-refused',
  'repeated-clause',
  'not-yet',
  'data-not-agreed-on',
  // names
  'no-protocol',
  'second-protocol',
  'no-entity',
  'no-phase',
  'duplicate-name',
  'unknown-name',
  'not-an-entity',
  'not-an-element',
  'not-a-key-pair',
  'not-a-symmetric-key',
  'not-a-phase',
  'not-derivable',
  'not-fresh-material',
  'key-half-expected',
  'wrong-key-half',
  'key-halves-of-two-pairs',
  'pair-for-one-purpose',
  'clause-not-for-kind',
  'key-pair-needs-owner',
  'channel-to-itself',
  'message-to-itself',
  'duplicate-tick',
  'tick-names-twice',
  'unknown-requirement',
  'replaces-itself',
  'coincides-with-itself',
  'duplicate-coincidence',
  'claim-about-itself',
  'duplicate-claim',
  'nothing-to-agree-on',
  'long-term-forward-secrecy',
  'flaw-not-for-primitive',
  'not-to-be-skipped',
  'key-accepted',
  'data-installed',
  'constant-accepted',
  'public-repeats',
  // execution
  'terms-too-large',
  'cannot-build',
  'cannot-check',
  'cannot-advance',
  'cannot-accept',
  'cannot-take',
  'cannot-install',
  'cannot-erase',
  'cannot-derive',
  'made-twice',
  'known-before-made',
  'used-before-made',
  'constant-made',
  'nothing-received',
  'skip-not-in-message',
  'nothing-to-compare',
  'claimant-receives-nothing',
  'never-agreed-on',
] as const;
export type DiagnosticCode = (typeof diagnosticCodes)[number];

/** Tells whether a text is the code of a diagnostic. */
export function isDiagnosticCode(text: string): text is DiagnosticCode {
  return diagnosticCodes.some((code) => code === text);
}

/** A change to the text that would mend a diagnostic. */
export interface Fix {
  /** The text that the fix writes, for the sentence that offers it. */
  readonly replacement: string;
  readonly edit: TextEdit;
}

/** Something wrong at a place in the text. A text with a diagnostic is not analysed. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly span: Span;
  /** Values of the sentence's placeholders. */
  readonly values: MessageValues;
  readonly fix: Fix | null;
}

/** A fix that writes something else in a place. */
export function replaceAt(span: Span, insert: string): Fix {
  return { replacement: insert, edit: { span, insert } };
}

/** Makes an error without a fix. */
export function errorAt(span: Span, code: DiagnosticCode, values: MessageValues = {}): Diagnostic {
  return { code, span, values, fix: null };
}
