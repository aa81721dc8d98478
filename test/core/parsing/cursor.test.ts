import { describe, expect, test } from 'vitest';
import { parseScyther } from '#core/interchange/scyther/parse.ts';
import { VerifpalFailure } from '#core/interchange/verifpal/failure.ts';
import { parseVerifpal } from '#core/interchange/verifpal/parse.ts';
import { Cursor } from '#core/language/parse/cursor.ts';
import { lex } from '#core/language/parse/lex.ts';
import { parse } from '#core/notation/notation.ts';

// One cursor walks over the tokens of three languages, each of which tells in its own way what is wrong, and where.

describe('a model of Segl is refused with what was expected and where, and with a fix where one is near', () => {
  test.each([
    ['entity 7', 'expected name, found 7, at 7'],
    ['entity', 'expected name, found , at entity'],
    ['phase p adversary gone {}', 'expected present / absent, found gone, at gone'],
    ['integrity x y', 'expected ":", found y, at y'],
    ['integrity x:\nentity A', 'reserved-name, found undefined, at entity'],
    ['entty A', 'expected statement, found entty, at entty, fix entity'],
    ['phase p adversary presnt {}', 'expected present / absent, found presnt, at presnt, fix present'],
    ['entity A "open', 'unfinished-text, found ", at "open'],
  ])('%j', (text, told) => {
    const sentences = parse(text).diagnostics.map(({ code, values, span, fix }) => {
      const wanted = 'expected' in values ? `expected ${String(values['expected'])}` : code;
      const insert = fix === null ? '' : `, fix ${fix.edit.insert}`;
      return `${wanted}, found ${String(values['found'])}, at ${text.slice(span.start, span.end)}${insert}`;
    });
    expect(sentences.join('; ')).toBe(told);
  });
});

describe('a model of Verifpal is refused at the first thing that cannot be read', () => {
  const toldOf = (text: string): string => {
    try {
      return JSON.stringify(parseVerifpal(text));
    } catch (failure) {
      if (!(failure instanceof VerifpalFailure)) throw failure;
      return `${failure.code}, found ${failure.about}, at ${String(failure.span.start)}`;
    }
  };

  test.each([
    ['', 'verifpal-unexpected-end, found , at 0'],
    ['ATTACKER[Lazy]', 'verifpal-unexpected, found Lazy, at 9'],
    ['attacker[active] principal 7[]', 'verifpal-unexpected, found 7, at 27'],
    ['attacker[active] phase[x]', 'verifpal-unexpected, found x, at 23'],
    ['attacker[active] A -> B', 'verifpal-unexpected-end, found , at 23'],
    ['attacker[active] principal A[ x = HASH(y', 'verifpal-unclosed, found HASH(, at 38'],
    ['attacker[active] queries[secrecy? x]', 'verifpal-unexpected, found secrecy, at 25'],
    ['attacker[active] queries[] A', 'verifpal-unexpected, found A, at 27'],
  ])('%j', (text, told) => {
    expect(toldOf(text)).toBe(told);
  });
});

describe('a model of Scyther is refused at the first thing that cannot be read', () => {
  test.each([
    ['const', 'unexpected-end, found , at 5'],
    ['const role;', 'unexpected, found role, at 6'],
    ['const "a";', 'unexpected, found a, at 6'],
    ['option a;', 'unexpected, found a, at 7'],
    ['protocol p(A) { role A { send_1(A, A); } }', 'too-few-terms, found 1, at 25'],
    ['protocol p(A) { role A { not send_1(A, A, A); } }', 'unexpected, found send, at 29'],
    ['const a\n\n', 'unexpected-end, found , at 9'],
    ['protocol p(A) {\n role A {\n', 'unclosed, found A{, at 24'],
    ['include x;', 'unsupported, found include, at 0'],
  ])('%j', (text, told) => {
    const read = parseScyther(text);
    const { code, name, offset } = read.ok ? { code: 'read', name: '', offset: 0 } : read.failure;
    expect(`${code}, found ${name}, at ${String(offset)}`).toBe(told);
  });
});

test('a list of tokens that has no end is a fault of who made it', () => {
  expect(() => new Cursor([])).toThrow(RangeError);
  expect(() => new Cursor(lex('entity A').slice(0, -1))).toThrow(RangeError);
});
