import { describe, expect, test } from 'vitest';
import constructs from '#resources/language/constructs.json' with { type: 'json' };
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { diagnosticCodes, isDiagnosticCode } from '#core/language/diagnostic.ts';
import {
  claimKinds,
  authenticationLevels,
  channelTrusts,
  elementKinds,
  requirementKinds,
  type ElementKind,
} from '#core/language/kinds.ts';
import { notYetWords } from '#core/language/not-yet.ts';
import { attackWords } from '#core/notation/notation.ts';
import {
  constructGroups,
  constructNames,
  coveredBy,
  exampleModel,
  reference,
  searchReference,
} from '#core/language/reference.ts';
import { actionVerbs, type ElementStatement, type PhaseItem, type Statement } from '#core/language/syntax.ts';
import { createTranslate, locales } from '#core/messages/catalogue.ts';
import { primitiveNames } from '#core/terms/theory.ts';

// Records, so that what is added to the language fails to compile here until it is added, too.
const statements: Readonly<Record<Exclude<Statement['kind'], 'claim'>, true>> = {
  protocol: true,
  entity: true,
  coincide: true,
  element: true,
  phase: true,
  requirement: true,
  tick: true,
  attack: true,
};
const items: Readonly<Record<PhaseItem['kind'], true>> = {
  message: true,
  action: true,
  derive: true,
  channel: true,
};
type Clause = Exclude<
  keyof ElementStatement,
  'kind' | 'elementKind' | 'name' | 'label' | 'span' | 'comments' | 'spaced'
>;
const clauses: Readonly<Record<Clause | 'refines' | 'requirement-owner' | 'repeats', true>> = {
  owner: true,
  shared: true,
  known: true,
  lifetime: true,
  entropy: true,
  replaces: true,
  sources: true,
  refines: true,
  'requirement-owner': true,
  repeats: true,
};

const wholeLanguage: readonly string[] = [
  ...Object.keys(statements).map((kind) => `statement:${kind}`),
  ...claimKinds.map((kind) => `statement:${kind}`),
  ...Object.keys(items).map((kind) => `item:${kind}`),
  ...Object.keys(clauses).map((clause) => `clause:${clause}`),
  ...elementKinds.map((kind: ElementKind) => `element:${kind}`),
  ...channelTrusts.map((trust) => `trust:${trust}`),
  ...actionVerbs.map((verb) => `verb:${verb}`),
  ...primitiveNames.map((name) => `primitive:${name}`),
  ...requirementKinds.map((kind) => `requirement:${kind}`),
  ...authenticationLevels.map((level) => `level:${level}`),
  ...attackWords.map((word) => `attack:${word}`),
  ...['tick:confidentiality', 'tick:integrity'],
  ...Object.entries(notYetWords).flatMap(([place, words]) =>
    Object.keys(words).map((word) => `later:${place} ${word}`),
  ),
];

describe('the reference of the language', () => {
  test('covers the whole language, and nothing that is not in it', () => {
    expect(new Set(constructNames.flatMap(coveredBy))).toEqual(new Set(wholeLanguage));
  });

  test.each(constructNames)('%s: the example parses, resolves and executes', (name) => {
    expect(checkText(exampleModel(name)).diagnostics).toEqual([]);
  });

  test.each(constructNames)('%s: the example shows what the entry is about', (name) => {
    const { grammar, example } = constructs.constructs[name];
    const shown = `${grammar.join(' ')} ${example.join(' ')}`;
    const missing = coveredBy(name).filter((covered) => {
      const [kind = '', word = ''] = covered.split(':');
      return ['verb', 'primitive', 'attack', 'level', 'trust'].includes(kind) && !shown.includes(word);
    });
    expect(missing).toEqual([]);
  });

  test('says of every diagnostic what it can be about', () => {
    const told = Object.values(constructs.constructs).flatMap(({ diagnostics }) => diagnostics);
    expect(told.filter((code) => !isDiagnosticCode(code))).toEqual([]);
    expect(new Set(told)).toEqual(new Set(diagnosticCodes));
  });

  test('shows every construct in one of its groups', () => {
    const groups: readonly string[] = constructGroups;
    for (const { group } of Object.values(constructs.constructs)) expect(groups).toContain(group);
  });

  test.each(locales)('is whole in %s', (locale) => {
    const entries = reference(createTranslate(locale));
    expect(entries).toHaveLength(constructNames.length);
    for (const { meaning, diagnostics } of entries) {
      expect(meaning).toMatch(/\.$/);
      for (const sentence of diagnostics) expect(sentence).not.toMatch(/undefined|[{}]\w/);
    }
  });

  test('names every kind of requirement in its meaning', () => {
    for (const locale of locales) {
      const entry = reference(createTranslate(locale)).find(({ name }) => name === 'requirement');
      for (const kind of requirementKinds) expect(entry?.meaning).toContain(kind);
    }
  });
});

describe('a search in the reference', () => {
  const entries = reference(createTranslate('nb'));
  const found = (query: string): readonly string[] => searchReference(entries, query).map(({ name }) => name);

  test('finds entries that have all the words', () => {
    expect(found('  DIFFIE utveksling ')).toContain('dh');
    expect(found('diffie utrulling')).toEqual([]);
    expect(found('')).toHaveLength(entries.length);
  });

  test('puts first what is named so', () => {
    expect(found('checks')[0]).toBe('checks');
    expect(found('nonce')[0]).toBe('nonce');
  });

  test('finds an entry by the sentence of its diagnostic', () => {
    expect(found('finnes alt en slik linje')).toEqual(['confidentiality', 'integrity']);
  });
});
