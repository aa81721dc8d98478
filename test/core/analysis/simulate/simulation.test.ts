import { describe, expect, test } from 'vitest';
import { analyseRun, checkText } from '#core/analysis/pipeline/analyse.ts';
import {
  firstKnown,
  knownAfter,
  simulate,
  type SimulatedMoment,
} from '#core/analysis/simulate/simulation.ts';
import { adversaryName } from '#core/analysis/record/record.ts';
import type { Model } from '#core/language/model.ts';
import { honestRun } from '#core/semantics/honest-run.ts';
import { Text } from '#core/semantics/text.ts';
import { libraryText } from '../../../support/models/catalogued.ts';
import { sampleText } from '../../../support/models/sample.ts';

const text = `protocol P
entity A
entity B
key K shared by A, B long-term
key L shared by A, B session
data D of A
nonce N of B low entropy
phase quiet channel secure adversary absent {
  message m0 A -> B: D
}
phase run channel public adversary present {
  A makes L
  message m1 A -> B: enc[K](L)
  message m2 B -> A: enc[L](N)
  message m3 A -> B: hash(N)
  A, B erase L
}
`;

function modelOf(of: string): Model {
  const { executable, diagnostics } = checkText(of);
  if (executable === null) throw new Error(diagnostics.map(({ code }) => code).join());
  return executable.model;
}

function momentOf(moments: readonly SimulatedMoment[], message: string): number {
  return moments.findIndex(({ step }) => step?.kind === 'message' && step.name === message);
}

describe('what is known', () => {
  const moments = simulate(modelOf(text));

  test('is told at every moment: the beginning of each phase, and each step', () => {
    expect(moments.map(({ phase, step }) => `${phase} ${step?.kind ?? '-'}`)).toEqual([
      'quiet -',
      'quiet message',
      'run -',
      'run make',
      'run message',
      'run message',
      'run message',
      'run erase',
    ]);
  });

  test('comes with each step to those who take it', () => {
    expect(knownAfter(moments, 0).get('A')).toEqual(new Set(['K', 'D']));
    expect(moments[3]?.gains.map(({ holder, element }) => `${holder} ${element}`)).toEqual(['A L']);
    expect(moments[4]?.gains.map(({ holder, element }) => `${holder} ${element}`)).toEqual(['B L']);
    expect(moments[4]?.gains[0]?.derivation.map(({ rule }) => rule)).toContain('opened');
    expect(firstKnown(moments, 'A', 'N')).toBe(momentOf(moments, 'm2'));
    expect(firstKnown(moments, 'B', 'D')).toBe(momentOf(moments, 'm0'));
  });

  test('is gone with what is erased, and stays with who learned it', () => {
    const last = moments.length - 1;
    expect(moments[last]?.losses).toEqual([
      { holder: 'A', element: 'L' },
      { holder: 'B', element: 'L' },
    ]);
    expect(knownAfter(moments, last).get('B')).toEqual(new Set(['K', 'N', 'D']));
  });

  test('is known again where it is learned again, and constants are told of nobody', () => {
    const again = simulate(
      modelOf(
        text
          .replace('data D of A', 'data D of A\nconstant TAG "Tag"')
          .replace('A, B erase L\n', 'B erases L\n  message m4 A -> B: enc[K](L), TAG\n'),
      ),
    );
    const gains = again.flatMap((moment) => moment.gains).filter(({ holder }) => holder === 'B');
    expect(gains.filter(({ element }) => element === 'L')).toHaveLength(2);
    expect(gains.map(({ element }) => element)).not.toContain('TAG');
    expect(knownAfter(again, again.length - 1).get('B')).toContain('L');
    // In a message that says nothing else that is new.
    const same = simulate(
      modelOf(text.replace('A, B erase L\n', 'B erases L\n  message m4 A -> B: enc[K](L)\n')),
    );
    expect(knownAfter(same, same.length - 1).get('B')).toContain('L');
  });

  test('comes to a listener by what it can read, and by a guess when the phase is over', () => {
    expect(firstKnown(moments, adversaryName, 'D')).toBeNull();
    expect(firstKnown(moments, adversaryName, 'L')).toBeNull();
    expect(firstKnown(moments, adversaryName, 'N')).toBe(moments.length - 1);
    const open = simulate(modelOf(text.replace('secure adversary absent', 'public adversary present')));
    expect(firstKnown(open, adversaryName, 'D')).toBe(1);
  });
});

const texts = [
  ['two phases', text],
  ['the example', sampleText],
  ...[
    'needham-schroeder-public-key',
    'otway-rees',
    'key-transport',
    'signed-diffie-hellman',
    'metering-key-renewal',
  ].map((name) => [name, libraryText(name)] as const),
] as const;

test.each<readonly [string, string]>(texts)('ends with what the requirement table says: %s', (_name, of) => {
  const { executable } = checkText(of);
  if (executable === null) throw new Error('not executable');
  const { model, run } = executable;
  const moments = simulate(model);
  const known = knownAfter(moments, moments.length - 1);
  for (const { element, entity, confidentiality } of analyseRun(model, run).cells) {
    const first = firstKnown(moments, entity, element);
    expect(first !== null, `${element} at ${entity}`).toBe(confidentiality.obtains);
    if (first !== null) expect(moments[first]?.phase).toBe(confidentiality.obtainedIn);
    const declared = model.elements.find(({ name }) => name === element);
    const knowledge = run.knowledge.get(entity);
    if (declared === undefined || knowledge === undefined) continue;
    // What cannot be worked out any more is gone with what it was worked out from.
    const isLeft = knowledge.derives(run.vocabulary.secret(declared));
    expect(known.get(entity)?.has(element) === true, `${element} at ${entity}`).toBe(isLeft);
  }
});

// The second execution of the language, which shares nothing with the first.
test.each<readonly [string, string]>(texts)('is at each step what the interpreter holds: %s', (_name, of) => {
  const model = modelOf(of);
  const moments = simulate(model);
  let compared = 0;
  for (const run of honestRun(new Text(model)).runs) {
    for (const event of run.events) {
      const index = moments.findIndex(({ phase, step }) => phase === run.phase.name && step === event.step);
      const known = knownAfter(moments, index).get(run.role) ?? new Set();
      for (const { name, kind, holders } of model.elements) {
        if (!['symmetric-key', 'key-pair', 'data', 'nonce'].includes(kind)) continue;
        const held = kind === 'key-pair' ? event.holdings.named(`sk(${name})`) : event.holdings.valueOf(name);
        // The interpreter draws a value of one's own when it is needed first.
        if (held === null && holders.includes(run.role) && (kind === 'data' || kind === 'nonce')) continue;
        compared += 1;
        expect(known.has(name), `${run.role} after ${event.step.kind}: ${name}`).toBe(held !== null);
      }
    }
  }
  expect(compared).toBeGreaterThan(10);
});

test('a run of a thousand messages is gone through at once', () => {
  const messages = Array.from({ length: 1_000 }, (_each, index) => {
    const [from, to] = index % 2 === 0 ? (['A', 'B'] as const) : (['B', 'A'] as const);
    return `  message m${String(index)} ${from} -> ${to}: enc[K](D${String(index % 50)})`;
  });
  const data = Array.from(
    { length: 50 },
    (_each, index) => `data D${String(index)} of ${index % 2 === 0 ? 'A' : 'B'}`,
  );
  const long = modelOf(
    [
      'protocol P',
      'entity A',
      'entity B',
      'key K shared by A, B',
      ...data,
      'phase run {',
      ...messages,
      '}',
      '',
    ].join('\n'),
  );
  expect(simulate(long)).toHaveLength(1_001);
});
