import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answersName, listName, modelName } from './folder.ts';
import type { AnswerEntry, AnswersFile, EvidenceList } from '#core/evidence/answers-file.ts';
import { attackFile } from '#core/evidence/attack-file.ts';
import { asText, byFile, proofText } from '#core/evidence/proof-text.ts';
import type { StatedAnswer } from '#core/evidence/stated-answer.ts';
import type { Certificate } from '#core/kernel/proof/certificate.ts';
import { failure, success, type Result } from '#core/result.ts';
import { engineVersion } from '#core/analysis/record/record.ts';

/** Why evidence was not written. */
export type WriteRefusal = 'folder-not-empty' | 'folder-not-writable';

/**
 * Writes a model, the answers to all that it asks, and what each of them rests on, to a folder that is empty or not there yet.
 * Returns the SHA-256 of the list of everything in it, in hexadecimal digits.
 */
export function writeEvidence(
  folder: string,
  text: string,
  answers: readonly StatedAnswer[],
): Result<string, WriteRefusal> {
  const files = filesOf(text, answers);
  const list: EvidenceList = {
    format: 'segl evidence 1',
    version: engineVersion,
    files: [...files].map(([name, content]) => ({ name, sha256: hashOf(content) })),
  };
  const written = asText(list);
  try {
    mkdirSync(folder, { recursive: true });
    if (readdirSync(folder).length > 0) return failure('folder-not-empty');
    for (const part of ['proofs', 'attacks'])
      if ([...files.keys()].some((name) => name.startsWith(`${part}/`))) mkdirSync(join(folder, part));
    for (const [name, content] of [...files, [listName, written] as const])
      writeFileSync(join(folder, name), content, { flag: 'wx' });
  } catch {
    return failure('folder-not-writable');
  }
  return success(hashOf(written));
}

// The names of all files but the list, with what is in them.
function filesOf(text: string, answers: readonly StatedAnswer[]): ReadonlyMap<string, string> {
  const proofs = proofFiles(answers);
  const attacks = new Map(
    answers
      .flatMap(({ trace }) => (trace === null ? [] : [trace]))
      .map((trace, index) => [
        trace,
        { name: `attacks/${String(index + 1)}.json`, content: asText(attackFile(trace)) },
      ]),
  );
  const entries = answers.map(({ certificate, trace, ...answer }): AnswerEntry => {
    const file = certificate === null ? trace && attacks.get(trace) : proofs.get(certificate);
    return { ...answer, evidence: file?.name ?? null };
  });
  const stated: AnswersFile = { format: 'segl answers 1', answers: entries };
  return new Map([
    [modelName, text],
    [answersName, asText(stated)],
    ...[...proofs.values(), ...attacks.values()].map(({ name, content }) => [name, content] as const),
  ]);
}

// Proofs by the same clauses share a file.
function proofFiles(
  answers: readonly StatedAnswer[],
): ReadonlyMap<Certificate, { readonly name: string; readonly content: string }> {
  return new Map(
    byFile(answers, ({ certificate }) => certificate).flatMap(({ certificates }, index) => {
      const file = {
        name: `proofs/${String(index + 1)}.json`,
        content: proofText(certificates).text,
      };
      return certificates.map((certificate) => [certificate, file] as const);
    }),
  );
}

function hashOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
