import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { verifyAndCompare } from '#core/analysis/pipeline/verify-model.ts';
import { openVerdict, unchecked, vacuousVerdict, type Verdict } from '#core/analysis/record/verdict.ts';
import { emptyDossier } from '#core/dossier/dossier.ts';
import {
  compareContents,
  type ComparableContent,
  type ComparedContents,
} from '#core/method/comparison/compare-contents.ts';
import { createTranslate } from '#core/messages/catalogue.ts';
import { describeWeakening } from '#core/views/words/describe-weakening.ts';

const text = `protocol P
entity A
entity B
entity C
entity A, C may coincide
key K shared by A, B long-term
data D of A
data E of A low entropy
phase one channel public adversary present {
  message m1 A -> B: D, mac[K](D)
  message m2 A -> B over secure may repeat: E
  message m3 B -> C: D
}
phase two {
  message m4 C -> A: C
}
integrity D: A
confidentiality E: A, B
attack lost {
  leak K from one
  untyped
}
`;

function answered(model: string): ComparableContent {
  const { executable, diagnostics } = checkText(model);
  if (executable === null) throw new Error(JSON.stringify(diagnostics));
  const verdicts = verifyAndCompare(executable.model, executable.run, {
    clauses: 20_000,
    cancelled: () => false,
    progress: () => undefined,
  });
  return { text: model, dossier: emptyDossier, verdicts };
}

function changesOf({ models }: ComparedContents): readonly string[] {
  return (models?.verdicts ?? []).map(({ kind, question, before, after }) =>
    [kind, question.attack ?? 'plain', question.key, before?.answer ?? '-', after?.answer ?? '-'].join(' | '),
  );
}

function compared(later: string, earlier = text): readonly string[] {
  return changesOf(compareContents(answered(earlier), answered(later)));
}

function withAnswer(
  content: ComparableContent,
  at: number,
  change: (verdict: Verdict) => Verdict,
): ComparableContent {
  const verdicts = content.verdicts ?? [];
  const verdict = verdicts[at];
  if (verdict === undefined) throw new Error('no such answer');
  return { ...content, verdicts: verdicts.with(at, change(verdict)) };
}

describe('the answers about a later model', () => {
  test('that says the same are the same', () => {
    expect(compared(`// a comment\n${text.replace('entity B\n', 'entity B "Receiver"\n')}`)).toEqual([]);
  });

  test('that is weaker are worse, and the other way round better', () => {
    const weaker = text.replace(', mac[K](D)', '');
    const lines = compared(weaker);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.every((line) => line.startsWith('worse | plain | '))).toBe(true);
    expect(lines).toContain('worse | plain | agreement of B with A on D | holds | violated');
    expect(compared(text, weaker)).toEqual(
      lines.map((line) => line.replace('worse', 'better').replace('holds | violated', 'violated | holds')),
    );
  });

  test('come with the differences that they can rest on, and with no others', () => {
    const later = text
      .replace(', mac[K](D)', '')
      .replace('message m4 C -> A: C', 'message m4 C -> A: C, D')
      .replace('confidentiality E: A, B', 'confidentiality E: A');
    const { models } = compareContents(answered(text), answered(later));
    const worse = models?.verdicts.find(({ kind, question }) => kind === 'worse' && question.entity === 'B');
    // What happens after the last moment that matters, and who may have something else, is no reason.
    expect(worse?.through.map(({ after }) => after?.line)).toEqual(['message m1 A -> B: D']);
  });

  test('that rest on nothing which differs are told so', () => {
    const one = answered(text);
    const at = one.verdicts?.findIndex(({ answer }) => answer === 'holds') ?? -1;
    const other = withAnswer(one, at, ({ question }) => openVerdict(question, 'time'));
    const there = compareContents(one, other).models?.verdicts;
    expect(there).toMatchObject([{ kind: 'worse', limited: true, through: [] }]);
    expect(compareContents(other, one).models?.verdicts).toMatchObject([{ kind: 'better', limited: true }]);
    const unproved = withAnswer(one, at, ({ question }) => openVerdict(question, 'no-attack-confirmed'));
    expect(compareContents(one, unproved).models?.verdicts).toMatchObject([
      { kind: 'worse', limited: false },
    ]);
  });

  test('that is not known to be violated any more are neither better nor worse', () => {
    const one = answered(text.replace(', mac[K](D)', ''));
    const at = one.verdicts?.findIndex(({ answer }) => answer === 'violated') ?? -1;
    const other = withAnswer(one, at, ({ question }) => openVerdict(question, 'time'));
    expect(changesOf(compareContents(one, other))[0]).toMatch(/^open \| .* \| violated \| undecided$/u);
    expect(changesOf(compareContents(other, one))[0]).toMatch(/^worse \| .* \| undecided \| violated$/u);
  });

  test('that take more for granted, or are about nothing, are told to say less', () => {
    const one = answered(text);
    const at = one.verdicts?.findIndex(({ answer }) => answer === 'holds') ?? -1;
    const clocks = { kind: 'clocks-in-step', names: ['T'], without: null } as const;
    const assuming = withAnswer(one, at, (verdict) => ({
      ...verdict,
      assumes: [...verdict.assumes, clocks],
    }));
    const told = compareContents(one, assuming).models;
    expect(told).toMatchObject({ verdicts: [], weakened: [{ kind: 'assumes', names: ['T'] }] });
    for (const each of told?.weakened ?? [])
      expect(describeWeakening(each, createTranslate('en'))).toMatch(/takes more for granted: .*T/u);
    expect(compareContents(assuming, one).models).toEqual({ verdicts: [], weakened: [] });
    const empty = withAnswer(one, at, ({ question }) => vacuousVerdict(question));
    expect(compareContents(one, empty).models).toMatchObject({
      verdicts: [{ kind: 'worse' }],
      weakened: [{ kind: 'vacuous' }],
    });
  });

  test('that take less for granted, as entities may coincide that were kept apart, are not told to say less', () => {
    const together = answered(text);
    const apart = answered(text.replace('entity A, C may coincide\n', ''));
    const assumed = ({ models }: ComparedContents): readonly (string | null)[] =>
      (models?.weakened ?? []).flatMap(({ kind, after }) => (kind === 'assumes' ? [after] : []));
    expect(assumed(compareContents(apart, together))).toEqual([]);
    expect(assumed(compareContents(together, apart))).toContain('roles-apart');
  });

  test('that asks less are told to be gone, question by question', () => {
    const lines = compared(text.replace('integrity D: A\n', ''));
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) expect(line).toMatch(/^dropped \| (plain|lost) \| .* \| -$/u);
  });

  test('that asks more of the same two are told by that', () => {
    const claimed = (level: string): string => `${text}authentication A to B: ${level}\n`;
    const raised = compared(claimed('agreement on D'), claimed('weak-agreement'));
    expect(raised.filter((line) => line.startsWith('dropped'))).toEqual([]);
    expect(raised.every((line) => line.includes('entity-agreement of A to B on D'))).toBe(true);
    const lowered = compared(claimed('weak-agreement'), claimed('agreement on D'));
    expect(lowered.some((line) => line.startsWith('dropped'))).toBe(true);
  });

  test('that asks more of something else hides no question that is gone', () => {
    const claimed = (claim: string): ComparableContent => ({
      text: `${text.replace('m4 C -> A', 'm4 C -> B')}authentication A to B: ${claim}\n`,
      dossier: emptyDossier,
    });
    const dropped = (one: string, other: ComparableContent): readonly string[] =>
      changesOf(compareContents(claimed(one), other)).filter((line) => line.startsWith('dropped'));
    // On other elements, about the end of another phase, without the attack model.
    expect(dropped('agreement on D', claimed('injective-agreement on E'))).toContain(
      'dropped | plain | entity-agreement of A to B on D | - | -',
    );
    expect(dropped('weak-agreement in one', claimed('agreement on D in two'))).toHaveLength(2);
    const plain = claimed('agreement on D').text.replace(/attack lost \{[^}]*\}\n/u, '');
    const gone = dropped('weak-agreement', { text: plain, dossier: emptyDossier });
    expect(gone).toContain('dropped | lost | weak-agreement of A to B | - | -');
    expect(gone).not.toContain('dropped | plain | weak-agreement of A to B | - | -');
  });

  test('that hold within fewer runs, or by a proof that nobody looked at, are worse', () => {
    const one = answered(text);
    const at = one.verdicts?.findIndex(({ answer }) => answer === 'holds') ?? -1;
    const within = (runs: number): ComparableContent =>
      withAnswer(one, at, (verdict) => ({ ...verdict, answer: 'holds-within', runs }));
    const kinds = (before: ComparableContent, after: ComparableContent): readonly string[] =>
      (compareContents(before, after).models?.verdicts ?? []).map(({ kind }) => kind);
    expect(kinds(within(3), within(2))).toEqual(['worse']);
    expect(kinds(within(2), within(3))).toEqual(['better']);
    const unproved = withAnswer(one, at, (verdict) => ({ ...verdict, evidence: unchecked }));
    expect(kinds(one, unproved)).toEqual(['worse']);
  });
});

describe('a later model with other names', () => {
  const renamed = text
    .replaceAll(/\bK\b/gu, 'Kab')
    .replaceAll(/\bB\b/gu, 'Receiver')
    .replaceAll(/\bD\b/gu, 'Reading')
    .replaceAll(/\bone\b/gu, 'first')
    .replaceAll(/\blost\b/gu, 'stolen')
    .replaceAll(/\bm1\b/gu, 'n1');

  test('says the same under them, and its answers are those of before', () => {
    const found = compareContents(answered(text), answered(renamed));
    expect(found.renames.map(({ before, after }) => `${before} ${after}`).toSorted()).toEqual(
      ['B Receiver', 'D Reading', 'K Kab', 'lost stolen', 'm1 n1', 'one first'].toSorted(),
    );
    expect(found.statements).toEqual([]);
    expect(found.models).toEqual({ verdicts: [], weakened: [] });
  });

  test('hides no question that is gone with the old one', () => {
    const found = compareContents(answered(text), answered(renamed.replace('integrity Reading: A\n', '')));
    expect(found.renames.map(({ before }) => before)).toContain('D');
    const lines = changesOf(found);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.every((line) => line.startsWith('dropped'))).toBe(true);
  });

  test('is not taken for another name of something that was different', () => {
    const other = text
      .replace('data E of A low entropy', 'nonce F of A')
      .replace('may repeat: E', 'may repeat: F')
      .replace('confidentiality E', 'confidentiality F');
    const found = compareContents({ text, dossier: emptyDossier }, { text: other, dossier: emptyDossier });
    expect(found.renames).toEqual([]);
    expect(found.models?.verdicts.map(({ kind }) => kind)).toContain('dropped');
  });
});

describe('contents', () => {
  test('with errors in the text differ in what the texts say and in the rest', () => {
    const broken = { text: text.replace('data D of A', 'data D of X'), dossier: emptyDossier };
    const found = compareContents({ text, dossier: emptyDossier }, broken);
    expect(found.models).toBeNull();
    expect(found.tableOne.after).toBeNull();
    expect(found.statements).toMatchObject([{ kind: 'changed', part: 'element' }]);
  });

  test('tell what Table 1 counts', () => {
    const more = {
      text: text.replace('data D of A\n', 'data D of A\nnonce N of A\n'),
      dossier: emptyDossier,
    };
    const { tableOne } = compareContents({ text, dossier: emptyDossier }, more);
    expect(tableOne).toMatchObject({ before: { nonces: 0 }, after: { nonces: 1 } });
  });
});
