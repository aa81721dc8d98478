import { assumption } from '#core/capabilities/definition.ts';
import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { claimedPhase } from '#core/language/claimed-phase.ts';
import type { Model } from '#core/language/model.ts';
import { createTranslate, locales } from '#core/messages/catalogue.ts';
import { parse, print } from '#core/notation/notation.ts';
import { diagnosticSentence } from '#core/language/sentence.ts';
import { applyEdit } from '#core/language/source.ts';
import { cellAt, changed, codesOf, recordOf } from '../../../support/models/sample.ts';

const head = `protocol P
entity A
entity B
key K shared by A, B
key L session
key pair PK of A
counter C shared by A, B
data D of A
data T
requirement R1 key-freshness "Keys are new"
requirement R2 availability "It answers"
`;
const run = `phase early adversary absent {
  message m0 A -> B: A
}
phase late {
  A makes L
  A advances C
  message m1 A -> B: aead[K](L, D, C ; A)
  B checks C
  message m2 B -> A: mac[L](A, B)
}
`;

function modelOf(text: string): Model {
  const { executable, diagnostics } = checkText(text);
  if (executable === null) throw new Error(`refused: ${JSON.stringify(diagnostics)}`);
  return executable.model;
}

/** What a model says, without its places in the text. */
function said(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, each: unknown) => (key === 'span' ? undefined : each)));
}

describe('claims', () => {
  test('say who is authenticated to whom, on what and when', () => {
    const model = modelOf(`${head}${run}
      authentication A to B: injective-agreement on L, D in late refines R1, R2 source "Note" page 4
      authentication A to B: aliveness
      forward-secrecy D refines R2
      key-freshness L: B
      key-confirmation L: B to A refines R1
    `);
    const nothing = { element: null, claimed: null, claimant: null, level: null, on: [], phase: null };
    const ungrounded = { refines: [], sources: [] };
    expect(said(model.claims)).toEqual([
      {
        kind: 'authentication',
        element: null,
        claimed: 'A',
        claimant: 'B',
        level: 'injective-agreement',
        on: ['L', 'D'],
        phase: 'late',
        refines: ['R1', 'R2'],
        sources: [{ document: 'Note', section: null, page: 4, quotation: null }],
      },
      {
        ...{ ...nothing, ...ungrounded, kind: 'authentication' },
        ...{ claimed: 'A', claimant: 'B', level: 'aliveness' },
      },
      { ...nothing, ...ungrounded, kind: 'forward-secrecy', element: 'D', refines: ['R2'] },
      { ...nothing, ...ungrounded, kind: 'key-freshness', element: 'L', claimant: 'B' },
      {
        ...{ ...nothing, ...ungrounded, kind: 'key-confirmation', element: 'L' },
        ...{ claimed: 'B', claimant: 'A', refines: ['R1'] },
      },
    ]);
    const phases = model.claims.flatMap((claim) =>
      claim.kind === 'authentication' ? [claimedPhase(model, claim)?.name] : [],
    );
    expect(phases).toEqual(['late', 'late']);
  });

  test('name the phase that is meant', () => {
    const claim = 'authentication A to B: agreement on L in early\n';
    expect(codesOf(`${head}${run}${claim}`)).toEqual(['never-agreed-on', 'never-agreed-on']);
  });
});

describe('attack models', () => {
  test('say what the adversary can do, and from when on', () => {
    const { attacks } = modelOf(`${head}${run}
      attack insider "A dishonest reader" {
        compromise B from late
        leak K, sk(PK), D
        weak mac from late
        forgeable mac
        malleable aead
        channel A, B confidential in early
        channel B, A public
        adversary passive
        untyped
      }
      attack plain {
      }
    `);
    expect(said(attacks)).toEqual([
      {
        name: 'insider',
        label: 'A dishonest reader',
        adversary: 'passive',
        untyped: true,
        assumptions: [
          assumption({ kind: 'compromise', entities: ['B'], phase: 'late' }),
          assumption({ kind: 'leak', elements: ['K', 'PK', 'D'] }),
          assumption({ kind: 'flaw', flaw: 'weak', primitive: 'mac', phase: 'late' }),
          assumption({ kind: 'flaw', flaw: 'forgeable', primitive: 'mac' }),
          assumption({ kind: 'flaw', flaw: 'malleable', primitive: 'aead' }),
          assumption({ kind: 'channel', entities: ['A', 'B'], trust: 'confidential', phase: 'early' }),
          assumption({ kind: 'channel', entities: ['B', 'A'], trust: 'public' }),
        ],
        sources: [],
      },
      { name: 'plain', label: 'plain', adversary: 'active', untyped: false, assumptions: [], sources: [] },
    ]);
  });

  test('one broken line loses no other, and a missing brace no statement after it', () => {
    const text = `${head}${run}attack a {\ncompromise K\nleek D\nweak rot13\nleak D\n// kept\nconfidentiality D: A\nintegrity D: A\n`;
    const { tree, diagnostics } = checkText(text);
    expect(diagnostics.map(({ code }) => code)).toEqual([
      'not-an-entity',
      'expected',
      'unknown-primitive',
      'expected',
    ]);
    const attack = tree.statements.find((statement) => statement.kind === 'attack');
    const kept = attack?.items.map((item) => (item.kind === 'capability' ? item.capability : item.kind));
    expect(kept).toEqual(['compromise', 'leak']);
    expect(tree.statements.filter(({ kind }) => kind === 'tick')).toHaveLength(2);
    const typo = diagnostics[1];
    expect(typo?.fix?.replacement).toBe('leak');
  });

  test('keep their comments when printed', () => {
    const text = 'attack a {\n  // first\n  leak K // why\n  // last\n}\n';
    expect(print(parse(text).tree)).toBe('attack a {\n  // first\n  // why\n  leak K\n  // last\n}\n');
  });
});

describe('a channel that may repeat', () => {
  const links = (head: string, ...lines: readonly string[]): Model =>
    modelOf(
      `protocol P\nentity A\nentity B\nentity C\ndata D of A\nphase f ${head} {\n${lines.join('\n')}\n}\n`,
    );
  const repeats = (model: Model): unknown =>
    model.phases[0]?.steps.map((step) =>
      step.kind === 'message' ? [step.name, step.trust, step.repeats] : null,
    );

  test('says so with its trust: at the message, else at the link, else at the phase', () => {
    const model = links(
      'channel secure may repeat',
      'channel A, B authentic',
      'message m1 A -> B: D',
      'message m2 A -> C: D',
      'message m3 A -> B over secure may repeat: D',
      'message m4 A -> C over confidential: D',
    );
    expect(repeats(model)).toEqual([
      ['m1', 'authentic', false],
      ['m2', 'secure', true],
      ['m3', 'secure', true],
      ['m4', 'confidential', false],
    ]);
    expect(repeats(links('', 'channel A, B authentic may repeat', 'message m A -> B: D'))).toEqual([
      ['m', 'authentic', true],
    ]);
  });

  test('leaves an entity its name where one is called may', () => {
    const text =
      'protocol P\nentity may\nentity B\nkey K shared by may, B\nphase f {\n  channel may, B secure\n  may installs K\n  message m may -> B: K\n}\n';
    expect(modelOf(text).phases[0]?.steps.map(({ kind }) => kind)).toEqual(['install', 'message']);
  });

  test('is printed as it is written', () => {
    const text =
      'phase f channel secure may repeat adversary present {\n  channel A, B authentic may repeat\n  message m A -> B over secure may repeat: D\n}\n';
    expect(print(parse(text).tree)).toBe(text);
  });

  test('is not said of a public one, and the fix takes it out', () => {
    const text = `${head}phase f {\nmessage m A -> B over public may repeat: D\n}\n`;
    const [diagnostic] = checkText(text).diagnostics;
    const fix = diagnostic?.fix ?? null;
    expect(diagnostic?.code).toBe('public-repeats');
    expect(fix === null ? text : applyEdit(text, fix.edit)).toBe(text.replace(' may repeat', ''));
  });
});

describe('entities that may coincide', () => {
  test('are pairs, each two of those that one line names', () => {
    const text = `${head}entity E "Both" // one device\nentity A, B, E may coincide // in the field\n${run}`;
    expect(modelOf(text).coincide).toEqual([
      ['A', 'B'],
      ['A', 'E'],
      ['B', 'E'],
    ]);
    expect(print(parse(text).tree)).toContain(
      '// one device\nentity E "Both"\n// in the field\nentity A, B, E may coincide\n',
    );
  });

  test('are nobody without such a line', () => {
    expect(modelOf(head + run).coincide).toEqual([]);
  });
});

describe('a value that is accepted', () => {
  const accepting = (verb: string): string =>
    `${head}phase f {\nA makes L\nmessage m A -> B: aead[K](D, L)\n${verb}\n}\n`;

  test('is a step of whoever takes it over as data', () => {
    expect(said(modelOf(accepting('B accepts D')).phases[0]?.steps[2])).toEqual({
      kind: 'accept',
      entities: ['B'],
      elements: ['D'],
    });
    expect(print(parse(accepting('A, B accept D')).tree)).toContain('  A, B accept D\n');
  });

  test('is installed where it is a key, and accepted where it is none, which the fix writes', () => {
    for (const [code, wrong, right] of [
      ['key-accepted', 'B accepts L', 'B installs L'],
      ['key-accepted', 'A, B accept L', 'A, B install L'],
      ['data-installed', 'B installs D', 'B accepts D'],
      ['data-installed', 'A, B install D', 'A, B accept D'],
    ] as const) {
      const text = accepting(wrong);
      const [diagnostic] = checkText(text).diagnostics;
      const fix = diagnostic?.fix ?? null;
      expect(diagnostic?.code).toBe(code);
      expect(fix === null ? text : applyEdit(text, fix.edit)).toBe(accepting(right));
    }
  });
});

describe('the name of an entity that is skipped', () => {
  const skipping = (line: string): string =>
    `${head}phase f {\nmessage m A -> B: aead[K](A, B, D)\n${line}\n}\n`;

  test('stands apart from elements and primitives', () => {
    expect(said(modelOf(skipping('B skips A, aead, B')).phases[0]?.steps[1])).toEqual({
      kind: 'skip',
      entity: 'B',
      elements: [],
      primitives: ['aead'],
      identities: ['A', 'B'],
    });
  });

  test('must stand in the message', () => {
    expect(codesOf(skipping('B skips A').replace('A, B, D', 'B, D'))).toEqual(['skip-not-in-message']);
  });
});

describe('names', () => {
  test('may be any of the new words', () => {
    const text = `protocol P
      entity attack
      entity to
      key on shared by attack, to
      data mac of attack
      data leak of attack
      phase in {
        message from attack -> to: leak, mac
        message authentication attack -> to: mac[on](mac), leak, mac
        to skips mac
      }
      authentication attack to to: agreement on leak, mac in in
      attack weak {
        leak leak from in
      }
    `;
    const model = modelOf(text);
    expect(said(model.phases[0]?.steps[2])).toEqual({
      kind: 'skip',
      entity: 'to',
      elements: ['mac'],
      primitives: [],
      identities: [],
    });
  });
});

describe('words for what cannot be said yet', () => {
  test('can be names in all other places', () => {
    const text = `protocol P
entity all
entity group
key fleet of all low entropy
key window shared by group, all session
counter next shared by group, all
data once of all
phase order channel secure {
  channel all, group authentic
  group advances next
  message reset group -> all: next, aead[window](group)
  all checks next
  message clone all -> group: once, fleet
}
attack restart {
  channel all, group public in order
}
`;
    expect(checkText(text).diagnostics).toEqual([]);
    expect(checkText(print(parse(text).tree)).diagnostics).toEqual([]);
  });

  test('are told with where they stand and what to write instead, and hide nothing else', () => {
    const text = `${head}key G of A fleet of twelve // all meters\nphase f channel secure in order may repeat {\n  message m A -> B: G, X\n}\n`;
    const { diagnostics } = checkText(text);
    expect(diagnostics.map(({ code, span }) => [code, text.slice(span.start, span.end)])).toEqual([
      ['not-yet', 'fleet'],
      ['not-yet', 'in order'],
      ['unknown-name', 'X'],
    ]);
    for (const locale of locales) {
      const sentences = diagnostics
        .slice(0, 2)
        .map((each) => diagnosticSentence(each, createTranslate(locale)));
      expect(sentences[0]).toContain('fleet');
      expect(sentences[1]).toContain('in order');
      expect(sentences[0]?.slice(-40)).not.toBe(sentences[1]?.slice(-40));
    }
  });
});

describe('a derived element', () => {
  const token = (verb: string): string =>
    `${head}phase f {\n${verb}\nmessage m1 A -> B: D, T\n}\nconfidentiality T: A, B\nintegrity T: A\n`;

  test('may be data, and whoever receives it takes it over as it comes', () => {
    const record = recordOf(token('A derives T = hash(K, C)').replace('D, T', 'T'));
    // B has the key and computes the token again: it takes over nothing.
    expect(cellAt(record, 'T', 'B').integrity?.verdict).not.toBe('not-assured');
    const opaque = recordOf(token('A derives T = hash(D)').replace('D, T', 'T'));
    expect(cellAt(opaque, 'T', 'B').integrity?.verdict).toBe('not-assured');
    expect(cellAt(opaque, 'T', 'B').confidentiality.obtains).toBe(true);
  });

  test('is what it is derived as, everywhere', () => {
    const text = token('A derives T = mac[K](D)').replace('D, T', 'D, mac[K](D)');
    expect(recordOf(text).messages[0]?.content).toBe('D, T');
  });
});

describe('a skipped check', () => {
  const verified = `${head}${run}confidentiality L: A, B\nintegrity L: A\nintegrity D: A\n`;

  test('of a primitive leaves what it protected unprotected', () => {
    expect(cellAt(recordOf(verified), 'D', 'B').integrity?.verdict).toBe('assured');
    const skipping = recordOf(changed(verified, 'B checks C', 'B checks C\n  B skips aead'));
    expect(cellAt(skipping, 'D', 'B').integrity?.verdict).toBe('not-assured');
  });

  test('of a counter leaves the message open to replay', () => {
    const again = changed(verified, 'B checks C', 'B checks C\n  B skips C');
    expect(cellAt(recordOf(again), 'D', 'B').integrity?.verdict).toBe('assured-without-freshness');
  });
});

describe('fixes', () => {
  test.each([
    ['message m1', 'mesage m1'],
    ['counter C', 'conter C'],
    ['authentication A', 'authentification A'],
    ['channel A, B authentic', 'channel A, B autentic'],
    ['aead[K]', 'aed[K]'],
    ['agreement on D', 'aliveness on D'],
    ['leak sk(PK)', 'leak PK'],
    ['pk(PK)', 'PK'],
    ['penc[pk(PK)]', 'penc[sk(PK)]'],
  ])('give %s for %s', (right, wrong) => {
    const text = `${head}phase f {
channel A, B authentic
message m1 A -> B: aead[K](D), pk(PK)
message m2 B -> A: penc[pk(PK)](D)
}
authentication A to B: agreement on D
attack t {
leak sk(PK)
}
`;
    const [diagnostic] = checkText(changed(text, right, wrong)).diagnostics;
    if (diagnostic === undefined || diagnostic.fix === null) throw new Error('no fix');
    expect(applyEdit(changed(text, right, wrong), diagnostic.fix.edit)).toBe(text);
  });
});
