import { readFileSync } from 'node:fs';
import { exitStatus } from '#cli/console/exit-status.ts';
import { printError, failureSentence, print, translate } from '#cli/console/console.ts';
import type { Diagnostic } from '#core/language/diagnostic.ts';
import { diagnosticSentence } from '#core/language/sentence.ts';
import { positionAt } from '#core/language/source.ts';
import type { ImportedModel, ReadOptions, Reader } from '#core/interchange/format/format.ts';
import { failure, success, type Result } from '#core/result.ts';

/** Why a file was refused. `line` and `column` are null where the file could not be read at all. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly line: number | null;
  readonly column: number | null;
}

/** The text of a model's file, or why it cannot be had. */
export function readModel(file: string): Result<string, Refusal> {
  const refusal = (code: 'file-unreadable' | 'file-not-text'): { ok: false; error: Refusal } =>
    failure({ code, message: failureSentence(code), line: null, column: null });
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    return refusal('file-unreadable');
  }
  try {
    return success(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return refusal('file-not-text');
  }
}

/** The sentence about a file that was refused, with the place. */
export function refusalLine(file: string, refusal: Refusal): string {
  const place = refusal.line === null ? file : `${file}:${String(refusal.line)}:${String(refusal.column)}`;
  return `${place}: ${refusal.message} [${refusal.code}]`;
}

/** Says that a file was refused, and why; returns the exit status for it. */
export function refuse(file: string, refusal: Refusal, json: boolean): number {
  if (json) print(JSON.stringify({ file, error: refusal }));
  printError(refusalLine(file, refusal));
  return exitStatus.failed;
}

/** Why a text with diagnostics is refused: the first of them, in order of place. */
export function textRefusal(text: string, diagnostics: readonly Diagnostic[]): Refusal {
  const [first] = diagnostics;
  if (first === undefined) throw new Error('a refused text has a diagnostic');
  const { line, column } = positionAt(text, first.span.start);
  return { code: first.code, message: diagnosticSentence(first, translate), line, column };
}

/**
 * Reads a model of another tool. When the file or the model is refused, says so and answers the exit status
 * instead.
 */
export function readImported(
  file: string,
  reader: Extract<Reader, { makes: 'protocol' }>,
  json: boolean,
  options: ReadOptions,
): Result<ImportedModel, number> {
  const text = readModel(file);
  if (!text.ok) return failure(refuse(file, text.error, json));
  const imported = reader.read(text.value, options);
  if (imported.ok) return imported;
  const errors = imported.error.map(({ code, sentence, at }): Refusal => ({
    code,
    message: sentence(translate),
    line: at?.line ?? null,
    column: at?.column ?? null,
  }));
  if (json) print(JSON.stringify({ file, error: errors[0] ?? null, errors }));
  for (const error of errors) printError(refusalLine(file, error));
  return failure(exitStatus.failed);
}
