import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lex } from '#core/language/parse/lex.ts';
import { requirementKinds } from '#core/language/kinds.ts';
import { parse, print } from '#core/notation/notation.ts';
import { applyEdit, applyEdits } from '#core/language/source.ts';
import { editRefinement, refiningStatements } from '#core/method/requirements/edit-refinement.ts';
import {
  addRequirement,
  editRequirement,
  removeRequirement,
  statedRequirement,
  type StatedRequirement,
} from '#core/method/requirements/edit-requirement.ts';
import { runs } from '../support/random.ts';

const words = fc.constantFrom('', 'Doc', 'a "quoted" text', 'back\\slash', '1.2', 'owner "x" source', 'æøå');
const gap = fc.constantFrom(' ', '  ', '\n  ', ' // why\n  ', '\n  // one\n  // two\n  ');

const stated: fc.Arbitrary<StatedRequirement> = fc
  .record({
    kind: fc.constantFrom(...requirementKinds),
    text: words,
    owner: words,
    document: words,
    section: words,
  })
  .map(({ section, ...each }) => ({ name: 'R1', ...each, section: each.document === '' ? '' : section }));

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** Tokens of a requirement, as they may be written; an owner may stand on either side of the sources. */
const requirement: fc.Arbitrary<string> = fc
  .tuple(
    stated,
    fc.constantFrom([], ['page', '4'], ['quote', '"said"'], ['page', '4', 'quote', '"said"']),
    fc.boolean(),
    fc.boolean(),
  )
  .chain(([{ kind, text, owner, document, section }, place, ownerFirst, second]) => {
    const owned = owner === '' ? [] : ['owner', quoted(owner)];
    const cited =
      document === ''
        ? []
        : [
            'source',
            quoted(document),
            ...(section === '' ? [] : [quoted(section)]),
            ...place,
            ...(second ? ['source', '"Second"', 'page', '7'] : []),
          ];
    const tokens = [
      'requirement',
      'R1',
      kind,
      quoted(text),
      ...(ownerFirst ? [...owned, ...cited] : [...cited, ...owned]),
    ];
    return fc.tuple(...tokens.map((token) => gap.map((before) => ({ token, before }))));
  })
  .map((tokens) => tokens.map(({ token, before }, index) => (index === 0 ? token : before + token)).join(''));

const whole = fc
  .tuple(requirement, fc.constantFrom('', ' // behind'), fc.constantFrom('R1', 'R1, R2', 'R2, R1', 'R2'), gap)
  .map(
    ([line, behind, refined, between]) =>
      `protocol P\nentity A\nentity B\ndata D of A\nphase f {\n}\n\n// The first\n${line}${behind}\n// The second\nrequirement R2 integrity "other" // ends\nconfidentiality D: A${between}refines${between}${refined}\nforward-secrecy D // loose\n`,
  );

function commentsOf(text: string): readonly string[] {
  return lex(text).flatMap(({ comments }) => comments.map((comment) => comment.text));
}

/** What a text says but for one requirement. */
function others(text: string, name: string): string {
  const { tree } = parse(text);
  const statements = tree.statements.filter((each) => each.kind !== 'requirement' || each.name.name !== name);
  return print({
    statements: statements.map((each) => ({ ...each, comments: [], spaced: false })),
    closingComments: [],
  });
}

test('an edited requirement says what was stated of it, and everything else stays, comments too', () => {
  fc.assert(
    fc.property(whole, stated, (text, next) => {
      expect(parse(text).diagnostics).toEqual([]);
      const edited = applyEdits(text, editRequirement(parse(text).tree, text, next));
      expect(parse(edited).diagnostics).toEqual([]);
      expect(statedRequirement(parse(edited).tree, 'R1')).toEqual(
        next.document === '' ? secondOf(edited, next) : next,
      );
      expect(others(edited, 'R1')).toBe(others(text, 'R1'));
      expect(commentsOf(edited)).toEqual(commentsOf(text));
    }),
    { numRuns: runs(500) },
  );
});

// When the first of several sources goes, the second is the first.
function secondOf(edited: string, next: StatedRequirement): StatedRequirement {
  return edited.includes('"Second"') ? { ...next, document: 'Second' } : next;
}

test('nothing is written where nothing differs', () => {
  fc.assert(
    fc.property(whole, (text) => {
      const { tree } = parse(text);
      const same = statedRequirement(tree, 'R1');
      expect(same === null ? null : editRequirement(tree, text, same)).toEqual([]);
    }),
  );
});

test('a requirement that goes leaves everything else, and comes back from the form', () => {
  fc.assert(
    fc.property(whole, stated, (text, next) => {
      const removed = applyEdits(text, removeRequirement(parse(text).tree, text, 'R1'));
      const { tree, diagnostics } = parse(removed);
      expect(diagnostics).toEqual([]);
      expect(commentsOf(removed)).toEqual(commentsOf(text));
      expect(
        refiningStatements(tree).flatMap(({ refines }) => refines.map(({ name }) => name)),
      ).not.toContain('R1');
      const added = applyEdit(removed, addRequirement(tree, removed, next));
      expect(parse(added).diagnostics).toEqual([]);
      expect(statedRequirement(parse(added).tree, 'R1')).toEqual(next);
      expect(others(added, 'R1')).toBe(others(removed, 'R1'));
      expect(commentsOf(added)).toEqual(commentsOf(removed));
    }),
    { numRuns: runs(500) },
  );
});

test('a refinement that is put and taken away again leaves the text as it was', () => {
  fc.assert(
    fc.property(whole, (text) => {
      const loose = parse(text).tree.statements.at(-1)?.span ?? { start: 0, end: 0 };
      const change = { span: loose, requirement: 'R2', on: true };
      const linked = applyEdits(text, editRefinement(parse(text).tree, text, change));
      expect(linked).toContain('forward-secrecy D refines R2 // loose');
      expect(applyEdits(linked, editRefinement(parse(linked).tree, linked, { ...change, on: false }))).toBe(
        text,
      );
    }),
  );
});
