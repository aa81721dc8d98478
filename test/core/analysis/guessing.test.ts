import { describe, expect, test } from 'vitest';
import { listenerKnowledge } from '#core/analysis/6-decide/listener.ts';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { problemsOf } from '#core/analysis/pipeline/problems.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import { exploredText, violatedIn } from '../semantics/explored.ts';

// Whether a password is guessed is said four times: by hand, by the interpreter, by the listener, and by the engines
// without their guards.

/** Where only some of them say what is right, and why. */
type Differs = 'not by listening to one run';

interface Case {
  readonly what: string;
  readonly steps: readonly string[];
  readonly guessed: boolean;
  readonly differs?: Differs;
}

const cases: readonly Case[] = [
  { what: 'a hash of it is made again', steps: ['message m1 A -> B: NA, hash(NA, PW)'], guessed: true },
  { what: 'a hash has a secret in it', steps: ['message m1 A -> B: hash(D, PW)'], guessed: false },
  {
    what: 'a code under a key made from it',
    steps: ['message m1 A -> B: NA, mac[kdf[PW](L)](NA)'],
    guessed: true,
  },
  { what: 'a code over a secret', steps: ['message m1 A -> B: mac[PW](D)'], guessed: false },
  {
    what: 'a code over what is told later',
    steps: ['message m1 A -> B: mac[PW](D)', 'message m2 A -> B: D'],
    guessed: true,
  },
  { what: 'an authenticated cipher opens', steps: ['message m1 A -> B: aead[PW](D)'], guessed: true },
  {
    what: 'an authenticated cipher under a key made with a secret',
    steps: ['message m1 A -> B: aead[kdf[PW](K)](D)'],
    guessed: false,
  },
  { what: 'a plain cipher of a secret alone', steps: ['message m1 A -> B: enc[PW](NA)'], guessed: false },
  { what: 'a plain cipher with a name in it', steps: ['message m1 A -> B: enc[PW](NA, B)'], guessed: true },
  {
    what: 'a plain cipher of what was told',
    steps: ['message m1 A -> B: NA', 'message m2 A -> B: enc[PW](NA)'],
    guessed: true,
  },
  { what: 'the same thing twice in a cipher', steps: ['message m1 A -> B: enc[PW](NA, NA)'], guessed: true },
  {
    what: 'the same thing in two ciphers',
    steps: ['message m1 A -> B: enc[PW](NA)', 'message m2 B -> A: enc[PW](NA, NB)'],
    guessed: true,
  },
  {
    what: 'different things in two ciphers',
    steps: ['message m1 A -> B: enc[PW](NA)', 'message m2 B -> A: enc[PW](NB)'],
    guessed: false,
  },
  {
    what: 'the same secret in the ciphers of two runs',
    steps: ['message m1 A -> B: enc[PW](K, NA)'],
    guessed: true,
    differs: 'not by listening to one run',
  },
  {
    what: 'what opens is a key elsewhere',
    steps: ['A makes KS', 'message m1 A -> B: enc[PW](KS)', 'message m2 B -> A: aead[KS](NB)'],
    guessed: true,
  },
  {
    what: 'what opens is a key to what nobody recognises',
    steps: ['A makes KS', 'message m1 A -> B: enc[PW](KS)', 'message m2 B -> A: enc[KS](NB)'],
    guessed: false,
  },
  {
    what: 'what opens is the content of a hash that was seen',
    steps: ['message m1 A -> B: enc[PW](NA)', 'message m2 B -> A: hash(NA)'],
    guessed: true,
  },
  {
    what: 'four ciphers in a row, the last one recognised',
    steps: [
      'A makes KS',
      'message m1 A -> B: enc[PW](KS)',
      'B makes KT',
      'message m2 B -> A: enc[KS](KT)',
      'message m3 A -> B: enc[KT](NA)',
      'message m4 B -> A: enc[NA](NB), hash(NB)',
    ],
    guessed: true,
  },
  {
    what: 'four ciphers in a row, and nothing recognised',
    steps: [
      'A makes KS',
      'message m1 A -> B: enc[PW](KS)',
      'B makes KT',
      'message m2 B -> A: enc[KS](KT)',
      'message m3 A -> B: enc[KT](NA)',
      'message m4 B -> A: enc[NA](NB)',
    ],
    guessed: false,
  },
  {
    what: 'the key in one cipher, the locked thing in another',
    steps: ['A makes KS', 'message m1 A -> B: enc[PW](KS), enc[PW](enc[KS](NA)), NA'],
    guessed: true,
  },
  {
    what: 'a public half that nobody else has',
    steps: ['A makes X', 'message m1 A -> B: enc[PW](pk(X))'],
    guessed: false,
  },
  {
    what: 'a public half that is sent in the clear as well',
    steps: ['A makes X', 'message m1 A -> B: enc[PW](pk(X)), pk(X)'],
    guessed: true,
  },
  {
    what: 'encrypted key exchange',
    steps: [
      'A makes X',
      'B makes Y',
      'message m1 A -> B: enc[PW](pk(X))',
      'message m2 B -> A: enc[PW](pk(Y))',
      'A derives KS = kdf[dh[sk(X)](pk(Y))](L)',
      'B derives KS = kdf[dh[sk(Y)](pk(X))](L)',
      'message m3 A -> B: aead[KS](D)',
    ],
    guessed: false,
  },
  {
    what: 'a cipher that is put together from what came out of it',
    steps: ['message m1 A -> B: enc[PW](NA), hash(D, enc[PW](NA))'],
    guessed: false,
  },
  {
    what: 'in what opens, a hash of something beside it',
    steps: ['message m1 A -> B: enc[PW](NA, hash(NA))'],
    guessed: true,
  },
  {
    what: 'in what opens, a signature that is verified',
    steps: ['message m1 A -> B: pk(P), enc[PW](sign[sk(P)](NA))'],
    guessed: true,
  },
  {
    what: 'in what opens, an authenticated cipher under a key that was told',
    steps: ['A makes KS', 'message m1 A -> B: KS, enc[PW](aead[KS](NA))'],
    guessed: true,
  },
];

function textOf(steps: readonly string[]): string {
  return `protocol P
entity A
entity B
key PW shared by A, B long-term low entropy
key K shared by A, B long-term
key KS shared by A, B session
key KT shared by A, B session
key pair X of A session
key pair Y of B session
key pair P of A long-term
nonce NA of A
nonce NB of B
data D of A
constant L
phase p {
${steps.join('\n')}
}
confidentiality PW: A, B
`;
}

const secrets = ['secrecy of PW at A', 'secrecy of PW at B'];

describe.each(cases)('$what', ({ steps, guessed, differs }) => {
  const text = textOf(steps);
  const { executable } = checkText(text);

  function model(): NonNullable<typeof executable> {
    if (executable === null) throw new Error('the model can be executed');
    return executable;
  }

  test(guessed ? 'confirms a guess for the engines' : 'confirms no guess for the engines', () => {
    const verdicts = verifyModel(model().model, model().run, {
      clauses: 5_000,
      cancelled: () => false,
      progress: () => undefined,
      unguarded: true,
    });
    const answers = new Map(verdicts.map(({ question, answer }) => [question.key, answer]));
    expect(secrets.map((key) => answers.get(key))).toEqual(Array(2).fill(guessed ? 'violated' : 'holds'));
  });

  test('is the same for the interpreter', () => {
    const found = violatedIn(exploredText(text, { moments: 1_000, injections: 1 }));
    expect(found).toEqual(guessed ? secrets : []);
  });

  test('is the same for the listener', () => {
    const [problem] = problemsOf(model().model, model().run);
    if (problem === undefined) throw new Error('something is asked');
    const { elements } = listenerKnowledge(problem.model, problem.execution, problem.plan);
    expect(elements.has('PW')).toBe(guessed && differs !== 'not by listening to one run');
  });
});
