import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { problemsOf } from '#core/analysis/pipeline/problems.ts';
import { Validator } from '#core/analysis/validate/validate.ts';
import { alsoAttacked } from '../../../soundness/laws/some-text.ts';
import { Choices, rows } from '../../../soundness/choices.ts';
import { RandomModel } from '../../../soundness/random-model.ts';
import { root } from '../../../support/places.ts';
import { runs } from '../../../support/random.ts';
import { mutantsOf, type Mutant } from './role-mutations.ts';

// What a protocol's roles do is what the interpreter says that the entities of the model do; and whatever is changed in a
// protocol is noticed.

const folders = [
  ['resources', 'sample'],
  ['resources', 'protocols'],
  ['test', 'soundness', 'translated'],
].map((folder) => join(root, ...folder));

const files = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.segl'))
    .map((file) => [basename(file, '.segl'), readFileSync(join(folder, file), 'utf8')] as const),
);

/** What is different in the protocols of a model, under every adversary; nothing where it cannot be executed. */
function differencesIn(text: string): readonly string[] {
  const { executable } = checkText(text);
  if (executable === null) return [];
  const { model, run } = executable;
  const validator = new Validator(model);
  return problemsOf(model, run).flatMap(({ protocol, attack: name, questions }) => {
    const attack = model.attacks.find((each) => each.name === name) ?? null;
    const difference = validator.differenceOf(protocol, attack, questions);
    return difference === null ? [] : [`${name ?? 'plain'}: ${difference}`];
  });
}

describe('the translation is validated', () => {
  test.each(files)('%s', (_, text) => {
    expect(checkText(text).executable).not.toBeNull();
    expect(differencesIn(text)).toEqual([]);
  });

  test('where one agent may play several entities', () => {
    const text = `protocol Both
entity A
entity B
entity A, B may coincide
key K shared by A, B
key pair KP of A known to B
data D of A
phase run {
  message m1 A -> B: aead[K](D ; A, B), sign[sk(KP)](D, B)
}
confidentiality D: A, B
integrity D: A
`;
    expect(checkText(text).executable).not.toBeNull();
    expect(differencesIn(text)).toEqual([]);
  });

  test('of random models, under an attack model as well', { timeout: 600_000 }, () => {
    const different = fc.sample(rows, { numRuns: runs(200) }).flatMap((row) => {
      const text = alsoAttacked(new RandomModel(new Choices(row)).write(), new Choices(row.toReversed()));
      const differences = differencesIn(text);
      return differences.length === 0 ? [] : [`${differences.join('\n')}\n${text}`];
    });
    expect(different).toEqual([]);
  });
});

/**
 * Changes that are none: what a role does twice, or had to do already, and names that stand in one place alone; and changes
 * of what is asked, which no script speaks of. Nothing may be added without such a reason.
 */
const unnoticed: Readonly<Record<string, string>> = {
  'a step twice': 'a condition that is met is met again',
  'another memory': 'used in one place, it is the same by another name',
  'what an honest agent has is given': 'what everybody has is given again',
};

const mutated = [
  'ams',
  'password-login',
  'signed-diffie-hellman',
  'certified-command',
  'metering-key-renewal',
  'needham-schroeder-symmetric-mended',
  'clock-advanced',
  'counter-kept-by-both',
];

describe('a changed protocol is noticed', () => {
  const kinds = new Set<string>();

  test.each(mutated)('%s', { timeout: 600_000 }, (name) => {
    const text = files.find(([file]) => file === name)?.[1] ?? '';
    const { executable } = checkText(text);
    if (executable === null) throw new Error('every bundled model is executable');
    const { model, run } = executable;
    const validator = new Validator(model);
    const [problem] = problemsOf(model, run);
    if (problem === undefined) throw new Error('something is asked');
    const isNoticed = ({ protocol }: Mutant): boolean =>
      validator.differenceOf(protocol, null, problem.questions) !== null;
    const all = mutantsOf(problem.protocol);
    for (const { kind } of all) kinds.add(kind);
    const missed = all.filter((mutant) => !isNoticed(mutant));
    const unexplained = missed.filter(
      (mutant) => unnoticed[mutant.kind] === undefined && !isImplied(name, mutant),
    );
    expect(unexplained.map(({ kind, where }) => `${kind}: ${where}`)).toEqual([]);
  });

  test('in many ways', () => {
    expect(kinds.size).toBeGreaterThan(40);
  });
});

// The content of the signature is compared before it is verified, and once more when it is.
function isImplied(name: string, { where }: Mutant): boolean {
  return name === 'certified-command' && /^MET in operations, step [24]$/u.test(where);
}
