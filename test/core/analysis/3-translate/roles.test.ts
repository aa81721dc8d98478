import { describe, expect, it } from 'vitest';

import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';

/** The active verdicts of a text, as `question: answer`. */
function verdicts(text: string): readonly string[] {
  const { executable, diagnostics } = checkText(text);
  expect(diagnostics).toEqual([]);
  if (executable === null) return [];
  const limits = { clauses: 20_000, cancelled: () => false, progress: () => undefined };
  return verifyModel(executable.model, executable.run, limits).map(
    ({ question: asked, answer }) => `${asked.kind} ${asked.element ?? ''} ${asked.entity}: ${answer}`,
  );
}

describe('what entities have when the adversary comes', () => {
  it('is the public half alone, of a pair that is known to them', () => {
    // B could only tell the data from anything else if it had the private half of C's pair.
    const text = `
protocol P
entity A
entity B
entity C
key pair K of C known to A, B
key KB shared by B, C
data D of A
phase p channel public adversary present {
  message m1 A -> B: penc[pk(K)](A, D)
  message m2 B -> C: aead[KB](penc[pk(K)](A, D) ; B)
}
confidentiality D: A, C
integrity D: A
`;
    expect(verdicts(text)).toEqual([
      'secrecy D A: holds',
      'secrecy D C: violated',
      'agreement D C: violated',
      'injective-agreement D C: violated',
    ]);
  });

  it('is also what others made and handed on by then', () => {
    const text = `
protocol P
entity CA
entity A
entity B
key pair KC of CA known to B
key pair KA of A
phase enrolment channel secure adversary absent {
  message e1 A -> CA: A, pk(KA)
  message e2 CA -> A: sign[sk(KC)](A, pk(KA))
}
data D of A
phase use channel public adversary present {
  message u1 A -> B: sign[sk(KC)](A, pk(KA)), sign[sk(KA)](B, D)
}
integrity D: A
`;
    expect(verdicts(text)).toEqual(['agreement D B: holds', 'injective-agreement D B: violated']);
  });

  it('is no longer what they erased', () => {
    const text = `
protocol P
entity A
entity B
key pair KA of A known to B
phase early channel secure adversary absent {
  A makes X
  message e1 A -> B: X
  A erases X
}
key X shared by A, B
data D of A
phase use channel public adversary present {
  message u1 B -> A: penc[pk(KA)](X)
  message u2 A -> B: aead[X](D)
}
confidentiality D: A, B
`;
    const remembered = text.replace('  A erases X\n', '');
    expect(remembered).not.toBe(text);
    // Without its own copy to compare with, A takes any key for X that somebody encrypts for it.
    expect(verdicts(text)[0]).toBe('secrecy D A: violated');
    expect(verdicts(remembered)[0]).toBe('secrecy D A: holds');
  });

  it('goes with them through a phase in which they do nothing', () => {
    const text = `
protocol P
entity A
entity B
key K shared by A, B
key S shared by A, B session
data D of A
phase first channel public adversary present {
  A makes S
  message f1 A -> B: aead[K](S)
}
phase second channel public adversary present {
  message s1 A -> B: A
}
phase third channel public adversary present {
  message t1 B -> A: aead[S](B)
  message t2 A -> B: aead[S](A, D)
}
confidentiality D: A, B
integrity D: A
`;
    expect(verdicts(text)).toEqual([
      'secrecy D A: holds',
      'secrecy D B: holds',
      'agreement D B: holds',
      'injective-agreement D B: violated',
    ]);
  });
});

describe('what entities go on with in a later phase', () => {
  it('is all that they have, also what the phase has no use for', () => {
    // Whoever has S has D of the same run of B, although only the claim speaks of it in the second phase.
    const text = `
protocol P
entity A
entity B
key K shared by A, B
key S of B session
data D of B
phase first channel public adversary present {
  B makes S
  message f1 B -> A: aead[K](S, D ; B, A)
}
phase second channel public adversary present {
  message s1 A -> B: mac[S](A, B)
}
authentication A to B: agreement on D
`;
    expect(verdicts(text)).toEqual(['entity-agreement  B: holds']);
  });

  it('is what they have where they stopped, and who went on has more', () => {
    // B has N only of a run of A that got as far as D, and one run alone ever gets S.
    const text = `
protocol P
entity A
entity B
nonce N of A
key S of B session
data D of B
phase first channel public adversary present {
  A makes N
  B makes S
  message f1 B -> A over secure: S
  message f2 B -> A: aead[S](D ; B, A)
  message f3 A -> B: aead[S](D, N ; A, B)
}
phase second channel public adversary present {
  message s1 A -> B: mac[S](A, B)
  message s2 B -> A: aead[S](N ; B, A)
}
authentication A to B: agreement on D
`;
    // It holds: no attack is told, nor one that cannot happen.
    expect(verdicts(text)[0]).toMatch(/^entity-agreement {2}B: (holds|undecided)$/u);
  });
});

describe('what entities compare', () => {
  const commitment = (last: string): string => `
protocol P
entity A
entity B
key K shared by A, B
nonce N of A
phase p channel public adversary present {
  message m1 A -> B: aead[K](hash(N))
  message m2 B -> A: B
  message m3 A -> B: ${last}
}
integrity N: A
`;

  it('is a value with the hash of it that came before', () => {
    expect(verdicts(commitment('N'))[0]).toBe('agreement N B: holds');
  });

  it('is nothing where the hash came without protection', () => {
    const bare = commitment('N').replace('aead[K](hash(N))', 'hash(N)');
    expect(verdicts(bare)[0]).toBe('agreement N B: violated');
  });
});

describe('what entities get back after they erased it', () => {
  const text = (first: string, second: string): string => `
protocol P
entity A
entity B
key K shared by A, B
key pair KB of B known to A
data D of A
phase p channel public adversary present {
  message m1 A -> B: aead[K](D ; A, B)
  ${first}
}
phase q channel public adversary present {
  ${second}
}
confidentiality D: A, B
`;
  const forgeable = 'message m2 A -> B: penc[pk(KB)](D)';

  it('is asked about once more, whenever they erased it', () => {
    expect(verdicts(text('B erases D', forgeable))).toContain('secrecy D B: violated');
    expect(verdicts(text('', `B erases D\n  ${forgeable}`))).toContain('secrecy D B: violated');
    expect(verdicts(text(`B erases D\n  ${forgeable}`, ''))).toContain('secrecy D B: violated');
  });

  it('is what a claim is about, and as fresh as what it came in', () => {
    const claimed = (erasing: string): readonly string[] =>
      verdicts(`
protocol P
entity A
entity B
key K shared by A, B
key pair KB of B known to A
key S of A session
phase p channel public adversary present {
  A makes S
  message m1 A -> B: aead[K](S ; A, B)
  ${erasing}
  message m2 A -> B: penc[pk(KB)](S)
  message m3 B -> A: aead[K](S ; B, A)
}
key-freshness S: B
key-confirmation S: A to B
key-confirmation S: B to A
authentication A to B: agreement on S
authentication B to A: agreement on S
`);
    const forward = ['key-freshness S B', 'key-confirmation S B', 'entity-agreement  B'];
    const back = ['key-confirmation S A: holds', 'entity-agreement  A: holds'];
    expect(claimed('')).toEqual(
      expect.arrayContaining([...forward.map((each) => `${each}: holds`), ...back]),
    );
    expect(claimed('B erases S')).toEqual(
      expect.arrayContaining([...forward.map((each) => `${each}: violated`), ...back]),
    );
  });

  it('stays secret where it comes back as well protected', () => {
    const found = verdicts(text('B erases D', 'message m2 A -> B: aead[K](D ; A, B)'));
    expect(found).toEqual(['secrecy D A: holds', 'secrecy D B: holds']);
  });

  it('is compared with what they have where they did not erase it', () => {
    expect(verdicts(text('', forgeable))).toContain('secrecy D B: holds');
  });
});
