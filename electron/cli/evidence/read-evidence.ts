import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { answersName, listName, modelName } from './folder.ts';
import {
  answersFileSchema,
  attackFileSchema,
  evidenceListSchema,
  proofFileSchema,
} from '#contract/evidence-schema.ts';
import type { AnswerKind } from '#core/analysis/record/verdict.ts';
import type { AnswerEntry } from '#core/evidence/answers-file.ts';
import { traceIn } from '#core/evidence/attack-file.ts';
import { certificateIn } from '#core/evidence/proof-file.ts';
import type { StatedAnswer } from '#core/evidence/stated-answer.ts';
import type { Certificate } from '#core/kernel/proof/certificate.ts';
import type { Trace } from '#core/protocol/trace.ts';
import { failure, success, type Result } from '#core/result.ts';

/**
 * Why a folder is no evidence, and the file that it is about.
 *
 * - `not-readable`: it is not there, no file, or larger than any is. - `not-listed`: nothing lists it. - `changed`: its bytes are
 *   others than those that are listed. - `malformed`: it is not what its name says.
 */
export interface FolderRefusal {
  readonly code: 'not-readable' | 'not-listed' | 'changed' | 'malformed' | 'not-used';
  readonly file: string;
}

/** What lies in a folder of evidence. */
export interface ReadEvidence {
  readonly text: string;
  readonly answers: readonly StatedAnswer[];
  /** The SHA-256 of the list of everything in it, in hexadecimal digits. */
  readonly sha256: string;
}

/** The largest file that is read, in bytes. */
const largestFile = 256 * 1024 * 1024;

/** Reads a folder of evidence. Nothing is said yet of what its answers rest on. */
export function readEvidence(folder: string): Result<ReadEvidence, FolderRefusal> {
  const list = readFile(folder, listName);
  if (list === null) return failure({ code: 'not-readable', file: listName });
  const listed = parse(list, evidenceListSchema);
  if (listed === null) return failure({ code: 'malformed', file: listName });
  const contents = new Map<string, string>();
  for (const { name, sha256 } of listed.files) {
    const content = readFile(folder, name);
    if (content === null) return failure({ code: 'not-readable', file: name });
    if (hashOf(content) !== sha256) return failure({ code: 'changed', file: name });
    const written = textOf(content);
    if (written === null) return failure({ code: 'malformed', file: name });
    contents.set(name, written);
  }
  const names = filesIn(folder);
  if (names === null) return failure({ code: 'not-readable', file: '.' });
  const stray = names.find((name) => name !== listName && !contents.has(name));
  if (stray !== undefined) return failure({ code: 'not-listed', file: stray });
  const text = contents.get(modelName);
  if (text === undefined) return failure({ code: 'not-listed', file: modelName });
  const reader = new AnswerReader(contents);
  const answers = reader.answers();
  if (!answers.ok) return answers;
  const [unused] = reader.unused;
  if (unused !== undefined) return failure({ code: 'not-used', file: unused });
  return success({ text, answers: answers.value, sha256: hashOf(list) });
}

/** The folder of what an answer can rest on; null where it rests on no file. */
const foundations: Readonly<Record<AnswerKind, 'proofs/' | 'attacks/' | null>> = {
  holds: 'proofs/',
  violated: 'attacks/',
  'holds-within': null,
  undecided: null,
  vacuous: null,
  inconsistent: null,
};

/** Puts answers and the files that they rest on together; each file is read once. */
class AnswerReader {
  readonly #contents: ReadonlyMap<string, string>;
  readonly #proofs = new Map<string, Certificate | null>();
  readonly #attacks = new Map<string, Trace | null>();

  constructor(contents: ReadonlyMap<string, string>) {
    this.#contents = contents;
  }

  answers(): Result<readonly StatedAnswer[], FolderRefusal> {
    const stated = this.#parsed(answersName, answersFileSchema);
    if (stated === null) return failure({ code: 'malformed', file: answersName });
    const answers: StatedAnswer[] = [];
    for (const entry of stated.answers) {
      const answer = this.#withEvidence(entry);
      if (answer === null) return failure({ code: 'malformed', file: entry.evidence ?? answersName });
      answers.push(answer);
    }
    return success(answers);
  }

  /** The files that none of the answers names. */
  get unused(): readonly string[] {
    const named = new Set([
      listName,
      modelName,
      answersName,
      ...this.#proofs.keys(),
      ...this.#attacks.keys(),
    ]);
    return [...this.#contents.keys()].filter((name) => !named.has(name));
  }

  // Null where an answer names what no such answer rests on, or a number of runs that says nothing of it.
  #withEvidence({ evidence: name, ...entry }: AnswerEntry): StatedAnswer | null {
    const none = { ...entry, certificate: null, trace: null };
    if ((entry.runs === null) === (entry.answer === 'holds-within')) return null;
    const of = foundations[entry.answer];
    if (name !== null && (of === null || !name.startsWith(of))) return null;
    if (name === null) return none;
    if (name.startsWith('proofs/')) {
      const certificate = this.#proofs.get(name) ?? this.#proofIn(name);
      this.#proofs.set(name, certificate);
      return certificate === null ? null : { ...none, certificate };
    }
    const trace = this.#attacks.get(name) ?? this.#attackIn(name);
    this.#attacks.set(name, trace);
    return trace === null ? null : { ...none, trace };
  }

  #proofIn(name: string): Certificate | null {
    const file = this.#parsed(name, proofFileSchema);
    return file === null ? null : certificateIn(file);
  }

  #attackIn(name: string): Trace | null {
    const file = this.#parsed(name, attackFileSchema);
    return file === null ? null : traceIn(file);
  }

  #parsed<Value>(name: string, schema: z.ZodType<Value>): Value | null {
    const content = this.#contents.get(name);
    return content === undefined ? null : parse(Buffer.from(content, 'utf8'), schema);
  }
}

function parse<Value>(content: Buffer, schema: z.ZodType<Value>): Value | null {
  try {
    const read = schema.safeParse(JSON.parse(content.toString('utf8')));
    return read.success ? read.data : null;
  } catch {
    // No JSON, or deeper than the stack.
    return null;
  }
}

function readFile(folder: string, name: string): Buffer | null {
  try {
    const path = join(folder, name);
    const { size } = lstatSync(path);
    return lstatSync(path).isFile() && size <= largestFile ? readFileSync(path) : null;
  } catch {
    return null;
  }
}

// Every file of a folder, as it is listed; null where a part of it cannot be read.
function filesIn(folder: string): readonly string[] | null {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) =>
        join(entry.parentPath, entry.name).slice(join(folder, '/').length).replaceAll('\\', '/'),
      );
  } catch {
    return null;
  }
}

// Null where it is no UTF-8: what somebody else reads there could be something else.
function textOf(content: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return null;
  }
}

function hashOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
