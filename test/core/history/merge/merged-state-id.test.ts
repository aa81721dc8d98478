import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { canonicalJson, isSameValue } from '#core/history/canonical.ts';
import { mergedStateId } from '#core/history/merge/merged-state-id.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const content = { text: 'protocol P\n', dossier: emptyDossier };

test('a merge is the same state whoever made it, and another where anything of it is', () => {
  const id = mergedStateId(['a', 'b'], content, sha256);
  expect(id).toMatch(/^[0-9a-f]{32}$/u);
  const reversed = Object.fromEntries(
    Object.entries(emptyDossier).toReversed(),
  ) as unknown as typeof emptyDossier;
  expect(mergedStateId(['b', 'a'], { ...content, dossier: reversed }, sha256)).toBe(id);
  expect(mergedStateId(['a', 'c'], content, sha256)).not.toBe(id);
  expect(mergedStateId(['a', 'b'], { ...content, text: '' }, sha256)).not.toBe(id);
  const owners = [{ id: 'o', organisation: 'Operator' }];
  expect(mergedStateId(['a', 'b'], { ...content, dossier: { ...emptyDossier, owners } }, sha256)).not.toBe(
    id,
  );
});

test('the identifier is that of the page on merging', () => {
  expect(mergedStateId(['b', 'a'], content, sha256)).toBe(
    sha256(
      `segl merged state v1\n{"dossier":"${sha256(canonicalJson(emptyDossier))}","parents":["a","b"],"text":"${sha256(content.text)}"}`,
    ).slice(0, 32),
  );
});

test('the canonical form does not depend on how names were ordered, and tells values apart', () => {
  expect(canonicalJson({ b: [1, null, 'é\n'], a: { d: true, c: undefined } })).toBe(
    '{"a":{"d":true},"b":[1,null,"é\\n"]}',
  );
  const values = [0, '0', null, [], {}, [0], { a: 0 }, { a: null }, { b: 0 }, [[]], [{}], false, ''];
  for (const one of values) {
    for (const other of values)
      expect(isSameValue(one, other)).toBe(canonicalJson(one) === canonicalJson(other));
  }
  expect(isSameValue({ a: 1, b: undefined }, { a: 1 })).toBe(true);
});
