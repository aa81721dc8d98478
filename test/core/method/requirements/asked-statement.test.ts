import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { askingStatement } from '#core/method/requirements/asked-statement.ts';
import { text, answersTo } from '../../../support/models/answered.ts';

describe('the place of a question', () => {
  const { executable } = checkText(text);
  const asked = answersTo(text).map((verdict) => verdict.question);
  const places = asked.map((each) => {
    const statement = executable === null ? null : askingStatement(each, executable.model);
    const { start, end } = statement?.span ?? { start: 0, end: 0 };
    return { kind: each.kind, line: text.slice(start, end), refines: statement?.refines ?? [] };
  });

  test('is a line of the text for every question', () => {
    expect(new Set(places.map(({ kind }) => kind)).size).toBe(11);
    expect(places.filter(({ line }) => line === '')).toEqual([]);
  });

  test.each([
    ['secrecy', 'confidentiality COMMAND: HES, MET'],
    ['injective-agreement', 'integrity COMMAND: HES refines R1'],
    ['aliveness', 'authentication HES to MET: aliveness'],
    ['weak-agreement', 'authentication MET to HES: weak-agreement refines R1'],
    ['entity-agreement', 'authentication HES to MET: agreement'],
    ['injective-entity-agreement', 'authentication HES to MET: injective-agreement on COMMAND'],
    ['key-confirmation', 'key-confirmation S: HES to MET'],
    ['key-uniqueness', 'key-freshness S: MET'],
    ['forward-secrecy', 'forward-secrecy S'],
  ])('is, of %s, %j', (kind, line) => {
    expect(places.filter((place) => place.kind === kind).map((place) => place.line)).toContain(line);
    for (const place of places) if (place.line.includes('refines')) expect(place.refines).toEqual(['R1']);
  });
});
