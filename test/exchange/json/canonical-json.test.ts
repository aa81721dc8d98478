import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { canonicalBytes, canonicalJson } from '#exchange/json/canonical-json.ts';
import { readCanonicalJson } from '#exchange/json/read-json.ts';

// RFC 8785, section 3.2.2 and 3.2.3: numbers, strings, and the order of keys by UTF-16 code units.
test('is the text that RFC 8785 has for its examples', () => {
  const value: unknown = JSON.parse(
    String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`,
  );
  expect(canonicalJson(value)).toBe(
    String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
  );
  const keys = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
  expect([...canonicalJson(keys).matchAll(/:(\d)/gu)].map(([, place]) => place)).toEqual([
    ...['2', '4', '6', '7', '1', '5', '3'],
  ]);
});

test('what JSON cannot hold is a fault', () => {
  for (const value of [undefined, Number.NaN, Number.POSITIVE_INFINITY, () => 1, [undefined]]) {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  }
  expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
});

test('every value is read from its canonical text, and from no other', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      const plain: unknown = JSON.parse(JSON.stringify(value));
      expect(readCanonicalJson(canonicalBytes(plain), z.unknown())).toEqual(plain);
      const spaced = new TextEncoder().encode(`${canonicalJson(plain)} `);
      expect(readCanonicalJson(spaced, z.unknown())).toBeNull();
    }),
  );
});

test('what is too deep, has too many values, or is not UTF-8 is not read', () => {
  const nested = (depth: number): Uint8Array =>
    new TextEncoder().encode(`${'['.repeat(depth)}${']'.repeat(depth)}`);
  expect(readCanonicalJson(nested(64), z.unknown())).not.toBeNull();
  expect(readCanonicalJson(nested(65), z.unknown())).toBeNull();
  const many = (count: number): Uint8Array => new TextEncoder().encode(`[0${',0'.repeat(count - 1)}]`);
  expect(readCanonicalJson(many(999_999), z.unknown())).not.toBeNull();
  expect(readCanonicalJson(many(1_000_000), z.unknown())).toBeNull();
  const brackets = new TextEncoder().encode(JSON.stringify(`${'['.repeat(100)}\\"[`));
  expect(readCanonicalJson(brackets, z.unknown())).not.toBeNull();
  expect(readCanonicalJson(Uint8Array.of(0x22, 0xff, 0x22), z.unknown())).toBeNull();
});
