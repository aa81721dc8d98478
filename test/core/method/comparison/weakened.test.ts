import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { compareContents } from '#core/method/comparison/compare-contents.ts';
import { weakeningKinds, type WeakeningKind } from '#core/method/comparison/weakening.ts';
import { createTranslate, locales } from '#core/messages/catalogue.ts';
import { describeWeakening } from '#core/views/words/describe-weakening.ts';
import { changed } from '../../../support/models/sample.ts';

const text = `protocol P
entity A
entity B
entity C
entity A, C may coincide
key K shared by A, B long-term
key S shared by A, B session
key pair KA of A known to B
data D of A
data E of A low entropy
nonce N of B
phase made channel secure adversary absent {
  message f1 A -> B: A
}
phase one channel public adversary present {
  message m0 B -> A: N
  message m1 A -> B: D, mac[K](D, N)
  message m2 A -> B over secure may repeat: E
  A makes S
  message m3 A -> B: aead[K](S, N)
  B installs S
  message m4 B -> A: mac[S](N)
  message m5 B -> C: D
}
phase two channel public adversary present {
  message m6 A -> B: mac[S](A, B), hash(A, B)
  message m7 A -> B: D, mac[K](D, B)
  message e1 B -> A over secure: E, S
  A, B erase S
}
requirement R1 integrity "Readings arrive as they were written"
integrity D: A refines R1
confidentiality E: A, B
confidentiality N: none
authentication A to B: injective-agreement on N
key-freshness S: B
attack lost {
  leak K
  compromise C from one
  weak hash
  untyped
}
attack open {
  channel A, B public in made
}
`;

function weakenedBy(later: string, earlier = text): readonly string[] {
  for (const each of [earlier, later]) {
    const { diagnostics } = checkText(each);
    if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
  }
  const { models } = compareContents(
    { text: earlier, dossier: emptyDossier },
    { text: later, dossier: emptyDossier },
  );
  for (const each of models?.weakened ?? [])
    for (const locale of locales) {
      const told = describeWeakening(each, createTranslate(locale));
      // Whatever it is about is in its words.
      for (const name of each.kind === 'assumes' ? [] : each.names) expect(told).toContain(name);
    }
  return (models?.weakened ?? []).map(({ kind, names, question }) =>
    [kind, ...(question === null ? [] : [question.key]), names.join('+')].join(' | '),
  );
}

/** Edits, each a text in place of another, with what has to be told. */
const cases: readonly (readonly [string, WeakeningKind, string, string])[] = [
  ['honest | secrecy of E at A | C', 'honest', 'confidentiality E: A, B', 'confidentiality E: A, B, C'],
  ['permitted | C', 'permitted', 'confidentiality E: A, B', 'confidentiality E: A, B, C'],
  ['permitted | B', 'permitted', 'confidentiality N: none', 'confidentiality N: B'],
  ['originates | C', 'originates', 'integrity D: A', 'integrity D: A, C'],
  ['statement-gone | ', 'statement-gone', 'confidentiality N: none\n', ''],
  ['unlinked | R1', 'unlinked', ' refines R1', ''],
  ['requirement-reworded | R1', 'requirement-reworded', 'as they were written', 'where it matters'],
  ['requirement-kind | R1', 'requirement-kind', 'R1 integrity', 'R1 availability'],
  [
    'attack-gone | lost',
    'attack-gone',
    'attack lost {\n  leak K\n  compromise C from one\n  weak hash\n  untyped\n}\n',
    '',
  ],
  ['attack-passive | lost', 'attack-passive', '  untyped\n', '  untyped\n  adversary passive\n'],
  ['attack-typed | lost', 'attack-typed', '  untyped\n', ''],
  ['attack-weaker | lost', 'attack-weaker', '  leak K\n', ''],
  ['attack-weaker | lost', 'attack-weaker', '  leak K\n', '  leak K from two\n'],
  ['attack-weaker | lost', 'attack-weaker', 'compromise C from one', 'compromise C from two'],
  [
    'attack-channel | open',
    'attack-channel',
    'channel A, B public in made',
    'channel A, B authentic in made',
  ],
  ['attack-channel | lost', 'attack-channel', '  untyped\n', '  untyped\n  channel A, B secure in two\n'],
  [
    'phase-quiet | two',
    'phase-quiet',
    'phase two channel public adversary present',
    'phase two adversary absent',
  ],
  ['message-gone | m5', 'message-gone', '  message m5 B -> C: D\n', ''],
  ['channel-trusted | m1', 'channel-trusted', 'm1 A -> B:', 'm1 A -> B over authentic:'],
  ['channel-trusted | m5', 'channel-trusted', 'm5 B -> C:', 'm5 B -> C over confidential:'],
  [
    'channel-trusted | m0',
    'channel-trusted',
    'present {\n  message m0',
    'present {\n  channel A, B secure\n  message m0',
  ],
  ['delivered-once | m2', 'delivered-once', ' may repeat', ''],
  ['apart | A+C', 'apart', 'entity A, C may coincide\n', ''],
  ['entropy | E', 'entropy', ' low entropy', ''],
  ['element-kind | E', 'element-kind', 'data E', 'nonce E'],
  ['holders | KA', 'holders', ' known to B', ''],
  ['holders | K', 'holders', 'key K shared by A, B', 'key K shared by A, B, C'],
  ['lifetime | K', 'lifetime', 'A, B long-term', 'A, B session'],
  ['erased | K', 'erased', '  A, B erase S\n', '  A, B erase S\n  A erases K\n'],
  [
    'erased | S',
    'erased',
    '  message e1 B -> A over secure: E, S\n  A, B erase S\n',
    '  A erases S\n  message e1 B -> A over secure: E, S\n  B erases S\n',
  ],
  [
    'taken-elsewhere | key-freshness of S at B | ',
    'taken-elsewhere',
    '  B installs S\n  message m4 B -> A: mac[S](N)\n',
    '  message m4 B -> A: mac[S](N)\n  B installs S\n',
  ],
  [
    'taken-elsewhere | agreement of B with A on D | ',
    'taken-elsewhere',
    '  A, B erase S\n',
    '  A, B erase S\n  B accepts D\n',
  ],
  [
    'taken-elsewhere | agreement of B with A on D | ',
    'taken-elsewhere',
    '  message m7 A -> B: D, mac[K](D, B)\n',
    '  message m7 A -> B: D, mac[K](D, B)\n  message m8 A -> B: D\n',
  ],
  ['sent-less | secrecy of E at A | e1', 'sent-less', 'over secure: E, S', 'over secure: S'],
  ['attack-idle | lost', 'attack-idle', 'mac[S](A, B), hash(A, B)', 'mac[S](A, B)'],
  [
    'taken-less | agreement of B with A on D | m7',
    'taken-less',
    'm7 A -> B: D, mac[K](D, B)',
    'm7 A -> B: B, mac[K](B)',
  ],
  [
    'sooner | injective-entity-agreement of A to B on N | m7',
    'sooner',
    '  message m7 A -> B: D, mac[K](D, B)\n',
    '',
  ],
  [
    'other-phase | injective-entity-agreement of A to B on N | ',
    'other-phase',
    '}\nrequirement',
    '}\nphase three {\n  message m8 A -> B: A\n}\nrequirement',
  ],
];

describe('a later text', () => {
  test.each(cases)('is told to ask less: %s', (told, _, from, to) => {
    const later = changed(text, from, to);
    expect(weakenedBy(later)).toContain(told);
  });

  test('is told to ask less in every way that there is', () => {
    const tried = new Set([...cases.map(([, kind]) => kind), ...elsewhere]);
    expect(weakeningKinds.filter((kind) => !tried.has(kind))).toEqual([]);
  });

  // The other way round more is asked, but where neither is more than the other.
  const bothWays: readonly WeakeningKind[] = [
    'requirement-reworded',
    'requirement-kind',
    'element-kind',
    'holders',
    'taken-elsewhere',
    'other-phase',
  ];
  test.each(cases.filter(([, kind]) => !bothWays.includes(kind)))(
    'is not told to ask less where it asks more: %s, back again',
    (_, __, from, to) => {
      expect(weakenedBy(text, changed(text, from, to))).toEqual([]);
    },
  );

  test('is told that a message has moved to where nobody listens', () => {
    const moved = changed(text, '  message m0 B -> A: N\n', '').replace(
      'message f1 A -> B: A\n',
      'message f1 A -> B: A\n  message m0 B -> A: N\n',
    );
    expect(weakenedBy(moved)).toContain('sheltered | m0');
  });

  test('is told that the other end need not have come as far', () => {
    const [asked, answer] = ['  message m1 B -> A: B\n', '  message m2 A -> B: D, mac[K](D)\n'];
    const [head, tail] = [
      'protocol P\nentity A\nentity B\nkey K shared by A, B\ndata D of A\nphase one {\n',
      '}\nauthentication A to B: injective-agreement on D\n',
    ];
    const key = 'injective-entity-agreement of A to B on D';
    expect(weakenedBy(`${head}${answer}${asked}${tail}`, `${head}${asked}${answer}${tail}`)).toEqual([
      `less-reached | ${key} | A+m1`,
    ]);
    expect(weakenedBy(`${head}${asked}${answer}${tail}`, `${head}${answer}${asked}${tail}`)).toEqual([]);
  });

  test('is told that a requirement is gone', () => {
    const gone = changed(text, 'requirement R1 integrity "Readings arrive as they were written"\n', '');
    expect(weakenedBy(gone.replace(' refines R1', ''))).toEqual(['unlinked | R1', 'requirement-gone | R1']);
  });

  test('is told that nothing refines a requirement any more where the statement that did is gone', () => {
    expect(weakenedBy(changed(text, 'integrity D: A refines R1\n', ''))).toContain('unlinked | R1');
  });

  test('that mends a protocol asks nothing less', () => {
    const flawed = changed(text, ', mac[K](D, N)', '');
    expect(weakenedBy(text, flawed)).toEqual([]);
    const numbered = changed(text, 'nonce N of B\n', 'nonce N of B\ncounter Z shared by A, B\n').replace(
      '  message m7 A -> B: D, mac[K](D, B)',
      '  A advances Z\n  message m7 A -> B: D, Z, mac[K](D, B, Z)\n  B checks Z',
    );
    expect(weakenedBy(numbered)).toEqual([]);
    const more = changed(text, '  message m7', '  message m9 A -> C: A\n  message m7');
    expect(weakenedBy(more)).toEqual([]);
  });
});

/** Tried in tests of their own. */
const elsewhere: readonly WeakeningKind[] = [
  'sheltered',
  'requirement-gone',
  'vacuous',
  'assumes',
  'less-reached',
];
