import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { examplesOf, ruleNames } from '#core/language/rules.ts';
import type { Line } from '#core/semantics/script.ts';
import { entityScripts } from '#core/semantics/symbolic.ts';
import { formatValue } from '#core/semantics/value.ts';
import { root } from '../../support/places.ts';
import { faultsOfScripts } from './script-checks.ts';
import { faultsInWorlds } from './script-worlds.ts';

// What an entity does whatever it receives: it takes these messages and sends these; it takes no other ones; and what
// happens where nobody attacks, or somebody does, is an instance of it.

const folders = [
  ['resources', 'sample'],
  ['resources', 'protocols'],
  ['test', 'soundness', 'translated'],
].map((folder) => join(root, ...folder));

const files = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.segl'))
    .map((file) => [basename(file), readFileSync(join(folder, file), 'utf8')] as const),
);

const examples = ruleNames.flatMap((rule) =>
  examplesOf(rule)
    .filter(({ diagnostics }) => diagnostics.length === 0)
    .map(({ text }, index) => [`${rule} ${String(index + 1)}`, text] as const),
);

/** A small model, and what one of its entities does in its last phase, a line each; `?1` is the first unknown value. */
interface Shown {
  readonly rule: string;
  readonly text: readonly string[];
  readonly role: string;
  readonly begins: readonly string[];
  readonly lines: readonly string[];
}

const two = ['protocol P', 'entity A', 'entity B', 'key K shared by A, B'];

const shown: readonly Shown[] = [
  {
    rule: 'what stays closed is anything, until its key is there',
    text: [
      ...two,
      'key Z of A session',
      'data D of A',
      'phase p {',
      'A makes Z',
      'message m1 A -> B: enc[Z](D, A)',
      'message m2 A -> B: aead[K](Z)',
      'message m3 B -> A: D',
      '}',
    ],
    role: 'B',
    begins: [],
    lines: ['receive m1 ?1', 'receive m2 aead[K of A, B](?2)', 'learn ?1 enc[?2]((?3, A))', 'send m3 ?3'],
  },
  {
    rule: 'a counter that both keep is found out from the code over it, and greater than those before',
    text: [
      ...two,
      'counter C shared by A, B',
      'data D of A',
      'phase p {',
      'A advances C',
      'message m1 A -> B: D, mac[K](D, C)',
      'B checks C',
      'message m2 B -> A: C',
      '}',
    ],
    role: 'B',
    begins: [],
    lines: ['receive m1 (?1, mac[K of A, B]((?1, ?2)))', 'number C checks ?2', 'send m2 ?2'],
  },
  {
    rule: 'a clock of its own is read, a number that comes is of the present period',
    text: [
      ...two,
      'timestamp T shared by A, B',
      'phase p {',
      'message m1 A -> B: T, mac[K](T)',
      'B checks T',
      'message m2 B -> A: A',
      'B advances T',
      'message m3 B -> A: T',
      '}',
    ],
    role: 'B',
    begins: [],
    lines: [
      'receive m1 (?1, mac[K of A, B](?1))',
      'clock T checks ?1',
      'send m2 A',
      'clock T moves ?2',
      'send m3 ?2',
    ],
  },
  {
    rule: 'a derived name of the past has one value, with any number in it',
    text: [
      ...two,
      'key Y shared by A, B session',
      'timestamp T shared by A, B',
      'data D of A',
      'phase p {',
      'A derives Y = kdf[K](T)',
      'A advances T',
      'message m1 A -> B: mac[Y](A), aead[Y](D)',
      '}',
    ],
    role: 'B',
    begins: [],
    lines: ['receive m1 (mac[kdf[K of A, B](?1)](A), aead[kdf[K of A, B](?1)](?2))'],
  },
  {
    rule: 'a later phase begins with what an earlier one left, and uses up what the agent made',
    text: [
      ...two,
      'nonce N of B',
      'key T shared by A, B session',
      'phase one {',
      'B makes N',
      'message m1 B -> A: N',
      'A makes T',
      'message m2 A -> B: aead[K](T)',
      '}',
      'phase two {',
      'message m3 A -> B: mac[T](N)',
      'B checks N',
      'B installs T',
      'B erases K',
      '}',
    ],
    role: 'B',
    begins: ['held T = ?1', 'held N = ?2'],
    lines: ['receive m3 mac[?1](?2)', 'once N ?2', 'install T ?1', 'erase K K of A, B'],
  },
];

/** A text with its unknown values numbered as they come. */
function numbered(texts: readonly string[]): readonly string[] {
  const names = new Map<string, string>();
  return texts.map((text) =>
    text.replaceAll(/\?\d+ of \w+ in \w+/gu, (name) => {
      const short = names.get(name) ?? `?${String(names.size + 1)}`;
      names.set(name, short);
      return short;
    }),
  );
}

function lineOf(line: Line): string {
  const value = formatValue(line.value);
  switch (line.kind) {
    case 'receive':
    case 'send':
      return `${line.kind} ${line.step.name} ${value}`;
    case 'learn':
      return `learn ${formatValue(line.unknown)} ${value}`;
    case 'number':
      return `number ${line.counter} ${line.rule} ${value}`;
    case 'clock':
      return `clock ${line.clock} ${line.rule} ${value}`;
    case 'make':
    case 'once':
    case 'install':
    case 'accept':
    case 'erase':
      return `${line.kind} ${line.element} ${value}`;
  }
}

describe('a script', () => {
  test.each(shown)('$rule', ({ text, role, begins, lines }) => {
    const { executable } = checkText(text.join('\n'));
    if (executable === null) throw new Error('the model is executable');
    const script = entityScripts(executable.model, null).findLast((each) => each.role === role);
    expect(
      numbered([
        ...(script?.begins ?? []).map(({ as, name, value }) => `${as} ${name} = ${formatValue(value)}`),
        ...(script?.lines ?? []).map(lineOf),
      ]),
    ).toEqual([...begins, ...lines]);
  });

  test('of the first phase tells what the entity had by then, and what a dishonest one gives away', () => {
    const { executable } = checkText(
      [
        ...two,
        'key Z of A',
        'phase factory channel secure adversary absent {',
        'A makes Z',
        'message f A -> B: Z',
        'A erases Z',
        '}',
        'phase p {',
        'message m A -> B: aead[K](B)',
        '}',
      ].join('\n'),
    );
    if (executable === null) throw new Error('the model is executable');
    const [script] = entityScripts(executable.model, null);
    const holds = (script?.arrival?.holds ?? []).map(({ name, value }) => `${name} = ${formatValue(value)}`);
    expect(holds).toEqual(['A = A', 'B = B', 'K = K of A, B']);
    expect((script?.arrival?.everHeld ?? []).map(formatValue)).toContain('Z of A, B');
  });
});

describe('what an entity does whatever it receives', () => {
  test.each([...files, ...examples])('%s', (_, text) => {
    const { executable } = checkText(text);
    if (executable === null) throw new Error('the model is executable');
    const { model } = executable;
    for (const attack of [null, ...model.attacks]) {
      expect(faultsOfScripts(model, attack)).toEqual([]);
      expect(faultsInWorlds(model, attack, 60)).toEqual([]);
    }
  });
});
