import { describe, expect, it } from 'vitest';

import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';

/** What is violated under each attack model, as `attack: question element entity`; undecided ones with a mark. */
function violated(text: string): readonly string[] {
  const { executable, diagnostics } = checkText(text);
  expect(diagnostics).toEqual([]);
  if (executable === null) return [];
  const limits = { clauses: 20_000, cancelled: () => false, progress: () => undefined };
  return verifyModel(executable.model, executable.run, limits).flatMap(({ question: asked, answer }) => {
    const { attack } = asked;
    if (answer === 'holds') return [];
    const mark = answer === 'undecided' ? ' (undecided)' : '';
    return [`${attack ?? 'plain'}: ${asked.kind} ${asked.element ?? ''} ${asked.entity}${mark}`];
  });
}

const relay = (attacks: string): string => `
protocol P
entity A
entity R
entity B
key KAR shared by A, R
key KRB shared by R, B
data D of A
phase early channel secure adversary absent {
  message e1 A -> R: A
}
phase first channel public adversary present {
  message f1 A -> R: aead[KAR](D ; A, R, B)
  message f2 R -> B: aead[KRB](D ; A, R, B)
}
phase second channel public adversary present {
  channel R, B secure
  message s1 R -> B: A
}
confidentiality D: A, R, B
integrity D: A
${attacks}
`;

describe('attack models', () => {
  it('change nothing when they assume nothing', () => {
    const replayable = ['injective-agreement D R', 'injective-agreement D B'];
    expect(violated(relay('attack nothing {\n}'))).toEqual(
      ['plain', 'nothing'].flatMap((attack) => replayable.map((each) => `${attack}: ${each}`)),
    );
  });

  it('take everything from a compromised entity, from the phase on that they say', () => {
    const insider = violated(relay('attack insider {\n  compromise R from first\n}'));
    expect(insider).toContain('insider: secrecy D A');
    expect(insider).toContain('insider: agreement D B');
  });

  it('let the adversary into a phase that it was absent from, so that nothing learned there is certain', () => {
    const enrolled = violated(`
protocol P
entity A
entity B
key pair KA of A
data D of B
phase factory channel secure adversary absent {
  message m1 A -> B: pk(KA)
}
phase use {
  message m2 B -> A: penc[pk(KA)](D)
}
confidentiality D: A, B
attack open_factory {
  channel A, B public in factory
}
`);
    expect(enrolled).not.toContain('plain: secrecy D B');
    expect(enrolled).toContain('open_factory: secrecy D B');
  });

  it('leave what was erased before the compromise', () => {
    const text = (step: string): string => `
protocol P
entity A
entity B
key K shared by A, B session
key KL shared by A, B
data D of A
phase first channel public adversary present {
  A makes K
  message f1 A -> B: aead[KL](K ; A, B)
  message f2 A -> B: aead[K](D ; A, B)
  ${step}
}
phase second channel public adversary present {
  message s1 B -> A: aead[KL](A ; B)
}
confidentiality D: A, B
attack late {
  leak K from second
}
`;
    expect(violated(text('A, B erase K'))).toEqual([]);
    expect(violated(text('B erases K'))).toContain('late: secrecy D A');
  });

  it('let the adversary play a compromised entity where it could not write', () => {
    const text = `
protocol P
entity A
entity B
data D of A
phase f channel secure adversary present {
  message m A -> B: D
}
integrity D: A
attack played {
  compromise A
}
`;
    expect(violated(text)).toContain('played: agreement D B');
    expect(violated(text)).not.toContain('plain: agreement D B');
  });

  it('leak a shared key', () => {
    expect(violated(relay('attack lost {\n  leak KRB from second\n}'))).toContain('lost: secrecy D B');
    expect(violated(relay('attack lost {\n  leak KAR\n}'))).toContain('lost: agreement D R');
  });

  it('break primitives', () => {
    expect(violated(relay('attack weak {\n  weak aead from first\n}'))).toContain('weak: secrecy D A');
    expect(violated(relay('attack forged {\n  forgeable aead\n}'))).toContain('forged: agreement D B');
    expect(violated(relay('attack changed {\n  malleable aead\n}'))).toContain('changed: agreement D B');
  });

  it('bring the adversary to where it is absent', () => {
    const text = `
protocol P
entity A
entity B
key K shared by A, B
data D of A
phase factory channel secure adversary absent {
  A makes K
  message f1 A -> B: K
}
phase use channel public adversary present {
  message u1 A -> B: aead[K](D ; B)
}
confidentiality D: A, B
attack overheard {
  channel A, B authentic in factory
}
attack elsewhere {
  channel A, B confidential in use
}
`;
    const found = violated(text);
    expect(found).toContain('overheard: secrecy D A');
    expect(found.filter((each) => !each.startsWith('overheard'))).toEqual([]);
  });

  it('only listen when they are passive', () => {
    const text = `
protocol P
entity A
entity B
key pair KB of B
data D of A
phase f {
  message m1 B -> A: pk(KB)
  message m2 A -> B: penc[pk(KB)](D)
}
confidentiality D: A, B
integrity D: A
attack listening {
  adversary passive
}
`;
    expect(violated(text)).toContain('plain: secrecy D A');
    expect(violated(text).filter((each) => each.startsWith('listening'))).toEqual([]);
  });
});

describe('skipped checks', () => {
  const challenge = (skip: string, answer = 'mac[K](N, B)'): string => `
protocol P
entity A
entity B
key K shared by A, B
key pair KA of A known to B
nonce N of B
phase f {
  message m1 B -> A: N
  message m2 A -> B: N, ${answer}
  ${skip}
}
authentication A to B: agreement on N
`;

  it('of a value that came back', () => {
    expect(violated(challenge(''))).toEqual([]);
    // What was asked is not what is answered: an old answer will do.
    const injective = (text: string): string => text.replace('agreement on N', 'injective-agreement');
    expect(violated(injective(challenge('')))).toEqual([]);
    expect(violated(injective(challenge('B skips N')))).toEqual(['plain: injective-entity-agreement  B']);
  });

  it('of a code that should be verified', () => {
    expect(violated(challenge('B skips mac'))).toEqual(['plain: entity-agreement  B']);
  });

  it('of a signature that should be verified', () => {
    const signed = (skip: string): string => challenge(skip, 'sign[sk(KA)](N, B)');
    expect(violated(signed(''))).toEqual([]);
    expect(violated(signed('B skips sign'))).toEqual(['plain: entity-agreement  B']);
  });
});

describe('what is claimed beside the table', () => {
  it('is alive only when it has taken part', () => {
    const text = (answer: string): string => `
protocol P
entity A
entity B
key K shared by A, B
nonce N of B
phase f {
  message m1 B -> A: N
  message m2 A -> B: ${answer}
}
authentication A to B: aliveness
authentication A to B: weak-agreement
authentication A to B: agreement
`;
    expect(violated(text('aead[K](N ; B)'))).toEqual([]);
    expect(violated(text('hash(N)'))).toEqual([
      'plain: aliveness  B',
      'plain: weak-agreement  B',
      'plain: entity-agreement  B',
    ]);
  });

  it('confirms a key only when the other end has it', () => {
    const text = (last: string): string => `
protocol P
entity A
entity B
key KL shared by A, B
key K shared by A, B session
nonce N of B
phase f {
  A makes K
  message m1 A -> B: aead[KL](K ; A, B)
  message m2 B -> A: ${last}
}
confidentiality K: A, B
key-confirmation K: B to A
`;
    expect(violated(text('mac[K](B, A)'))).toEqual([]);
    expect(violated(text('B'))).toEqual(['plain: key-confirmation K A']);
  });

  it('keeps an agreed key secret afterwards, and not a transported one', () => {
    const agreed = `
protocol P
entity A
entity B
key pair SA of A known to B
key pair SB of B known to A
key pair XA of A session
key pair XB of B session
key K shared by A, B session
constant L
constant M
phase f {
  A makes XA
  message m1 A -> B: pk(XA), sign[sk(SA)](L, pk(XA), B)
  B makes XB
  message m2 B -> A: pk(XB), sign[sk(SB)](M, pk(XB), pk(XA), A)
  A, B derive K = kdf[dh[sk(XA)](pk(XB))](L)
}
forward-secrecy K
`;
    expect(violated(agreed)).toEqual([]);
    const transported = `
protocol P
entity A
entity B
key KL shared by A, B
key K shared by A, B session
phase f {
  A makes K
  message m1 A -> B: aead[KL](K ; A, B)
}
forward-secrecy K
`;
    expect(violated(transported)).toContain('plain: forward-secrecy K A');
  });
});

describe('low entropy', () => {
  const login = (term: string, entropy = 'low'): string => `
protocol P
entity A
entity B
data PIN shared by A, B ${entropy} entropy
key K shared by A, B
nonce N of A
constant L
phase f {
  message m1 A -> B: ${term}
}
confidentiality PIN: A, B
`;

  it.each([
    ['a hash of it alone', 'hash(PIN)'],
    ['a hash of it with something that is sent along', 'N, hash(N, PIN)'],
    ['a key derived from it', 'aead[kdf[PIN](L)](N)'],
    ['a code with a key derived from it', 'N, mac[kdf[PIN](L)](N)'],
  ])('is guessed from %s', (_, term) => {
    expect(violated(login(term))).toContain('plain: secrecy PIN A');
    expect(violated(login(term, 'high'))).toEqual([]);
  });

  it.each([
    ['a hash with something secret', 'hash(K, PIN)'],
    ['a cipher under a good key', 'aead[K](PIN)'],
    ['a code over something secret', 'mac[kdf[PIN](L)](K)'],
  ])('is not guessed from %s', (_, term) => {
    expect(violated(login(term))).toEqual([]);
  });
});
