import { readFileSync } from 'node:fs';
import { failureSentence } from '#cli/speech.ts';
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

/** What is said of a file that was refused, with the place. */
export function refusalLine(file: string, refusal: Refusal): string {
  const place = refusal.line === null ? file : `${file}:${String(refusal.line)}:${String(refusal.column)}`;
  return `${place}: ${refusal.message} [${refusal.code}]`;
}
