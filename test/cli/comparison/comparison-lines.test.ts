import { expect, test } from 'vitest';
import { comparisonLines } from '#cli/comparison/comparison-lines.ts';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { compareContents } from '#core/method/comparison/compare-contents.ts';
import { changed, sampleText } from '../../support/models/sample.ts';

function lines(later: string): readonly string[] {
  return comparisonLines(
    compareContents({ text: sampleText, dossier: emptyDossier }, { text: later, dossier: emptyDossier }),
  );
}

test('a later version of the example is told line by line', () => {
  const edits = [
    ['integrity COMMAND: HES refines R3, R4\n', ''],
    ['confidentiality READING: HES, MET', 'confidentiality READING: HES, MET, CON'],
    ['message o3 "Reading, mesh" MET -> CON:', 'message o3 "Reading, mesh" MET -> CON over authentic:'],
    ['constant RENEWAL "What is transferred: a renewed key"', 'constant RENEWAL "A renewed key"'],
    ['entity CON "Concentrator"', 'entity CON "Concentrator"\nentity APP "Application"'],
  ] as const;
  const later = edits.reduce((text, [from, to]) => changed(text, from, to), sampleText);
  expect(lines(later.replaceAll(/\bK_mc\b/gu, 'K_link'))).toEqual([
    '  Renamed:',
    '    K_mc -> K_link',
    '  Entities:',
    '    + entity APP',
    '  Messages:',
    '    ~ operations: message o3 MET -> CON: aead[K_link](aead[K_mh](READING, C_mh_up ; MET, HES), C_mc_up ; MET, CON)' +
      '  ->  message o3 MET -> CON over authentic: aead[K_link](aead[K_mh](READING, C_mh_up ; MET, HES), C_mc_up ; MET, CON)',
    '  Ticks:',
    '    ~ confidentiality READING: HES, MET refines R2  ->  confidentiality READING: HES, MET, CON refines R2',
    '    - integrity COMMAND: HES refines R3, R4',
    '  What is asked and answered:',
    '    MET takes for COMMAND only what HES wrote for it: NO LONGER ASKED; before: no answer',
    '    MET takes each COMMAND of HES no more often than it was written: NO LONGER ASKED; before: no answer',
    '  What is asked of less:',
    '    What HES holds as READING stays secret: more entities are taken for honest: CON',
    '    What MET holds as READING stays secret: more entities are taken for honest: CON',
    '    HES takes for READING only what MET wrote for it: more entities are taken for honest: CON',
    '    HES takes each READING of MET no more often than it was written: more entities are taken for honest: CON',
    '    more may obtain it: CON (confidentiality READING: HES, MET; now: confidentiality READING: HES, MET, CON)',
    '    no longer refines R3, R4: integrity COMMAND: HES',
    '    message o3 goes over a channel that is trusted more: public; now: authentic',
    '  Threats of the catalogue:',
    '    - Modification of COMMAND',
    '    - Replay of READING, COMMAND under K_mh',
    '    - Reflection of READING, COMMAND under K_mh',
    '    + Replay of READING under K_ch',
    '    + A dishonest APP against READING, COMMAND, K_mh_master, K_mh_kek and 8 more',
    '    + Compromise of APP',
    '  Table 1:',
    '    Entities: 4 -> 5',
  ]);
});

test('the example and itself in another layout differ in nothing', () => {
  expect(lines(sampleText.replaceAll('\n\n', '\n'))).toEqual(['  Nothing of what the texts mean differs.']);
});
