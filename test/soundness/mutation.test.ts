import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import { questionLine } from '../support/models/question-line.ts';
import {
  hashedOnly,
  inTheClear,
  neverRenewed,
  sharedWith,
  toldTo,
  unbound,
  unchecked,
  without,
  type Weakening,
} from './weakening.ts';
import { root } from '../support/places.ts';

const resources = join(root, 'resources');

/**
 * What proved protocols lose when they are weakened: by name of the weakening, what then has an attack that is
 * known from the literature or plain to see.
 */
const weakened: Readonly<Record<string, readonly (readonly [string, Weakening, readonly string[]])[]>> = {
  'andrew-secure-rpc-mended': [
    // The original protocol: an old answer is taken again.
    [
      'without the nonce of the client in the answer',
      without('NA', 'm2'),
      ['injective-agreement on KNEW B to A', 'key-uniqueness on KNEW A'],
    ],
    ['the key in the clear', inTheClear('K', 'm2'), ['secrecy on KNEW A', 'agreement on KNEW B to A']],
    [
      'the confirmation in the clear',
      inTheClear('KNEW', 'm3'),
      ['key-confirmation on KNEW, KNEW A to B', 'injective-entity-agreement on KNEW A to B'],
    ],
    ['one key for ever', neverRenewed('KNEW'), ['injective-entity-agreement on KNEW A to B']],
  ],
  'certified-command': [
    ['without the counter checked', unchecked('MET', 'C'), ['injective-agreement on COMMAND HES to MET']],
    ['without the meter named', without('MET', 'o1'), ['agreement on COMMAND HES to MET']],
    ['without the owner in the certificate', without('HES', 'e2', 'o1'), ['agreement on COMMAND HES to MET']],
    ['without a signature of the authority', inTheClear('sk(KC)', 'o1'), ['agreement on COMMAND HES to MET']],
  ],
  'iso-9798-2-one-pass': [
    ['without the counter checked', unchecked('B', 'C'), ['injective-agreement on D A to B']],
    ['in the clear', inTheClear('K', 'm1'), ['secrecy on D A', 'agreement on D A to B']],
    [
      'with a hash',
      hashedOnly('K', 'm1'),
      ['agreement on D A to B', 'injective-entity-agreement on D A to B'],
    ],
  ],
  'iso-9798-2-two-pass': [
    ['without the challenge', without('NB', 'm2'), ['injective-entity-agreement on NB A to B']],
  ],
  'iso-9798-2-three-pass': [
    ['without the first challenge', without('NB', 'm2'), ['injective-entity-agreement on NA, NB A to B']],
    ['without the second challenge', without('NA', 'm3'), ['injective-entity-agreement on NA, NB B to A']],
  ],
  'iso-9798-3-three-pass': [
    ['without the verifier named', without('B', 'm2'), ['injective-entity-agreement on NA, NB A to B']],
    ['without the prover named', without('A', 'm3'), ['injective-entity-agreement on NA, NB B to A']],
    ['without a signature', inTheClear('sk(KA)', 'm2'), ['injective-entity-agreement on NA, NB A to B']],
  ],
  'key-transport': [
    [
      'without the nonce',
      without('NB', 'm2'),
      ['injective-agreement on KS A to B', 'key-uniqueness on KS B'],
    ],
  ],
  'metering-command': [
    ['without the counter checked', unchecked('MET', 'DOWN'), ['injective-agreement on COMMAND HES to MET']],
    [
      'without the other counter checked',
      unchecked('HES', 'UP'),
      ['injective-agreement on RESULT MET to HES'],
    ],
    [
      'without names, with one key for both directions',
      unbound('o1', 'o2'),
      ['agreement on COMMAND HES to MET', 'agreement on RESULT MET to HES'],
    ],
    ['in the clear', inTheClear('K', 'o1'), ['secrecy on COMMAND MET', 'agreement on COMMAND HES to MET']],
  ],
  'metering-firmware': [
    ['without the counter checked', unchecked('MET', 'VERSION'), ['injective-agreement on IMAGE MAK to MET']],
    ['without the meter named', without('MET', 'f1', 'f2'), ['agreement on IMAGE MAK to MET']],
    ['with a hash for the signature', hashedOnly('sk(KM)', 'f1', 'f2'), ['agreement on IMAGE MAK to MET']],
  ],
  'metering-forwarded-reading': [
    [
      'without the counter of the ends checked',
      unchecked('HES', 'CE'),
      ['insider: injective-agreement on READING MET to HES'],
    ],
    ['with the key at the concentrator', sharedWith('CON', 'KE'), ['insider: secrecy on READING MET']],
    [
      'without encryption from end to end',
      inTheClear('KE', 'o1', 'o2'),
      ['insider: secrecy on READING MET', 'insider: agreement on READING MET to HES'],
    ],
  ],
  'metering-key-renewal': [
    [
      'without the counter checked',
      unchecked('MET', 'C'),
      ['injective-agreement on TK HES to MET', 'key-uniqueness on TK MET'],
    ],
    ['with one key for ever', neverRenewed('TK'), ['injective-agreement on COMMAND HES to MET']],
    [
      'with the key in the clear',
      inTheClear('KEK', 'o1'),
      ['secrecy on TK HES', 'secrecy on COMMAND MET', 'agreement on COMMAND HES to MET'],
    ],
  ],
  'needham-schroeder-lowe': [
    // Lowe 1995.
    [
      'without the responder named',
      without('B', 'm2'),
      ['secrecy on NB B', 'injective-entity-agreement on NA, NB A to B'],
    ],
    ['without the initiator named', without('A', 'm1'), ['secrecy on NA A']],
    [
      'without the nonce of the initiator',
      without('NA', 'm2'),
      ['injective-entity-agreement on NA, NB B to A'],
    ],
  ],
  'needham-schroeder-symmetric-mended': [
    ['without the nonce of the initiator', without('NA', 'm4'), ['key-uniqueness on KAB A']],
    // Denning and Sacco 1981.
    ['without the nonce in the ticket', without('NT', 'm4', 'm5'), ['key-uniqueness on KAB B']],
    ['without the partner named', without('B', 'm4'), ['secrecy on KAB A', 'entity-agreement on KAB A to B']],
  ],
  'otway-rees': [
    ['without the nonce of the initiator', without('NA', 'm3', 'm4'), ['key-uniqueness on KAB A']],
    ['without the nonce of the responder', without('NB', 'm3'), ['key-uniqueness on KAB B']],
  ],
  'signed-diffie-hellman': [
    ['without a signature', inTheClear('sk(KB)', 'm2'), ['secrecy on KAB A', 'forward-secrecy on KAB A']],
    ['without the other signature', inTheClear('sk(KA)', 'm3'), ['secrecy on KAB B']],
  ],
  'wide-mouthed-frog': [
    ['without the counter checked', unchecked('S', 'CA'), ['injective-agreement on KAB A to S']],
    ['without the initiator named', without('A', 'm2'), ['secrecy on KAB B', 'agreement on KAB A to B']],
    ['without the responder named', without('B', 'm1'), ['secrecy on KAB A']],
  ],
  'woo-lam-mended': [
    ['without the verifier named', without('B', 'm3', 'm4'), ['entity-agreement on NB A to B']],
    ['without the challenge', without('NB', 'm5'), ['entity-agreement on NB A to B']],
  ],
  yahalom: [
    ['without the nonce of the initiator', without('NA', 'm3'), ['key-uniqueness on KAB A']],
    ['without the responder named', without('B', 'm3'), ['injective-entity-agreement on KAB A to B']],
    ['with a nonce in the clear', inTheClear('KBS', 'm2'), ['secrecy on NB B']],
  ],
};

/** What the bundled example loses. */
const example: readonly (readonly [string, Weakening, readonly string[]])[] = [
  [
    'without the counter from end to end checked',
    unchecked('MET', 'C_mh_down'),
    ['injective-agreement on COMMAND HES to MET', 'injective-agreement on K_mh HES to MET'],
  ],
  [
    'without the other counter checked',
    unchecked('HES', 'C_mh_up'),
    ['injective-agreement on READING MET to HES'],
  ],
  ['without the meter named in a shipment', without('MET', 'd2'), ['agreement on K_mh_master KPE to HES']],
  [
    'with the instruction in the clear',
    inTheClear('K_mh', 'o1', 'o2'),
    ['secrecy on COMMAND HES', 'agreement on COMMAND HES to MET'],
  ],
  ['with the link key in the clear', inTheClear('K_mc_join', 'd10'), ['secrecy on K_mc CON']],
  [
    'with the master key at the concentrator',
    toldTo('CON', 'K_mh_master', 'p5'),
    ['secrecy on K_mh_master MET'],
  ],
];

/** Answers to the questions about a text, by their lines; as soon as those that are wanted are there, no more. */
function answersTo(text: string, wanted: readonly string[] | null): ReadonlyMap<string, string> {
  const { executable, diagnostics } = checkText(text);
  expect(diagnostics).toEqual([]);
  const answers = new Map<string, string>();
  if (executable === null) return answers;
  verifyModel(executable.model, executable.run, {
    clauses: 20_000,
    cancelled: () => wanted?.every((line) => answers.has(line)) === true,
    progress: (news) => {
      if (news.kind === 'answered') answers.set(questionLine(news.verdict.question), news.verdict.answer);
    },
  });
  return answers;
}

// The answers about a text that is not weakened, once.
const unweakened = new Map<string, ReadonlyMap<string, string>>();

function expectLost(text: string, weaken: Weakening, lost: readonly string[]): void {
  const before = unweakened.get(text) ?? answersTo(text, null);
  unweakened.set(text, before);
  expect(Object.fromEntries(lost.map((line) => [line, before.get(line)]))).toEqual(
    Object.fromEntries(lost.map((line) => [line, 'holds'])),
  );
  const after = answersTo(weaken(text), lost);
  expect(Object.fromEntries(lost.map((line) => [line, after.get(line)]))).toEqual(
    Object.fromEntries(lost.map((line) => [line, 'violated'])),
  );
}

const textOf = (...path: readonly string[]): string => readFileSync(join(resources, ...path), 'utf8');

describe.each(Object.entries(weakened))('%s', (name, changes) => {
  test.each(changes)('%s', (_, weaken, lost) => {
    expectLost(textOf('protocols', `${name}.segl`), weaken, lost);
  });
});

describe('the bundled example', () => {
  test.each(example)('%s', (_, weaken, lost) => {
    expectLost(textOf('sample', 'ams.segl'), weaken, lost);
  });
});

describe('weakenings', () => {
  test('that change nothing are refused', () => {
    const text = textOf('protocols', 'metering-command.segl');
    const idle = [unchecked('HES', 'DOWN'), without('DOWN', 'o2'), hashedOnly('L', 'o1'), unbound('o9')];
    for (const weaken of idle) {
      expect(() => weaken(text)).toThrow('nothing to weaken');
    }
  });
});
