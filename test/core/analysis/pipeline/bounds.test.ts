import { describe, expect, test } from 'vitest';
import { analyse, checkText } from '#core/analysis/pipeline/analyse.ts';
import { Knowledge, extractableTerms, isExtractable } from '#core/analysis/1-execute/knowledge.ts';
import { readMessage } from '#core/analysis/1-execute/reading.ts';
import { covers, visibleTerms } from '#core/analysis/1-execute/receiver-view.ts';
import { atomsOf } from '#core/analysis/1-execute/execute.ts';
import { lintDesign } from '#core/method/guidelines/lint-design.ts';
import { plainParts } from '#core/method/guidelines/design/design.ts';
import { completionAt, describeAt, parse, print } from '#core/notation/notation.ts';
import { nextMessageName } from '#core/language/editor/line-pattern.ts';
import { lex } from '#core/language/parse/lex.ts';
import { quote } from '#core/language/print/print-parts.ts';
import { removeAt } from '#core/language/source.ts';
import { hierarchyLevels } from '#core/structure/hierarchy-levels.ts';
import { protectionsIn } from '#core/publication/sent-message.ts';
import { composingTerms } from '#core/terms/composition.ts';
import { allSubterms, TermStore, type Term } from '#core/terms/term.ts';

// Nothing here asserts a time: what is tried takes far longer than any test may where it grows as it must not.
const patience = 120_000;

const head = 'protocol P\nentity A\nentity B\n';

function derivations(count: number, define: (before: string) => string): string {
  const names = Array.from({ length: count }, (_, index) => `T${index + 1}`);
  return [
    `${head}data T0 of A`,
    ...names.map((name) => `data ${name}`),
    'phase One {',
    ...names.map((name, index) => `A derives ${name} = ${define(`T${index}`)}`),
    `message m A -> B: T${count}`,
    '}',
    'confidentiality T0: A, B',
  ].join('\n');
}

function codesOf(text: string): readonly string[] {
  return [...new Set(checkText(text).diagnostics.map(({ code }) => code))];
}

/** A term in which each of so many levels holds the one below twice. */
function doubled(store: TermStore, levels: number): Term & { readonly kind: 'apply' } {
  const key = store.atom('k');
  let term = store.apply('enc', key, store.atom('x'), null);
  for (let level = 0; level < levels; level += 1) {
    term = store.apply('enc', key, store.tuple([term, store.apply('hash', null, term, null)]), null);
  }
  if (term.kind !== 'apply') throw new Error('a primitive was applied');
  return term;
}

describe('a term that stands in itself many times over', { timeout: patience }, () => {
  const store = new TermStore();
  const term = doubled(store, 60);
  const holder = new Knowledge(store);
  holder.add(store.atom('k'), 'given');
  holder.add(term, 'received', 'm');

  test('is known to be large without being written out', () => {
    expect(term.size).toBeGreaterThan(2 ** 60);
    expect(term.depth).toBeLessThan(300);
  });

  test.each<readonly [string, () => number]>([
    ['subterms', () => allSubterms(term).size],
    ['ingredients', () => composingTerms(term, store).size],
    ['atoms', () => atomsOf(term).length],
    ['what is taken out of it', () => extractableTerms(term).size],
    ['what a receiver sees', () => visibleTerms(term, holder).size],
    ['what a receiver reads', () => readMessage(term, holder).terms.size],
    ['protections', () => protectionsIn(term).length],
    ['parts', () => plainParts(store.tuple([term.content, term.content])).length],
  ])('has few different %s', (_, count) => {
    expect(count()).toBeLessThan(400);
  });

  test('does not yield or cover what is not in it', () => {
    const other: Term = store.atom('elsewhere');
    expect(isExtractable(term, other)).toBe(false);
    expect(covers(term, other, holder)).toBe(false);
  });
});

describe('derivations', { timeout: patience }, () => {
  test('that double with every line are refused when they grow too large', () => {
    expect(codesOf(derivations(60, (before) => `(${before}, ${before})`))).toEqual(['terms-too-large']);
  });

  test('that do so within the bound are analysed', () => {
    const text = derivations(14, (before) => `(${before}, ${before})`);
    expect(analyse({ text, inputHash: '0'.repeat(64) }).ok).toBe(true);
    const { executable } = checkText(text);
    expect(executable && lintDesign(executable.model, executable.run)).not.toBeNull();
  });

  test('in a long chain are refused when they nest too deeply, and analysed before', () => {
    expect(codesOf(derivations(5_000, (before) => `hash(${before})`))).toContain('term-too-deep');
    expect(codesOf(derivations(390, (before) => `hash(${before})`))).toEqual([]);
  });

  test('that stand in the text before what they rest on are bounded likewise', () => {
    const lines = derivations(5_000, (before) => `hash(hash(hash(${before})))`).split('\n');
    const first = lines.findIndex((line) => line.startsWith('A derives'));
    const chain = lines.splice(first, 5_000);
    lines.splice(first, 0, ...chain.reverse());
    expect(codesOf(lines.join('\n'))).toContain('term-too-deep');
  });
});

describe('one message of very many parts', { timeout: patience }, () => {
  const message = (parts: number): string =>
    `${head}data D of A\nphase One {\nmessage m A -> B: ${Array(parts).fill('D').join(', ')}\n}`;

  test('is refused', () => {
    expect(codesOf(message(330_000))).toEqual(['terms-too-large']);
  });

  test('is analysed up to the bound', () => {
    expect(analyse({ text: message(90_000), inputHash: '0'.repeat(64) }).ok).toBe(true);
  });
});

describe('a text made to take long', { timeout: patience }, () => {
  const texts: Readonly<Record<string, string>> = {
    'a long word in a comment': `${head}// ${'x'.repeat(400_000)}`,
    'a long name': `${head}entity ${'x'.repeat(400_000)}`,
    'a name with many hyphens': `${head}entity ${'x-'.repeat(200_000)}`,
    'escaped quotes without end': `${head}entity A "${'\\"'.repeat(400_000)}`,
    'a long blank label': `${head}entity C "${' '.repeat(400_000)}"`,
    'a number that cannot be counted on': `${head}phase P {\nmessage a9007199254740992 A -> B: A\nm`,
    'a name with many digits': `${head}phase P {\nmessage a${'1'.repeat(400_000)}b A -> B: A\nm`,
    'many slashes': `${head}entity A ${'/ '.repeat(100_000)}`,
  };

  test.each(Object.entries(texts))('is completed and described at its end: %s', (_, text) => {
    expect(() => [completionAt(text, text.length), describeAt(text, text.length)]).not.toThrow();
  });

  test('counts messages on from the last number that can be counted', () => {
    const after = (name: string): string => nextMessageName(lex(`message ${name}`));
    expect(after('p6')).toBe('p7');
    expect(after('p9007199254740992')).toBe('m1');
  });

  test('is quoted and cut where it has long blanks', () => {
    const blank = ' '.repeat(1_000_000);
    expect(quote(`a${blank}b`)).toBe(`"a${blank}b"`);
    expect(quote(' a \n\r b\n')).toBe('" a b "');
    const text = `${blank}x y`;
    expect(removeAt(text, { start: blank.length + 2, end: text.length }).span.start).toBe(blank.length + 1);
  });

  test('with thousands of unknown names gets suggestions for the first of them', () => {
    const entities = Array.from({ length: 3_000 }, (_, index) => `entity EntityNumber${index}`);
    const messages = entities.map((_, index) => `message m${index} EntityNumbr${index} -> A: B`);
    const { diagnostics } = checkText(`${head}${[...entities, 'phase P {', ...messages, '}'].join('\n')}`);
    expect(diagnostics).toHaveLength(3_000);
    expect(diagnostics[0]?.fix?.replacement).toBe('EntityNumber0');
    expect(diagnostics.at(-1)?.fix).toBeNull();
  });
});

describe('long lists', { timeout: patience }, () => {
  test('of messages are measured and printed', () => {
    const messages = Array.from({ length: 150_000 }, (_, index) => `message m${index} A -> B: A`);
    const { tree } = parse(`${head}phase P {\n${messages.join('\n')}\n}`);
    expect(print(tree).split('\n').length).toBeGreaterThan(150_000);
  });

  test('of keys that each bring the next have as many levels', () => {
    const keys = Array.from({ length: 50_000 }, (_, index) => `K${index}`);
    const edges = keys.slice(1).map((lower, index) => ({ upper: `K${index}`, lower }));
    expect(hierarchyLevels(keys.toReversed(), edges).get('K49999')).toBe(50_000);
  });
});

test('the many cells of a large table that have nothing to tell are one', { timeout: patience }, () => {
  const count = 300;
  const entities = Array.from({ length: count }, (_, index) => `entity E${index}`);
  const elements = Array.from({ length: count }, (_, index) => `data D${index} of E${index}`);
  const text = ['protocol P', ...entities, ...elements, 'phase P1 {', 'message m E0 -> E1: D0', '}'].join(
    '\n',
  );
  const record = analyse({ text, inputHash: '0'.repeat(64) });
  if (!record.ok) throw new Error('the model is well formed');
  expect(record.value.cells).toHaveLength(count * (count + 1));
  expect(new Set(record.value.cells.map(({ confidentiality }) => confidentiality)).size).toBeLessThan(
    2 * count,
  );
  expect(new Set(record.value.cells.map(({ integrity }) => integrity)).size).toBeLessThan(10);
});
