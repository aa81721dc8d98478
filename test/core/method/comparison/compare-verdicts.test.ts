import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { verifyAndCompare } from '#core/analysis/pipeline/verify-model.ts';
import { compareVerdicts, type AnsweredModel } from '#core/method/comparison/compare-verdicts.ts';

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
integrity D: A
confidentiality E: A, B
attack lost {
  leak K from one
  untyped
}
`;

function answered(model: string): AnsweredModel {
  const { executable, diagnostics } = checkText(model);
  if (executable === null) throw new Error(JSON.stringify(diagnostics));
  const verdicts = verifyAndCompare(executable.model, executable.run, {
    clauses: 20_000,
    cancelled: () => false,
    progress: () => undefined,
  });
  return { model: executable.model, verdicts };
}

function compared(later: string, earlier = text): readonly string[] {
  const { changes, weakened, adversary } = compareVerdicts(answered(earlier), answered(later));
  return [
    ...changes.map(({ kind, question, before, after }) =>
      [kind, question.attack ?? 'plain', question.key, before?.answer ?? '-', after?.answer ?? '-'].join(
        ' | ',
      ),
    ),
    ...weakened.map(({ question, honest }) => `weakened | ${question.key} | ${honest.join('+')}`),
    ...adversary.map(({ kind, names }) => `adversary | ${kind} | ${names.join('+')}`),
  ];
}

describe('a later model', () => {
  test('that says the same is asked and answered the same', () => {
    expect(compared(`// a comment\n${text.replace('entity B\n', 'entity B "Receiver"\n')}`)).toEqual([]);
  });

  test('that is weaker has worse answers, and the other way round better ones', () => {
    const weaker = text.replace(', mac[K](D)', '');
    const lines = compared(weaker);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.every((line) => line.startsWith('worse | plain | '))).toBe(true);
    expect(lines).toContain('worse | plain | agreement of B with A on D | holds | violated');
    // What a code protects rests on whoever could make it.
    const answers = compared(text, weaker).filter((line) => !line.startsWith('weakened'));
    expect(answers).toEqual(
      lines.map((line) => line.replace('worse', 'better').replace('holds | violated', 'violated | holds')),
    );
  });

  test('that asks less is told to, question by question', () => {
    const lines = compared(text.replace('integrity D: A\n', ''));
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) expect(line).toMatch(/^dropped \| (plain|lost) \| .* \| -$/u);
  });

  test('that takes more for honest is told to ask less', () => {
    const lines = compared(text.replace('confidentiality E: A, B', 'confidentiality E: A, B, C'));
    expect(lines.some((line) => /^weakened \| secrecy of E at \w \| C$/u.test(line))).toBe(true);
  });

  test.each([
    ['attack-gone', 'lost', ['attack lost {\n  leak K from one\n  untyped\n}\n', '']],
    ['attack-weaker', 'lost', ['  leak K from one\n', '']],
    ['attack-weaker', 'lost', ['  untyped\n', '']],
    ['attack-weaker', 'lost', ['  untyped\n', '  untyped\n  adversary passive\n']],
    ['phase-quiet', 'one', ['adversary present', 'adversary absent']],
    ['channel-trusted', 'm1', ['message m1 A -> B:', 'message m1 A -> B over authentic:']],
    ['channel-trusted', 'm3', ['message m3 B -> C:', 'message m3 B -> C over confidential:']],
    ['delivered-once', 'm2', [' may repeat: E', ': E']],
    ['apart', 'A+C', ['entity A, C may coincide\n', '']],
    ['entropy', 'E', [' low entropy', '']],
  ] as const)('whose adversary can do less is told so: %s of %s', (kind, names, [from, to]) => {
    const later = text.replace(from, to);
    expect(later).not.toBe(text);
    expect(compared(later)).toContain(`adversary | ${kind} | ${names}`);
    // Who can do more is no weaker adversary.
    expect(compared(text, later).filter((line) => line.startsWith('adversary'))).toEqual([]);
  });
});
