import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Verdict } from '#core/analysis/record/verdict.ts';
import { createTranslate } from '#core/messages/catalogue.ts';
import { describeNotation, describeTrace } from '#core/views/words/describe-trace.ts';
import { root } from '../../../support/places.ts';
import { answersTo } from '../../../support/models/answered.ts';

const english = createTranslate('en');

/** The story of the attack on what is asked from the view of an entity, and whether under an attack model. */
function story(text: string, kind: string, element: string | null, entity: string): readonly string[] {
  const isAsked = ({ question: asked, trace }: Verdict): boolean =>
    asked.kind === kind && asked.element === element && asked.entity === entity && trace !== null;
  const trace = answersTo(text).find(isAsked)?.trace;
  if (trace === undefined || trace === null) throw new Error('no attack');
  return describeTrace(trace, english);
}

function fromLibrary(name: string): string {
  return readFileSync(join(root, 'resources', 'protocols', `${name}.segl`), 'utf8');
}

const shared = `
protocol P
entity A
entity B
key K shared by A, B long-term
`;

describe('an attack tells', () => {
  test("the adversary's keys and values by what they stand for, each with a name of its own", () => {
    expect(story(fromLibrary('diffie-hellman'), 'secrecy', 'D', 'B')).toEqual([
      'Run 1 is B in run',
      '(1) Run 1 receives m1 from the adversary: pk(XA*)',
      "(2) Run 1 sends m2: pk(XB'1)",
      "(3) Run 1 receives m3 from the adversary: aead[kdf[dh[XB'1](pk(XA*))](LABEL)](D*)",
      '→ Run 1 takes a value of the adversary for D: D*',
    ]);
    const two = `${shared}data D of A
data E of A
phase p channel public adversary present {
  message m1 A -> B: D, E
  message m2 A -> B: E
}
integrity D: A
`;
    expect(story(two, 'agreement', 'D', 'B').join('\n')).toContain('from the adversary: D*, E*');
  });

  test('numbers by their counter, those from before the adversary too', () => {
    const text = `${shared}counter C shared by A, B
counter E shared by A, B
data D of A
phase made channel secure adversary absent {
  A advances E
  message s1 A -> B: E
}
phase p channel public adversary present {
  A advances C
  message m1 A -> B: D, C, mac[K](C, E)
}
integrity D: A
`;
    const told = story(text, 'agreement', 'D', 'B').join('\n');
    expect(told).toMatch(/D\*, C#1, mac\[K\(A, B\)\]\(C#1, E#1\)/u);
    expect(told).not.toContain('number');
  });

  test('what repeats by the step that it came in first', () => {
    const told = story(fromLibrary('needham-schroeder-symmetric'), 'key-uniqueness', 'KAB', 'B');
    expect(told.slice(6)).toEqual([
      "(3) Run 3 sends m2: enc[KAS(A, S)](NA'1, B, KAB'3, [3a]=enc[KBS(B, S)](KAB'3, A))",
      '(4) Run 1 receives m2 as it was sent in (3)',
      '(5) Run 1 sends m3: [3a]',
      '(6) Run 2 receives m3 as it was sent in (5)',
      "→ Run 2 takes as KAB: KAB'3",
      '(7) Run 4 receives m3 as it was sent in (5)',
      "→ Run 4 takes as KAB: KAB'3",
    ]);
  });

  test('who else takes part, and nobody that is who it is said to be', () => {
    expect(story(fromLibrary('woo-lam'), 'entity-agreement', null, 'B').slice(0, 3)).toEqual([
      'Run 1 is B in run',
      'Run 2 is A in run; B is another, B2',
      'Run 3 is S in run',
    ]);
    expect(story(fromLibrary('needham-schroeder-public-key'), 'secrecy', 'NB', 'B')[0]).toBe(
      'Run 1 is A in run; B is the adversary',
    );
  });

  test('which secrets the adversary has that no message shows, and from when on', () => {
    const joining = story(fromLibrary('metering-joining-key-known'), 'secrecy', 'NET', 'CON');
    expect(joining[2]).toBe('→ The adversary is assumed to have: JOIN(CON, MET)');
    const later = story(fromLibrary('key-transport'), 'forward-secrecy', 'KS', 'A');
    expect(later.at(-2)).toBe('→ The adversary is assumed to have: K(A, B)');
    const many = `
protocol P
entity HES
entity MET
key G of HES long-term
data D of HES
phase made channel secure adversary absent {
  message f1 HES -> MET: G
}
phase p channel public adversary present {
  message b1 HES -> MET: aead[G](D ; HES, MET)
}
confidentiality D: HES, MET
`;
    expect(story(many, 'secrecy', 'D', 'HES')[1]).toBe(
      '→ The adversary has from a dishonest participant: G(HES)',
    );
  });

  test('nothing that is handed to the adversary twice, and no role by a name that the model does not have', () => {
    const text = `${shared}key S session
data D of A
data E of A
phase p channel public adversary present {
  A makes S
  message m1 A -> B: aead[K](S ; A, B)
  B installs S
  message m2 A -> B: aead[S](D ; A, B)
}
phase q channel public adversary present {
  message m3 A -> B: aead[S](E ; A, B)
}
confidentiality E: A, B
attack lost "The session key is known" {
  leak S
}
`;
    const told = story(text, 'secrecy', 'E', 'B');
    expect(told.filter((line) => line.includes('lets the adversary have'))).toHaveLength(1);
    expect(
      told.filter((line) => line.startsWith('Run')).every((line) => / is [AB] in [pq]$/u.test(line)),
    ).toBe(true);
  });

  test('what its notation means, as far as it has any', () => {
    const trace = answersTo(fromLibrary('diffie-hellman')).find(({ answer }) => answer === 'violated')?.trace;
    if (trace === undefined || trace === null) throw new Error('no attack');
    expect(describeNotation([trace], english)).toHaveLength(2);
    expect(describeNotation([], english)).toEqual([]);
  });
});
