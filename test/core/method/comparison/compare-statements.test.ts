import { describe, expect, test } from 'vitest';
import { parse, print } from '#core/notation/notation.ts';
import { compareStatements } from '#core/method/comparison/compare-statements.ts';
import { sampleText } from '../../../support/models/sample.ts';

const text = `protocol P "A protocol"
entity A "Sender"
entity B
key K shared by A, B long-term
data D of A source "Manual" section "2"
phase one channel public adversary present {
  message m1 A -> B: D, mac[K](D)
  B accepts D
  message m2 B -> A: D
}
integrity D: A
attack lost {
  leak K from one
}
`;

/** One line a difference. */
function differences(earlier: string, later: string): readonly string[] {
  return compareStatements(parse(earlier).tree, parse(later).tree).map(
    ({ kind, part, within, before, after }) =>
      [kind, part, within, before?.line, after?.line].map((each) => each ?? '-').join(' | '),
  );
}

describe('two texts', () => {
  test('that say the same in another layout, with other labels, citations and comments differ in nothing', () => {
    expect(differences(text, text)).toEqual([]);
    expect(differences(sampleText, print(parse(sampleText).tree))).toEqual([]);
    const other = text
      .replace('"A protocol"', '"Another"')
      .replace(' source "Manual" section "2"', '')
      .replace('entity B\n', '// who answers\nentity B "Receiver"\n\n');
    expect(other).not.toBe(text);
    expect(differences(text, other)).toEqual([]);
    // What is so where nothing is said, and the order of those who share something.
    const spelled = text
      .replace(' long-term', '')
      .replace('shared by A, B', 'shared by B, A')
      .replace('phase one channel public adversary present', 'phase one')
      .replace('attack lost {\n', 'attack lost {\n  adversary active\n');
    expect(differences(text, spelled)).toEqual([]);
    const [head, ...rest] = text.split('integrity D: A\n');
    expect(differences(text, `integrity D: A\n${String(head)}${rest.join('')}`)).toEqual([]);
  });

  test('differ in what one of them says otherwise, by the name of what they speak of', () => {
    expect(differences(text, text.replace(' long-term', ' session'))).toEqual([
      'changed | element | - | key K shared by A, B long-term | key K shared by A, B session',
    ]);
    expect(differences(text, text.replace('B: D, mac[K](D)', 'B over authentic: D'))).toEqual([
      'changed | message | one | message m1 A -> B: D, mac[K](D) | message m1 A -> B over authentic: D',
    ]);
    expect(differences(text, text.replace('adversary present', 'adversary absent'))).toEqual([
      'changed | phase | - | phase one channel public adversary present | phase one channel public adversary absent',
    ]);
    expect(differences(text, text.replace('integrity D: A', 'integrity D: A, B'))).toEqual([
      'changed | tick | - | integrity D: A | integrity D: A, B',
    ]);
  });

  test('differ in what one of them alone says', () => {
    expect(differences(text, text.replace('  B accepts D\n', ''))).toEqual([
      'removed | step | one | B accepts D | -',
    ]);
    expect(differences(text, text.replace('  leak K from one\n', '  leak K from one\n  weak mac\n'))).toEqual(
      ['added | assumption | lost | - | weak mac'],
    );
    const all = 'attack lost {\n  leak K from one\n}\n';
    expect(differences(text, text.replace(all, ''))).toEqual([
      'removed | attack | - | attack lost | -',
      'removed | assumption | lost | leak K from one | -',
    ]);
  });

  test('differ in the order of steps, each told once, and what says the same twice is there twice', () => {
    const [m1, accepts, m2] = [
      '  message m1 A -> B: D, mac[K](D)\n',
      '  B accepts D\n',
      '  message m2 B -> A: D\n',
    ];
    expect(differences(text, text.replace(`${accepts}${m2}`, `${m2}${accepts}`))).toHaveLength(1);
    expect(differences(text, text.replace(`${m1}${accepts}${m2}`, `${m2}${m1}${accepts}`))).toEqual([
      'moved | message | one | message m2 B -> A: D | message m2 B -> A: D',
    ]);
    expect(differences(text, text.replace(accepts, `${accepts}${accepts}`))).toEqual([
      'added | step | one | - | B accepts D',
    ]);
  });

  test('differ in the phase of a message, and in the order of phases', () => {
    const two = text.replace('}\nintegrity', '}\nphase two {\n}\nintegrity');
    const other = text
      .replace('  message m2 B -> A: D\n', '')
      .replace('}\nintegrity', '}\nphase two {\n  message m2 B -> A: D\n}\nintegrity');
    expect(differences(two, other)).toEqual([
      'moved | message | two | message m2 B -> A: D | message m2 B -> A: D',
    ]);
    const [start = '', rest = ''] = two.split('phase one');
    const [one = '', end = ''] = rest.split('phase two {\n}\n');
    expect(differences(two, `${start}phase two {\n}\nphase one${one}${end}`)).toHaveLength(1);
  });

  test('differ in a claim by what it demands, of the same two', () => {
    const [one, other] = ['agreement on D', 'aliveness'].map(
      (level) => `${text}authentication A to B: ${level}\n`,
    );
    expect(differences(one ?? '', other ?? '')).toEqual([
      'changed | claim | - | authentication A to B: agreement on D | authentication A to B: aliveness',
    ]);
  });

  test('differ the other way round the other way round', () => {
    const other = text.replace(' long-term', ' session').replace('  B accepts D\n', '');
    const back = compareStatements(parse(other).tree, parse(text).tree);
    const there = compareStatements(parse(text).tree, parse(other).tree);
    expect(back).toHaveLength(there.length);
    for (const { part, before, after } of there)
      expect(back).toContainEqual(expect.objectContaining({ part, before: after, after: before }));
  });
});
