import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Question } from '#core/analysis/record/question.ts';
import { examplesOf, ruleNames } from '#core/language/rules.ts';
import { broken, unproved, within } from '../core/analysis/pipeline/broken.ts';
import { Choices } from '../soundness/choices.ts';
import { RandomGuessing } from '../soundness/random-guessing.ts';
import { RandomModel } from '../soundness/random-model.ts';
import { expectations, translatedFolder } from '../soundness/translated-expectations.ts';
import { questionLine } from '../support/models/question-line.ts';
import { root } from '../support/places.ts';
import { randomRow } from './random-row.ts';

/** A text that mutants are judged by. */
export interface CorpusText {
  readonly name: string;
  /** Where it comes from: `translated` are the small ones of which all answers are known. */
  readonly kind: 'example' | 'translated' | 'library' | 'random' | 'other';
  readonly text: string;
  /** What is right, worked out by hand or known from the literature; null where nothing is known of a question. */
  readonly right: (question: Question) => 'holds' | 'violated' | 'vacuous' | null;
  /** The codes of the diagnostics that it must have; null where nothing is known. */
  readonly diagnostics: readonly string[] | null;
}

const randomTexts = 64;
const guessingTexts = 8;

/** The texts of the reference, small ones of which all answers are known, the library, the example, and random ones. */
export function corpus(): readonly CorpusText[] {
  return [
    ...examples(),
    ...refused(),
    ...translated(),
    ...guessing(),
    ...random(),
    ...others(),
    ...library(),
  ];
}

function examples(): readonly CorpusText[] {
  return ruleNames.flatMap((rule) =>
    examplesOf(rule).map(({ text, diagnostics, answers }, index): CorpusText => ({
      name: `${rule} ${index + 1}`,
      kind: 'example',
      text,
      diagnostics,
      right: (asked) =>
        answers.find(
          (each) =>
            each.attack === asked.attack &&
            each.kind === asked.kind &&
            each.element === asked.element &&
            each.entity === asked.entity &&
            each.originator === asked.originator &&
            each.phase === asked.phase &&
            each.on.join() === asked.on.join(),
        )?.right ?? null,
    })),
  );
}

// What can be executed and cannot be taken by an entity for itself.
function refused(): readonly CorpusText[] {
  const text = [
    ...['protocol P', 'entity A', 'entity B', 'key K shared by A, B', 'key L shared by A, B'],
    ...[
      'counter E shared by A, B',
      'constant X',
      'phase f channel secure adversary absent {',
      'A advances E',
    ],
    ...['A derives L = kdf[K](E)', 'B derives L = kdf[K](E)', 'message m A -> B: mac[L](X)', '}', ''],
  ].join('\n');
  return [{ name: 'refused', kind: 'other', text, diagnostics: ['cannot-take'], right: () => null }];
}

function translated(): readonly CorpusText[] {
  return textsIn(translatedFolder).map(([name, text]) => ({
    name,
    kind: 'translated',
    text,
    diagnostics: [],
    right: (asked) =>
      expectations.find(
        (each) =>
          each.model === name &&
          each.attack === asked.attack &&
          each.kind === asked.kind &&
          each.element === asked.element &&
          each.on.join() === asked.on.join() &&
          (each.entity === null || each.entity === asked.entity),
      )?.right ?? null,
  }));
}

function library(): readonly CorpusText[] {
  const protocols = textsIn(join(root, 'resources', 'protocols')).map(([name, text]): CorpusText => {
    const open = new Set([...(unproved[name] ?? []), ...(within[name] ?? [])]);
    return {
      name,
      kind: 'library',
      text,
      diagnostics: [],
      right: (asked) => {
        const line = questionLine(asked);
        if (open.has(line)) return null;
        return broken[name]?.includes(line) === true ? 'violated' : 'holds';
      },
    };
  });
  const [, sample = ''] = textsIn(join(root, 'resources', 'sample'))[0] ?? [];
  return [...protocols, { name: 'sample', kind: 'other', text: sample, diagnostics: [], right: () => null }];
}

function guessing(): readonly CorpusText[] {
  return Array.from({ length: guessingTexts }, (_, index) => ({
    name: `guessing ${index + 1}`,
    kind: 'random',
    text: new RandomGuessing(new Choices(randomRow(1001 + index))).write(),
    right: () => null,
    diagnostics: null,
  }));
}

function others(): readonly CorpusText[] {
  const samples = join(root, 'test', 'core', 'analysis', '2-consistency', 'samples');
  const folders = readdirSync(samples).map((name) => join(samples, name));
  return folders.flatMap((folder) =>
    textsIn(folder).map(([name, text]) => ({
      name: `${basename(folder)} ${name}`,
      kind: 'other',
      text,
      right: () => null,
      diagnostics: [],
    })),
  );
}

// Every other one is asked under attack models as well, and in some one agent may be both.
function random(): readonly CorpusText[] {
  return Array.from({ length: randomTexts }, (_, index) => {
    const written = new RandomModel(new Choices(randomRow(index + 1))).write();
    const text = index % 8 === 1 ? `${written}\nentity A, B may coincide` : written;
    const attacked =
      index % 2 === 0 ? text : `${text}\n${attackModels[(index >> 1) % attackModels.length] ?? ''}`;
    return {
      name: `random ${index + 1}`,
      kind: 'random',
      text: attacked,
      right: () => null,
      diagnostics: null,
    };
  });
}

const attackModels = [
  'attack x {\n  leak K\n}',
  'attack x {\n  compromise B from one\n}',
  'attack x {\n  weak enc\n  forgeable mac\n}',
  'attack x {\n  untyped\n}',
  'attack x {\n  adversary passive\n  leak X\n}',
  'attack x {\n  leak sk(KP)\n  channel A, B authentic\n}',
  'attack x {\n  weak aead\n  leak Z\n}',
  'attack x {\n  compromise A\n}',
];

function textsIn(folder: string): readonly (readonly [string, string])[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.segl'))
    .map((file) => [basename(file, '.segl'), readFileSync(join(folder, file), 'utf8')] as const);
}
