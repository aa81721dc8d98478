import { describe, expect, test } from 'vitest';
import { adversaryName } from '#core/analysis/record/record.ts';
import { createTranslate } from '#core/messages/catalogue.ts';
import { explainCell } from '#core/views/words/explain.ts';
import { cellAt, changed, recordOf, sampleText } from '../../../support/models/sample.ts';

const none = {
  obtainsWithoutPermission: 0,
  permittedNeverObtains: 0,
  adversaryObtains: 0,
  integrityNotAssured: 0,
  integrityWithoutFreshness: 0,
};

describe('the bundled example', () => {
  test('has the characteristics of Table 1', () => {
    expect(recordOf(sampleText).metrics).toEqual({
      tableOne: {
        entities: 4,
        messages: 28,
        symmetricKeys: 9,
        keyPairs: 1,
        counters: 7,
        nonces: 0,
        dataElements: 2,
        phases: 3,
      },
      keyHierarchyLevels: 6,
    });
  });

  test('agrees with its requirements', () => {
    expect(recordOf(sampleText).discrepancies).toEqual(none);
  });

  test('explains every cell, in both languages', () => {
    const { cells } = recordOf(sampleText);
    expect(cells).toHaveLength(19 * 5);
    for (const locale of ['en', 'nb'] as const) {
      const translate = createTranslate(locale);
      for (const cell of cells) {
        const sentences = explainCell(cell, translate);
        expect(sentences.length).toBeGreaterThan(0);
        for (const sentence of sentences) expect(sentence).not.toMatch(/[{}]|undefined|^report\./);
      }
    }
  });

  test('derives what an entity obtains from what it was given or received', () => {
    const { derivation } = cellAt(recordOf(sampleText), 'READING', 'HES').confidentiality;
    expect(derivation.at(-1)?.term).toBe('READING');
    expect(derivation.map((step) => step.message)).toContain('o4');
    for (const [index, step] of derivation.entries()) {
      for (const from of step.from) expect(from).toBeLessThan(index);
    }
  });
});

describe('what is planted into the example is found', () => {
  test('a tick taken away', () => {
    const record = recordOf(
      changed(sampleText, 'confidentiality READING: HES, MET', 'confidentiality READING: MET'),
    );
    expect(cellAt(record, 'READING', 'HES').confidentiality.verdict).toBe('obtains-without-permission');
    expect(record.discrepancies).toEqual({ ...none, obtainsWithoutPermission: 1 });
  });

  test('a tick for somebody who never obtains the element', () => {
    const record = recordOf(
      changed(sampleText, 'confidentiality K_mh: HES, MET', 'confidentiality K_mh: HES, CON, MET'),
    );
    expect(cellAt(record, 'K_mh', 'CON').confidentiality.verdict).toBe('permitted-never-obtains');
  });

  test('a traffic key that the concentrator can read', () => {
    const text = sampleText.replaceAll(
      'aead[K_mh_kek](K_mh, C_mh_down ; HES, MET)',
      'aead[K_ch](K_mh, C_mh_down ; HES, MET)',
    );
    const readable = text.replace(
      'aead[K_mc](aead[K_ch](K_mh, C_mh_down ; HES, MET)',
      'aead[K_mc](aead[K_mc](K_mh, C_mh_down ; HES, MET)',
    );
    const record = recordOf(readable);
    expect(cellAt(record, 'K_mh', 'CON').confidentiality.verdict).toBe('obtains-without-permission');
    expect(cellAt(record, 'READING', 'CON').confidentiality.verdict).toBe('obtains-without-permission');
    expect(cellAt(record, 'READING', 'HES').integrity?.verdict).toBe('not-assured');
  });

  test('a counter that is not checked', () => {
    const record = recordOf(
      changed(
        sampleText,
        'HES checks C_ch_up, C_mh_up\n\n  // The traffic key is renewed',
        'HES checks C_ch_up\n\n  // The traffic key is renewed',
      ),
    );
    expect(cellAt(record, 'READING', 'HES').integrity?.verdict).toBe('assured-without-freshness');
  });

  test('a counter that nobody advances', () => {
    const text = sampleText.replaceAll('MET advances C_mh_up, C_mc_up', 'MET advances C_mc_up');
    const record = recordOf(text);
    expect(cellAt(record, 'READING', 'HES').integrity?.verdict).toBe('assured-without-freshness');
  });

  test('a counter that both directions share', () => {
    const once = changed(
      sampleText,
      'counter C_mh_down "End to end, towards the meter" shared by MET, HES source "AMS design note" "2.5"\n',
      '',
    );
    const record = recordOf(once.replaceAll('C_mh_down', 'C_mh_up'));
    expect(cellAt(record, 'READING', 'HES').integrity?.verdict).toBe('assured-without-freshness');
    expect(cellAt(record, 'COMMAND', 'MET').integrity?.verdict).toBe('assured-without-freshness');
  });

  test('a reading in the clear', () => {
    const text = sampleText.replaceAll('aead[K_mh](READING, C_mh_up ; MET, HES)', '(READING, C_mh_up)');
    const record = recordOf(
      text.replaceAll('aead[K_mc]((READING, C_mh_up), C_mc_up ; MET, CON)', 'READING, C_mh_up, C_mc_up'),
    );
    expect(cellAt(record, 'READING', adversaryName).confidentiality.verdict).toBe('adversary-obtains');
    expect(cellAt(record, 'READING', 'HES').integrity?.verdict).toBe('not-assured');
  });

  test('a joining key that the head-end system keeps', () => {
    const record = recordOf(changed(sampleText, '  HES erases K_mc_join\n', ''));
    const cell = cellAt(record, 'K_mc', 'MET').integrity;
    expect(cell?.verdict).toBe('not-assured');
    expect(cell?.acceptances.map((acceptance) => acceptance.intruders)).toEqual([['HES']]);
  });

  test('a shipment over an open channel', () => {
    const record = recordOf(changed(sampleText, '  channel KPE, HES authentic\n', ''));
    expect(cellAt(record, 'K_mh_master', 'HES').integrity?.verdict).toBe('not-assured');
  });
});
