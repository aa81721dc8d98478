import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { CallFailure } from '#contract/failures.ts';
import { failure, success, type Result } from '#core/result.ts';
import { withoutUnseen } from '#core/method/sources/quotation.ts';
import { documentLimits, type StoredFile } from '#core/dossier/source-document.ts';
import type { OpenProject } from '#project/session/open-project.ts';

/**
 * Keeps the bytes of a source document under the base name of `path`. `document-too-large`, or `documents-too-large` where
 * all of them together are.
 */
export function keepDocument(
  { vault: { documents } }: OpenProject,
  path: string,
  bytes: Uint8Array,
): Result<StoredFile, CallFailure> {
  const { one, all } = documentLimits;
  if (bytes.length > one) return failure({ code: 'document-too-large' });
  if (documents.bytes + bytes.length > all) return failure({ code: 'documents-too-large' });
  return documents.add(withoutUnseen(basename(path).slice(0, 255)), bytes);
}

/** Reads the file of a source document. `document-unreadable`, or `document-too-large` before it is read. */
export async function readDocument(path: string): Promise<Result<Uint8Array, CallFailure>> {
  try {
    const found = await stat(path);
    if (!found.isFile()) return failure({ code: 'document-unreadable' });
    return found.size > documentLimits.one
      ? failure({ code: 'document-too-large' })
      : success(await readFile(path));
  } catch {
    return failure({ code: 'document-unreadable' });
  }
}
