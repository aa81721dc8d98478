import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { meaningOf } from '#core/structure/model-meaning.ts';
import { analysed, stateOf } from '../../support/report/documents.ts';
import { analysisOf } from '../../support/models/measured.ts';
import { sampleText } from '../../support/models/sample.ts';

const text = `protocol P
requirement R1 confidentiality "Keep it"
entity A
entity B
key K shared by A, B long-term
data D of A
phase one {
  message m1 A -> B: aead[K](D ; A, B)
  message m2 B -> A: mac[K](D)
}
confidentiality D: A, B
authentication A to B: agreement on D
attack lost {
  leak K
  weak aead from one
}
`;

function meaning(of: string): string {
  const { executable, diagnostics } = checkText(of);
  if (executable === null) throw new Error(JSON.stringify(diagnostics));
  return meaningOf(executable.model);
}

describe('the meaning of a model', () => {
  test.each([
    ['a comment', 'entity A', '// whoever begins\nentity A'],
    ['the layout', 'data D of A', 'data D\n  of A'],
    ['a label of an entity', 'entity A', 'entity A "Meter"'],
    ['a label of a message', 'message m1 A', 'message m1 "Reading" A'],
    ['a label of a phase', 'phase one {', 'phase one "Operations" {'],
    ['a citation', 'data D of A', 'data D of A source "Manual" "4.2"'],
    ['the words of a requirement', '"Keep it"', '"Keep it secret"'],
    ['another requirement', 'requirement R1', 'requirement R2 integrity "Right"\nrequirement R1'],
    ['what a tick makes precise', 'confidentiality D: A, B', 'confidentiality D: A, B refines R1'],
    ['a default that is written out', 'message m1 A -> B:', 'message m1 A -> B over public:'],
  ])('is the same with %s', (_, from, to) => {
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    expect(meaning(changed)).toBe(meaning(text));
  });

  test.each([
    ['who is ticked', 'confidentiality D: A, B', 'confidentiality D: A'],
    ['another tick', 'confidentiality D: A, B', 'confidentiality D: A, B\nintegrity D: A'],
    ['another claim', 'attack lost', 'authentication A to B: aliveness\nattack lost'],
    ['a claim less', 'authentication A to B: agreement on D\n', ''],
    ['the level of a claim', 'agreement on D', 'injective-agreement on D'],
    ['what a claim is about', 'agreement on D', 'agreement'],
    ['the phase that a claim names', 'agreement on D', 'agreement on D in one'],
    ['who makes a claim about whom', 'authentication A to B', 'authentication B to A'],
    ['what is sent', '(D ; A, B)', '(D ; B, A)'],
    ['another primitive', 'aead[K](D ; A, B)', 'enc[K](D, A, B)'],
    ['the trust of a channel', 'phase one {', 'phase one channel secure {'],
    ['an adversary that is absent', 'phase one {', 'phase one adversary absent {'],
    ['who holds a key', 'shared by A, B', 'shared by A, B known to A'],
    ['the lifetime of a key', 'long-term', 'session'],
    ['the entropy of an element', 'data D of A', 'data D of A low entropy'],
    ['what an attack model assumes', 'leak K', 'leak D'],
    ['from when on an attack model assumes it', 'leak K', 'leak K from one'],
    ['which primitive an attack model breaks', 'weak aead', 'weak enc'],
    ['how an attack model breaks it', 'weak aead', 'forgeable aead'],
    ['an adversary that takes no value by its type', 'leak K', 'leak K\n  untyped'],
    ['an adversary that listens', 'leak K', 'leak K\n  adversary passive'],
    ['another step', '  message m1', '  A makes D\n  message m1'],
  ])('is another one with %s', (_, from, to) => {
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    expect(meaning(changed)).not.toBe(meaning(text));
  });
});

describe('what was answered about a text', () => {
  const { record } = analysed(sampleText);
  const { verdicts } = analysisOf(sampleText);
  const about = (answered: string): string | undefined =>
    stateOf(sampleText, {
      verification: {
        text: answered,
        record: {
          ...{ format: 2, engineVersion: record.engineVersion, inputHash: record.inputHash },
          ...{ bounds: { clauses: 1_000, seconds: 10 }, cost: null, verdicts },
        },
      },
    }).analysis?.currency;

  test('is about every text that says the same, and about no other', () => {
    expect(about(sampleText)).toBe('current');
    expect(about(`// an earlier comment\n${sampleText}`)).toBe('current');
    expect(about(sampleText.replace('confidentiality READING', 'integrity READING'))).not.toBe('current');
    expect(about(`${sampleText}\nattack lost {\n  leak K_mc_join\n}\n`)).toBe('outdated');
  });
});
