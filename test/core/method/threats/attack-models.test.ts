import { assumption } from '#core/capabilities/definition.ts';
import { describe, expect, it } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { applyEdits } from '#core/language/source.ts';
import { attackAsProposed, type AttackProposal } from '#core/method/threats/attack-proposal.ts';
import { unchecked } from '#core/analysis/record/verdict.ts';
import { compareAttacks } from '#core/method/threats/compare-attacks.ts';
import { cloneAttack, writeAttack } from '#core/method/threats/write-attack.ts';
import { sampleText } from '../../../support/models/sample.ts';
import { analysisOf } from '../../../support/models/measured.ts';
import { catalogued, libraryText } from '../../../support/models/catalogued.ts';

function written(text: string, proposal: AttackProposal, label = 'What if'): string {
  const { tree, executable } = checkText(text);
  if (executable === null) throw new Error('not executable');
  const { edit } = writeAttack(tree, text, proposal, label, executable.model);
  return applyEdits(text, [edit]);
}

function cloned(text: string, attack: string): string {
  const copy = cloneAttack(checkText(text).tree, text, attack);
  if (copy === null) throw new Error('nothing to copy');
  return applyEdits(text, [copy.edit]);
}

const leak: AttackProposal = {
  adversary: 'active',
  untyped: false,
  assumptions: [assumption({ kind: 'leak', elements: ['HK'] })],
};

describe('an attack model that is written from a threat', () => {
  const proposals = catalogued(sampleText)
    .map(({ proposal }) => proposal)
    .filter((proposal) => proposal !== null);

  it('is understood, answers its threat and leaves the rest of the text as it was', () => {
    expect(proposals.length).toBeGreaterThan(15);
    for (const proposal of proposals) {
      const text = written(sampleText, proposal);
      const { executable, diagnostics } = checkText(text);
      expect(diagnostics).toEqual([]);
      expect(text.startsWith(sampleText.trimEnd())).toBe(true);
      expect(executable?.model.attacks).toHaveLength(1);
      if (executable !== null) expect(attackAsProposed(executable.model, proposal)).toBeDefined();
    }
  });

  it('has a name of its own each time, and a label that needs quoting is quoted', () => {
    const once = written(sampleText, leak, 'The "master" key\nis known');
    const twice = written(once, leak);
    expect(checkText(twice).executable?.model.attacks.map(({ name, label }) => [name, label])).toEqual([
      ['HK_known', 'The "master" key is known'],
      ['HK_known_2', 'What if'],
    ]);
  });

  it('has a name that can be read where what it is about ends with a prime, written or copied', () => {
    const text =
      "protocol P\nentity A\nentity B\nkey K' shared by A, B\ndata D of A\nphase f {\n  message m A -> B: enc[K'](D)\n}\n";
    const primed: AttackProposal = { ...leak, assumptions: [assumption({ kind: 'leak', elements: ["K'"] })] };
    const twice = written(written(text, primed), primed);
    const named = cloned(twice.replace('attack K_known ', "attack lost' "), "lost'");
    const { executable, diagnostics } = checkText(named);
    expect(diagnostics).toEqual([]);
    expect(executable?.model.attacks.map(({ name }) => name)).toEqual(["lost'", 'lost_copy', 'K_known_2']);
  });

  it('stands behind the last one, after a comment that ends its line', () => {
    const text = `${sampleText}\nattack one {\n  untyped\n} // so far\n\n// the end\n`;
    const after = written(text, leak);
    expect(after).toContain('} // so far\n\nattack HK_known "What if" {\n  leak sk(HK)\n}\n\n// the end\n');
  });

  it('is copied with everything in it', () => {
    const text = `${sampleText}\nattack one "First" {\n  // because\n  leak K_mh, K_mc from operations\n  untyped\n}\n`;
    const [first, copy] = checkText(cloned(text, 'one')).executable?.model.attacks ?? [];
    expect(copy).toMatchObject({ name: 'one_copy', label: 'First', untyped: true });
    expect(copy?.assumptions.map(({ kind }) => kind)).toEqual(first?.assumptions.map(({ kind }) => kind));
    expect(cloned(text, 'one').match(/because/gu)).toHaveLength(2);
    expect(cloneAttack(checkText(text).tree, text, 'two')).toBeNull();
  });
});

describe('attack models beside the plain adversary', () => {
  const given = analysisOf(libraryText('metering-forwarded-reading')).verdicts.map((verdict, number) => ({
    number,
    question: verdict.question,
    verdict,
  }));

  it('are compared question by question', () => {
    const compared = compareAttacks(given, ['insider', 'broken']);
    expect(compared).toHaveLength(5);
    for (const { answers } of compared) expect(answers[0]?.comparison).toBe('same');
    const worse = compared.filter(({ answers }) => answers[1]?.comparison === 'worse');
    expect(worse.map(({ asked }) => asked.key)).toEqual([
      'secrecy of READING at MET',
      'secrecy of READING at HES',
    ]);
    for (const { answers, baseline } of worse) {
      expect(baseline.verdict?.answer).toBe('holds');
      expect(given[answers[1]?.number ?? -1]?.verdict).toBe(answers[1]?.verdict);
    }
  });

  it('say nothing where one of the two has no answer or is not asked', () => {
    const open = given.map((each) => (each.question.attack === 'broken' ? { ...each, verdict: null } : each));
    expect(compareAttacks(open, ['broken']).map(({ answers }) => answers[0]?.comparison)).not.toContain(
      'same',
    );
    expect(compareAttacks(given, ['no such']).map(({ answers }) => answers[0]?.comparison)).toEqual(
      Array.from({ length: 5 }, () => 'not-asked'),
    );
  });

  it('are not compared before the proof of one is checked', () => {
    const [first] = given;
    if (first === undefined) throw new Error('nothing asked');
    const plain = { ...first, verdict: { ...first.verdict, answer: 'holds' as const, evidence: unchecked } };
    const under = { ...plain, question: { ...first.question, attack: 'x' } };
    expect(compareAttacks([plain, under], ['x'])[0]?.answers[0]?.comparison).toBe('open');
  });

  it('tell apart what is violated now and what is merely less known', () => {
    const [first] = given;
    if (first === undefined) throw new Error('nothing asked');
    const under = (answer: 'holds' | 'undecided' | 'violated' | 'holds-within'): typeof first => ({
      ...first,
      question: { ...first.question, attack: 'x' },
      verdict: { ...first.verdict, answer },
    });
    const comparison = (
      plain: 'holds' | 'undecided' | 'violated',
      attacked: 'holds' | 'undecided' | 'violated' | 'holds-within',
    ): unknown =>
      compareAttacks([{ ...first, verdict: { ...first.verdict, answer: plain } }, under(attacked)], ['x'])[0]
        ?.answers[0]?.comparison;
    expect(comparison('holds', 'holds')).toBe('same');
    expect(comparison('holds', 'holds-within')).toBe('less-known');
    expect(comparison('holds', 'undecided')).toBe('less-known');
    expect(comparison('undecided', 'violated')).toBe('worse');
    expect(comparison('violated', 'holds')).toBe('better');
    expect(comparison('violated', 'undecided')).toBe('less-known');
  });
});
