import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from '#core/search/fold.ts';
import { marked, search, searchIndex, searchWords, type SearchEntry } from '#core/search/search.ts';
import { runs } from '../../support/random.ts';

const numRuns = runs(300);

const entry = (title: string, text = ''): SearchEntry<string> => ({ title, text, target: title });
const titlesOf = (entries: readonly SearchEntry<string>[], query: string): readonly string[] =>
  search(searchIndex(entries), query, 100).found.map(({ entry: { title } }) => title);

test('the best comes first: the name itself, what begins with it, its words, and then what speaks of it', () => {
  const entries = [
    entry('Renewal of the master', 'K_mh is sent'),
    entry('unlockK_mh'),
    entry('the key K_mh of a meter'),
    entry('K_mh_new'),
    entry('K_mh'),
    { ...entry('K_mh · Traffic key'), name: 'K_mh' },
    entry('something else'),
  ];
  expect(titlesOf(entries, 'k_MH')).toEqual([
    'K_mh',
    'K_mh · Traffic key',
    'K_mh_new',
    'the key K_mh of a meter',
    'unlockK_mh',
    'Renewal of the master',
  ]);
});

test('every word counts, wherever each stands, without case and accents', () => {
  const entries = [entry('Målerens nøkkel', 'fornyes av Sentralsystemet'), entry('Måler')];
  expect(titlesOf(entries, 'maler SENTRAL')).toEqual(['Målerens nøkkel']);
  expect(titlesOf(entries, 'nøkkel  fornyes')).toEqual(['Målerens nøkkel']);
  expect(titlesOf(entries, 'nøkkel slettes')).toEqual([]);
  expect(titlesOf(entries, '   ')).toEqual([]);
});

test('what was found in a long text is shown with what stands around it, marked', () => {
  const text = `${'before '.repeat(40)}the counter is lost at a power failure ${'after '.repeat(60)}`;
  const [found] = search(searchIndex([entry('Treatment', text)]), 'counter', 1).found;
  const excerpt = found?.excerpt ?? [];
  expect(excerpt.filter((part) => part.found).map((part) => part.text)).toEqual(['counter']);
  const shown = excerpt.map((part) => part.text).join('');
  expect(shown).toMatch(/^….*the counter is lost.*…$/u);
  expect(shown.length).toBeLessThan(180);
});

test('the marks are what was searched for, and all of the text stays', () => {
  const word = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 4 }),
    fc.constantFrom('å', 'É', 'İ', 'ﬀ', 'ß', '𝒜', 'a\u0301'),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 20 }), word, (pieces, query) => {
      const text = pieces.join('');
      expect(fold(text)).toHaveLength(text.length);
      const words = searchWords(query);
      const shown = marked(text, words);
      expect(shown.map((part) => part.text).join('')).toBe(text);
      for (const part of shown.filter(({ found }) => found))
        expect(words.some((each) => fold(part.text).includes(each))).toBe(true);
      const isThere = words.some((each) => fold(text).includes(each));
      expect(shown.some(({ found }) => found)).toBe(isThere);
    }),
    { numRuns },
  );
});

test('as many as are wanted are given, and all are counted', () => {
  const entries = Array.from({ length: 500 }, (_, index) => entry(`message ${String(index)}`));
  const { found, count } = search(searchIndex(entries), 'message', 50);
  expect([found.length, count]).toEqual([50, 500]);
});
