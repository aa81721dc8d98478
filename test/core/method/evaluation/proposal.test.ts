import { describe, expect, test } from 'vitest';
import type { CriterionProposal } from '#core/method/evaluation/proposal.ts';
import type { Criterion } from '#core/dossier/criterion.ts';
import { changed, sampleText } from '../../../support/models/sample.ts';
import { analysisOf, measured, type Measured } from '../../../support/models/measured.ts';

function on(criterion: Criterion, { evaluation }: Measured): CriterionProposal {
  const found = evaluation.find((each) => each.criterion === criterion);
  if (found === undefined) throw new Error(`no proposal for ${criterion}`);
  return found;
}

function missing(criterion: Criterion, text: string): readonly (readonly [string, number])[] {
  return on(criterion, measured(text)).missing.map(({ code, count }) => [code, count] as const);
}

const small = [
  'protocol P',
  'entity A',
  'entity B',
  'key K shared by A, B',
  'data D of A',
  'phase run {',
  'message m A -> B: aead[K](D ; B)',
  '}',
  'requirement R confidentiality "D stays secret"',
  'confidentiality D: A, B refines R',
  'confidentiality K: A, B refines R',
  'attack lost {',
  'leak K',
  '}',
  '',
].join('\n');

const bare = 'protocol P\nentity A\nphase run {\n}\n';

describe('the proposal for the bundled example', () => {
  test('is that of the paper: modelled, requirements and key update in part, the active adversary and risk left', () => {
    const { evaluation } = measured(sampleText);
    expect(evaluation.map(({ status }) => status)).toEqual([
      'done',
      'partly',
      'done',
      'done',
      'partly',
      'partly',
      'open',
    ]);
  });

  test('gives the session keys that are never renewed as the reason', () => {
    expect(missing('key-management-modelled', sampleText)).toEqual([['session-keys-not-renewed', 2]]);
  });

  test('sees what is taken away', () => {
    const without = (from: string): string => changed(sampleText, from, '');
    expect(missing('requirements-expressed', without('confidentiality HK: HES refines R2\n'))).toEqual([
      ['requirements-unfitting', 1],
      ['elements-unrequired', 1],
    ]);
    expect(
      missing('requirements-expressed', changed(sampleText, 'COMMAND: HES refines R3, R4', 'COMMAND: HES')),
    ).toEqual([
      ['requirements-unfitting', 1],
      ['statements-untraced', 1],
    ]);
    // Who takes part is asked about by a claim of authentication, and by nothing else.
    const claimed = `${sampleText}\nauthentication MET to HES: agreement on K_mh refines R1\n`;
    expect(missing('requirements-expressed', claimed)).toEqual([]);
    expect(missing('model-defined', `${sampleText}\nentity X "Nobody"\nnonce N of X\n`)).toEqual([
      ['entities-idle', 1],
      ['elements-unused', 1],
    ]);
    expect(missing('primitives-modelled', `${sampleText}\nkey K_spare shared by HES, CON\n`)).toEqual([
      ['keys-unused', 1],
    ]);
    expect(missing('phases-modelled', `${sampleText}\nphase retirement {\n}\n`)).toEqual([
      ['phases-empty', 1],
    ]);
    const kept = without('  MET erases K_mh\n');
    expect(missing('key-management-modelled', kept)).toContainEqual(['replaced-keys-kept', 1]);
    const idle = without('  MET installs K_mh_next\n');
    expect(missing('key-management-modelled', idle)).toContainEqual(['renewed-keys-not-installed', 1]);
  });
});

describe('a small model', () => {
  test('whose questions are all decided, with an attack model, has its threats identified', () => {
    const proposal = on('threats-identified', measured(small, analysisOf(small)));
    expect(proposal).toMatchObject({ status: 'done', missing: [] });
  });

  test.each(['outdated', 'under-way'] as const)('has not when the analysis is %s', (currency) => {
    const proposal = on('threats-identified', measured(small, analysisOf(small, currency)));
    expect(proposal.status).toBe('partly');
    expect(proposal.met.map(({ code }) => code)).toEqual(['passive-compared']);
    expect(proposal.missing.map(({ code }) => code)).toContain(`analysis-${currency}`);
  });

  test('has not while a question is open or only searched for few runs', () => {
    const analysis = analysisOf(small);
    for (const answer of ['undecided', 'holds-within'] as const) {
      const verdicts = analysis.verdicts.map((verdict, index) =>
        index === 0 ? { ...verdict, answer } : verdict,
      );
      expect(on('threats-identified', measured(small, { ...analysis, verdicts })).status).toBe('partly');
    }
  });

  test('is expected to have the phases of a system and to manage its keys', () => {
    expect(missing('phases-modelled', small)).toEqual([['phases-few', 1]]);
    expect(on('key-management-modelled', measured(small)).status).toBe('open');
  });

  test('may use a key in a hash only, as a token that proves who answers', () => {
    expect(missing('primitives-modelled', small.replace('aead[K](D ; B)', 'hash(K, D, B)'))).toEqual([]);
    expect(missing('primitives-modelled', small.replace('aead[K](D ; B)', 'D'))).toEqual([
      ['no-primitives', 0],
      ['keys-unused', 1],
    ]);
  });

  test('need not refine availability, which is outside every analysis', () => {
    expect(missing('requirements-expressed', `${small}requirement S availability "It answers"\n`)).toEqual(
      [],
    );
    const refined = `${small}requirement S availability "It answers"\nauthentication A to B: aliveness refines S\n`;
    expect(missing('requirements-expressed', refined)).toEqual([]);
    expect(missing('requirements-expressed', `${small}requirement S integrity "It is right"\n`)).toEqual([
      ['requirements-unrefined', 1],
    ]);
  });
});

test('risk is open whatever the model', () => {
  for (const text of [sampleText, small, bare]) {
    expect(on('risks-assessed', measured(text))).toMatchObject({
      status: 'open',
      missing: [{ code: 'risks-not-known' }],
    });
  }
});

test('of a model without anything in it nothing is done', () => {
  const { evaluation } = measured(bare);
  expect(evaluation.map(({ status }) => status)).toEqual([
    'partly',
    ...Array.from({ length: 6 }, () => 'open'),
  ]);
});
