import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { verifyAndCompare } from '#core/analysis/pipeline/verify-model.ts';
import { Foundations } from '#core/evidence/foundations.ts';
import { writeEvidence } from '#cli/evidence/write-evidence.ts';
import type { VerificationMessage } from '#engine/messages.ts';
import { verifyText } from '#engine/verify-text.ts';

const text = `
protocol P
entity A
entity B
key K shared by A, B
data D of A
nonce N of B
phase p channel public adversary present {
  message m1 B -> A: N
  message m2 A -> B: aead[K](N, D)
}
confidentiality D: A, B
integrity D: A
attack lost {
  leak N
}
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'segl-identified-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('what identifies a proof in the window is the SHA-256 of the file that the command writes', () => {
  const told: VerificationMessage[] = [];
  verifyText(
    {
      kind: 'verify',
      text,
      bounds: { clauses: 100_000, seconds: 120 },
      stop: new SharedArrayBuffer(4),
      clauses: new SharedArrayBuffer(8),
    },
    (message) => told.push(message),
  );
  const identified = told.flatMap((each) => (each.kind === 'identified' ? [each] : []));

  const { executable } = checkText(text);
  if (executable === null) throw new Error('the model is executable');
  const foundations = new Foundations();
  const verdicts = verifyAndCompare(executable.model, executable.run, {
    clauses: 100_000,
    cancelled: () => false,
    progress: foundations.note,
  });
  const stated = verdicts.map((verdict, index) => foundations.stated(verdict, index));
  expect(writeEvidence(folder, text, stated).ok).toBe(true);
  const written = readdirSync(join(folder, 'proofs')).map((name) => {
    const content = readFileSync(join(folder, 'proofs', name));
    return createHash('sha256').update(content).digest('hex');
  });

  expect(written.length).toBeGreaterThan(1);
  expect(identified.map(({ proof }) => proof.sha256).toSorted()).toEqual(written.toSorted());
  const proved = verdicts.flatMap(({ answer }, index) => (answer === 'holds' ? [index] : []));
  expect(identified.flatMap(({ questions }) => questions).toSorted()).toEqual(proved);
  for (const { proof } of identified) {
    expect(proof.clauses).toBeGreaterThan(1);
    expect(proof.terms).toBeGreaterThan(1);
  }
});
