import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { diagnosticCodes } from '#core/language/diagnostic.ts';
import { diagnosticSentence } from '#core/language/sentence.ts';
import { applyEdit, positionAt } from '#core/language/source.ts';
import { createTranslate } from '#core/messages/catalogue.ts';
import { codesOf, sampleText } from '../../support/models/sample.ts';

const head =
  'protocol P\nentity A\nentity B\nkey K shared by A, B\nkey pair PK of A\ncounter C of A\ndata D of A\nconstant X\n';
const phase = (...steps: readonly string[]): string => `${head}phase f {\n${steps.join('\n')}\n}\n`;

/** A text for each diagnostic, and nothing else wrong with it. */
const wrong: readonly (readonly [string, string])[] = [
  ['unexpected-character', phase('message m A -> B: D § D')],
  ['unfinished-text', phase('message m "open A -> B: D')],
  ['expected', phase('message m A B: D')],
  ['reserved-name', phase('message entity A -> B: D')],
  ['term-too-deep', phase(`message m A -> B: ${'hash('.repeat(80)}D${')'.repeat(80)}`)],
  ['text-too-long', 'x'.repeat(4_000_001)],
  ['terms-too-large', phase(`message m A -> B: ${Array(100_001).fill('D').join(', ')}`)],
  ['unknown-primitive', phase('message m A -> B: rot13[K](D)')],
  ['primitive-needs-key', phase('message m A -> B: enc(D)')],
  ['primitive-takes-no-key', phase('message m A -> B: hash[K](D)')],
  ['associated-data-refused', phase('message m A -> B: enc[K](D ; A)')],
  ['repeated-clause', `${head}data E of A of B\nphase f {\n}\n`],
  ['not-yet', `${head}key G of A fleet\nphase f {\n}\n`],
  ['not-yet', `${head}key G shared by all A\nphase f {\n}\n`],
  ['not-yet', `${head}group key G of A\nphase f {\n}\n`],
  ['not-yet', phase('message m B -> A: C', 'A checks C window 16')],
  ['not-yet', phase('message m B -> A: C', 'A checks next C')],
  ['not-yet', phase('message m B -> A: C', 'A checks C once')],
  ['not-yet', phase('A resets C')],
  ['not-yet', phase('A, B restart')],
  ['not-yet', phase('channel A, B secure in order')],
  ['not-yet', phase('message m A -> B over secure may repeat in order: D')],
  ['not-yet', `${head}phase f channel secure ordered {\n}\n`],
  ['not-yet', `${head}phase f adversary absent repeats {\n}\n`],
  ['not-yet', `${head}phase f "label" once {\n}\n`],
  ['not-yet', `${phase()}attack t {\nclone A\n}\n`],
  ['not-yet', `${phase()}attack t {\nchannel A, B authentic may repeat\n}\n`],
  ['no-protocol', 'entity A\nphase f {\n}\n'],
  ['second-protocol', `${phase()}protocol Q\n`],
  ['no-entity', 'protocol P\nphase f {\n}\n'],
  ['no-phase', head],
  ['duplicate-name', `${phase()}data D of A\n`],
  ['unknown-name', phase('message m A -> B: DD')],
  ['not-an-entity', phase('message m A -> K: D')],
  ['not-an-element', phase('A makes B')],
  ['not-a-key-pair', phase('message m A -> B: pk(K)')],
  ['not-a-symmetric-key', `${head}key L shared by A, B replaces D\nphase f {\n}\n`],
  ['not-derivable', phase('A derives C = hash(K)')],
  ['not-a-phase', `${phase()}attack t {\nleak K from D\n}\n`],
  ['not-fresh-material', phase('A advances D')],
  ['key-half-expected', phase('message m A -> B: PK')],
  ['wrong-key-half', phase('message m A -> B: penc[sk(PK)](D)')],
  ['key-halves-of-two-pairs', phase('message m A -> B: dh[sk(PK)](D)')],
  ['key-halves-of-two-pairs', phase('message m A -> B: dh[sk(PK)](pk(PK))')],
  [
    'pair-for-one-purpose',
    `${head}key pair E of A\nkey pair F of B known to A\nphase f {\nA derives D = hash(dh[sk(E)](pk(F)))\nmessage m A -> B: sign[sk(E)](D)\n}\n`,
  ],
  ['clause-not-for-kind', `${head}constant Y of A\nphase f {\n}\n`],
  ['key-pair-needs-owner', `${head}key pair QK\nphase f {\n}\n`],
  ['channel-to-itself', phase('channel A, A secure')],
  ['message-to-itself', phase('message m A -> A: D')],
  ['duplicate-tick', `${phase()}confidentiality D: A\nconfidentiality D: B\n`],
  ['tick-names-twice', `${phase()}confidentiality D: A, A\n`],
  ['unknown-requirement', `${phase()}confidentiality D: A refines D\n`],
  ['replaces-itself', `${head}key L shared by A, B replaces L\nphase f {\n}\n`],
  ['claim-about-itself', `${phase('message m B -> A: B')}authentication A to A: aliveness\n`],
  ['claim-about-itself', `${phase('message m B -> A: B')}key-confirmation K: A to A\n`],
  [
    'duplicate-claim',
    `${phase('message m A -> B: D')}requirement R integrity "x"\nforward-secrecy D\nforward-secrecy D refines R\n`,
  ],
  ['nothing-to-agree-on', `${phase('message m A -> B: D')}authentication A to B: agreement on X\n`],
  ['data-not-agreed-on', `${phase('message m A -> B: D')}authentication A to B: aliveness on D\n`],
  ['long-term-forward-secrecy', `${phase()}forward-secrecy K\n`],
  ['flaw-not-for-primitive', `${phase()}attack t {\nforgeable hash\n}\n`],
  ['repeated-clause', `${phase()}attack t {\nadversary passive\nadversary active\n}\n`],
  ['wrong-key-half', `${phase()}attack t {\nleak pk(PK)\n}\n`],
  ['key-half-expected', `${phase()}attack t {\nleak PK\n}\n`],
  ['not-to-be-skipped', phase('message m A -> B: D, X', 'B skips X')],
  ['nothing-received', phase('B skips D')],
  ['skip-not-in-message', phase('message m A -> B: D', 'B skips K')],
  ['skip-not-in-message', phase('message m A -> B: D, mac[K](A)', 'B skips enc')],
  ['nothing-to-compare', phase('message m A -> B: D', 'B skips D')],
  ['claimant-receives-nothing', `${phase('message m A -> B: D')}authentication B to A: aliveness\n`],
  ['claimant-receives-nothing', `${phase('message m A -> B: D')}key-confirmation K: B to A\n`],
  ['never-agreed-on', `${phase('message m A -> B: A')}authentication A to B: agreement on D\n`],
  ['cannot-build', phase('message m B -> A: enc[K](D)')],
  [
    'cannot-take',
    `${head}key L shared by A, B\ncounter E shared by A, B\nphase f channel secure adversary absent {\nA advances E\nA derives L = kdf[K](E)\nB derives L = kdf[K](E)\nmessage m A -> B: mac[L](X)\n}\n`,
  ],
  ['cannot-check', phase('message m A -> B: D', 'B checks C')],
  ['cannot-check', phase('message m A -> B: C', 'message n A -> B: D', 'B checks C')],
  ['cannot-check', `${head}key L of A\nphase f {\nmessage m A -> B: enc[L](C)\nB checks C\n}\n`],
  ['cannot-advance', phase('B advances C')],
  ['cannot-accept', phase('B accepts D')],
  ['cannot-install', `${head}key L of A\nphase f {\nB installs L\n}\n`],
  ['cannot-erase', `${head}key L of A\nphase f {\nB erases L\n}\n`],
  ['cannot-derive', `${head}key L\nphase f {\nB derives L = kdf[K](D)\n}\n`],
  ['made-twice', `${head}key L\nphase f {\nA makes L\nB makes L\n}\n`],
  ['made-twice', `${head}key L\nphase f {\nA derives L = kdf[K](X)\nB derives L = kdf[K](A)\n}\n`],
  ['known-before-made', `${head}key L known to B\nphase f {\nA makes L\n}\n`],
  ['used-before-made', `${head}key L\nphase f {\nmessage m A -> B: L\nA makes L\n}\n`],
  ['constant-made', phase('A makes X')],
  ['key-accepted', phase('message m A -> B: K', 'B accepts K')],
  ['data-installed', phase('message m A -> B: D', 'B installs D')],
  ['constant-accepted', phase('message m A -> B: X', 'B accepts X')],
  ['public-repeats', phase('message m A -> B over public may repeat: D')],
  ['public-repeats', phase('channel A, B public may repeat')],
  ['public-repeats', `${head}phase f channel public may repeat {\n}\n`],
  ['coincides-with-itself', `${phase()}entity A, A may coincide\n`],
  ['duplicate-coincidence', `${phase()}entity A, B may coincide\nentity B, A may coincide\n`],
];

describe('diagnostics', () => {
  test.each(wrong)('%s: %j', (code, text) => {
    expect(codesOf(text)).toEqual([code]);
  });

  test('every code has its text above', () => {
    expect(new Set(wrong.map(([code]) => code))).toEqual(new Set(diagnosticCodes));
  });

  test('every sentence is whole in both languages', () => {
    for (const locale of ['en', 'nb'] as const) {
      for (const [, text] of wrong) {
        for (const diagnostic of checkText(text).diagnostics) {
          const sentence = diagnosticSentence(diagnostic, createTranslate(locale));
          expect(sentence).toMatch(/^[^{}]+\.$|[:].*\.$/);
          expect(sentence).not.toContain('undefined');
        }
      }
    }
  });

  test('stand at the line and column of what is wrong', () => {
    const text = phase('message m A -> B: D', 'message n A -> B: DD');
    const [diagnostic] = checkText(text).diagnostics;
    expect(positionAt(text, diagnostic?.span.start ?? 0)).toEqual({ line: 11, column: 19 });
  });

  test('offer the nearest name as a fix, and the fix mends the text', () => {
    const text = sampleText
      .replace('MET -> HES', 'MET -> HES')
      .replaceAll('K_mh_kek](K_mh,', 'K_mh_kekk](K_mh,');
    const [diagnostic] = checkText(text).diagnostics;
    expect(diagnostic?.fix?.replacement).toBe('K_mh_kek');
    const mended =
      diagnostic?.fix === null || diagnostic === undefined ? text : applyEdit(text, diagnostic.fix.edit);
    expect(checkText(mended).diagnostics).toHaveLength(checkText(text).diagnostics.length - 1);
  });

  test('one broken statement does not hide the next', () => {
    expect(codesOf(phase('message m A B: D', 'A advances D', 'B makes X'))).toEqual([
      'expected',
      'not-fresh-material',
      'constant-made',
    ]);
  });
});
