import type { Diagnostic } from '#core/language/diagnostic.ts';
import { diagnosticSentence } from '#core/language/sentence.ts';
import type { Span, TextEdit } from '#core/language/source.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { describeFinding } from '#core/method/guidelines/describe-finding.ts';
import type { Finding } from '#core/method/guidelines/design/finding.ts';

/** Something that is wrong with a text, or that ought to be thought of, as it is listed. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  /** Counted from 1. */
  readonly line: number;
  readonly span: Span;
  readonly sentence: string;
  /** What mends it, and its name; null where nothing does by itself. */
  readonly fix: { readonly name: string; readonly edit: TextEdit } | null;
}

/** The errors of a text and then the warnings about it, each in the order of the text. */
export function problemsIn(
  source: string,
  diagnostics: readonly Diagnostic[],
  warnings: readonly Finding[],
  text: Translate,
): readonly Problem[] {
  const lineOf = lineCounter(source);
  const errors = diagnostics.map((diagnostic): Problem => {
    const { span, fix } = diagnostic;
    const mend =
      fix === null
        ? null
        : { name: text('interface.editor.fix', { replacement: fix.replacement }), edit: fix.edit };
    return {
      severity: 'error',
      line: lineOf(span.start),
      span,
      sentence: diagnosticSentence(diagnostic, text),
      fix: mend,
    };
  });
  const hints = warnings.map((finding): Problem => {
    const { span } = finding;
    return {
      severity: 'warning',
      line: lineOf(span.start),
      span,
      sentence: describeFinding(finding, text),
      fix: null,
    };
  });
  const inOrder = (one: Problem, other: Problem): number => one.span.start - other.span.start;
  return [...errors.toSorted(inOrder), ...hints.toSorted(inOrder)];
}

function lineCounter(source: string): (offset: number) => number {
  const starts = [0];
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
