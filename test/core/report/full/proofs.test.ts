import { describe, expect, test } from 'vitest';
import { openVerdict, type ProofNote, type Verdict } from '#core/analysis/record/verdict.ts';
import { createTranslate, locales } from '#core/messages/catalogue.ts';
import type { Block } from '#core/report/document/document.ts';
import { proofSection } from '#core/report/full/proofs.ts';
import type { QuestionLabels } from '#core/report/full/question-labels.ts';
import { analysisOf } from '../../../support/models/measured.ts';

const bounds = { clauses: 100_000, seconds: 120 };
const [first] = analysisOf(`
protocol P
entity A
entity B
key K shared by A, B
data D of A
phase p channel public adversary present {
  message m1 A -> B: aead[K](D)
}
confidentiality D: A, B
`).verdicts;

function proved(proof: ProofNote | null): Verdict {
  if (first === undefined) throw new Error('the model asks something');
  return { ...first, answer: 'holds', reason: null, evidence: { state: 'checked', reasons: [], proof } };
}

// Each verdict is a question of its own here.
const labels: QuestionLabels = {
  of: ['1', '2', '3', '4', '5'],
  rows: [1, 2, 3, 4, 5],
  under: [null, null, null, null, null],
  attacks: new Map(),
};

function file(digit: string): ProofNote {
  return { clauses: 12, terms: 40, sha256: digit.repeat(64) };
}

function rowsOf(blocks: readonly Block[]): readonly (readonly string[])[] {
  return blocks.flatMap((block) =>
    block.kind === 'table' ? block.rows.map((row) => row.map(({ text }) => text)) : [],
  );
}

function wordsOf(blocks: readonly Block[]): string {
  return blocks.map((block) => ('text' in block ? block.text : '')).join('\n');
}

describe.each(locales)('the proofs in the full report (%s)', (locale) => {
  const translate = createTranslate(locale);

  test('are told by the hash of their file, each with all answers that rest on it, and how to check them', () => {
    const open = openVerdict(proved(null).question, 'limit');
    const verdicts = [proved(file('a')), proved(file('a')), open, proved(file('b')), proved(file('a'))];
    const blocks = proofSection({ verdicts, bounds }, labels, translate);
    expect(rowsOf(blocks)).toEqual([
      ['1–2, 5', 'a'.repeat(64), '12', '40'],
      ['4', 'b'.repeat(64), '12', '40'],
    ]);
    expect(wordsOf(blocks)).toContain('segl check-evidence');
    expect(wordsOf(blocks)).toContain('--clauses 100000 --seconds 120');
  });

  test('say which answers have none that is identified', () => {
    const blocks = proofSection(
      { verdicts: [proved(file('a')), proved(null)], bounds: null },
      labels,
      translate,
    );
    expect(wordsOf(blocks)).toMatch(/\b2 (?:was|ble) /u);
    expect(wordsOf(blocks)).not.toContain('--clauses');
  });

  test('are no section where nothing is proved', () => {
    const verdicts = [openVerdict(proved(null).question, 'time')];
    expect(proofSection({ verdicts, bounds }, labels, translate)).toEqual([]);
  });
});
