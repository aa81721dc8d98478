import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { parse, print } from '#core/notation/notation.ts';
import type { Choices } from '../choices.ts';

/** A text written otherwise that says the same; `rename` tells what is called how in it. */
export interface Rewritten {
  readonly text: string;
  readonly rename: (name: string) => string;
}

/** A way of writing a text otherwise so that whatever was asked of it has the same answer. */
export interface Rewriting {
  readonly name: string;
  readonly rewrite: (text: string, choices: Choices) => Rewritten;
}

/** The names of random models: entities, elements, phases, messages. */
const named = [
  ...['A', 'B', 'S', 'K', 'PW', 'Z', 'X', 'Y', 'W', 'KP', 'KQ', 'NA', 'NB', 'C', 'T', 'D', 'E', 'L'],
  ...['PIN', 'factory', 'one', 'two'],
];

/** Names that the program, or the language that it is written in, uses itself. */
const strange = [
  ...[
    'constructor',
    'toString',
    'valueOf',
    'nobody',
    'part',
    'state',
    'number',
    'honest',
    'start',
    'any',
    'counterparty',
  ],
  ...[
    'part_1',
    'A_1',
    'run',
    'adversaryKey',
    'guess',
    'tuple',
    'pair1',
    'length',
    'map',
    'a',
    'Zz',
    'zz',
    'agreed',
    'x0',
  ],
];

const same = (text: string): Rewritten => ({ text, rename: (name) => name });

/** More claims, about anything of any phase. */
export const askedMore: Rewriting = {
  name: 'more claims',
  rewrite: (text, choices) => same(askingMore(text, choices)),
};

/** All others. */
export const rewritings: readonly Rewriting[] = [
  { name: 'other names', rewrite: (text, choices) => renamed(text, shuffled(strange, choices)) },
  { name: 'names exchanged', rewrite: (text, choices) => renamed(text, shuffled(named, choices)) },
  {
    name: 'roles exchanged',
    rewrite: (text) =>
      renamed(text, [
        'B',
        'A',
        'S',
        'K',
        'PW',
        'Z',
        'X',
        'Y',
        'W',
        'KQ',
        'KP',
        'NB',
        'NA',
        'C',
        'T',
        'E',
        'D',
      ]),
  },
  {
    name: 'declarations in another order',
    rewrite: (text, choices) => {
      const { head, phases, statements } = partsOf(text);
      const [first = '', ...others] = head;
      return same(
        [first, ...shuffled(others, choices), ...phases, ...shuffled(statements, choices)].join('\n'),
      );
    },
  },
  {
    name: 'declarations behind the phases',
    rewrite: (text) => {
      const { head, phases, statements } = partsOf(text);
      const [first = '', ...others] = head;
      return same([first, ...statements, ...phases, ...others].join('\n'));
    },
  },
  {
    name: 'comments, labels and sources',
    rewrite: (text) =>
      same(
        text
          .replaceAll(
            /^(entity \w+|key \w+|phase \w+|data \w+)(?=[\s]|$)/gmu,
            '// a word\n$1 "A \\"label\\""',
          )
          .replaceAll('key "A \\"label\\"" pair', 'key pair')
          .replaceAll(/^(key pair) "A \\"label\\""/gmu, '$1'),
      ),
  },
  {
    name: 'more that nobody uses',
    rewrite: (text) => {
      const { head, phases, statements } = partsOf(text);
      return same(
        [
          ...head,
          ...[
            'data IDLE of A',
            'key SPARE shared by A, B long-term',
            'entity V',
            'nonce ODD of V',
            'counter UP of A',
          ],
          ...phases,
          ...statements,
          'confidentiality IDLE: A',
        ].join('\n'),
      );
    },
  },
  {
    name: 'a tick and a claim that ask more',
    rewrite: (text) => same(`${text}\nconfidentiality NA: A, B\nkey-freshness K: B\nforward-secrecy Z`),
  },
  {
    name: 'attack models that assume more',
    rewrite: (text) => same(`${text}\nattack more {\n  leak K\n}\nattack still {\n  untyped\n}`),
  },
  { name: 'printed', rewrite: (text) => same(print(parse(text).tree)) },
  { name: 'as it is, with more effort', rewrite: same },
];

// As many of some random claims as may be asked of this text.
function askingMore(text: string, choices: Choices): string {
  const phases = ['', ...[...text.matchAll(/^phase (\w+)/gmu)].map(([, name = '']) => ` in ${name}`)];
  const [first, ...others] = ['D', 'E', 'NA', 'NB', 'C', 'T', 'X', 'Y', 'Z', 'K', 'KP'] as const;
  return Array.from({ length: 4 }).reduce((sofar: string) => {
    const pair = choices.chance(50) ? 'A to B' : 'B to A';
    const level = choices.one(['agreement', 'injective-agreement']);
    const claim = `authentication ${pair}: ${level} on ${choices.one([first, ...others])}`;
    const more = `${sofar}\n${claim}${choices.one(['', ...phases])}`;
    return checkText(more).executable === null ? sofar : more;
  }, text);
}

function partsOf(text: string): {
  readonly head: readonly string[];
  readonly phases: readonly string[];
  readonly statements: readonly string[];
} {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.startsWith('phase '));
  const last = lines.findLastIndex(
    (line, index) => line === '}' && index >= first && isOfPhase(lines, index),
  );
  const after = lines.slice(last + 1).join('\n');
  return {
    head: lines.slice(0, first),
    phases: lines.slice(first, last + 1),
    statements: after.match(/attack \w+ \{[^}]*\}|[^\n]+/gu) ?? [],
  };
}

function isOfPhase(lines: readonly string[], end: number): boolean {
  const begin = lines.findLastIndex((line, index) => index < end && line.endsWith('{'));
  return lines[begin]?.startsWith('phase ') === true;
}

function renamed(text: string, names: readonly string[]): Rewritten {
  const others = new Map(named.flatMap((name, index) => [[name, names[index] ?? name] as const]));
  const rename = (name: string): string => others.get(name) ?? name;
  return { text: text.replaceAll(/\b\w+\b/gu, rename), rename };
}

function shuffled<Each>(list: readonly Each[], choices: Choices): readonly Each[] {
  return list
    .map((each) => ({ each, place: choices.number(10_000) }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ each }) => each);
}
