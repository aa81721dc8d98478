import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { replay } from '#core/kernel/execution.ts';
import { violates } from '#core/kernel/violation.ts';
import { BoundedSearch, type SearchResult } from '#core/analysis/5-search/bounded-search.ts';
import { problemsOf } from '#core/analysis/pipeline/problems.ts';
import { importVerifpal } from '#core/interchange/verifpal/import.ts';
import { examplesOf } from '#core/language/rules.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';
import type { Trace } from '#core/protocol/trace.ts';
import { root } from '../../../support/places.ts';

const folder = join(root, 'resources', 'protocols');
const bounds = { runs: 2, work: 50_000 };
const never = (): boolean => false;

function library(name: string): Protocol {
  return written(readFileSync(join(folder, `${name}.segl`), 'utf8'));
}

function written(text: string): Protocol {
  const { executable } = checkText(text);
  const [first] = executable === null ? [] : problemsOf(executable.model, executable.run);
  if (first === undefined) throw new Error('nothing is asked');
  return first.protocol;
}

function verifpal(text: string): Protocol {
  const imported = importVerifpal(text, 2);
  if (!imported.ok) throw new Error('the model is refused');
  return imported.protocol;
}

const violation =
  (protocol: Protocol, query: Query) =>
  (trace: Trace): boolean => {
    const execution = replay(protocol, trace);
    return !('code' in execution) && violates(execution, query);
  };

function results(protocol: Protocol, only = /./u): Readonly<Record<string, SearchResult['kind']>> {
  return Object.fromEntries(
    protocol.queries
      .filter(({ name }) => only.test(name))
      .map((query) => {
        const search = new BoundedSearch(protocol, never);
        const result = search.search(query, bounds, violation(protocol, query));
        if (result.kind === 'attack') expect(violation(protocol, query)(result.trace)).toBe(true);
        return [query.name, result.kind];
      }),
  );
}

describe('a search through executions with few runs', () => {
  test('finds Lowe’s attack on Needham and Schroeder, and none after the repair', () => {
    expect(results(library('needham-schroeder-public-key'))).toMatchObject({
      'secrecy of NA at B': 'attack',
      'secrecy of NB at B': 'attack',
      'secrecy of NA at A': 'none',
      'secrecy of NB at A': 'none',
    });
    expect(new Set(Object.values(results(library('needham-schroeder-lowe'))))).toEqual(new Set(['none']));
  });

  test('finds that a message is taken twice where no counter is checked, and not where one is', () => {
    const only = /^injective-agreement/u;
    expect(Object.values(results(library('metering-command-unchecked'), only))).toContain('attack');
    expect(new Set(Object.values(results(library('metering-command'), only)))).toEqual(new Set(['none']));
  });

  test('finds that one run takes a key twice', () => {
    const [example] = examplesOf('installed-twice');
    expect(results(written(example?.text ?? ''), /^key-uniqueness/u)).toEqual({
      'key-uniqueness of T at B': 'attack',
    });
  });

  test('follows commuting exponents, at either end', () => {
    expect(results(library('diffie-hellman'), /^secrecy/u)).toEqual({
      'secrecy of D at A': 'attack',
      'secrecy of D at B': 'attack',
    });
  });

  test('one run is not enough for what takes two', () => {
    const protocol = library('metering-command-unchecked');
    const query = protocol.queries.find(({ name }) => name.startsWith('injective-agreement'));
    if (query === undefined) throw new Error('the model asks for injective agreement');
    const search = new BoundedSearch(protocol, never);
    const result = search.search(query, { ...bounds, runs: 1 }, violation(protocol, query));
    expect(result.kind).toBe('none');
  });

  test('tells whether two ends have the same key, where the adversary listens and where it takes part', () => {
    const model = (attacker: string): string => `attacker[${attacker}]
principal Alice[ generates a
  ga = PUBKEY(a) ]
Alice -> Bob: ga
principal Bob[ generates b
  gb = PUBKEY(b)
  kb = DH_KEX(ga, b) ]
Bob -> Alice: gb
principal Alice[ ka = DH_KEX(gb, a) ]
queries[ equivalence? ka, kb ]
`;
    expect(Object.values(results(verifpal(model('passive'))))).toEqual(['none']);
    expect(Object.values(results(verifpal(model('active'))))).toEqual(['attack']);
  });
});

describe('a search says that there is no attack only when it is through', () => {
  const protocol = library('needham-schroeder-lowe');
  const broken = library('needham-schroeder-public-key');

  test('not when its limit is reached', () => {
    for (const query of protocol.queries) {
      const search = new BoundedSearch(protocol, never);
      const result = search.search(query, { runs: 2, work: 5 }, violation(protocol, query));
      expect(result.kind).toBe('open');
    }
  });

  test('not when it is told to stop', () => {
    for (const query of protocol.queries) {
      const search = new BoundedSearch(protocol, () => true);
      const result = search.search(query, bounds, violation(protocol, query));
      expect(result.kind).not.toBe('attack');
      // Where the limit was so near that nobody was asked, it is through.
      if (result.kind === 'none') continue;
      expect(search.search(query, bounds, violation(protocol, query)).kind).toBe('open');
    }
  });

  test('not when what it found was not accepted', () => {
    const query = broken.queries.find(({ name }) => name === 'secrecy of NB at B');
    if (query === undefined) throw new Error('the model asks for the secrecy');
    const search = new BoundedSearch(broken, never);
    expect(search.search(query, bounds, () => false).kind).toBe('open');
  });
});
